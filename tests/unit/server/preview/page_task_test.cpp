// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/preview/page_task.h"

#include "server/worker/worker_pool.h"
#include "tests/support/command.h"

#include <gtest/gtest.h>

#include <sys/mman.h>

namespace mohur::server {
namespace {

/// Two pages drawn by hand; poppler repairs the missing table.
const std::string kPdf =
    "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 2/Kids[3 0 R "
    "4 0 R]>>endobj\n"
    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 400]>>endobj\n"
    "4 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 400]>>endobj\ntrailer<</Root 1 0 "
    "R>>\n%%EOF\n";

class PageTask : public ::testing::Test {
protected:
    Result<Json> run(std::string_view task, const Json& request, std::string_view input) {
        image_ = std::make_shared<FileTarget>(::memfd_create("image", MFD_CLOEXEC));
        WorkerSettings settings;
        settings.program = MOHUR_BINARY_DIR "/bin/mohur";
        const WorkerPool pool{settings, fetcher_};
        return pool.run(task, request,
                        {{std::make_shared<MemorySource>(to_bytes(as_bytes(input)))}, {image_}});
    }

    OfflineFetcher fetcher_;
    std::shared_ptr<FileTarget> image_;
};

TEST_F(PageTask, CountsPages) {
    const auto answer = run("page-count", {}, kPdf);
    ASSERT_TRUE(answer) << answer.error().reason << answer.error().detail;
    EXPECT_EQ((*answer)["pages"].as_integer(), 2);
}

TEST_F(PageTask, DrawsOnePageAtTheAskedWidth) {
    const auto answer = run("page-image", Json::object({{"page", 2}, {"width", 300}}), kPdf);
    ASSERT_TRUE(answer) << answer.error().reason << answer.error().detail;
    const auto image = *(*image_->read_back())->read_all(1U << 20U);
    ASSERT_GT(image.size(), 24U);
    EXPECT_EQ(to_hex(BytesView{image}.first(8)), "89504e470d0a1a0a");
    EXPECT_EQ(to_hex(BytesView{image}.subspan(16, 8)), "0000012c00000258");  // 300 x 600
}

TEST_F(PageTask, RefusesWhatCannotBeDrawn) {
    EXPECT_EQ(run("page-count", {}, "not a PDF").error().reason, "pdf-damaged");
    EXPECT_EQ(run("page-image", Json::object({{"page", 0}, {"width", 300}}), kPdf).error().reason,
              "field-invalid");
    EXPECT_EQ(run("page-image", Json::object({{"page", 1}, {"width", 9'999}}), kPdf).error().reason,
              "field-invalid");
    EXPECT_FALSE(run("page-image", Json::object({{"page", 3}, {"width", 300}}), kPdf));
}

}  // namespace
}  // namespace mohur::server
