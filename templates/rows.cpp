// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "templates/rows_internal.h"

#include <algorithm>
#include <numeric>

namespace mohur::templates {
namespace {

using At = Rows::const_iterator;

double height_of(At first, At last) noexcept {
    return std::accumulate(first, last, 0.0, [](double sum, const Row& row) {
        return sum + row.space_before + row.height;
    });
}

/// The end of the rows that move together with `first`.
At end_of_chunk(At first, At last) {
    while (first->keep_with_next && first + 1 != last) {
        ++first;
    }
    return first + 1;
}

/// Puts rows on pages from top to bottom.
class Paginator {
public:
    explicit Paginator(double height) : height_{height} {}

    void place(At first, At last) {
        const double top_space = at_top() ? first->space_before : 0;
        if (!at_top() && y_ + height_of(first, last) - top_space > height_) {
            start_page();
        }
        for (; first != last; ++first) {
            place_row(*first);
        }
    }
    void move_to_foot(double tail) {
        if (tail > height_) {
            return;
        }
        if (y_ + tail > height_) {
            start_page();
        }
        y_ = height_ - tail;
    }
    [[nodiscard]] std::vector<Page> take() { return std::move(pages_); }

private:
    [[nodiscard]] bool at_top() const { return pages_.back().empty() && y_ <= 0; }
    void start_page() {
        pages_.emplace_back();
        y_ = 0;
    }
    void place_row(const Row& row) {
        // What is taller than a page is broken even where it should be kept together.
        if (!pages_.back().empty() && y_ + row.space_before + row.height > height_) {
            start_page();
        }
        y_ += at_top() ? 0 : row.space_before;
        pages_.back().push_back({&row, y_});
        y_ += row.height;
    }

    double height_;
    double y_ = 0;
    std::vector<Page> pages_{1};
};

}  // namespace

double height_of(const Rows& rows) noexcept {
    return height_of(rows.begin(), rows.end());
}

void draw_rows(const Rows& rows, cairo_t* cairo, double x, double y) {
    for (const Row& row : rows) {
        y += row.space_before;
        if (row.draw) {
            row.draw(cairo, x, y);
        }
        y += row.height;
    }
}

Row as_one(Rows rows) {
    Row out;
    out.height = height_of(rows);
    out.draw = [rows = std::move(rows)](cairo_t* cairo, double x, double y) {
        draw_rows(rows, cairo, x, y);
    };
    return out;
}

std::vector<Page> paginate(const Rows& rows, double height) {
    Paginator paginator{height};
    for (auto at = rows.begin(); at != rows.end();) {
        if (at->at_foot) {
            paginator.move_to_foot(height_of(at, rows.end()));
        }
        const auto end = end_of_chunk(at, rows.end());
        paginator.place(at, end);
        at = end;
    }
    return paginator.take();
}

}  // namespace mohur::templates
