// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/xmldsig/reference.h"

#include "signing/crypto/hash.h"
#include "signing/xmldsig/names.h"
#include "tests/support/xmldsig/oracle.h"

#include <gtest/gtest.h>

namespace mohur::signing::xmldsig {
namespace {

constexpr const char* kC14n = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";

std::string transform(std::string_view algorithm, std::string_view content = {}) {
    return "<Transform Algorithm=\"" + std::string{algorithm} + "\">" + std::string{content} +
           "</Transform>";
}

/// A document whose one reference should be over `expected`.
std::string document_with(std::string_view uri_attribute, std::string_view transforms,
                          std::string_view expected, std::string_view data) {
    const auto digest = digest_of(DigestAlgorithm::sha256, as_bytes(expected));
    return "<r>" + std::string{data} + "<Signature xmlns=\"" + std::string{kNamespace} +
           "\"><Reference " + std::string{uri_attribute} + "><Transforms>" +
           std::string{transforms} +
           "</Transforms><DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/>"
           "<DigestValue>" +
           to_base64(digest.value) + "</DigestValue></Reference></Signature></r>";
}

ReferenceCheck check(std::string_view text, const Limits& limits = {},
                     std::uint64_t budget = 1 << 20) {
    const auto document = parse(text);
    const auto signature = named(document, "Signature");
    MapResolver resolver{{{"a b.txt", "hello"}, {"", "nameless"}, {"x.xml", "<x b='1' a='2'/>"}}};
    WorkBudget work{budget};
    const ReferenceProcessor processor{document, signature, resolver, limits, work};
    return processor.check(*parse_reference(named(document, "Reference")));
}

/// "intact", or the problem.
std::string outcome(std::string_view uri, std::string_view transforms, std::string_view expected,
                    std::string_view data = "<d Id=\"d\">x<!--c--></d>") {
    const auto result = check(document_with(uri, transforms, expected, data));
    return result.intact ? "intact" : result.problem;
}

TEST(Reference, resolves_identifiers_within_the_document) {
    EXPECT_EQ(outcome("URI=\"#d\"", "", "<d Id=\"d\">x</d>"), "intact");
    EXPECT_EQ(outcome("URI=\"#xpointer(id('d'))\"", "", "<d Id=\"d\">x</d>"), "intact");
    EXPECT_EQ(outcome("URI=\"#xpointer(id('d'))\"", transform(std::string{kC14n} + "#WithComments"),
                      "<d Id=\"d\">x<!--c--></d>"),
              "intact");
    EXPECT_EQ(
        outcome("URI=\"#d\"", transform(std::string{kC14n} + "#WithComments"), "<d Id=\"d\">x</d>"),
        "intact")
        << "a bare name leaves comments out";
    EXPECT_EQ(outcome("URI=\"#d\"", "", "<d Id=\"d\">y</d>"), "hash-mismatch");
    EXPECT_EQ(outcome("URI=\"#e\"", "", ""), "signed-data-not-found");
    EXPECT_EQ(outcome("URI=\"#xpointer(//d)\"", "", ""), "signed-data-not-found");
}

TEST(Reference, refuses_a_doubled_identifier_even_if_the_digest_fits) {
    const auto result = check(
        document_with("URI=\"#d\"", "", "<d Id=\"d\">x</d>", "<d Id=\"d\">x</d><e id=\"d\"/>"));
    EXPECT_TRUE(result.found);
    EXPECT_FALSE(result.unambiguous);
    EXPECT_FALSE(result.intact);
    EXPECT_EQ(result.problem, "binding-ambiguous");
}

TEST(Reference, resolves_detached_objects_by_decoded_name_and_fetches_nothing) {
    EXPECT_EQ(outcome("URI=\"a%20b.txt\"", "", "hello"), "intact");
    EXPECT_EQ(outcome("URI=\"a%20b.txt\"", "", "hallo"), "hash-mismatch");
    EXPECT_EQ(outcome("", "", "nameless"), "intact");
    EXPECT_EQ(outcome("URI=\"x.xml\"", "", "<x b='1' a='2'/>"), "intact");
    EXPECT_EQ(outcome("URI=\"x.xml\"", transform(kC14n), "<x a=\"2\" b=\"1\"></x>"), "intact");
    for (const auto* uri : {"http://127.0.0.1/x", "file:///etc/passwd", "../a b.txt", "other"}) {
        EXPECT_EQ(outcome("URI=\"" + std::string{uri} + "\"", "", ""), "signed-data-not-found");
    }
}

TEST(Reference, leaves_the_signature_out_of_its_own_document) {
    const std::string data = "<d Id=\"d\">x</d>";
    EXPECT_EQ(
        outcome("URI=\"\"", transform("http://www.w3.org/2000/09/xmldsig#enveloped-signature"),
                "<r>" + data + "</r>", data),
        "intact");
    EXPECT_EQ(outcome("URI=\"x.xml\"",
                      transform("http://www.w3.org/2000/09/xmldsig#enveloped-signature"), ""),
              "transform-refused");
}

TEST(Reference, decodes_base64_from_nodes_and_octets) {
    const auto base64 = transform("http://www.w3.org/2000/09/xmldsig#base64");
    EXPECT_EQ(outcome("URI=\"#d\"", base64, "hello", "<d Id='d'>aGVs\n<i>bG8</i>=</d>"), "intact");
    EXPECT_EQ(outcome("URI=\"#d\"", base64, "hello", "<d Id='d'>*</d>"), "transform-refused");
    EXPECT_EQ(outcome("URI=\"#d\"", base64 + base64, "hello", "<d Id='d'>YUdWc2JHOD0=</d>"),
              "intact");
}

TEST(Reference, evaluates_the_closed_xpath_grammar) {
    const auto xpath = [](std::string_view expression) {
        return transform("http://www.w3.org/TR/1999/REC-xpath-19991116",
                         "<XPath xmlns:s=\"" + std::string{kNamespace} + "\">" +
                             std::string{expression} + "</XPath>");
    };
    EXPECT_EQ(
        outcome("URI=\"\"", xpath("not(ancestor-or-self::s:Signature)"), "<r><d></d></r>", "<d/>"),
        "intact");
    EXPECT_EQ(outcome("URI=\"\"", xpath("true()"), "", "<d/>"), "transform-refused");
    EXPECT_EQ(outcome("URI=\"\"", xpath("ancestor-or-self::*[@Id='d']"), "<d Id=\"d\"></d>",
                      "<d Id='d'/>"),
              "intact");
}

std::string filter2(std::string_view operation, std::string_view expression) {
    return transform("http://www.w3.org/2002/06/xmldsig-filter2",
                     "<f:XPath xmlns:f=\"http://www.w3.org/2002/06/xmldsig-filter2\" xmlns:s=\"" +
                         std::string{kNamespace} + "\" Filter=\"" + std::string{operation} + "\">" +
                         std::string{expression} + "</f:XPath>");
}

TEST(Reference, evaluates_filter_2_and_reports_what_it_hides) {
    const std::string data = "<d><e>x</e></d>";
    const auto signatures = filter2("subtract", "/descendant::s:Signature");
    const auto whole = check(document_with("URI=\"\"", signatures, "<r>" + data + "</r>", data));
    EXPECT_TRUE(whole.intact);
    EXPECT_FALSE(whole.partial);
    const auto hidden = check(
        document_with("URI=\"\"", signatures + filter2("subtract", "//e"), "<r><d></d></r>", data));
    EXPECT_TRUE(hidden.intact);
    EXPECT_TRUE(hidden.partial);
    const auto chosen = check(document_with("URI=\"\"", filter2("intersect", "/r/d"), data, data));
    EXPECT_TRUE(chosen.intact);
    EXPECT_TRUE(chosen.partial);
    const auto united = check(document_with(
        "URI=\"\"", filter2("intersect", "//e") + filter2("union", "/r/d"), data, data));
    EXPECT_TRUE(united.intact) << united.detail;
}

TEST(Reference, refuses_transforms_outside_the_closed_set) {
    for (const auto* algorithm :
         {"http://www.w3.org/TR/1999/REC-xslt-19991116", "", "urn:own",
          "http://schemas.openxmlformats.org/package/2006/RelationshipTransform"}) {
        EXPECT_EQ(outcome("URI=\"#d\"", transform(algorithm), "<d Id=\"d\">x</d>"),
                  "transform-refused");
    }
    EXPECT_EQ(outcome("URI=\"#d\"", filter2("xor", "//d"), ""), "transform-refused");
}

TEST(Reference, bounds_transforms_and_work) {
    const auto six = transform(kC14n) + transform(kC14n) + transform(kC14n) + transform(kC14n) +
                     transform(kC14n) + transform(kC14n);
    EXPECT_EQ(outcome("URI=\"#d\"", six, "<d Id=\"d\">x</d>"), "limit-exceeded");
    const auto text = document_with("URI=\"\"", "", "", "<d/>");
    EXPECT_EQ(check(text, {}, 4).problem, "limit-exceeded");
    EXPECT_EQ(check(text, {}, 4096).problem, "hash-mismatch");
}

TEST(Reference, knows_which_nodes_were_hashed) {
    const auto text =
        document_with("URI=\"#d\"", "", "<d Id=\"d\"><e></e></d>", "<d Id='d'><e/></d>");
    const auto document = parse(text);
    const auto signature = named(document, "Signature");
    MapResolver resolver;
    WorkBudget work;
    const Limits limits;
    const ReferenceProcessor processor{document, signature, resolver, limits, work};
    const auto result = processor.check(*parse_reference(named(document, "Reference")));
    ASSERT_TRUE(result.covered);
    EXPECT_TRUE(result.covered->contains_subtree(named(document, "e")));
    EXPECT_FALSE(result.covered->contains(document.root()));
    EXPECT_EQ(result.target, named(document, "d"));
    EXPECT_FALSE(check(document_with("URI=\"x.xml\"", transform(kC14n), "", "")).covered);
}

TEST(Reference, needs_one_digest_method_and_value) {
    for (const auto* inside : {"", "<DigestMethod/>", "<DigestMethod/><DigestValue>*</DigestValue>",
                               "<DigestMethod/><DigestMethod/><DigestValue/>"}) {
        const auto document = parse("<Reference xmlns=\"" + std::string{kNamespace} + "\">" +
                                    std::string{inside} + "</Reference>");
        EXPECT_FALSE(parse_reference(document.root())) << inside;
    }
}

TEST(Reference, does_not_take_other_spellings_for_a_digest_method) {
    auto text = document_with("URI=\"#d\"", "", "<d Id=\"d\"></d>", "<d Id=\"d\"/>");
    EXPECT_EQ(check(text).problem, "");
    text = replaced(text, "http://www.w3.org/2001/04/xmlenc#sha256", "SHA-256");
    EXPECT_EQ(check(text).problem, "algorithm-unsupported");
}

TEST(PercentDecoding, leaves_what_is_no_escape) {
    EXPECT_EQ(percent_decoded("a%20b%C9%99%"), "a b\xC9\x99%");
    EXPECT_EQ(percent_decoded("%2%zz%41"), "%2%zzA");
    EXPECT_EQ(percent_decoded(""), "");
}

}  // namespace
}  // namespace mohur::signing::xmldsig
