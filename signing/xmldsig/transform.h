// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/limits.h"
#include "signing/xml/canonical.h"
#include "signing/xmldsig/work_budget.h"

#include <variant>

namespace mohur::signing::xmldsig {

/// What goes from one transform to the next (XML Signature 1.1 clause 4.4.3.2).
struct TransformData {
    std::variant<xml::NodeSet, Bytes> content;
    bool hides = false;  ///< a filter left something out that is no ds:Signature

    [[nodiscard]] const xml::NodeSet* nodes() const noexcept {
        return std::get_if<xml::NodeSet>(&content);
    }
};

/// The method of a CanonicalizationMethod or Transform element with its InclusiveNamespaces;
/// nothing when its algorithm is no canonicalisation.
[[nodiscard]] std::optional<xml::CanonicalMethod> canonical_method(const xml::Element& method);

/// Applies one ds:Transform of the closed set: canonicalisation, enveloped-signature, base64, XPath
/// and XPath Filter 2.0 within the grammar of xpath.h. `signature` holds the reference. Anything
/// else is `unsupported` ("transform-refused"); data that does not suit it is `malformed`.
[[nodiscard]] Result<TransformData> apply_transform(TransformData data,
                                                    const xml::Element& transform,
                                                    const xml::Element& signature,
                                                    const Limits& limits, WorkBudget& budget);
/// Hands the octets to be digested to `sink`; a node set is canonicalised by `method`.
[[nodiscard]] Result<void> write_octets(const TransformData& data,
                                        const xml::CanonicalMethod& method, const xml::Sink& sink,
                                        WorkBudget& budget);
/// `set` in canonical form, paid for from `budget`; `too_large` ("limit-exceeded") when that is
/// spent.
[[nodiscard]] Result<void> write_canonical(const xml::NodeSet& set,
                                           const xml::CanonicalMethod& method,
                                           const xml::Sink& sink, WorkBudget& budget);

}  // namespace mohur::signing::xmldsig
