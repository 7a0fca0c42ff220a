// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/bytes.h"
#include "signing/core/secret.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace mohur::signing {

/// A PKCS#11 URI (RFC 7512) that names a token and a key on it. An absent attribute matches
/// anything. Immutable value.
struct Pkcs11Uri {
    std::optional<std::string> token;  ///< token label
    std::optional<std::string> manufacturer;
    std::optional<std::string> model;
    std::optional<std::string> serial;
    std::optional<std::uint64_t> slot_id;
    std::optional<std::string> object;  ///< key label
    std::optional<Bytes> id;            ///< CKA_ID
    std::optional<std::filesystem::path> module_path;
    std::optional<std::filesystem::path> pin_source;

    /// Errors: `malformed` "key-uri-invalid" (syntax, an attribute twice), `unsupported`
    /// "key-uri-unsupported" (attributes that would narrow the choice and are not looked at, a
    /// `pin-source` that is no absolute file name), `denied` "pin-value-in-uri": arguments and
    /// configuration are seen by others, so a PIN in them is refused.
    [[nodiscard]] static Result<Pkcs11Uri> parse(std::string_view text);
};

/// The PIN in the file that a `pin-source` names: `read_secret_file` of at most 255 bytes.
[[nodiscard]] Result<Secret> read_pin_source(const std::filesystem::path& path);

}  // namespace mohur::signing
