// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "templates/cairo_internal.h"
#include "templates/layout.h"
#include "templates/qr_code.h"

namespace mohur::templates {

void set_colour(cairo_t* cairo, const Colour& colour);
/// The outline filled by the even-odd rule.
void draw_shape(cairo_t* cairo, const ShapeBlock& shape, double x, double y);
/// Dark modules on a white ground with the quiet zone of ISO/IEC 18004 inside `size`.
void draw_qr(cairo_t* cairo, const QrCode& qr, double x, double y, double size);
/// Ground and frame of a panel.
void draw_panel(cairo_t* cairo, const PanelBlock& panel, double x, double y, double width,
                double height);

}  // namespace mohur::templates
