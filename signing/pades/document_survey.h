// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/byte_source.h"
#include "signing/core/limits.h"
#include "signing/model/facts.h"

#include <string>
#include <vector>

namespace mohur::signing::pades {

/// A signature field of a document. `width` and `height` as a reader shows it, in points; 0 when it
/// shows nowhere.
struct SignatureFieldInfo {
    std::string name;
    bool filled = false;
    double width = 0;
    double height = 0;
};

/// What who signs a PDF should know of it before, and where it can be signed.
struct DocumentSurvey {
    /// Content that can show different readers different things, each kind once with its first
    /// places: "pdf-javascript", "pdf-launch-action", "pdf-external-reference" (another file shown,
    /// or data sent), "pdf-optional-content", "pdf-font-not-embedded", "pdf-multimedia",
    /// "pdf-dynamic-form" (XFA); "pdf-content-not-judged" when not all of it could be read.
    std::vector<Finding> findings;
    std::vector<SignatureFieldInfo> fields;
};

/// Looks through every object that the catalog reaches. Links to addresses are no finding: nothing
/// is shown of what lies there. Errors: `malformed` "pdf-damaged", `unsupported` "pdf-encrypted",
/// `too_large`.
[[nodiscard]] Result<DocumentSurvey> survey(const ByteSource& pdf, const Limits& limits);

}  // namespace mohur::signing::pades
