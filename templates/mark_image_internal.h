// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/bytes.h"
#include "signing/core/result.h"
#include "templates/cairo_internal.h"

namespace mohur::templates {

/// A PNG on white ground: what had been transparent is not any more. `malformed` "image-invalid";
/// `too_large` "image-too-large" above 2 MB or 2,000 pixels along a side.
[[nodiscard]] Result<SurfacePtr> opaque_image(BytesView png);

/// The image inside a rectangle, as large as fits and in its middle.
void draw_image(cairo_t* cairo, cairo_surface_t* image, double x, double y, double width,
                double height);

}  // namespace mohur::templates
