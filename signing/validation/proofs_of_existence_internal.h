// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/model/facts.h"

#include <map>
#include <string>
#include <string_view>

namespace mohur::signing {

/// What is known to have existed when (EN 319 102-1 clause 5.6.2.3): the earliest proof of each
/// object counts. An object is known by the SHA-256 of its encoding, a signature by its id. One
/// thread.
class ProofsOfExistence {
public:
    /// Everything exists at `now`.
    explicit ProofsOfExistence(Time now) : now_{now} {}

    void prove_object(const Bytes& sha256, Time time);
    void prove_signature(const std::string& id, Time time);
    /// The token and all that stands in it.
    void prove_token(const TimestampFacts& token, Time time);
    /// The signature and all that stands in it: certificates, answers, tokens, counter-signatures.
    void prove_all_of(const SignatureFacts& facts, Time time);

    /// The earliest moment at which the object with this encoding is known to have existed.
    [[nodiscard]] Time object(BytesView encoding) const;
    [[nodiscard]] Time object_with(const Bytes& sha256) const;
    [[nodiscard]] Time signature(const std::string& id) const;

private:
    void prove_material(const std::vector<Certificate>& certificates,
                        const std::vector<OcspResponse>& responses, const std::vector<Crl>& crls,
                        Time time);

    Time now_;
    std::map<Bytes, Time> objects_;
    std::map<std::string, Time, std::less<>> signatures_;
};

}  // namespace mohur::signing
