// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/bytes.h"

#include <compare>
#include <string>
#include <string_view>

namespace mohur::signing {

/// An object identifier, kept as its dotted text ("1.2.840.113549.1.7.2"). Immutable value.
class Oid {
public:
    Oid() = default;
    explicit Oid(std::string_view dotted) : dotted_{dotted} {}

    /// From the content octets (X.690 clause 8.19); overlong or truncated arcs are `malformed`.
    [[nodiscard]] static Result<Oid> from_content(BytesView content);
    [[nodiscard]] Bytes content() const;
    [[nodiscard]] const std::string& dotted() const noexcept { return dotted_; }

    auto operator<=>(const Oid&) const = default;
    bool operator==(const Oid&) const = default;
    bool operator==(std::string_view dotted) const noexcept { return dotted_ == dotted; }

private:
    std::string dotted_;
};

}  // namespace mohur::signing
