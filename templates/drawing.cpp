// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "templates/drawing_internal.h"

#include <cmath>
#include <numbers>

namespace mohur::templates {
namespace {

void trace(cairo_t* cairo, const PathStep& step) {
    switch (step.kind) {
        case PathStep::Kind::move: cairo_move_to(cairo, step.end.x, step.end.y); return;
        case PathStep::Kind::line: cairo_line_to(cairo, step.end.x, step.end.y); return;
        case PathStep::Kind::curve:
            cairo_curve_to(cairo, step.control_1.x, step.control_1.y, step.control_2.x,
                           step.control_2.y, step.end.x, step.end.y);
            return;
        case PathStep::Kind::close: cairo_close_path(cairo); return;
    }
}

void trace_rounded(cairo_t* cairo, double x, double y, double width, double height, double radius) {
    constexpr double kQuarter = std::numbers::pi / 2;
    cairo_new_sub_path(cairo);
    cairo_arc(cairo, x + width - radius, y + radius, radius, -kQuarter, 0);
    cairo_arc(cairo, x + width - radius, y + height - radius, radius, 0, kQuarter);
    cairo_arc(cairo, x + radius, y + height - radius, radius, kQuarter, 2 * kQuarter);
    cairo_arc(cairo, x + radius, y + radius, radius, 2 * kQuarter, 3 * kQuarter);
    cairo_close_path(cairo);
}

}  // namespace

void set_colour(cairo_t* cairo, const Colour& colour) {
    cairo_set_source_rgb(cairo, colour.red, colour.green, colour.blue);
}

void draw_shape(cairo_t* cairo, const ShapeBlock& shape, double x, double y) {
    const double scale = shape.width / shape.box_width;
    cairo_save(cairo);
    cairo_translate(cairo, x, y);
    cairo_scale(cairo, scale, scale);
    for (const PathStep& step : shape.path) {
        trace(cairo, step);
    }
    set_colour(cairo, shape.colour);
    cairo_set_fill_rule(cairo, CAIRO_FILL_RULE_EVEN_ODD);
    cairo_fill(cairo);
    cairo_restore(cairo);
}

void draw_qr(cairo_t* cairo, const QrCode& qr, double x, double y, double size) {
    constexpr double kQuietZone = 4;  // modules, ISO/IEC 18004 clause 5.3.8
    const double module = size / (static_cast<double>(qr.size()) + 2 * kQuietZone);
    set_colour(cairo, {1, 1, 1});
    cairo_rectangle(cairo, x, y, size, size);
    cairo_fill(cairo);
    set_colour(cairo, {0, 0, 0});
    for (std::size_t row = 0; row < qr.size(); ++row) {
        for (std::size_t first = 0; first < qr.size();) {
            std::size_t last = first;
            while (last < qr.size() && qr.dark(row, last)) {
                ++last;
            }
            if (last > first) {  // one rectangle for a run: no seams between modules
                cairo_rectangle(cairo, x + (kQuietZone + static_cast<double>(first)) * module,
                                y + (kQuietZone + static_cast<double>(row)) * module,
                                static_cast<double>(last - first) * module, module);
            }
            first = last + 1;
        }
    }
    cairo_fill(cairo);
}

void draw_panel(cairo_t* cairo, const PanelBlock& panel, double x, double y, double width,
                double height) {
    constexpr double kFrame = 0.6;
    trace_rounded(cairo, x, y, width, height, panel.radius);
    set_colour(cairo, panel.ground);
    cairo_fill_preserve(cairo);
    set_colour(cairo, panel.frame);
    cairo_set_line_width(cairo, kFrame);
    cairo_stroke(cairo);
}

}  // namespace mohur::templates
