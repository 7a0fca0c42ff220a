// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/pki/ocsp.h"

namespace mohur::signing {

/// A complete certificate revocation list (RFC 5280 clause 5). Immutable; thread-safe; cheap to
/// copy.
class Crl {
public:
    /// Errors: `malformed` / `too_large` "crl-invalid"; `unsupported` "crl-unsupported" for delta
    /// and indirect lists, lists of some reasons only, and unknown critical extensions.
    [[nodiscard]] static Result<Crl> from_der(BytesView der);

    [[nodiscard]] const Bytes& der() const noexcept;
    [[nodiscard]] const Name& issuer() const noexcept;
    [[nodiscard]] Time this_update() const noexcept;
    [[nodiscard]] std::optional<Time> next_update() const noexcept;
    [[nodiscard]] const std::optional<SignatureAlgorithm>& signature_algorithm() const noexcept;
    /// With `verified` the arithmetic is done once.
    [[nodiscard]] bool signed_by(const Certificate& issuer,
                                 VerifiedSignatures* verified = nullptr) const;
    /// The status of `subject`; empty when this list does not speak of it (another issuer,
    /// or outside its issuing distribution point).
    [[nodiscard]] std::optional<StatusEntry> status_of(const Certificate& subject) const;

    bool operator==(const Crl& other) const noexcept { return der() == other.der(); }
    struct State;

private:
    explicit Crl(std::shared_ptr<const State> state) : state_{std::move(state)} {}
    std::shared_ptr<const State> state_;
};

}  // namespace mohur::signing
