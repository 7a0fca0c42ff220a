// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "templates/rows_internal.h"

#include <gtest/gtest.h>

namespace mohur::templates {
namespace {

Row row(double height, double before = 0, bool keep = false, bool at_foot = false) {
    return {height, before, keep, at_foot, {}};
}

/// "0 10 | 0 5": the places of the rows page by page.
std::string places(const Rows& rows, double height) {
    std::string out;
    for (const Page& page : paginate(rows, height)) {
        out += out.empty() ? "" : "| ";
        for (const Placed& placed : page) {
            out += std::to_string(static_cast<int>(placed.y)) + " ";
        }
    }
    return out;
}

TEST(Paginate, FillsAPageToItsLastPoint) {
    EXPECT_EQ(places({row(50), row(50)}, 100), "0 50 ");
    EXPECT_EQ(places({row(50), row(51)}, 100), "0 | 0 ");
}

TEST(Paginate, DropsTheSpaceAtTheTopOfAPage) {
    EXPECT_EQ(places({row(60, 30), row(60, 30)}, 100), "0 | 0 ");
    EXPECT_EQ(places({row(20), row(20, 30)}, 100), "0 50 ");
}

TEST(Paginate, MovesRowsThatAreKeptTogether) {
    EXPECT_EQ(places({row(50), row(30, 0, true), row(30)}, 100), "0 | 0 30 ");
    EXPECT_EQ(places({row(50), row(30), row(30)}, 100), "0 50 | 0 ");
}

TEST(Paginate, BreaksWhatIsTallerThanAPage) {
    EXPECT_EQ(places({row(60, 0, true), row(60, 0, true), row(60)}, 100), "0 | 0 | 0 ");
    EXPECT_EQ(places({row(300)}, 100), "0 ");
}

TEST(Paginate, PutsTheFootAtTheFootOfTheLastPage) {
    EXPECT_EQ(places({row(20), row(10, 5, false, true)}, 100), "0 90 ");
    EXPECT_EQ(places({row(20), row(10, 0, false, true), row(10)}, 100), "0 80 90 ");
    EXPECT_EQ(places({row(95), row(10, 0, false, true)}, 100), "0 | 90 ");
}

TEST(Paginate, GivesOnePageForNothing) {
    EXPECT_EQ(paginate({}, 100).size(), 1U);
}

TEST(Rows, AddUpUnderEachOther) {
    EXPECT_DOUBLE_EQ(height_of({row(10, 5), row(20, 1)}), 36);
    std::vector<double> drawn;
    const auto note = [&](cairo_t*, double, double y) { drawn.push_back(y); };
    const Row one = as_one({{10, 5, false, false, note}, {20, 1, false, false, note}});
    EXPECT_DOUBLE_EQ(one.height, 36);
    one.draw(nullptr, 0, 100);
    EXPECT_EQ(drawn, (std::vector<double>{105, 116}));
}

}  // namespace
}  // namespace mohur::templates
