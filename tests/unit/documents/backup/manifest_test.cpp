// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/backup/manifest.h"

#include <gtest/gtest.h>

namespace mohur::documents {
namespace {

const std::string kDigest(64, 'a');

TEST(Manifest, GoesToTextAndBack) {
    const Manifest manifest{{"content/x/sənəd", Bytes(32, 0x11)}, {"database.dump", Bytes(32)}};
    const auto again = parse_manifest(to_text(manifest));
    ASSERT_TRUE(again);
    EXPECT_EQ(*again, manifest);
}

TEST(Manifest, RefusesOtherForms) {
    for (const auto& text : {kDigest, kDigest + " x\n", kDigest + "  x", kDigest + "  \n",
                             std::string(64, 'g') + "  x\n", std::string{"abcd  x\n"}}) {
        EXPECT_EQ(parse_manifest(text).error().reason, "backup-format") << text;
    }
}

TEST(Manifest, RefusesPathsThatLeaveTheFolder) {
    for (const auto* path : {"/etc/passwd", "../x", "content/../../x", "./x", "content/.."}) {
        EXPECT_FALSE(parse_manifest(kDigest + "  " + path + "\n")) << path;
    }
}

}  // namespace
}  // namespace mohur::documents
