// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/xml/node_set.h"

namespace mohur::signing::xml {

enum class CanonicalForm { inclusive_1_0, inclusive_1_1, exclusive };

/// A canonicalisation method with its parameters.
struct CanonicalMethod {
    CanonicalForm form = CanonicalForm::inclusive_1_0;
    bool with_comments = false;
    std::vector<std::string>
        inclusive_prefixes;  ///< exclusive only; "#default" is the default namespace

    bool operator==(const CanonicalMethod&) const = default;
};

/// The method of an algorithm URI, without InclusiveNamespaces; nothing when it is none.
[[nodiscard]] std::optional<CanonicalMethod> canonical_method_from(std::string_view uri);
/// The algorithm URI of a method.
[[nodiscard]] std::string_view uri_of(const CanonicalMethod& method) noexcept;

/// Takes canonical octets piece by piece.
using Sink = std::function<void(BytesView)>;

/// Writes the canonical form of `set` (Canonical XML 1.0 and 1.1, Exclusive XML Canonicalization
/// 1.0). Linear in the document (for a set that is one subtree without `unite`: in the subtree).
/// `malformed` ("xml-relative-namespace") where a namespace name to be written is relative.
[[nodiscard]] Result<void> canonicalize(const NodeSet& set, const CanonicalMethod& method,
                                        const Sink& sink);
[[nodiscard]] Result<Bytes> canonicalize(const NodeSet& set, const CanonicalMethod& method);

}  // namespace mohur::signing::xml
