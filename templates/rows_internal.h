// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <vector>

// As cairo.h declares it: breaking rows into pages needs no cairo.
struct _cairo;
using cairo_t = struct _cairo;

namespace mohur::templates {

/// A horizontal strip of a page: a line of text, a rule, a group that must not be broken. It knows
/// how to draw itself with its left upper corner at a point.
struct Row {
    double height = 0;
    double space_before = 0;      ///< not drawn at the top of a page
    bool keep_with_next = false;  ///< on the same page as the row after it
    bool at_foot = false;         ///< it and all after it stand at the foot of the last page
    std::function<void(cairo_t*, double x, double y)> draw;
};
using Rows = std::vector<Row>;

/// Height of rows under each other.
[[nodiscard]] double height_of(const Rows& rows) noexcept;
/// Draws rows under each other.
void draw_rows(const Rows& rows, cairo_t* cairo, double x, double y);
/// One row that holds all of these.
[[nodiscard]] Row as_one(Rows rows);

/// A row at its place on a page.
struct Placed {
    const Row* row;
    double y;
};
using Page = std::vector<Placed>;

/// Breaks rows into pages of `height`, y from the top of the text area. Rows that are kept together
/// move together; what is taller than a page is broken all the same. At least one page.
[[nodiscard]] std::vector<Page> paginate(const Rows& rows, double height);

}  // namespace mohur::templates
