// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pdf/page_view.h"

#include "signing/pdf/page_tree.h"
#include "tests/support/pdf_builder.h"

#include <gtest/gtest.h>

namespace mohur::signing::pdf {
namespace {

using mohur::testing::PdfBuilder;

Result<PageView> view_of(const std::string& page, const std::string& pages = "") {
    PdfBuilder builder;
    builder.object(1, "<< /Type /Catalog /Pages 2 0 R >>");
    builder.object(2, "<< /Type /Pages /Kids [3 0 R] /Count 1 " + pages + " >>");
    builder.object(3, "<< /Type /Page /Parent 2 0 R " + page + " >>");
    builder.object(4, "200");
    const auto file = RawFile::open(std::make_shared<MemorySource>(builder.finish()), {});
    return page_view(file->current(), *first_page(file->current()));
}

TEST(PageView, IsTheCropBoxInsideTheMediaBox) {
    EXPECT_EQ(view_of("/MediaBox [0 0 100 200]")->crop, (Box{0, 0, 100, 200}));
    EXPECT_EQ(view_of("/MediaBox [100 4 0 R 0 0]")->crop, (Box{0, 0, 100, 200}));
    EXPECT_EQ(view_of("/MediaBox [0 0 100 200] /CropBox [10 20 300 190]")->crop,
              (Box{10, 20, 100, 190}));
    EXPECT_EQ(view_of("/MediaBox [0 0 100 200] /CropBox [900 900 990 990]")->crop,
              (Box{0, 0, 100, 200}));
}

TEST(PageView, InheritsFromItsParents) {
    const auto view = view_of("", "/MediaBox [0 0 100 200] /Rotate -90");
    ASSERT_TRUE(view);
    EXPECT_EQ(view->rotation, 270);
    EXPECT_EQ(view->width(), 200);
    EXPECT_EQ(view->height(), 100);
}

TEST(PageView, RefusesAPageWithoutBox) {
    for (const auto* page : {"", "/MediaBox [0 0 0 0]", "/MediaBox [0 0 1]", "/MediaBox (x)",
                             "/MediaBox [0 0 1 2000000]"}) {
        EXPECT_FALSE(view_of(page)) << page;
    }
    EXPECT_EQ(view_of("/MediaBox [0 0 9 9] /Rotate 45")->rotation, 0);
}

// 30 right of the left edge and 10 below the upper one, 40 wide and 20 high, as it is shown.
TEST(PageView, FindsThePlaceOnATurnedPage) {
    PageView view{{5, 7, 105, 207}, 0};
    EXPECT_EQ(view.to_user_space(30, 10, 40, 20), (Box{35, 177, 75, 197}));
    view.rotation = 90;
    EXPECT_EQ(view.to_user_space(30, 10, 40, 20), (Box{15, 37, 35, 77}));
    view.rotation = 180;
    EXPECT_EQ(view.to_user_space(30, 10, 40, 20), (Box{35, 17, 75, 37}));
    view.rotation = 270;
    EXPECT_EQ(view.to_user_space(30, 10, 40, 20), (Box{75, 137, 95, 177}));
}

}  // namespace
}  // namespace mohur::signing::pdf
