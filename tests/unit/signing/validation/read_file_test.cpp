// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "pki-test/hierarchy.h"
#include "signing/crypto/hash.h"
#include "signing/validation/validator.h"

#include <gtest/gtest.h>

#include <chrono>

namespace mohur::signing {
namespace {

Result<FileFacts> read(Bytes octets, const ReadOptions& options = {}) {
    return read_file(std::make_shared<MemorySource>(std::move(octets)), options);
}
Result<FileFacts> read(std::string_view text) {
    return read(to_bytes(as_bytes(text)));
}

Digest letter_digest() {
    return digest_of(DigestAlgorithm::sha256, as_bytes("letter"));
}

Bytes token() {
    static const auto pki = pkitest::Hierarchy::standard(
        [] { return pkitest::Time{std::chrono::sys_days{std::chrono::year{2026} / 6 / 1}}; });
    return pki.timestamp_token("sha256", letter_digest().value);
}

ReadOptions with_letter() {
    ReadOptions options;
    options.contents = {{"", nullptr, {letter_digest()}}};
    return options;
}

struct Refusal {
    const char* name;
    std::string text;
    const char* reason;
};

void PrintTo(const Refusal& refusal, std::ostream* out) {
    *out << refusal.name;
}

class ReadFileRefusal : public ::testing::TestWithParam<Refusal> {};

TEST_P(ReadFileRefusal, SaysWhy) {
    const auto facts = read(GetParam().text);
    ASSERT_FALSE(facts);
    EXPECT_EQ(facts.error().reason, GetParam().reason);
}

INSTANTIATE_TEST_SUITE_P(
    ReadFile, ReadFileRefusal,
    ::testing::Values(Refusal{"Words", "just words", "format-unknown"},
                      Refusal{"Nothing", "", "format-unknown"},
                      Refusal{"Doctype", "<!DOCTYPE a><a/>", "xml-doctype"},
                      Refusal{"DoctypeAfterComment", "<!-- x --><!DOCTYPE a><a/>", "xml-doctype"},
                      Refusal{"HalfPem", "-----BEGIN CMS-----\nMIIG", "format-unknown"}),
    [](const auto& instance) { return instance.param.name; });

TEST(ReadFile, NamesAnXmlWithoutASignature) {
    const auto facts = read("<a/>");
    ASSERT_TRUE(facts) << facts.error().reason;
    EXPECT_EQ(facts->container, ContainerKind::xml);
    EXPECT_TRUE(facts->signatures.empty());
}

TEST(ReadFile, KnowsATrustedListByItsRoot) {
    const auto facts = read("<t:TrustServiceStatusList xmlns:t='http://uri.etsi.org/02231/v2#'/>");
    ASSERT_TRUE(facts) << facts.error().reason;
    EXPECT_EQ(facts->container, ContainerKind::trusted_list);
}

// Recognised, whatever is wrong with it: one entry that says so.
TEST(ReadFile, ListsAnEvidenceRecordThatCannotBeRead) {
    const auto der = from_hex("30821b4d020101300f300d060960864801650304020305").value();
    const auto xml =
        to_bytes(as_bytes("<e:EvidenceRecord xmlns:e='urn:ietf:params:xml:ns:ers' "
                          "Version='1.0'></e:EvidenceRecord>"));
    for (const auto& octets : {der, xml}) {
        const auto facts = read(octets);
        ASSERT_TRUE(facts) << facts.error().reason;
        EXPECT_EQ(facts->container, ContainerKind::evidence_record);
        ASSERT_EQ(facts->evidence_records.size(), 1U);
        EXPECT_FALSE(facts->evidence_records[0].intact);
        EXPECT_EQ(facts->evidence_records[0].errors.at(0).code, "evidence-record-invalid");
    }
}

TEST(ReadFile, DoesNotTakeAnotherNamespaceForAnEvidenceRecord) {
    const auto facts = read("<EvidenceRecord xmlns='urn:other'/>");
    ASSERT_TRUE(facts);
    EXPECT_EQ(facts->container, ContainerKind::xml);
}

TEST(ReadFile, ReadsABareTokenInEveryArmour) {
    const auto base64 = to_base64(token());
    const auto pem = "-----BEGIN CMS-----\n" + base64 + "\n-----END CMS-----\n";
    for (const auto& octets : {token(), to_bytes(as_bytes(base64)), to_bytes(as_bytes(pem))}) {
        const auto facts = read(octets, with_letter());
        ASSERT_TRUE(facts) << facts.error().reason;
        EXPECT_EQ(facts->container, ContainerKind::tst);
        ASSERT_EQ(facts->timestamps.size(), 1U);
        EXPECT_TRUE(facts->timestamps[0].intact);
    }
}

TEST(ReadFile, DoesNotCallATokenIntactWithoutItsContent) {
    const auto facts = read(token());
    ASSERT_TRUE(facts);
    EXPECT_FALSE(facts->timestamps.at(0).intact);
    EXPECT_FALSE(facts->timestamps[0].imprint_found);
}

TEST(ReadFile, HoldsTheSizeLimitBeforeItReads) {
    ReadOptions options;
    options.limits.file_bytes = 3;
    EXPECT_EQ(read(to_bytes(as_bytes("<a/>")), options).error().reason, "limit-exceeded");
}

}  // namespace
}  // namespace mohur::signing
