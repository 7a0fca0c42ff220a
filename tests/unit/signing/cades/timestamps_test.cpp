// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/signing/cades/cades_fixture.h"

namespace mohur::signing::cades {
namespace {

constexpr std::string_view kContentTimestamp = "1.2.840.113549.1.9.16.2.20";
constexpr std::string_view kCertificateReferences = "1.2.840.113549.1.9.16.2.21";
constexpr std::string_view kRevocationReferences = "1.2.840.113549.1.9.16.2.22";
constexpr std::string_view kEscTimestamp = "1.2.840.113549.1.9.16.2.25";
constexpr std::string_view kCertCrlTimestamp = "1.2.840.113549.1.9.16.2.26";
constexpr std::string_view kArchiveV1 = "1.2.840.113549.1.9.16.2.27";
constexpr std::string_view kArchiveV2 = "1.2.840.113549.1.9.16.2.48";

BytesView content_of_sequence(const Bytes& encoding) {
    return DerReader{encoding}.next()->content;
}

TEST(SignatureTimestamp, CoversTheValue) {
    const auto facts = read_first(timestamped_file());
    ASSERT_EQ(facts.timestamps.size(), 1U);
    const auto& timestamp = facts.timestamps[0];
    EXPECT_TRUE(timestamp.intact);
    EXPECT_EQ(timestamp.type, TimestampType::signature);
    EXPECT_EQ(timestamp.id, "S0-T0");
    EXPECT_EQ(timestamp.time, test_now());
    EXPECT_EQ(timestamp.tsa, certificate("tsa"));
    EXPECT_EQ(timestamp.imprint_algorithm, DigestAlgorithm::sha256);
}

TEST(SignatureTimestamp, OfAnotherSignatureIsNotIntact) {
    auto file = timestamped_file();
    file.signers[0].unsigned_attributes = {
        cms_attribute(kSignatureTimestamp, token_over(as_bytes("another value")))};
    const auto facts = read_first(file);
    EXPECT_TRUE(facts.intact());
    EXPECT_TRUE(facts.timestamps.at(0).imprint_found);
    EXPECT_FALSE(facts.timestamps[0].imprint_intact);
    EXPECT_TRUE(facts.timestamps[0].token_intact);
    EXPECT_FALSE(facts.timestamps[0].intact);
}

TEST(SignatureTimestamp, WithABrokenTokenIsNotIntact) {
    auto file = timestamped_file();
    const auto imprint = digest(file.signers[0].value).value;
    file.signers[0].unsigned_attributes = {cms_attribute(
        kSignatureTimestamp, test_pki().timestamp_token("sha256", imprint, "bad-signature"))};
    const auto timestamp = read_first(file).timestamps.at(0);
    EXPECT_TRUE(timestamp.imprint_intact);
    EXPECT_FALSE(timestamp.token_intact);
    EXPECT_FALSE(timestamp.intact);
    EXPECT_TRUE(has_finding(timestamp.errors, "signature-value-invalid"));
}

TEST(SignatureTimestamp, ThatIsNoTokenIsListedAsBroken) {
    auto file = timestamped_file();
    file.signers[0].unsigned_attributes = {
        cms_attribute(kSignatureTimestamp, der::sequence({der::integer(1)}))};
    const auto timestamp = read_first(file).timestamps.at(0);
    EXPECT_FALSE(timestamp.intact);
    EXPECT_FALSE(timestamp.time);
    EXPECT_TRUE(has_finding(timestamp.errors, "timestamp-token-invalid"));
}

TEST(SignatureTimestamp, InsideAnOctetStringIsRead) {
    auto file = timestamped_file();
    file.signers[0].unsigned_attributes = {
        cms_attribute(kSignatureTimestamp, der::octet_string(token_over(file.signers[0].value)))};
    EXPECT_TRUE(read_first(file).timestamps.at(0).intact);
}

TEST(SignatureTimestamp, TakesItsAuthoritysCertificateFromTheSignature) {
    auto file = timestamped_file();
    const auto imprint = digest(file.signers[0].value).value;
    file.signers[0].unsigned_attributes = {cms_attribute(
        kSignatureTimestamp, test_pki().timestamp_token("sha256", imprint, "no-certificate"))};
    EXPECT_FALSE(read_first(file).timestamps.at(0).intact);
    file.certificates.push_back(test_pki().certificate("tsa"));
    EXPECT_TRUE(read_first(file).timestamps.at(0).intact);
}

TEST(ContentTimestamp, CoversTheContentInItsOwnAlgorithm) {
    const auto sha512 = digest(as_bytes(kContent), DigestAlgorithm::sha512);
    auto what = plan();
    what.more_signed_attributes = {
        cms_attribute(kContentTimestamp, test_pki().timestamp_token("sha512", sha512.value))};
    const CmsFile file{.signers = {sign(what)}};
    const auto facts = read_first(file);
    EXPECT_TRUE(facts.intact());
    ASSERT_EQ(facts.timestamps.size(), 1U);
    EXPECT_EQ(facts.timestamps[0].type, TimestampType::content);
    EXPECT_TRUE(facts.timestamps[0].intact);
    // With the digest of the signer's algorithm alone, nobody can tell.
    const auto only_sha256 = with_content({{{}, nullptr, {digest(as_bytes(kContent))}}});
    const auto unknown = read_first(file, only_sha256);
    EXPECT_TRUE(unknown.intact());
    EXPECT_FALSE(unknown.timestamps[0].imprint_found);
    EXPECT_FALSE(unknown.timestamps[0].intact);
}

// EN 319 122-1 A.1.5.1 and A.1.5.2: type and values, without the outer SEQUENCE.
TEST(ValidationDataTimestamp, CoversReferencesAndSignature) {
    auto file = timestamped_file();
    auto& signer = file.signers[0];
    const Bytes timestamp = signer.unsigned_attributes[0];
    const Bytes certificates = cms_attribute(kCertificateReferences, der::sequence({}));
    const Bytes revocations = cms_attribute(kRevocationReferences, der::sequence({der::null()}));
    Bytes references = to_bytes(content_of_sequence(certificates));
    append(references, content_of_sequence(revocations));
    Bytes everything = signer.value;
    append(everything, content_of_sequence(timestamp));
    append(everything, references);
    signer.unsigned_attributes = {timestamp, certificates, revocations,
                                  cms_attribute(kEscTimestamp, token_over(everything)),
                                  cms_attribute(kCertCrlTimestamp, token_over(references))};
    auto facts = read_first(file);
    ASSERT_EQ(facts.timestamps.size(), 3U);
    for (const auto& read : facts.timestamps) {
        EXPECT_TRUE(read.intact);
    }
    EXPECT_EQ(facts.timestamps[1].type, TimestampType::validation_data);

    signer.unsigned_attributes[2] = cms_attribute(kRevocationReferences, der::sequence({}));
    facts = read_first(file);
    EXPECT_TRUE(facts.timestamps[0].intact);
    EXPECT_FALSE(facts.timestamps[1].intact);
    EXPECT_FALSE(facts.timestamps[2].intact);
}

// TS 101 733 6.4.1, in the reading with and without tag and length of unsignedAttrs.
Bytes covered_by_v2(const CmsFile& file, bool with_header) {
    const auto& signer = file.signers[0];
    Bytes out = file.encapsulated();
    if (!file.content) {
        append(out, as_bytes(kContent));
    }
    append(out, file.certificate_set());
    append(out, file.revocation_set());
    append(out, join(signer.fields()));
    const Bytes attributes = join(signer.unsigned_attributes);
    append(out, with_header ? der::element(tag::context_set(1), attributes) : attributes);
    return out;
}

TEST(ArchiveTimestampV2, CoversTheSignatureInBothEditions) {
    for (const bool with_header : {true, false}) {
        auto file = timestamped_file();
        file.content = to_bytes(as_bytes(kContent));
        auto& attributes = file.signers[0].unsigned_attributes;
        attributes.push_back(
            cms_attribute(kArchiveV2, token_over(covered_by_v2(file, with_header))));
        const auto facts = read_first(file);
        ASSERT_EQ(facts.timestamps.size(), 2U);
        EXPECT_EQ(facts.timestamps[1].type, TimestampType::archive);
        EXPECT_TRUE(facts.timestamps[1].intact) << with_header;

        file.certificates.push_back(test_pki().certificate("root"));
        EXPECT_FALSE(read_first(file).timestamps[1].intact);
    }
}

// Producers disagree on where detached content stands, so no reading of it is believed.
TEST(ArchiveTimestampV2, OverDetachedContentIsListedAndNeverIntact) {
    auto file = timestamped_file();
    auto& attributes = file.signers[0].unsigned_attributes;
    attributes.push_back(cms_attribute(kArchiveV2, token_over(covered_by_v2(file, true))));
    const auto facts = read_first(file);
    EXPECT_TRUE(facts.intact());
    EXPECT_FALSE(facts.timestamps[1].imprint_found);
    EXPECT_FALSE(facts.timestamps[1].intact);
}

TEST(ArchiveTimestampV1, IsIntactOnlyWhereItsOctetsAreProven) {
    auto file = timestamped_file();
    auto& attributes = file.signers[0].unsigned_attributes;
    attributes.push_back(cms_attribute(kArchiveV1, token_over(as_bytes("an older reading"))));
    const auto facts = read_first(file);
    EXPECT_FALSE(facts.timestamps[1].imprint_found);
    EXPECT_FALSE(facts.timestamps[1].intact);
    EXPECT_TRUE(has_finding(facts.timestamps[1].errors, "timestamp-imprint-not-computed"));
}

}  // namespace
}  // namespace mohur::signing::cades
