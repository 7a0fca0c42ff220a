// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/asic/layout_internal.h"

#include "tests/unit/signing/asic/container_builder.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace mohur::signing::asic {
namespace {

using testing::ContainerBuilder;

/// An archive with its layout, which points into it.
struct Read {
    explicit Read(const ContainerBuilder& container)
        : archive{zip::ArchiveReader::open(container.source(), {}).value()},
          layout{read_layout(archive, {})} {}
    zip::ArchiveReader archive;
    Result<Layout> layout;
};

bool has(const std::vector<Finding>& findings, std::string_view code) {
    return std::ranges::find(findings, code, &Finding::code) != findings.end();
}

TEST(AsicLayout, GivesEveryEntryItsPart) {
    ContainerBuilder container;
    for (const auto* name :
         {"a.txt", "folder/b.txt", "META-INF/signatures001.xml", "META-INF/edoc-signatures-S1.xml",
          "META-INF/signatures/signatures0.xml", "META-INF/signature001.p7s",
          "META-INF/timestamp.tst", "META-INF/arch_timestamp_1.tst", "META-INF/evidencerecord.ers",
          "META-INF/evidencerecord1.xml", "META-INF/relations.xml"}) {
        container.add(name, "");
    }
    const Read read{container};
    ASSERT_TRUE(read.layout);
    EXPECT_EQ(read.layout->data.size(), 2U);
    EXPECT_EQ(read.layout->xades.size(), 3U);
    EXPECT_EQ(read.layout->cades.size(), 1U);
    EXPECT_EQ(read.layout->timestamps.size(), 2U);
    EXPECT_EQ(read.layout->evidence_records.size(), 2U);
}

TEST(AsicLayout, FindsTheManifestsOfASignature) {
    ContainerBuilder container;
    container.add("META-INF/signature1.p7s", "").add("a", "1");
    container.add("META-INF/ASiCManifest1.xml",
                  testing::asic_manifest("META-INF/signature1.p7s", {{"a", "1"}}));
    container.add("META-INF/ASiCManifestsignatures.xml",
                  testing::asic_manifest("META-INF/other.p7s", {}));
    const Read read{container};
    ASSERT_TRUE(read.layout);
    ASSERT_EQ(read.layout->cades.size(), 1U);
    EXPECT_TRUE(read.layout->xades.empty())
        << "a manifest with 'signatures' in its name is a manifest";
    const auto manifests = read.layout->manifests_for(*read.layout->cades.front());
    ASSERT_EQ(manifests.size(), 1U);
    EXPECT_EQ(manifests.front()->name, "META-INF/ASiCManifest1.xml");
}

TEST(AsicLayout, TakesTheTypeFromTheMimetype) {
    ContainerBuilder container{"application/vnd.etsi.asic-s+zip",
                               {{"a", ""}, {"META-INF/signatures.xml", ""}}};
    EXPECT_EQ(Read{container}.layout->kind, ContainerKind::asic_s);
    container.mimetype = "application/vnd.etsi.asic-e+zip";
    EXPECT_EQ(Read{container}.layout->kind, ContainerKind::asic_e);
    container.mimetype = "application/vnd.lt.archyvai.adoc-2008";
    EXPECT_EQ(Read{container}.layout->kind, ContainerKind::asic_e);
}

TEST(AsicLayout, SaysWhenTheMimetypeIsNoneOfAsic) {
    const ContainerBuilder container{"text/plain", {{"a", ""}, {"META-INF/signatures.xml", ""}}};
    const Read read{container};
    EXPECT_TRUE(has(read.layout->errors, "container-mimetype-invalid"));
    EXPECT_EQ(read.layout->kind, ContainerKind::asic_s) << "by its fixed name over one file";
}

TEST(AsicLayout, WarnsOfOctetsAroundTheMimetype) {
    const ContainerBuilder container{"application/vnd.etsi.asic-e+zip\n", {{"a", ""}}};
    const Read read{container};
    EXPECT_TRUE(has(read.layout->warnings, "container-mimetype-placement"));
    EXPECT_FALSE(has(read.layout->errors, "container-mimetype-invalid"));
}

TEST(AsicLayout, RefusesAZipThatIsNoContainer) {
    const ContainerBuilder container{"text/plain", {{"a", ""}}};
    EXPECT_EQ(Read{container}.layout.error().reason, "zip-not-asic");
}

TEST(AsicLayout, WantsDataFiles) {
    const ContainerBuilder container{"application/vnd.etsi.asic-e+zip",
                                     {{"META-INF/signatures0.xml", ""}}};
    EXPECT_TRUE(has(Read{container}.layout->errors, "container-data-missing"));
}

TEST(AsicLayout, WantsOneDataFileAndOneKindOfSignatureInAsicS) {
    ContainerBuilder container{"application/vnd.etsi.asic-s+zip",
                               {{"a", ""}, {"META-INF/signatures.xml", ""}}};
    EXPECT_FALSE(has(Read{container}.layout->errors, "container-data-surplus"));
    auto two = container;
    two.add("b", "");
    EXPECT_TRUE(has(Read{two}.layout->errors, "container-data-surplus"));
    container.add("META-INF/timestamp.tst", "");
    EXPECT_TRUE(has(Read{container}.layout->errors, "container-data-surplus"));
}

TEST(AsicLayout, WantsTheOdfManifestInAsicEWithXades) {
    const auto good = testing::good_asic_e();
    EXPECT_TRUE(Read{good}.layout->errors.empty());
    EXPECT_TRUE(Read{good}.layout->warnings.empty());
    auto without = good;
    without.remove("META-INF/manifest.xml");
    EXPECT_TRUE(has(Read{without}.layout->errors, "container-manifest-missing"));
}

TEST(AsicLayout, ComparesTheOdfManifestWithTheData) {
    auto container = testing::good_asic_e();
    container.add("c.txt", "");
    EXPECT_TRUE(has(Read{container}.layout->warnings, "container-manifest-mismatch"));
    container = testing::good_asic_e();
    container.replace("META-INF/manifest.xml",
                      testing::odf_manifest({{"məktub.txt", ""}, {"folder/b.txt", ""}, {"c", ""}}));
    EXPECT_TRUE(has(Read{container}.layout->warnings, "container-manifest-mismatch"));
}

TEST(AsicLayout, SaysWhenAManifestCannotBeRead) {
    auto container = testing::good_asic_e();
    container.replace("META-INF/manifest.xml", "<!DOCTYPE x><x/>");
    EXPECT_TRUE(has(Read{container}.layout->errors, "asic-manifest-invalid"));
    container = testing::good_asic_e();
    container.add("META-INF/ASiCManifest.xml", "<x/>");
    EXPECT_TRUE(has(Read{container}.layout->errors, "asic-manifest-invalid"));
}

}  // namespace
}  // namespace mohur::signing::asic
