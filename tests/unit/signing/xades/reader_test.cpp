// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/xades/reader.h"

#include "signing/crypto/hash.h"
#include "signing/xml/canonical.h"
#include "tests/unit/signing/xades/signed_letter.h"

#include <gtest/gtest.h>

namespace mohur::signing::xades {
namespace {

using xmldsig::replaced;

constexpr const char* kData = "<Data Id=\"data\">signed</Data>";

std::string letter() {
    return std::string{as_text(sign(plan_for()))};
}

TEST(XadesReader, names_the_scope_by_its_decoded_uri) {
    const auto facts = read(letter());
    ASSERT_EQ(facts.size(), 1U);
    ASSERT_EQ(facts[0].scopes.size(), 1U);
    EXPECT_EQ(facts[0].scopes[0].name, "məktub 1.txt");
    EXPECT_EQ(facts[0].scopes[0].digest, digest_of(DigestAlgorithm::sha256, as_bytes(kLetter)));
    EXPECT_EQ(facts[0].references.size(), 2U);
    EXPECT_EQ(facts[0].form, SignatureForm::xades);
    EXPECT_EQ(facts[0].signing_certificate, certificate_of("signer"));
}

ReadOptions supplied(SuppliedContent content) {
    ReadOptions options;
    options.contents.push_back(std::move(content));
    return options;
}

TEST(XadesReader, takes_detached_content_by_name_digest_or_alone) {
    const auto bytes = std::make_shared<MemorySource>(to_bytes(as_bytes(kLetter)));
    const auto digest = digest_of(DigestAlgorithm::sha256, as_bytes(kLetter));
    const auto xml = letter();
    EXPECT_TRUE(read(xml, supplied({"məktub 1.txt", nullptr, {digest}}))[0].intact());
    EXPECT_TRUE(read(xml, supplied({"", bytes, {}}))[0].intact());
    for (const auto& content :
         {SuppliedContent{"other.txt", bytes, {}}, SuppliedContent{"məktub 1.txt", nullptr, {}},
          SuppliedContent{
              "məktub 1.txt", nullptr, {digest_of(DigestAlgorithm::sha512, as_bytes(kLetter))}}}) {
        const auto facts = read(xml, supplied(content));
        EXPECT_FALSE(facts[0].intact());
        EXPECT_FALSE(facts[0].references[0].found);
        EXPECT_EQ(codes(facts[0].errors), "signed-data-not-found");
    }
    const auto wrong = read(
        xml,
        supplied({"məktub 1.txt", nullptr, {digest_of(DigestAlgorithm::sha256, as_bytes("x"))}}));
    EXPECT_TRUE(wrong[0].references[0].found);
    EXPECT_EQ(codes(wrong[0].errors), "hash-mismatch");
}

struct Tampering {
    const char* from;
    const char* to;
    const char* code;
};

class Tampered : public testing::TestWithParam<Tampering> {};

TEST_P(Tampered, is_not_intact) {
    const auto& [from, to, code] = GetParam();
    const auto facts = read(replaced(letter(), from, to));
    ASSERT_EQ(facts.size(), 1U);
    EXPECT_FALSE(facts[0].intact());
    EXPECT_NE(codes(facts[0].errors).find(code), std::string::npos) << codes(facts[0].errors);
}

INSTANTIATE_TEST_SUITE_P(
    Parts, Tampered,
    testing::Values(
        Tampering{"10:20:30Z", "10:20:31Z", "hash-mismatch"},
        Tampering{"text/plain", "text/xlain", "hash-mismatch"},
        Tampering{"ds:Reference Id=\"S0-r0\"", "ds:Reference Id=\"S0-r1\"",
                  "signature-value-invalid"},
        Tampering{"ecdsa-sha256", "ecdsa-sha384", "signature-value-invalid"},
        Tampering{"ecdsa-sha256", "hmac-sha256", "algorithm-unsupported"},
        Tampering{"URI=\"m%C9%99ktub%201.txt\"", "URI=\"other\"", "signed-data-not-found"},
        Tampering{"Target=\"#S0\"", "Target=\"#S1\"", "binding-ambiguous"},
        Tampering{"<xades:SignedProperties Id=\"S0-sp\">", "<xades:SignedProperties Id=\"x\">",
                  "signed-properties-unbound"},
        Tampering{"<ds:SignatureValue Id=\"S0-sv\">", "<ds:SignatureValue Id=\"S0-sv\">*",
                  "undecodable-signature"},
        Tampering{"<ds:SignedInfo>", "<ds:SignedInfo><ds:SignatureMethod Algorithm=\"x\"/>",
                  "undecodable-signature"}));

TEST(XadesReader, refuses_documents_not_signatures) {
    const auto reason = [](const std::string& xml, const Limits& limits = {}) {
        ReadOptions options;
        options.limits = limits;
        const auto resolver = supplied_contents(options);
        const auto facts = read_signatures(as_bytes(xml), options, *resolver);
        return facts ? "" : facts.error().reason;
    };
    EXPECT_EQ(reason("<!DOCTYPE r [<!ENTITY e \"x\">]>" + letter().substr(39)), "xml-doctype");
    EXPECT_EQ(reason(letter() + "<"), "xml-not-wellformed");
    Limits limits;
    limits.signatures = 0;
    EXPECT_EQ(reason(letter(), limits), "limit-exceeded");
    EXPECT_EQ(reason("<r/>"), "");
    EXPECT_TRUE(read(std::string{"<r/>"}).empty());
}

TEST(XadesReader, reads_enveloping_and_enveloped_signatures_made_by_xmlsec) {
    Template enveloping;
    enveloping.objects = "<ds:Object Id=\"data\"><x>inside</x></ds:Object>";
    const auto inside = read(signed_document(enveloping));
    ASSERT_EQ(inside.size(), 1U);
    EXPECT_TRUE(inside[0].intact()) << codes(inside[0].errors);
    EXPECT_EQ(inside[0].scopes[0].name, "#data");

    Template enveloped;
    enveloped.before = "<x>around</x>";
    enveloped.references = reference_to(
        "", "",
        "<ds:Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#enveloped-signature\"/>");
    const auto xml = signed_document(enveloped);
    const auto around = read(xml);
    EXPECT_TRUE(around[0].intact()) << codes(around[0].errors);
    EXPECT_FALSE(around[0].scopes[0].partial);
    EXPECT_FALSE(read(replaced(xml, "around", "other"))[0].intact());
    EXPECT_FALSE(read(replaced(xml, "</r>", "<x/></r>"))[0].intact());
}

TEST(XadesReader, does_not_hide_what_a_filter_leaves_out) {
    Template parts;
    parts.before = "<x>seen</x><y>unseen</y>";
    parts.references =
        reference_to("", "",
                     "<ds:Transform Algorithm=\"http://www.w3.org/2002/06/xmldsig-filter2\">"
                     "<f:XPath xmlns:f=\"http://www.w3.org/2002/06/xmldsig-filter2\" "
                     "Filter=\"intersect\">/r/x</f:XPath>"
                     "</ds:Transform>");
    const auto xml = signed_document(parts);
    ASSERT_FALSE(xml.empty());
    const auto facts = read(xml);
    EXPECT_TRUE(facts[0].intact()) << codes(facts[0].errors);
    EXPECT_TRUE(facts[0].scopes[0].partial);
    EXPECT_TRUE(read(replaced(xml, "unseen", "edited"))[0].intact());
    EXPECT_FALSE(read(replaced(xml, "<x>seen", "<x>edited"))[0].intact());
}

TEST(XadesReader, refuses_xslt_even_where_the_digest_would_fit) {
    Template parts;
    parts.before = kData;
    parts.references = reference_to(
        "#data", "",
        "<ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xslt-19991116\"><s:stylesheet"
        " xmlns:s=\"http://www.w3.org/1999/XSL/Transform\" version=\"1.0\"/></ds:Transform>");
    const auto facts = read(parts.document());
    ASSERT_EQ(facts.size(), 1U);
    EXPECT_FALSE(facts[0].references[0].intact);
    EXPECT_TRUE(facts[0].references[0].found);
    EXPECT_NE(codes(facts[0].errors).find("transform-refused"), std::string::npos);
}

// W3C XML Signature Best Practices, 2.5: the signed element is moved away and another one, with the
// same identifier, is put where the application looks.
TEST(SignatureWrapping, is_refused_when_the_identifier_is_doubled) {
    Template parts;
    parts.before = kData;
    const auto xml = signed_document(parts);
    ASSERT_TRUE(read(xml)[0].intact()) << codes(read(xml)[0].errors);
    for (const auto* attribute : {"Id", "ID", "id", "xml:id"}) {
        const auto forged = replaced(xml, kData,
                                     "<Data " + std::string{attribute} +
                                         "=\"data\">forged</Data><moved>" + kData + "</moved>");
        const auto facts = read(forged);
        EXPECT_FALSE(facts[0].intact()) << attribute;
        EXPECT_FALSE(facts[0].binding_unambiguous) << attribute;
    }
}

TEST(SignatureWrapping, is_refused_when_the_signed_properties_are_moved_away) {
    Template parts;
    parts.before = kData;
    const auto xml = signed_document(parts);
    const auto begin = xml.find("<xades:SignedProperties");
    const auto end = xml.find("</xades:SignedProperties>") + 25;
    const auto original = xml.substr(begin, end - begin);
    // The reference still finds the signed element, but it is no longer what qualifies the
    // signature.
    const auto fake =
        replaced(replaced(original, "Id=\"sig-sp\"", "Id=\"other\""), "10:00:00", "11:00:00");
    const auto moved =
        "<keep xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" "
        "xmlns:xades=\"http://uri.etsi.org/01903/v1.3.2#\">" +
        original + "</keep></r>";
    const auto facts = read(replaced(replaced(xml, original, fake), "</r>", moved));
    ASSERT_EQ(facts.size(), 1U);
    EXPECT_TRUE(facts[0].references[1].intact) << "the digest alone does not tell";
    EXPECT_FALSE(facts[0].signed_properties_bound);
    EXPECT_FALSE(facts[0].intact());
}

TEST(SignatureWrapping, is_refused_when_properties_are_doubled_or_qualify_another) {
    Template parts;
    parts.before = kData;
    const auto xml = signed_document(parts);
    const auto doubled =
        replaced(xml, "</ds:KeyInfo>",
                 "</ds:KeyInfo><ds:Object><xades:QualifyingProperties Target=\"#sig\""
                 " xmlns:xades=\"http://uri.etsi.org/01903/v1.3.2#\"/></ds:Object>");
    EXPECT_FALSE(read(doubled)[0].binding_unambiguous);
    parts.target = "#somebody-else";
    EXPECT_FALSE(read(signed_document(parts))[0].intact());
    parts.target.clear();
    parts.after = "<copy Id=\"sig\"/>";
    EXPECT_FALSE(read(signed_document(parts))[0].binding_unambiguous);
}

TEST(SigningCertificate, must_not_be_contradicted_by_the_signed_reference) {
    Template parts;
    parts.before = kData;
    parts.signing_certificate = signing_certificate_v2(certificate_of("executor"));
    const auto other = read(signed_document(parts))[0];
    EXPECT_TRUE(other.signature_value_valid);
    EXPECT_TRUE(other.signing_certificate_reference_present);
    EXPECT_FALSE(other.signing_certificate_reference_matches);
    EXPECT_FALSE(other.intact());

    parts.signing_certificate = signing_certificate_v2(certificate_of("signer"));
    parts.signing_certificate += parts.signing_certificate;
    const auto twice = read(signed_document(parts))[0];
    EXPECT_TRUE(twice.signing_certificate_reference_ambiguous);
    EXPECT_FALSE(twice.intact());

    parts.signing_certificate =
        "<xades:SignaturePolicyIdentifier><xades:SignaturePolicyImplied/>"
        "</xades:SignaturePolicyIdentifier>";
    const auto none = read(signed_document(parts))[0];
    EXPECT_FALSE(none.signing_certificate_reference_present);
    EXPECT_TRUE(none.intact()) << "missing is a matter of the indication";
    EXPECT_EQ(none.format, "XML-NOT-ETSI");
}

std::string first_version(const Certificate& certificate, const std::string& serial) {
    const auto digest = to_base64(digest_of(DigestAlgorithm::sha256, certificate.der()).value);
    return "<xades:SigningCertificate><xades:Cert><xades:CertDigest><ds:DigestMethod"
           " Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/><ds:DigestValue>" +
           digest + "</ds:DigestValue></xades:CertDigest><xades:IssuerSerial><ds:X509IssuerName>" +
           "CN=any</ds:X509IssuerName><ds:X509SerialNumber>" + serial +
           "</ds:X509SerialNumber></xades:IssuerSerial></xades:Cert></xades:SigningCertificate>";
}

TEST(SigningCertificate, is_compared_by_serial_number_too) {
    const auto certificate = certificate_of("signer");
    Template parts;
    parts.before = kData;
    parts.signing_certificate = first_version(certificate, certificate.serial_decimal());
    EXPECT_TRUE(read(signed_document(parts))[0].intact());
    parts.signing_certificate = first_version(certificate, "12345");
    EXPECT_FALSE(read(signed_document(parts))[0].intact());
    parts.signing_certificate = first_version(certificate, "no number");
    const auto malformed = read(signed_document(parts))[0];
    EXPECT_TRUE(malformed.intact()) << "not readable does not contradict";
    EXPECT_EQ(malformed.structure_valid, false);
}

TEST(SigningCertificate, comes_from_x509_data_or_the_caller_and_never_from_a_key_value) {
    Template parts;
    parts.before = kData;
    auto xml = signed_document(parts);
    const auto begin = xml.find("<ds:X509Data>");
    const auto end = xml.find("</ds:X509Data>") + 14;
    xml.replace(begin, end - begin,
                "<ds:KeyValue><ds:RSAKeyValue><ds:Modulus>AQAB</ds:Modulus><ds:Exponent>AQAB"
                "</ds:Exponent></ds:RSAKeyValue></ds:KeyValue>");
    const auto without = read(xml)[0];
    EXPECT_FALSE(without.signature_value_valid);
    EXPECT_FALSE(without.signing_certificate);
    EXPECT_EQ(codes(without.errors), "signing-certificate-not-found");
    auto options = with_letter();
    options.extra_certificates = {certificate_of("executor"), certificate_of("signer")};
    const auto with = read(xml, options)[0];
    EXPECT_TRUE(with.intact());
    EXPECT_EQ(with.signing_certificate, certificate_of("signer"));
}

TEST(SignatureTimestamp, is_broken_by_another_imprint_token_or_value) {
    const auto xml = letter();
    const auto other =
        read(with_token(as_bytes(xml), token_over(as_bytes("other"))))[0];
    ASSERT_EQ(other.timestamps.size(), 1U);
    EXPECT_TRUE(other.timestamps[0].imprint_found);
    EXPECT_FALSE(other.timestamps[0].imprint_intact);
    EXPECT_FALSE(other.timestamps[0].intact);
    const auto garbage = read(*Ascent{as_bytes(xml)}->with_unsigned(
        {{0, "<x:SignatureTimeStamp xmlns:x=\"http://uri.etsi.org/01903/v1.3.2#\">"
             "<x:EncapsulatedTimeStamp>Z2FyYmFnZQ==</x:EncapsulatedTimeStamp>"
             "</x:SignatureTimeStamp>"}}))[0];
    ASSERT_EQ(garbage.timestamps.size(), 1U);
    EXPECT_EQ(codes(garbage.timestamps[0].errors), "timestamp-token-invalid");
    EXPECT_EQ(garbage.format, "XAdES-BASELINE-B") << "no time, no level T";
    EXPECT_TRUE(garbage.intact()) << "the signature itself is whole";
}

std::string stamp(const std::string& name, const std::string& inside, const Bytes& token) {
    return "<" + name + " xmlns:y=\"http://uri.etsi.org/01903/v1.4.1#\">" + inside +
           "<xades:EncapsulatedTimeStamp>" + to_base64(token) + "</xades:EncapsulatedTimeStamp></" +
           name + ">";
}

TEST(ContentTimestamp, covers_the_data_objects_as_referenced) {
    Template parts;
    parts.before = kData;
    const auto token = token_over(as_bytes("<Data Id=\"data\">signed</Data>"));
    for (const auto& property : {stamp("xades:AllDataObjectsTimeStamp", "", token),
                                 stamp("xades:IndividualDataObjectsTimeStamp",
                                       "<xades:Include URI=\"#sig-r\"/>", token)}) {
        parts.more_signed =
            "<xades:SignedDataObjectProperties>" + property + "</xades:SignedDataObjectProperties>";
        const auto facts = read(signed_document(parts))[0];
        ASSERT_EQ(facts.timestamps.size(), 1U);
        EXPECT_EQ(facts.timestamps[0].type, TimestampType::content);
        EXPECT_TRUE(facts.timestamps[0].intact) << codes(facts.timestamps[0].errors);
        EXPECT_EQ(facts.structure_valid, true) << facts.warnings[0].text;
    }
    parts.more_signed =
        "<xades:SignedDataObjectProperties>" +
        stamp("xades:IndividualDataObjectsTimeStamp", "<xades:Include URI=\"#none\"/>", token) +
        "</xades:SignedDataObjectProperties>";
    const auto dangling = read(signed_document(parts))[0];
    EXPECT_FALSE(dangling.timestamps[0].intact);
    EXPECT_EQ(codes(dangling.timestamps[0].errors), "timestamp-imprint-not-computed");
}

/// The octets of EN 319 132-1 5.5.2.2, put together by hand from the canonical parts.
std::string archive_octets(const std::string& xml) {
    const auto document = xmldsig::parse(xml);
    const auto part = [&](std::string_view name) {
        const auto octets = *xml::canonicalize(
            xml::NodeSet::subtree(document, xmldsig::named(document, name), true), {});
        return std::string{as_text(octets)};
    };
    const auto exclusive = [&](std::string_view name) {
        const auto octets = *xml::canonicalize(
            xml::NodeSet::subtree(document, xmldsig::named(document, name), true),
            {xml::CanonicalForm::exclusive, false, {}});
        return std::string{as_text(octets)};
    };
    return exclusive("Data") + exclusive("SignedProperties") + part("SignedInfo") +
           part("SignatureValue") + part("KeyInfo") + part("SignatureTimeStamp");
}

TEST(ArchiveTimestamp, covers_references_signature_and_what_stands_before) {
    Template parts;
    parts.before = kData;
    parts.unsigned_properties = stamp("xades:SignatureTimeStamp", "", token_over(as_bytes("any")));
    const auto xml = signed_document(parts);
    const auto archive = stamp("y:ArchiveTimeStamp", "", token_over(as_bytes(archive_octets(xml))));
    const auto later = stamp("xades:SignatureTimeStamp", "", token_over(as_bytes("later")));
    const auto end = std::string{"</xades:UnsignedSignatureProperties>"};
    const auto archived = replaced(xml, end, archive + later + end);
    const auto facts = read(archived)[0];
    ASSERT_EQ(facts.timestamps.size(), 3U);
    EXPECT_EQ(facts.timestamps[1].type, TimestampType::archive);
    EXPECT_TRUE(facts.timestamps[1].intact) << codes(facts.timestamps[1].errors);
    EXPECT_EQ(facts.structure_valid, true) << facts.warnings[0].text;
    // A property in front of it is not what was stamped.
    const auto changed = replaced(archived, "<xades:UnsignedSignatureProperties>",
                                  "<xades:UnsignedSignatureProperties><xades:CertificateValues/>");
    EXPECT_FALSE(read(changed)[0].timestamps[1].intact);
    // Nor is another object.
    const auto object =
        replaced(archived, "</ds:KeyInfo>", "</ds:KeyInfo><ds:Object>x</ds:Object>");
    EXPECT_FALSE(read(object)[0].timestamps[1].intact);
}

TEST(Timestamp, with_distributed_parts_is_listed_and_never_intact) {
    Template parts;
    parts.before = kData;
    parts.unsigned_properties =
        stamp("y:ArchiveTimeStamp", "<xades:Include URI=\"#x\"/>", token_over(as_bytes("any")));
    const auto facts = read(signed_document(parts))[0];
    ASSERT_EQ(facts.timestamps.size(), 1U);
    EXPECT_FALSE(facts.timestamps[0].imprint_found);
    EXPECT_FALSE(facts.timestamps[0].intact);
    EXPECT_EQ(codes(facts.timestamps[0].errors), "timestamp-imprint-not-computed");
}

TEST(Timestamp, is_listed_only_up_to_the_limit) {
    Template parts;
    parts.before = kData;
    for (int i = 0; i < 6; ++i) {
        parts.unsigned_properties += stamp("xades:SignatureTimeStamp", "", Bytes{1, 2, 3});
    }
    auto options = with_letter();
    options.limits.signatures = 4;
    const auto facts = read(signed_document(parts), options)[0];
    ASSERT_EQ(facts.timestamps.size(), 5U);
    EXPECT_EQ(codes(facts.timestamps[3].errors), "timestamp-token-invalid");
    EXPECT_EQ(codes(facts.timestamps[4].errors), "limit-exceeded");
}

Template counter_template(const std::string& id, const std::string& target) {
    Template parts;
    parts.id = id;
    parts.references =
        reference_to(target, "Type=\"http://uri.etsi.org/01903#CountersignedSignature\"");
    return parts;
}

TEST(CounterSignature, stands_below_its_parent_and_covers_its_value) {
    Template parts;
    parts.before = kData;
    const auto xml = signed_document(parts);
    // The property is unsigned, so it is put in and signed afterwards.
    const auto add = [&](const std::string& target) {
        const auto unsigned_part =
            "<xades:UnsignedProperties><xades:UnsignedSignatureProperties>"
            "<xades:CounterSignature>" +
            counter_template("counter", target).signature() +
            "</xades:CounterSignature></xades:UnsignedSignatureProperties>"
            "</xades:UnsignedProperties></xades:QualifyingProperties>";
        const xmldsig::Workspace workspace;
        return xmlsec_sign(workspace, replaced(xml, "</xades:QualifyingProperties>", unsigned_part),
                           "signer", "counter");
    };
    const auto good = read(add("#sig-sv"));
    ASSERT_EQ(good.size(), 1U);
    EXPECT_TRUE(good[0].intact());
    ASSERT_EQ(good[0].counter_signatures.size(), 1U);
    EXPECT_TRUE(good[0].counter_signatures[0].intact())
        << codes(good[0].counter_signatures[0].errors);
    const auto elsewhere = read(add("#data"));
    ASSERT_EQ(elsewhere[0].counter_signatures.size(), 1U);
    EXPECT_TRUE(elsewhere[0].counter_signatures[0].references[0].intact);
    EXPECT_FALSE(elsewhere[0].counter_signatures[0].intact());
    EXPECT_TRUE(elsewhere[0].intact());
}

TEST(CounterSignature, elsewhere_in_the_document_is_found_by_its_reference) {
    Template parts;
    parts.before = kData;
    const auto xml = replaced(signed_document(parts), "</r>",
                              counter_template("counter", "#sig-sv").signature() + "</r>");
    const xmldsig::Workspace workspace;
    const auto facts = read(xmlsec_sign(workspace, xml, "signer", "counter"));
    ASSERT_EQ(facts.size(), 1U);
    ASSERT_EQ(facts[0].counter_signatures.size(), 1U);
    EXPECT_TRUE(facts[0].counter_signatures[0].intact());
}


}  // namespace
}  // namespace mohur::signing::xades
