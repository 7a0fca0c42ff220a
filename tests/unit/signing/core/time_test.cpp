// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/core/time.h"

#include <gtest/gtest.h>

namespace mohur {
namespace {

TEST(Rfc3339, RoundTripsWithAndWithoutFraction) {
    for (const auto* text : {"2026-11-21T14:32:00Z", "1970-01-01T00:00:00Z", "2024-02-29T23:59:59.25Z"}) {
        const auto time = parse_rfc3339(text);
        ASSERT_TRUE(time) << text;
        EXPECT_EQ(to_rfc3339(*time), text);
    }
}

TEST(Rfc3339, TakesTheOffsetIntoAccount) {
    EXPECT_EQ(to_rfc3339(*parse_rfc3339("2026-11-21T18:32:00+04:00")), "2026-11-21T14:32:00Z");
    EXPECT_EQ(to_rfc3339(*parse_rfc3339("2026-11-21T00:00:00.1234567-01:30")),
              "2026-11-21T01:30:00.123456Z");
}

TEST(Rfc3339, RefusesWhatIsNoMoment) {
    for (const auto* text : {"", "2026-11-21", "2026-02-29T00:00:00Z", "2026-11-21T14:32:00",
                             "2026-11-21T25:00:00Z", "2026-11-21T14:32:00+4", "2026-11-21T14:32:00Zx"}) {
        EXPECT_FALSE(parse_rfc3339(text)) << text;
    }
}

}  // namespace
}  // namespace mohur
