// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/cades/creation.h"

#include "tests/unit/signing/cades/cades_fixture.h"

namespace mohur::signing::cades {
namespace {

SignedData parsed(const CmsFile& file) {
    return SignedData::parse(file.encoding(), {}).value();
}

ArchiveTimestampInput input_of(const CmsFile& file,
                               DigestAlgorithm algorithm = DigestAlgorithm::sha256) {
    const auto data = parsed(file);
    return archive_timestamp_input(data, data.signers()[0], content_of(supplied(kContent)),
                                   algorithm)
        .value();
}

CmsFile timestamped() {
    auto signer = sign();
    signer.unsigned_attributes = {
        cms_attribute("1.2.840.113549.1.9.16.2.14", token_over(signer.value))};
    return {.signers = {signer}};
}

// EN 319 122-1 clause 5.5.2, written out by hand.
TEST(ArchiveTimestampInput, IndexesWhatStandsThere) {
    const auto file = timestamped();
    const auto& attribute = file.signers[0].unsigned_attributes[0];
    Bytes part = der::oid("1.2.840.113549.1.9.16.2.14");
    append(part, token_over(file.signers[0].value));
    const auto data = parsed(file);
    Bytes read = der::oid("1.2.840.113549.1.9.16.2.14");
    append(read, data.signers()[0].unsigned_attributes()[0].values[0]);
    ASSERT_FALSE(attribute.empty());
    const auto list = [](const std::vector<Bytes>& hashes) { return der::sequence(hashes); };
    const auto hashed = [](BytesView octets) { return der::octet_string(digest(octets).value); };
    EXPECT_EQ(
        input_of(file).hash_index,
        der::sequence({der::algorithm(oid_of(DigestAlgorithm::sha256)),
                       list({hashed(file.certificates[0])}), list({}), list({hashed(read)})}));
}

TEST(ArchiveTimestampInput, NamesItsAlgorithmAlways) {
    const auto index = input_of(timestamped(), DigestAlgorithm::sha512);
    EXPECT_EQ(index.imprint.algorithm, DigestAlgorithm::sha512);
    auto fields = DerReader{index.hash_index}.enter(tag::kSequence).value();
    EXPECT_EQ(to_bytes(fields.next()->whole), der::algorithm(oid_of(DigestAlgorithm::sha512)));
}

TEST(ArchiveTimestampInput, NeedsTheContent) {
    const auto data = parsed(timestamped());
    EXPECT_EQ(archive_timestamp_input(data, data.signers()[0], content_of(std::nullopt),
                                      DigestAlgorithm::sha256)
                  .error()
                  .reason,
              "detached-content-missing");
}

TEST(ArchiveTimestampAttribute, IsReadBackAsOneThatCoversEverything) {
    auto file = timestamped();
    const auto input = input_of(file);
    const auto token =
        TimestampToken::parse(test_pki().timestamp_token("sha256", input.imprint.value), {})
            .value();
    const auto attribute = archive_timestamp_attribute(token, input.hash_index);
    ASSERT_TRUE(attribute);
    file.signers[0].unsigned_attributes.push_back(*attribute);
    const auto facts = read_first(file);
    ASSERT_EQ(facts.timestamps.size(), 2U);
    EXPECT_EQ(facts.timestamps[1].type, TimestampType::archive);
    EXPECT_TRUE(facts.timestamps[1].intact);
    EXPECT_TRUE(facts.timestamps[1].errors.empty());
    // A certificate that was indexed is taken away.
    file.certificates = {test_pki().certificate("executor")};
    EXPECT_FALSE(read_first(file).timestamps[1].errors.empty());
}

TEST(SealedMaterial, IsThatOfOldArchiveTimestamps) {
    auto file = timestamped();
    EXPECT_FALSE(has_sealed_material(parsed(file)));
    EXPECT_TRUE(has_signature_timestamp(parsed(file).signers()[0]));
    for (const auto* type :
         {"1.2.840.113549.1.9.16.2.27", "1.2.840.113549.1.9.16.2.48", "0.4.0.1733.2.2"}) {
        auto sealed = file;
        sealed.signers[0].unsigned_attributes.push_back(cms_attribute(type, der::null()));
        EXPECT_TRUE(has_sealed_material(parsed(sealed))) << type;
    }
}

TEST(StatementAttributes, AreAbsentUnlessAskedFor) {
    EXPECT_TRUE(statement_attributes({})->empty());
}

TEST(StatementAttributes, AreReadBack) {
    const auto attributes = statement_attributes(
        {.mime_type = "text/plain",
         .locality = "Gəncə",
         .claimed_roles = {"Nazir"},
         .commitment_types = {"1.2.840.113549.1.9.16.6.1", "1.2.840.113549.1.9.16.6.5"},
         .policy = SignaturePolicyReference{"2.999.3", digest(as_bytes("policy")), "http://p"},
         .content_timestamps = {token_over(as_bytes(kContent))}});
    ASSERT_TRUE(attributes);
    auto what = plan();
    what.more_signed_attributes = *attributes;
    const auto facts = read_first({.signers = {sign(what)}});
    EXPECT_TRUE(facts.intact());
    EXPECT_EQ(facts.structure_valid, true);
    EXPECT_EQ(facts.claimed_roles, std::vector<std::string>{"Nazir"});
    EXPECT_EQ(facts.signature_policy_id, "2.999.3");
    ASSERT_EQ(facts.timestamps.size(), 1U);
    EXPECT_TRUE(facts.timestamps[0].intact);
}

}  // namespace
}  // namespace mohur::signing::cades
