// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/bytes.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mohur::signing {

/// An X.501 distinguished name, read once, with its encoding. Immutable value; equal when the
/// encodings are equal or equal after RFC 5280 clause 7.1 (case and white space folded).
struct Name {
    struct Attribute {
        std::string oid;    ///< dotted
        std::string value;  ///< UTF-8
        bool operator==(const Attribute&) const = default;
    };
    Bytes der;
    std::vector<Attribute> attributes;  ///< in the order of the encoding

    /// The first attribute of that type ("2.5.4.3").
    [[nodiscard]] std::optional<std::string> get(std::string_view oid) const;
    /// RFC 4514 string, e.g. "CN=...,O=...,C=AZ" (most specific first).
    [[nodiscard]] std::string to_rfc4514() const;
    [[nodiscard]] bool matches(const Name& other) const;
    bool operator==(const Name&) const = default;
};

}  // namespace mohur::signing
