// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/signing/verification.h"

#include <string>
#include <vector>

namespace mohur::server {

/// A time-stamp token that an anchor of ours vouched for when it was made. Immutable value.
struct Timestamp {
    Bytes token;    ///< RFC 3161, DER
    Time time;      ///< genTime
    Json material;  ///< by which it was judged (material_messages.h)
};

/// Time-stamps of the configured authorities, and the judgement on stored ones. Tokens are read in
/// workers. Thread-safe. Borrows the pool and the verification.
class Timestamping {
public:
    Timestamping(const WorkerPool& workers, const Verification& verification,
                 std::vector<std::string> urls)
        : workers_{workers}, verification_{verification}, urls_{std::move(urls)} {}

    [[nodiscard]] bool configured() const noexcept { return !urls_.empty(); }
    /// A token over `digest` from the first authority that gives one that passes. Errors:
    /// `unavailable` "tsa-unreachable"; `integrity` "tsa-untrusted" and the others of
    /// signing::TimestampClient; those of the pool.
    [[nodiscard]] Result<Timestamp> stamp(const Digest& digest) const;
    /// The verdict on a stored token as of `at`, by its stored material alone: one of `timestamps`
    /// in docs/verdict.schema.json, or null when the octets are no token. Errors: those of the
    /// pool.
    [[nodiscard]] Result<Json> judge(BytesView token, const Digest& digest, const Json& material,
                                     Time at) const;

private:
    const WorkerPool& workers_;
    const Verification& verification_;
    std::vector<std::string> urls_;
};

}  // namespace mohur::server
