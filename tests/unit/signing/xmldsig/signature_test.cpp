// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/xmldsig/signature.h"

#include "signing/xmldsig/algorithm.h"
#include "signing/xmldsig/names.h"
#include "tests/support/xmldsig/oracle.h"

#include <gtest/gtest.h>

namespace mohur::signing::xmldsig {
namespace {

std::string signature_template(std::string_view canonical, std::string_view method,
                               std::string_view transform) {
    return "<r xmlns:n=\"urn:n\" xmlns=\"urn:d\" xml:lang=\"az\"><Data Id=\"d\" "
           "n:x=\"1\">m&#246;h&amp;r"
           "</Data><Signature xmlns=\"" +
           std::string{kNamespace} + "\"><SignedInfo><CanonicalizationMethod Algorithm=\"" +
           std::string{canonical} + "\"/><SignatureMethod Algorithm=\"" + std::string{method} +
           "\"/><Reference URI=\"#d\"><Transforms><Transform Algorithm=\"" +
           std::string{transform} +
           "\"/></Transforms><DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/>"
           "<DigestValue/></Reference></SignedInfo><SignatureValue/></Signature></r>";
}

PublicKey key_of(const std::string& name) {
    return Certificate::from_der(hierarchy().certificate(name))->public_key();
}

bool verifies(std::string_view text, const PublicKey& key) {
    const auto document = parse(text);
    const auto signature = Signature::parse(document, named(document, "Signature"), Limits{});
    if (!signature) {
        return false;
    }
    const auto octets = signature->signed_octets();
    MapResolver resolver;
    WorkBudget work;
    const Limits limits;
    const ReferenceProcessor processor{document, signature->element(), resolver, limits, work};
    return octets && signature->verify(key, *octets) &&
           processor.check(signature->references().front()).intact;
}

struct Case {
    const char* canonical;
    const char* method;
    const char* key;
};

class SignatureByXmlsec : public testing::TestWithParam<Case> {};

TEST_P(SignatureByXmlsec, verifies_and_is_refused_when_touched) {
    const auto& [canonical, method, key] = GetParam();
    const Workspace workspace;
    const auto text = xmlsec_sign(workspace, signature_template(canonical, method, canonical), key);
    ASSERT_FALSE(text.empty()) << workspace.read("err.txt");
    EXPECT_TRUE(verifies(text, key_of(key)));
    EXPECT_FALSE(verifies(text, key_of("tsa")));
    EXPECT_FALSE(verifies(replaced(text, "n:x=\"1\"", "n:x=\"2\""), key_of(key)));
    EXPECT_FALSE(verifies(replaced(text, "URI=\"#d\"", "URI='#d' Id='x'"), key_of(key)));
    EXPECT_TRUE(verifies(replaced(text, "<Data Id=\"d\" n:x=\"1\">", "<Data n:x='1'  Id='d'>"),
                         key_of(key)))
        << "canonical form does not change";
}

constexpr const char* kInclusive = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";
constexpr const char* kInclusive11 = "http://www.w3.org/2006/12/xml-c14n11";
constexpr const char* kExclusiveForm = "http://www.w3.org/2001/10/xml-exc-c14n#";

INSTANTIATE_TEST_SUITE_P(
    Methods, SignatureByXmlsec,
    testing::Values(
        Case{kInclusive, "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256", "signer"},
        Case{kInclusive11, "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512", "signer"},
        Case{kExclusiveForm, "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384", "signer"},
        Case{kExclusiveForm, "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", "signer-rsa"},
        Case{kInclusive, "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512", "signer-rsa"}));

std::string ecdsa_signed() {
    const Workspace workspace;
    return xmlsec_sign(
        workspace,
        signature_template(kExclusiveForm, "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",
                           kExclusiveForm),
        "signer");
}

TEST(Signature, refuses_an_ecdsa_value_of_another_length) {
    const auto text = ecdsa_signed();
    const auto document = parse(text);
    const auto value = *named(document, "SignatureValue").base64();
    ASSERT_EQ(value.size(), 64U);
    const auto key = key_of("signer");
    const SignatureAlgorithm algorithm;
    EXPECT_TRUE(from_xml_value(algorithm, key, value));
    // r and s with a leading zero octet each: the same numbers, another encoding.
    Bytes padded{0};
    append(padded, BytesView{value}.first(32));
    padded.push_back(0);
    append(padded, BytesView{value}.subspan(32));
    EXPECT_FALSE(from_xml_value(algorithm, key, padded));
    EXPECT_FALSE(from_xml_value(algorithm, key, Bytes(64, 0)));
    EXPECT_FALSE(from_xml_value(algorithm, key, Bytes(63, 1)));
    EXPECT_FALSE(from_xml_value(algorithm, key, Bytes{}));
}

TEST(Signature, takes_no_key_from_a_key_value) {
    const auto text =
        replaced(ecdsa_signed(), "</SignatureValue>",
                 "</SignatureValue><KeyInfo><KeyValue><RSAKeyValue><Modulus>AQAB</Modulus>"
                 "<Exponent>AQAB</Exponent></RSAKeyValue></KeyValue></KeyInfo>");
    const auto document = parse(text);
    const auto signature = Signature::parse(document, named(document, "Signature"), Limits{});
    ASSERT_TRUE(signature);
    EXPECT_TRUE(signature->certificates(Limits{}).empty());
}

TEST(Signature, reads_certificates_as_candidates_and_passes_over_broken_ones) {
    const auto certificate = to_base64(hierarchy().certificate("signer"));
    const auto text = replaced(ecdsa_signed(), "</SignatureValue>",
                               "</SignatureValue><KeyInfo><X509Data><X509Certificate>AAAA</"
                               "X509Certificate><X509Certificate>" +
                                   certificate + "</X509Certificate></X509Data></KeyInfo>");
    const auto document = parse(text);
    const auto signature = Signature::parse(document, named(document, "Signature"), Limits{});
    ASSERT_EQ(signature->certificates(Limits{}).size(), 1U);
    EXPECT_EQ(signature->certificates(Limits{})[0].der(), hierarchy().certificate("signer"));
    Limits none;
    none.certificates = 0;
    EXPECT_TRUE(signature->certificates(none).empty());
}

std::string reason(std::string_view text, const Limits& limits = {}) {
    const auto document = parse(text);
    const auto signature = Signature::parse(document, named(document, "Signature"), limits);
    return signature ? "" : signature.error().reason;
}

TEST(Signature, refuses_what_is_missing_or_doubled) {
    const auto good = ecdsa_signed();
    EXPECT_EQ(reason(good), "");
    for (const auto* name : {"SignedInfo", "CanonicalizationMethod", "SignatureMethod", "Reference",
                             "DigestMethod", "DigestValue", "SignatureValue"}) {
        const auto open = "<" + std::string{name};
        EXPECT_EQ(reason(replaced(good, open, open + "/>" + open)), "undecodable-signature")
            << name;
    }
    Limits none;
    none.xml_references = 0;
    EXPECT_EQ(reason(good, none), "limit-exceeded");
}

TEST(Signature, does_not_know_hmac) {
    auto text = replaced(ecdsa_signed(), "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",
                         "http://www.w3.org/2000/09/xmldsig#hmac-sha1");
    const auto document = parse(text);
    const auto signature = Signature::parse(document, named(document, "Signature"), Limits{});
    EXPECT_FALSE(signature->algorithm());
    EXPECT_FALSE(signature->verify(key_of("signer"), *signature->signed_octets()));
}

std::optional<SignatureAlgorithm> method(std::string_view xml) {
    return signature_method(parse(xml).root());
}

TEST(SignatureMethod, reads_pss_parameters) {
    const std::string open =
        "<m Algorithm='http://www.w3.org/2007/05/xmldsig-more#rsa-pss' xmlns:d='" +
        std::string{kNamespace} + "' xmlns:p='http://www.w3.org/2007/05/xmldsig-more#'>";
    EXPECT_EQ(method(open + "</m>")->digest, DigestAlgorithm::sha256);
    const auto full = method(
        open +
        "<p:RSAPSSParams><d:DigestMethod Algorithm='http://www.w3.org/2001/04/xmlenc#sha512'/>"
        "<p:SaltLength>20</p:SaltLength></p:RSAPSSParams></m>");
    EXPECT_EQ(full->digest, DigestAlgorithm::sha512);
    EXPECT_EQ(full->salt_length, 20);
    EXPECT_FALSE(
        method(open + "<p:RSAPSSParams><p:SaltLength>x</p:SaltLength></p:RSAPSSParams></m>"));
}

TEST(SignatureMethod, names_each_algorithm_that_it_reads) {
    for (const auto scheme :
         {SignatureScheme::rsa_pkcs1, SignatureScheme::rsa_pss, SignatureScheme::ecdsa}) {
        for (const auto digest :
             {DigestAlgorithm::sha256, DigestAlgorithm::sha384, DigestAlgorithm::sha512}) {
            const SignatureAlgorithm algorithm{scheme, digest, std::nullopt, std::nullopt};
            const auto uri = uri_of(algorithm);
            ASSERT_FALSE(uri.empty());
            EXPECT_EQ(method("<m Algorithm='" + std::string{uri} + "'/>"), algorithm);
        }
    }
    EXPECT_EQ(uri_of({SignatureScheme::rsa_pss, DigestAlgorithm::sha256, std::nullopt, 20}), "");
}

}  // namespace
}  // namespace mohur::signing::xmldsig
