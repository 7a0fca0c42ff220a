// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "pki-test/hierarchy.h"
#include "signing/validation/validator.h"

#include <string>
#include <string_view>

/// A test PKI issued at a fixed moment, and facts as a reader would state them of a signature that
/// is right in every respect. Tests change one thing and look at the verdict.
namespace mohur::signing::testing {

/// The moment the test PKI was issued; "signer" is valid from 180 days before to 915 days after.
[[nodiscard]] Time issued();
[[nodiscard]] Time days_later(int days);

[[nodiscard]] Certificate certificate(std::string_view name);
/// Answers as given at `when` (their times are relative to it).
[[nodiscard]] OcspResponse ocsp(std::string_view name, std::string_view behaviour = {},
                                Time when = issued());
[[nodiscard]] Crl crl(std::string_view ca, std::string_view behaviour = {}, Time when = issued());

/// An intact XAdES signature of `signer`, made at `issued()`, with chain and revocation answers of
/// that moment.
[[nodiscard]] SignatureFacts signature_of(std::string_view signer = "signer");
/// An intact token of `tsa` at `time`.
[[nodiscard]] TimestampFacts token(TimestampType type, Time time, std::string_view tsa = "tsa");
[[nodiscard]] FileFacts file_with(SignatureFacts signature);

/// The root of the test PKI as anchor.
[[nodiscard]] ValidationContext context_at(Time time, std::string_view policy = "strict");

/// The verdict on the one signature of `facts`.
[[nodiscard]] SignatureVerdict verdict_on(const SignatureFacts& facts,
                                          const ValidationContext& context);

/// "TOTAL-PASSED", "INDETERMINATE/REVOKED_NO_POE": for one-line expectations.
template <class Verdict>
[[nodiscard]] std::string status_of(const Verdict& verdict) {
    std::string text{to_string(verdict.indication)};
    if (verdict.sub_indication) {
        text += "/" + std::string{to_string(*verdict.sub_indication)};
    }
    return text;
}
[[nodiscard]] bool has_code(const std::vector<Finding>& findings, std::string_view code);

}  // namespace mohur::signing::testing
