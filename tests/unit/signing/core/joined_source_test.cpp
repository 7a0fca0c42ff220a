// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/core/joined_source.h"

#include <gtest/gtest.h>

namespace mohur {
namespace {

std::shared_ptr<const ByteSource> text(std::string_view content) {
    return std::make_shared<MemorySource>(to_bytes(as_bytes(content)));
}

TEST(JoinedSource, ReadsAcrossItsPieces) {
    const JoinedSource joined{{JoinedSource::whole(text("abc")),
                               {text("0123456789"), 3, 4},
                               JoinedSource::whole(Bytes{}),
                               JoinedSource::whole(to_bytes(as_bytes("xyz")))}};
    ASSERT_EQ(joined.size(), 10U);
    const std::string_view whole = "abc3456xyz";
    for (std::uint64_t at = 0; at <= joined.size(); ++at) {
        for (std::uint64_t count = 0; count <= joined.size() - at; ++count) {
            const auto read = joined.read_range(at, count);
            ASSERT_TRUE(read);
            EXPECT_EQ(as_text(*read), whole.substr(at, count));
        }
    }
    EXPECT_FALSE(joined.read_range(9, 2));
}

TEST(JoinedSource, MayBeEmpty) {
    const JoinedSource joined{{}};
    EXPECT_EQ(joined.size(), 0U);
    Bytes out(1);
    EXPECT_EQ(joined.read_at(0, out).value(), 0U);
}

}  // namespace
}  // namespace mohur
