// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/byte_source.h"

#include <memory>
#include <optional>
#include <string>

namespace mohur::signing::pades {

/// A rectangle on a page as a reader shows it, cropped and rotated: lengths in points of 1/72 inch,
/// from the upper left corner.
struct PagePlace {
    std::size_t page = 1;   ///< counted from 1; without meaning on a new page
    bool new_page = false;  ///< on a page of its own behind the last one
    double left = 0;
    double top = 0;
    double width = 0;
    double height = 0;

    bool operator==(const PagePlace&) const = default;
};

/// How a signature shows on a page (ISO 32000-1 clause 12.5.5). Who draws it is not this module's
/// business: the drawing comes as the first page of a PDF, and becomes a form XObject.
struct Appearance {
    std::shared_ptr<const ByteSource> drawing;
    std::string description;         ///< /TU, what a screen reader says
    std::optional<PagePlace> place;  ///< empty: where the named field is
};

}  // namespace mohur::signing::pades
