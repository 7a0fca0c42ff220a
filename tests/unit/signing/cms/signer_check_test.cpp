// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/cms/signed_data.h"

#include "tests/unit/signing/cms/cms_fixture.h"

#include <algorithm>

namespace mohur::signing {
namespace {

using testing::make_identity;

SignedData parsed(const RawSigner& raw, const testing::TestIdentity& signer) {
    auto data = SignedData::parse(raw_signed_data(raw, signer), {});
    EXPECT_TRUE(data);
    return std::move(data).value();
}

class SignerCheck : public ::testing::Test {
protected:
    testing::TestIdentity signer_ = make_identity({});
};

TEST_F(SignerCheck, HoldsForTheRequiredAttributes) {
    EXPECT_TRUE(all_hold(check_of(parsed({.attributes = required_attributes()}, signer_))));
}

TEST_F(SignerCheck, SeesOtherContent) {
    const auto data = parsed({.attributes = required_attributes()}, signer_);
    const auto check = check_of(data, digest_of(DigestAlgorithm::sha256, as_bytes("other")));
    EXPECT_TRUE(check.content_found);
    EXPECT_FALSE(check.message_digest_matches);
    EXPECT_TRUE(check.signature_valid);
}

TEST_F(SignerCheck, SaysWhenContentIsNotAtHandOrDigestedOtherwise) {
    const auto data = parsed({.attributes = required_attributes()}, signer_);
    const auto& signer = data.signers()[0];
    const auto absent = data.check(signer, signer_.certificate, std::nullopt);
    EXPECT_FALSE(absent.content_found);
    EXPECT_FALSE(absent.message_digest_matches);
    EXPECT_TRUE(absent.signature_valid);
    const auto other = check_of(data, content_digest(DigestAlgorithm::sha512));
    EXPECT_FALSE(other.content_found);
    EXPECT_FALSE(other.message_digest_matches);
}

TEST_F(SignerCheck, SeesAnotherKey) {
    const auto data = parsed({.attributes = required_attributes()}, signer_);
    const auto other = make_identity({});
    EXPECT_FALSE(
        data.check(data.signers()[0], other.certificate, content_digest()).signature_valid);
}

TEST_F(SignerCheck, AttributesOutOfOrderVerifyAsReceivedButAreNotDer) {
    RawSigner raw{.attributes = required_attributes()};
    std::ranges::reverse(raw.attributes);
    const auto check = check_of(parsed(raw, signer_));
    EXPECT_TRUE(check.signature_valid);
    EXPECT_FALSE(check.signed_attributes_der);
    EXPECT_EQ(check.problems, std::vector<std::string>{"signed-attributes-not-der"});
}

// RFC 5652 5.4: the DER encoding is what was signed, in whatever order it is stored.
TEST_F(SignerCheck, AttributesSignedInOrderAndStoredOtherwiseVerify) {
    RawSigner raw{.attributes = required_attributes(), .signed_order = required_attributes()};
    std::ranges::reverse(raw.attributes);
    const auto check = check_of(parsed(raw, signer_));
    EXPECT_TRUE(all_hold(check));
    EXPECT_FALSE(check.stored_as_der);
    EXPECT_TRUE(check_of(parsed({.attributes = required_attributes()}, signer_)).stored_as_der);
}

TEST_F(SignerCheck, AttributesThatAreNotDerInsideAreSaidSo) {
    RawSigner raw{.attributes = required_attributes()};
    const Bytes ber_true{0x01, 0x01, 0x01};
    raw.attributes.push_back(cms_attribute("1.2.3", ber_true));
    std::ranges::sort(raw.attributes);
    const auto check = check_of(parsed(raw, signer_));
    EXPECT_TRUE(check.signature_valid);
    EXPECT_FALSE(check.signed_attributes_der);
}

TEST_F(SignerCheck, SeesDuplicateAndMultiValuedAttributes) {
    RawSigner duplicate{.attributes = required_attributes()};
    duplicate.attributes.insert(duplicate.attributes.begin() + 1, duplicate.attributes[0]);
    RawSigner two_values{.attributes = required_attributes()};
    two_values.attributes[1] = der::sequence(
        {der::oid("1.2.840.113549.1.9.4"), der::set_of({der::octet_string(content_digest().value),
                                                        der::octet_string(Bytes(32, 0xFF))})});
    RawSigner no_value{.attributes = required_attributes()};
    no_value.attributes[0] = der::sequence({der::oid("1.2.840.113549.1.9.3"), der::set_of({})});
    for (const auto& raw : {duplicate, two_values, no_value}) {
        const auto check = check_of(parsed(raw, signer_));
        EXPECT_TRUE(check.signature_valid);
        EXPECT_FALSE(check.signed_attributes_unique);
    }
}

TEST_F(SignerCheck, AProducerMayRepeatAttributesOfItsOwn) {
    const auto repeated = [](std::string_view type) {
        RawSigner raw{.attributes = required_attributes()};
        for (const std::int64_t value : {1, 2}) {
            raw.attributes.push_back(cms_attribute(type, der::integer(value)));
        }
        std::ranges::sort(raw.attributes);
        return raw;
    };
    EXPECT_TRUE(all_hold(check_of(parsed(repeated("1.3.6.1.4.1.22883.1"), signer_))));
    for (const auto* type : {"1.2.840.113549.1.9.16.2.16", "0.4.0.19122.1.1", "0.4.0.1733.2.1"}) {
        EXPECT_FALSE(check_of(parsed(repeated(type), signer_)).signed_attributes_unique) << type;
    }
}

TEST_F(SignerCheck, SeveralDifferentValuesAreFineWhereTheStandardAllowsThem) {
    // commitment-type-indication (EN 319 122-1 5.2.3)
    const auto with_values = [](const std::vector<Bytes>& values) {
        RawSigner raw{.attributes = required_attributes()};
        raw.attributes.push_back(
            der::sequence({der::oid("1.2.840.113549.1.9.16.2.16"), der::set_of(values)}));
        std::ranges::sort(raw.attributes);
        return raw;
    };
    const auto different = with_values({der::integer(1), der::integer(2)});
    EXPECT_TRUE(all_hold(check_of(parsed(different, signer_))));
    const auto equal = with_values({der::integer(1), der::integer(1)});
    EXPECT_FALSE(check_of(parsed(equal, signer_)).signed_attributes_unique);
}

TEST_F(SignerCheck, ContentTimestampsMayStandMoreThanOnce) {
    RawSigner raw{.attributes = required_attributes()};
    for (const std::int64_t value : {1, 2}) {
        raw.attributes.push_back(cms_attribute("1.2.840.113549.1.9.16.2.20", der::integer(value)));
    }
    std::ranges::sort(raw.attributes);
    EXPECT_TRUE(all_hold(check_of(parsed(raw, signer_))));
}

TEST_F(SignerCheck, SeesMissingAttributes) {
    const auto required = required_attributes();
    const auto no_type = check_of(parsed({.attributes = {required[1]}}, signer_));
    EXPECT_FALSE(no_type.content_type_matches);
    const auto no_digest = check_of(parsed({.attributes = {required[0]}}, signer_));
    EXPECT_FALSE(no_digest.message_digest_matches);
}

TEST_F(SignerCheck, SeesAnotherContentType) {
    RawSigner raw{.attributes = required_attributes()};
    raw.attributes[0] = cms_attribute("1.2.840.113549.1.9.3", der::oid("1.2.3"));
    EXPECT_FALSE(check_of(parsed(raw, signer_)).content_type_matches);
}

TEST_F(SignerCheck, DigestAlgorithmsMustAgree) {
    RawSigner raw{.attributes = required_attributes()};
    raw.attributes[1] = cms_attribute(
        "1.2.840.113549.1.9.4", der::octet_string(content_digest(DigestAlgorithm::sha512).value));
    raw.digest_oid = oid_of(DigestAlgorithm::sha512);  // while the value is ECDSA with SHA-256
    const auto check = check_of(parsed(raw, signer_), content_digest(DigestAlgorithm::sha512));
    EXPECT_TRUE(check.message_digest_matches);
    EXPECT_TRUE(check.signature_valid);
    EXPECT_FALSE(check.algorithms_agree);
    EXPECT_EQ(check.problems, std::vector<std::string>{"algorithm-mismatch"});
}

TEST_F(SignerCheck, KeyAlgorithmsAreCompletedByTheDigestAlgorithm) {
    RawSigner raw{.attributes = required_attributes()};
    raw.signature_algorithm = der::algorithm("1.2.840.10045.2.1");
    EXPECT_TRUE(all_hold(check_of(parsed(raw, signer_))));
}

TEST_F(SignerCheck, UnknownAlgorithmsAreSaidToBeUnsupported) {
    RawSigner raw{.attributes = required_attributes()};
    raw.signature_algorithm = der::algorithm("1.2.3.4");
    const auto check = check_of(parsed(raw, signer_));
    EXPECT_FALSE(check.signature_valid);
    EXPECT_FALSE(check.algorithms_agree);
    EXPECT_EQ(check.problems, std::vector<std::string>{"algorithm-unsupported"});
    RawSigner digest{.attributes = required_attributes()};
    digest.digest_oid = "1.2.3.4";
    EXPECT_FALSE(check_of(parsed(digest, signer_)).content_found);
}

TEST_F(SignerCheck, PlainEcdsaValuesAreConverted) {
    // BSI TR-03111: r||s in place of a SEQUENCE.
    RawSigner raw{.attributes = required_attributes()};
    Bytes encoded = raw_signed_data(raw, signer_);
    const auto data = SignedData::parse(encoded, {});
    const Bytes der_value = data->signers()[0].signature();
    const auto plain = ecdsa_der_to_raw(der_value, 32);
    ASSERT_TRUE(plain);
    const auto& fields = data->signers()[0].fields();
    const Bytes signer_info = der::sequence(
        {fields.version, fields.sid, fields.digest_algorithm, fields.signed_attributes,
         der::algorithm("0.4.0.127.0.7.1.1.4.1.3"), der::octet_string(*plain)});
    const auto signer = SignerInfo::parse(signer_info, {});
    ASSERT_TRUE(signer);
    const auto check = data->check(*signer, signer_.certificate, content_digest());
    EXPECT_TRUE(all_hold(check));
}

// The value over signed attributes is also a value over their encoding as content: such content,
// without attributes of its own, does not say which of both was meant.
TEST_F(SignerCheck, ContentThatLooksLikeSignedAttributesIsAmbiguous) {
    const auto attributes = required_attributes();
    const Bytes set = der::set_of(attributes);
    const auto value = signer_.key.sign(signer_.key.algorithm(), set);
    const auto original = parsed({.attributes = attributes}, signer_);
    const auto& fields = original.signers()[0].fields();
    const Bytes signer_info = der::sequence({fields.version, fields.sid, fields.digest_algorithm,
                                             fields.signature_algorithm, der::octet_string(value)});
    const Bytes signed_data = der::sequence(
        {der::integer(1), der::set_of({}),
         der::sequence({der::oid("1.2.840.113549.1.7.1"),
                        der::element(tag::context_set(0), der::octet_string(set))}),
         der::element(tag::context_set(0), signer_.certificate.der()), der::set_of({signer_info})});
    const auto forged =
        SignedData::parse(der::sequence({der::oid("1.2.840.113549.1.7.2"),
                                         der::element(tag::context_set(0), signed_data)}),
                          {});
    ASSERT_TRUE(forged);
    const auto check = check_of(*forged, digest_of(DigestAlgorithm::sha256, set));
    EXPECT_TRUE(check.signature_valid);
    EXPECT_FALSE(check.content_type_matches);
    EXPECT_EQ(check.problems.front(), "content-ambiguous");
}

}  // namespace
}  // namespace mohur::signing
