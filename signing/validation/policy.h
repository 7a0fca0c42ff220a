// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/crypto/algorithm_policy.h"

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace mohur::signing {

/// What happens when a constraint does not hold (TS 119 172-4, as EU DSS names it): `fail` decides
/// the indication, `warn` is reported, `inform` is kept for the detailed report, `ignore` is not
/// looked at.
enum class Level { fail, warn, inform, ignore };

/// The signature validation policy (EN 319 102-1 clause 5.1.4.2): a level for every constraint of
/// signing/validation/rules, and the numbers that the building blocks need. Immutable value.
///
/// A policy is data: JSON with the members of signing/validation/policies/strict.json.
class ValidationPolicy {
public:
    /// "strict", "dss-like" or "archive", compiled in; `not_found` "policy-unknown" otherwise.
    [[nodiscard]] static Result<ValidationPolicy> named(std::string_view name);
    /// A policy file. It may name a built-in policy as "extends" and then state only what differs.
    /// An unknown member, constraint or level, and (without "extends") a missing one, is
    /// `malformed` "policy-invalid".
    [[nodiscard]] static Result<ValidationPolicy> from_json(std::string_view text);
    /// The default: what is not known to be right is not passed.
    [[nodiscard]] static const ValidationPolicy& strict();

    [[nodiscard]] const std::string& name() const noexcept { return name_; }
    /// The level of a constraint, by its error code. Every constraint of `all_rules()` has one.
    [[nodiscard]] Level level(std::string_view constraint) const;
    /// How far the clock of a TSA, OCSP responder or CRL issuer may run ahead of ours.
    [[nodiscard]] std::chrono::seconds clock_skew() const noexcept { return clock_skew_; }
    /// Oldest acceptable revocation answer where it states no nextUpdate (clause 5.2.5).
    [[nodiscard]] std::chrono::seconds revocation_age() const noexcept { return revocation_age_; }

    /// End dates of algorithms (TS 119 312).
    [[nodiscard]] const AlgorithmPolicy& algorithms() const noexcept { return algorithms_; }

private:
    ValidationPolicy() = default;
    [[nodiscard]] Result<void> read_levels(const Json& constraints);

    std::string name_;
    std::map<std::string, Level, std::less<>> levels_;
    AlgorithmPolicy algorithms_;
    std::chrono::seconds clock_skew_{0};
    std::chrono::seconds revocation_age_{0};
};

}  // namespace mohur::signing
