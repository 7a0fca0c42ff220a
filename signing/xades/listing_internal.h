// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/xml/document.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace mohur::signing::xades {

/// One ds:Signature of a document that stands in no CounterSignature property.
struct ListedSignature {
    xml::Element element;
    /// The earlier one in the list whose SignatureValue it countersigns (EN 319 132-1 5.2.7.1).
    std::optional<std::size_t> parent;
};

/// In document order.
[[nodiscard]] std::vector<ListedSignature> list_signatures(const xml::Document& document);

}  // namespace mohur::signing::xades
