// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace mohur {

/// What kind of thing went wrong; the HTTP layer and the exit codes are derived from it.
enum class ErrorCode {
    malformed,    ///< the input is not what it claims to be
    unsupported,  ///< understood, but outside what is built
    too_large,    ///< a stated limit was hit
    not_found,
    conflict,     ///< the state or the version does not allow it
    denied,       ///< the caller has no right to it
    unavailable,  ///< an outside part (token, TSA, OCSP, database) did not answer; may be tried again
    integrity,    ///< what came back is not what was asked for or stored
    internal,     ///< a failure that no input explains
};

/// The name of `code` as it is printed in JSON and logs ("too_large").
[[nodiscard]] std::string_view to_string(ErrorCode code) noexcept;

/// Why an operation could not be done. Immutable value.
///
/// `reason` is a stable slug ("pdf-encrypted", "pin-incorrect") that the message catalogue turns
/// into the user's language; `detail` is English, for the log only, and carries no personal data.
struct Error {
    ErrorCode code = ErrorCode::internal;
    std::string reason;
    std::string detail;

    [[nodiscard]] static Error malformed(std::string reason, std::string detail = {});
    [[nodiscard]] static Error unsupported(std::string reason, std::string detail = {});
    [[nodiscard]] static Error too_large(std::string reason, std::string detail = {});
    [[nodiscard]] static Error not_found(std::string reason, std::string detail = {});
    [[nodiscard]] static Error conflict(std::string reason, std::string detail = {});
    [[nodiscard]] static Error denied(std::string reason, std::string detail = {});
    [[nodiscard]] static Error unavailable(std::string reason, std::string detail = {});
    [[nodiscard]] static Error integrity(std::string reason, std::string detail = {});
    [[nodiscard]] static Error internal(std::string reason, std::string detail = {});

    bool operator==(const Error&) const = default;
};

}  // namespace mohur
