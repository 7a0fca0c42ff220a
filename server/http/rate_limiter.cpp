// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/http/rate_limiter.h"

#include <algorithm>
#include <cmath>

namespace mohur::server {

double RateLimiter::refilled(const Bucket& bucket, Time now) const {
    const auto seconds = std::chrono::duration<double>(now - bucket.refilled).count();
    const double rate = limit_.burst / static_cast<double>(limit_.period.count());
    return std::min(limit_.burst, bucket.tokens + std::max(0.0, seconds) * rate);
}

void RateLimiter::forget_full(Time now) {
    std::erase_if(buckets_,
                  [&](const auto& item) { return refilled(item.second, now) >= limit_.burst; });
    if (buckets_.size() >= kMaxKeys) {
        buckets_.clear();
    }
}

std::chrono::seconds RateLimiter::take(const std::string& key) {
    const std::scoped_lock lock{mutex_};
    const auto now = clock_.now();
    if (buckets_.size() >= kMaxKeys) {
        forget_full(now);
    }
    auto& bucket = buckets_.try_emplace(key, Bucket{limit_.burst, now}).first->second;
    bucket = {refilled(bucket, now), now};
    if (bucket.tokens >= 1.0) {
        bucket.tokens -= 1.0;
        return std::chrono::seconds{0};
    }
    const double rate = limit_.burst / static_cast<double>(limit_.period.count());
    return std::chrono::seconds{static_cast<std::int64_t>(std::ceil((1.0 - bucket.tokens) / rate))};
}

}  // namespace mohur::server
