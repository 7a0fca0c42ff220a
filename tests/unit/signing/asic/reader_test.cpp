// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/asic/reader.h"

#include "tests/unit/signing/asic/container_builder.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace mohur::signing::asic {
namespace {

using testing::asic_manifest;
using testing::cades_over;
using testing::ContainerBuilder;
using testing::good_asic_e;
using testing::token_over;

constexpr std::string_view kAsicS = "application/vnd.etsi.asic-s+zip";
constexpr std::string_view kAsicE = "application/vnd.etsi.asic-e+zip";

FileFacts facts_of(const ContainerBuilder& container) {
    auto facts = read(container.source(), {});
    EXPECT_TRUE(facts) << facts.error().reason << " " << facts.error().detail;
    return facts.value();
}

bool has(const std::vector<Finding>& findings, std::string_view code) {
    return std::ranges::find(findings, code, &Finding::code) != findings.end();
}

TEST(AsicReader, ReadsAXadesSignatureOverEveryDataFile) {
    const auto facts = facts_of(good_asic_e());
    EXPECT_EQ(facts.container, ContainerKind::asic_e);
    EXPECT_EQ(facts.data_files, (std::vector<std::string>{"məktub.txt", "folder/b.txt"}));
    ASSERT_EQ(facts.signatures.size(), 1U);
    const auto& signature = facts.signatures[0];
    EXPECT_EQ(signature.id, "S0");
    EXPECT_EQ(signature.format, "XAdES-BASELINE-B");
    EXPECT_TRUE(signature.intact());
    EXPECT_TRUE(signature.errors.empty()) << signature.errors[0].code;
}

TEST(AsicReader, SeesAChangedDataFile) {
    auto container = good_asic_e();
    container.replace("folder/b.txt", "başqa");
    EXPECT_FALSE(facts_of(container).signatures[0].intact());
}

TEST(AsicReader, SeesAMissingDataFile) {
    auto container = good_asic_e();
    container.remove("folder/b.txt");
    EXPECT_FALSE(facts_of(container).signatures[0].intact());
}

TEST(AsicReader, SeesADataFileUnderAnotherName) {
    auto container = good_asic_e();
    container.remove("folder/b.txt");
    container.add("b.txt", "əlavə");
    EXPECT_FALSE(facts_of(container).signatures[0].intact());
}

TEST(AsicReader, NamesADataFileThatNoSignatureCovers) {
    auto container = good_asic_e();
    container.add("c.txt", "unsigned");
    const auto facts = facts_of(container);
    EXPECT_TRUE(facts.signatures[0].intact());
    EXPECT_TRUE(has(facts.signatures[0].errors, "container-data-unsigned"));
}

TEST(AsicReader, NumbersTheSignaturesOfSeveralFiles) {
    auto container = good_asic_e();
    container.add("META-INF/signatures1.xml", testing::xades_over({{"məktub.txt", "salam"}}));
    const auto facts = facts_of(container);
    ASSERT_EQ(facts.signatures.size(), 2U);
    EXPECT_EQ(facts.signatures[1].id, "S1");
    EXPECT_TRUE(facts.signatures[1].intact());
    EXPECT_TRUE(has(facts.signatures[1].errors, "container-data-unsigned"))
        << "it covers one file of two";
    EXPECT_FALSE(has(facts.signatures[0].errors, "container-data-unsigned"));
}

TEST(AsicReader, PassesContainerRulesOnToEverySignature) {
    auto container = good_asic_e();
    container.mimetype = "text/plain";
    EXPECT_TRUE(has(facts_of(container).signatures[0].errors, "container-mimetype-invalid"));
}

TEST(AsicReader, ReportsASignatureFileThatCannotBeDecoded) {
    auto container = good_asic_e();
    container.replace("META-INF/signatures0.xml", "<!DOCTYPE x><x/>");
    const auto facts = facts_of(container);
    EXPECT_TRUE(facts.signatures.empty());
    EXPECT_TRUE(has(facts.errors, "undecodable-signature"));
    container.replace("META-INF/signatures0.xml", "<x/>");
    EXPECT_TRUE(has(facts_of(container).warnings, "container-signature-file-empty"));
}

TEST(AsicReader, ReadsAsicSWithCades) {
    const ContainerBuilder container{std::string{kAsicS}, {{"a.txt", "salam"}}};
    auto good = container;
    good.add("META-INF/signature.p7s", cades_over("salam"));
    const auto facts = facts_of(good);
    ASSERT_EQ(facts.signatures.size(), 1U);
    EXPECT_EQ(facts.container, ContainerKind::asic_s);
    EXPECT_EQ(facts.signatures[0].format, "CAdES-BASELINE-B");
    EXPECT_TRUE(facts.signatures[0].intact());
    EXPECT_TRUE(facts.signatures[0].errors.empty());
    auto other = container;
    other.add("META-INF/signature.p7s", cades_over("sabah"));
    EXPECT_FALSE(facts_of(other).signatures[0].intact());
}

TEST(AsicReader, TakesOtherOctetsInsideASignatureForAmbiguous) {
    ContainerBuilder container{std::string{kAsicS}, {{"a.txt", "salam"}}};
    container.add("META-INF/signature.p7s", cades_over("salam", true));
    EXPECT_TRUE(facts_of(container).signatures[0].intact()) << "the same octets are one thing";
    container.replace("a.txt", "sabah");
    const auto facts = facts_of(container);
    EXPECT_FALSE(facts.signatures[0].binding_unambiguous);
    EXPECT_FALSE(facts.signatures[0].intact());
}

/// ASiC-E with CAdES: the signature covers the manifest, the manifest the data.
ContainerBuilder asic_e_with_cades(const testing::Files& listed) {
    const auto manifest = asic_manifest("META-INF/signature001.p7s", listed);
    ContainerBuilder container{std::string{kAsicE},
                               {{"a.txt", "salam"}, {"META-INF/ASiCManifest001.xml", manifest}}};
    return container.add("META-INF/signature001.p7s", cades_over(manifest));
}

TEST(AsicReader, ReadsAsicEWithCadesThroughItsManifest) {
    const auto facts = facts_of(asic_e_with_cades({{"a.txt", "salam"}}));
    ASSERT_EQ(facts.signatures.size(), 1U);
    EXPECT_TRUE(facts.signatures[0].intact());
    EXPECT_TRUE(facts.signatures[0].errors.empty()) << facts.signatures[0].errors[0].code;
    EXPECT_EQ(facts.signatures[0].scopes.size(), 2U);
}

TEST(AsicReader, HoldsEveryManifestEntryAgainstTheData) {
    EXPECT_FALSE(facts_of(asic_e_with_cades({{"a.txt", "sabah"}})).signatures[0].intact());
    EXPECT_FALSE(
        facts_of(asic_e_with_cades({{"a.txt", "salam"}, {"b.txt", ""}})).signatures[0].intact());
}

TEST(AsicReader, SeesAManifestThatWasChanged) {
    auto container = asic_e_with_cades({{"a.txt", "salam"}});
    container.replace("META-INF/ASiCManifest001.xml",
                      asic_manifest("META-INF/signature001.p7s", {}));
    EXPECT_FALSE(facts_of(container).signatures[0].intact());
}

TEST(AsicReader, TakesTwoManifestsOfOneSignatureForAmbiguous) {
    auto container = asic_e_with_cades({{"a.txt", "salam"}});
    container.add("META-INF/ASiCManifest002.xml",
                  asic_manifest("META-INF/signature001.p7s", {{"a.txt", "salam"}}));
    EXPECT_FALSE(facts_of(container).signatures[0].intact());
}

TEST(AsicReader, MissesTheManifestOfACadesSignature) {
    ContainerBuilder container{std::string{kAsicE}, {{"a.txt", "salam"}}};
    container.add("META-INF/signature001.p7s", cades_over("salam"));
    const auto facts = facts_of(container);
    EXPECT_FALSE(facts.signatures[0].intact());
    EXPECT_TRUE(has(facts.signatures[0].errors, "container-manifest-missing"));
}

TEST(AsicReader, ReadsAsicSWithATimestampOnly) {
    ContainerBuilder container{std::string{kAsicS}, {{"a.txt", "salam"}}};
    container.add("META-INF/timestamp.tst", token_over("salam"));
    const auto facts = facts_of(container);
    ASSERT_EQ(facts.timestamps.size(), 1U);
    EXPECT_EQ(facts.timestamps[0].type, TimestampType::container);
    EXPECT_TRUE(facts.timestamps[0].intact);
    container.replace("a.txt", "sabah");
    EXPECT_FALSE(facts_of(container).timestamps[0].intact);
}

TEST(AsicReader, ReportsATimestampFileThatIsNoToken) {
    ContainerBuilder container{std::string{kAsicS}, {{"a.txt", "salam"}}};
    container.add("META-INF/timestamp.tst", "token");
    EXPECT_TRUE(has(facts_of(container).errors, "undecodable-signature"));
}

/// An archive timestamp over `container`'s signature through an ASiCArchiveManifest.
void add_archive_timestamp(ContainerBuilder& container, const testing::Files& listed) {
    const auto manifest = asic_manifest("META-INF/timestamp001.tst", listed);
    container.add("META-INF/ASiCArchiveManifest.xml", manifest);
    container.add("META-INF/timestamp001.tst", token_over(manifest));
}

TEST(AsicReader, NamesTheSignaturesThatAnArchiveTimestampCovers) {
    auto container = asic_e_with_cades({{"a.txt", "salam"}});
    add_archive_timestamp(container, {{"META-INF/signature001.p7s", container.entries[2].second},
                                      {"a.txt", "salam"}});
    const auto facts = facts_of(container);
    ASSERT_EQ(facts.timestamps.size(), 1U);
    EXPECT_TRUE(facts.timestamps[0].intact);
    EXPECT_EQ(facts.timestamps[0].covers, std::vector<std::string>{"S0"});
}

TEST(AsicReader, DoesNotTrustATimestampWhoseManifestIsWrong) {
    auto container = asic_e_with_cades({{"a.txt", "salam"}});
    auto missing = container;
    add_archive_timestamp(container, {{"META-INF/signature001.p7s", "another"}});
    auto facts = facts_of(container);
    EXPECT_FALSE(facts.timestamps[0].intact);
    EXPECT_FALSE(facts.timestamps[0].imprint_intact);
    EXPECT_TRUE(facts.timestamps[0].covers.empty());
    add_archive_timestamp(missing, {{"b.txt", ""}});
    facts = facts_of(missing);
    EXPECT_FALSE(facts.timestamps[0].imprint_found);
    EXPECT_TRUE(has(facts.timestamps[0].errors, "timestamp-data-not-found"));
}

TEST(AsicReader, ListsAnEvidenceRecordThatCannotBeRead) {
    ContainerBuilder container{std::string{kAsicS},
                               {{"a.txt", "salam"}, {"META-INF/evidencerecord.ers", "x"}}};
    const auto facts = facts_of(container);
    ASSERT_EQ(facts.evidence_records.size(), 1U);
    EXPECT_FALSE(facts.evidence_records[0].intact);
    EXPECT_TRUE(has(facts.evidence_records[0].errors, "evidence-record-invalid"));
}

}  // namespace
}  // namespace mohur::signing::asic
