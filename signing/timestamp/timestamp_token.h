// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/cms/signed_data.h"

namespace mohur::signing {

/// A time-stamp token (RFC 3161 clause 2.4.2), read. Immutable; cheap to copy.
class TimestampToken {
public:
    /// A ContentInfo with a SignedData over a TSTInfo. Errors: `malformed` "timestamp-invalid",
    /// "cms-invalid", "asn1-invalid"; `unsupported` "algorithm-unsupported" when the imprint's
    /// digest is not known; `too_large`.
    [[nodiscard]] static Result<TimestampToken> parse(BytesView content_info, const Limits& limits,
                                                      bool allow_padding = false);

    [[nodiscard]] const SignedData& signed_data() const noexcept { return signed_data_; }
    [[nodiscard]] Time time() const noexcept { return time_; }
    [[nodiscard]] const Digest& imprint() const noexcept { return imprint_; }
    [[nodiscard]] const Oid& policy() const noexcept { return policy_; }
    [[nodiscard]] const Bytes& serial() const noexcept { return serial_; }
    [[nodiscard]] const std::optional<Bytes>& nonce() const noexcept { return nonce_; }
    [[nodiscard]] const Bytes& encoding() const noexcept { return signed_data_.encoding(); }

    /// What verification of the token by itself found, trust and imprint apart. `intact`: exactly
    /// one SignerInfo, whose certificate is at hand and signed the TSTInfo, and no
    /// signing-certificate reference contradicts it (RFC 5816; a missing one is a problem, not a
    /// contradiction). `problems` are error codes of the verdict schema.
    struct Check {
        bool intact = false;
        std::optional<Certificate> tsa;
        std::vector<std::string> problems;
    };
    [[nodiscard]] Check check(const std::vector<Certificate>& extra_certificates) const;
    /// True when `digest` (any algorithm that equals the imprint's) is what was stamped.
    [[nodiscard]] bool covers(const Digest& digest) const noexcept { return digest == imprint_; }

private:
    TimestampToken(SignedData data)
        : signed_data_{std::move(data)} {}  // NOLINT(google-explicit-constructor): private
    SignedData signed_data_;
    Time time_{};
    Digest imprint_;
    Oid policy_;
    Bytes serial_;
    std::optional<Bytes> nonce_;
};

}  // namespace mohur::signing
