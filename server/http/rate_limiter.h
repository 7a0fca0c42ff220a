// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/clock.h"

#include <chrono>
#include <map>
#include <mutex>
#include <string>

namespace mohur::server {

/// How often something may happen: a bucket of `burst` tokens that refills in `period`.
struct RateLimit {
    double burst = 60;
    std::chrono::seconds period{60};
};

/// Token buckets by key (client address, account). Thread-safe; holds at most `kMaxKeys` buckets
/// and forgets the fullest first, so that a flood of addresses cannot fill the memory.
class RateLimiter {
public:
    static constexpr std::size_t kMaxKeys = 10'000;

    RateLimiter(const Clock& clock, RateLimit limit) : clock_{clock}, limit_{limit} {}

    /// Zero when the call is allowed (and counted), else the seconds until it will be.
    [[nodiscard]] std::chrono::seconds take(const std::string& key);

private:
    struct Bucket {
        double tokens;
        Time refilled;
    };
    void forget_full(Time now);
    [[nodiscard]] double refilled(const Bucket& bucket, Time now) const;

    const Clock& clock_;
    RateLimit limit_;
    std::mutex mutex_;
    std::map<std::string, Bucket> buckets_;
};

}  // namespace mohur::server
