// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/bagit/bag_manifest.h"

#include <gtest/gtest.h>

namespace mohur::documents::bagit {
namespace {

const std::string kSum(64, 'a');

TEST(BagManifest, IsReadBackAsItWasWritten) {
    const std::vector<ManifestEntry> entries{{"data/məktub.pdf", Bytes(32, 1)},
                                             {"data/100%25\n\r.txt", Bytes(32, 2)}};
    const auto text = to_text(entries);
    EXPECT_EQ(text.find("%250"), std::string::npos);
    EXPECT_NE(text.find("data/100%2525%0A%0D.txt"), std::string::npos);
    const auto again = parse_manifest(text, DigestAlgorithm::sha256);
    ASSERT_TRUE(again);
    EXPECT_EQ(*again, entries);
}

TEST(BagManifest, ReadsAnyLineEndAndBlank) {
    const auto text = kSum + "  data/a\r\n" + kSum + "\tdata/b c\r" + kSum + " data/d";
    const auto read = parse_manifest(text, DigestAlgorithm::sha256);
    ASSERT_TRUE(read);
    ASSERT_EQ(read->size(), 3U);
    EXPECT_EQ((*read)[1].path, "data/b c");
    EXPECT_EQ((*read)[2].path, "data/d");
}

TEST(BagManifest, LeavesAPercentSignThatIsNoEscape) {
    const auto read = parse_manifest(kSum + "  data/5%20%0a", DigestAlgorithm::sha256);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->front().path, "data/5%20\n");
}

TEST(BagManifest, RefusesLinesOfAnotherForm) {
    for (const auto* bad : {"data/a\n", "aabb  data/a\n", "  \n"}) {
        const auto read = parse_manifest(kSum + "  data/x\n" + bad, DigestAlgorithm::sha256);
        ASSERT_FALSE(read) << bad;
        EXPECT_EQ(read.error().reason, "bag-manifest-invalid");
        EXPECT_EQ(read.error().detail, "line 2");
    }
    EXPECT_FALSE(parse_manifest(kSum + "  ", DigestAlgorithm::sha256));
    EXPECT_FALSE(parse_manifest(std::string(64, 'z') + "  data/x", DigestAlgorithm::sha256));
}

TEST(BagManifest, KnowsItsAlgorithmByItsName) {
    EXPECT_EQ(algorithm_of_manifest("manifest-sha512.txt"), DigestAlgorithm::sha512);
    EXPECT_EQ(algorithm_of_manifest("tagmanifest-md5.txt"), DigestAlgorithm::md5);
    EXPECT_EQ(algorithm_of_manifest("manifest-crc32.txt"), std::nullopt);
    EXPECT_EQ(algorithm_of_manifest("manifest.txt"), std::nullopt);
}

TEST(SafePath, StaysInsideTheBag) {
    for (const auto* good : {"data/a", "bag-info.txt", "data/01_D-1_26/məktub.pdf", "data/..a"}) {
        EXPECT_TRUE(is_safe_path(good)) << good;
    }
    for (const auto* bad : {"", "/etc/passwd", "data/../../x", "..", "./a", "data//a", "data/",
                            "~/a", "C:/a", "data\\a", "data/\x01", "data/\xFF", "data/."}) {
        EXPECT_FALSE(is_safe_path(bad)) << bad;
    }
}

TEST(PortableName, IsTakenByEveryFileSystem) {
    EXPECT_EQ(portable_name("D-1/26"), "D-1_26");
    EXPECT_EQ(portable_name("04/03-07-1"), "04_03-07-1");
    EXPECT_EQ(portable_name("Cavab məktubu: \"son\" ?.pdf"), "Cavab_məktubu___son___.pdf");
    EXPECT_EQ(portable_name("a\xCC\x88"), "\xC3\xA4") << "composed";
    EXPECT_EQ(portable_name(".."), "_");
    EXPECT_EQ(portable_name(""), "_");
    EXPECT_EQ(portable_name(".hidden"), "_.hidden");
    EXPECT_EQ(portable_name("Con.pdf"), "_Con.pdf");
    EXPECT_EQ(portable_name("100%"), "100_");
}

TEST(PortableName, IsShortenedBeforeItsSuffix) {
    std::string name;
    for (int i = 0; i < 100; ++i) {
        name += "ə";
    }
    const auto portable = portable_name(name + ".pdf");
    EXPECT_LE(portable.size(), 120U);
    EXPECT_GT(portable.size(), 110U);
    EXPECT_TRUE(portable.ends_with("ə.pdf"));
    EXPECT_TRUE(is_safe_path(portable));
}

}  // namespace
}  // namespace mohur::documents::bagit
