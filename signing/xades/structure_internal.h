// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/xml/document.h"

namespace mohur::signing::xades {

/// Whether a ds:Signature and its qualifying properties are built as their schemas say.
struct StructureJudgement {
    std::optional<bool> valid;  ///< empty: qualifying properties of a namespace before 1.3.2
    std::string reason;         ///< path and rule of the first fault, or why it was not judged
};

/// Judges by rules of our own that say what the schemas of XML Signature and EN 319 132-1 annex C
/// say: order and number of children, attributes, simple types, unique identifiers.
[[nodiscard]] StructureJudgement judge_structure(const xml::Element& signature);

}  // namespace mohur::signing::xades
