// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pdf/page_geometry.h"

#include "signing/pdf/page_tree.h"
#include "tests/support/pdf_builder.h"

#include <gtest/gtest.h>

namespace mohur::signing::pdf {
namespace {

using mohur::testing::one_page;
using mohur::testing::PdfBuilder;

Bytes three_pages() {
    PdfBuilder builder;
    builder.object(1, "<< /Type /Catalog /Pages 2 0 R >>")
        .object(2, "<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 3 /MediaBox [0 0 595 842] >>")
        .object(3, "<< /Type /Page /Parent 2 0 R /Rotate 90 >>")
        .object(4, "<< /Type /Pages /Parent 2 0 R /Kids [5 0 R 6 0 R] /Count 2 >>")
        .object(5, "<< /Type /Page /Parent 4 0 R /MediaBox [10 20 110 220] >>")
        .object(6, "<< /Type /Page /Parent 4 0 R >>");
    return builder.finish();
}

Snapshot snapshot_of(const Bytes& bytes) {
    return RawFile::open(std::make_shared<MemorySource>(bytes), {})->current();
}

TEST(PageGeometry, ReadsBoxesAndRotation) {
    const auto pages_found = page_geometry(three_pages());
    ASSERT_TRUE(pages_found) << pages_found.error().detail;
    ASSERT_EQ(pages_found->size(), 3U);
    EXPECT_EQ((*pages_found)[0].rotation, 90);
    EXPECT_EQ((*pages_found)[0].media_box.width, 595);
    EXPECT_EQ((*pages_found)[1].media_box.left, 10);
    EXPECT_EQ((*pages_found)[1].media_box.height, 200);
}

TEST(PageGeometry, SaysWhenItCannotRead) {
    EXPECT_EQ(page_geometry(as_bytes("no PDF")).error().reason, "pdf-damaged");
    EXPECT_FALSE(page_geometry({}));
}

TEST(PageTree, GivesPagesInOrder) {
    const auto found = pages(snapshot_of(three_pages()), 10);
    ASSERT_TRUE(found);
    EXPECT_EQ(*found, (std::vector<ObjectId>{{3, 0}, {5, 0}, {6, 0}}));
    EXPECT_EQ(*first_page(snapshot_of(three_pages())), (ObjectId{3, 0}));
    EXPECT_TRUE(pages(snapshot_of(three_pages()), 3));
    EXPECT_EQ(pages(snapshot_of(three_pages()), 2).error().code, ErrorCode::too_large);
}

TEST(PageTree, RefusesCirclesAndEmptyTrees) {
    const auto tree = [](const std::string& kids) {
        PdfBuilder builder;
        builder.object(1, "<< /Type /Catalog /Pages 2 0 R >>")
            .object(2, "<< /Type /Pages /Kids " + kids + " >>");
        return snapshot_of(builder.finish());
    };
    EXPECT_EQ(first_page(tree("[2 0 R]")).error().reason, "pdf-damaged");
    EXPECT_EQ(first_page(tree("[]")).error().reason, "pdf-damaged");
    EXPECT_EQ(first_page(tree("[9 0 R]")).error().reason, "pdf-damaged");
    EXPECT_EQ(first_page(tree("[1]")).error().reason, "pdf-damaged");
}

}  // namespace
}  // namespace mohur::signing::pdf
