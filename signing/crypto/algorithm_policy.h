// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/json.h"
#include "signing/core/time.h"
#include "signing/crypto/public_key.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace mohur::signing {

/// Until when an algorithm may be relied on (TS 119 312 clause 9; EN 319 102-1 clause 5.2.8.4.2).
struct Acceptability {
    bool ever = false;          ///< false: at no time
    std::optional<Time> until;  ///< first moment at which it is no more; empty: no end is foreseen

    [[nodiscard]] bool at(Time time) const noexcept { return ever && (!until || time < *until); }
    bool operator==(const Acceptability&) const = default;
};

/// The dated table of acceptable digests and signature algorithms with key lengths. What the table
/// does not list is not acceptable. Immutable value.
///
/// JSON: {"digests": {"sha-1": "2012-08-01T00:00:00Z", "sha-256": null},
///        "signatures": {"rsa-pkcs1": [{"bits": 1900, "until": "2029-01-01T00:00:00Z"}]}}
/// A null or missing date has no end; an entry holds for keys from `bits` up to the next entry.
class AlgorithmPolicy {
public:
    AlgorithmPolicy() = default;
    /// `malformed` "algorithms-invalid": an unknown name or member, a date that is none.
    [[nodiscard]] static Result<AlgorithmPolicy> from_json(const Json& json);

    [[nodiscard]] Acceptability judge(DigestAlgorithm algorithm) const;
    /// The scheme with this key and its digest, whichever ends first.
    [[nodiscard]] Acceptability judge(const SignatureAlgorithm& algorithm,
                                      const PublicKey& key) const;

private:
    struct Length {
        int bits = 0;
        std::optional<Time> until;
    };
    [[nodiscard]] Acceptability judge_length(SignatureScheme scheme, int bits) const;

    std::map<DigestAlgorithm, std::optional<Time>> digests_;
    std::map<SignatureScheme, std::vector<Length>> schemes_;  // lengths ascending
};

}  // namespace mohur::signing
