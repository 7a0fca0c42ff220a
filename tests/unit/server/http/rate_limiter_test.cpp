// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/http/rate_limiter.h"

#include <gtest/gtest.h>

namespace mohur::server {
namespace {

/// A clock that the test moves.
class HandClock final : public Clock {
public:
    Time now() const override { return time_; }
    void advance(std::chrono::seconds by) { time_ += by; }

private:
    Time time_{std::chrono::hours{24}};
};

TEST(RateLimiter, AllowsTheBurstThenRefills) {
    HandClock clock;
    RateLimiter limiter{clock, {3, std::chrono::seconds{30}}};
    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(limiter.take("a").count(), 0);
    }
    EXPECT_EQ(limiter.take("a").count(), 10);
    EXPECT_EQ(limiter.take("b").count(), 0);
    clock.advance(std::chrono::seconds{9});
    EXPECT_EQ(limiter.take("a").count(), 1);
    clock.advance(std::chrono::seconds{1});
    EXPECT_EQ(limiter.take("a").count(), 0);
}

TEST(RateLimiter, StaysBoundedUnderManyKeys) {
    HandClock clock;
    RateLimiter limiter{clock, {1, std::chrono::seconds{60}}};
    for (std::size_t i = 0; i < RateLimiter::kMaxKeys * 2; ++i) {
        EXPECT_EQ(limiter.take("k" + std::to_string(i)).count(), 0);
    }
}

}  // namespace
}  // namespace mohur::server
