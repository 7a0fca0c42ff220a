// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/bytes.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mohur::signing {

/// An X.501 distinguished name, read once, with its encoding. Immutable value; `==` compares
/// encodings, `matches` compares by meaning.
struct Name {
    struct Attribute {
        std::string oid;      ///< dotted
        std::string value;    ///< UTF-8; "#<hex of the DER value>" when it is no character string
        std::size_t rdn = 0;  ///< index of its RelativeDistinguishedName
        bool operator==(const Attribute&) const = default;
    };
    Bytes der;
    std::vector<Attribute> attributes;  ///< in the order of the encoding

    /// A DER Name (RFC 5280 clause 4.1.2.4); anything else, and trailing bytes, is `malformed`
    /// ("name-invalid").
    [[nodiscard]] static Result<Name> from_der(BytesView der);

    /// The first attribute of that type ("2.5.4.3").
    [[nodiscard]] std::optional<std::string> get(std::string_view oid) const;
    /// RFC 4514 string, e.g. "CN=...,O=...,C=AZ" (most specific first).
    [[nodiscard]] std::string to_rfc4514() const;
    /// RFC 5280 clause 7.1: the same attributes in the same order, values compared with case and
    /// white space folded, whatever string type carries them.
    [[nodiscard]] bool matches(const Name& other) const;
    bool operator==(const Name&) const = default;
};

}  // namespace mohur::signing
