// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/bytes.h"

#include <vector>

namespace mohur::signing::pdf {

/// A rectangle in default user space, 1/72 inch (ISO 32000-1 clause 14.11.2).
struct Rectangle {
    double left = 0;
    double bottom = 0;
    double width = 0;
    double height = 0;
};

struct PageGeometry {
    Rectangle media_box;
    int rotation = 0;  ///< clockwise, degrees
};

/// The pages of a PDF that we made ourselves, read by PoDoFo. Never call it with a foreign file:
/// PoDoFo 0.9.8 is not maintained. `malformed` "pdf-damaged" when PoDoFo cannot read it.
[[nodiscard]] Result<std::vector<PageGeometry>> page_geometry(BytesView pdf);

}  // namespace mohur::signing::pdf
