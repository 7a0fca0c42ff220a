// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/clock.h"
#include "signing/core/http_fetcher.h"
#include "signing/core/random.h"
#include "signing/timestamp/timestamp_token.h"

#include <chrono>
#include <string>
#include <vector>

namespace mohur::signing {

struct TimestampSettings {
    std::vector<std::string> urls;            ///< tried in order
    std::chrono::seconds max_clock_skew{60};  ///< host clock against genTime
    std::chrono::milliseconds timeout{10'000};
};

/// Asks an RFC 3161 authority over HTTP (clause 3.4) and checks the answer before it is used:
/// PKIStatus granted (not grantedWithMods), imprint, nonce, token signature, a reference to the
/// authority's certificate and in that one critical sole EKU timeStamping and validity at genTime,
/// clock skew. Whether the authority is trusted is not judged here. Thread-safe. Borrows its
/// services.
class TimestampClient {
public:
    TimestampClient(HttpFetcher& fetcher, const Clock& clock, RandomSource& random,
                    TimestampSettings settings);

    /// A token over `digest` from the first authority that gives a good one; else the error of the
    /// last that answered wrongly or, when none answered, of the last. Errors: `unavailable`
    /// "tsa-unreachable"; `denied` of the fetcher; `integrity` "tsa-response-invalid",
    /// "tsa-not-granted", "tsa-imprint", "tsa-nonce", "tsa-signature", "tsa-certificate",
    /// "tsa-clock-skew".
    [[nodiscard]] Result<TimestampToken> stamp(const Digest& digest);

private:
    [[nodiscard]] Result<TimestampToken> ask(const std::string& url, const Digest& digest);

    HttpFetcher& fetcher_;
    const Clock& clock_;
    RandomSource& random_;
    TimestampSettings settings_;
};

}  // namespace mohur::signing
