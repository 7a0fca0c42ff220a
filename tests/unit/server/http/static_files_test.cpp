// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/http/static_files.h"

#include <gtest/gtest.h>

#include <fstream>

#include <unistd.h>

namespace mohur::server {
namespace {

namespace fs = std::filesystem;

class StaticFilesTest : public ::testing::Test {
protected:
    void SetUp() override {
        folder_ = fs::temp_directory_path() / ("mohur-ui-test-" + std::to_string(::getpid()));
        fs::create_directories(folder_ / "assets");
        write("index.html", "<!doctype html>");
        write("assets/app-1.js", "let a = 1");
        write("assets/app-1.js.gz", "packed");
    }
    void TearDown() override { fs::remove_all(folder_); }

    void write(const std::string& name, const std::string& content) const {
        std::ofstream{folder_ / name} << content;
    }

    static Request get(std::string target,
                       std::vector<std::pair<std::string, std::string>> headers = {}) {
        return *Request::create({"GET", std::move(target), "", std::move(headers)},
                                std::make_unique<EmptyBody>());
    }

    fs::path folder_;
};

TEST_F(StaticFilesTest, ServesListedFilesOnly) {
    const auto files = StaticFiles::list(folder_);
    ASSERT_TRUE(files);
    const auto script = files->serve(get("/assets/app-1.js"));
    ASSERT_TRUE(script);
    EXPECT_EQ(as_text(*script->file->read_all(100)), "let a = 1");
    EXPECT_EQ(script->header("Content-Type"), "text/javascript; charset=utf-8");
    EXPECT_NE(script->header("Cache-Control").find("immutable"), std::string::npos);
    for (const auto* path : {"/../../etc/passwd", "/%2e%2e/index.html", "/assets", "/later.js"}) {
        EXPECT_FALSE(files->serve(get(path))) << path;
    }
}

TEST_F(StaticFilesTest, SendsThePackedFormAndKnowsItsETag) {
    const auto files = StaticFiles::list(folder_);
    const auto packed = files->serve(get("/assets/app-1.js", {{"Accept-Encoding", "br, gzip"}}));
    EXPECT_EQ(packed->header("Content-Encoding"), "gzip");
    EXPECT_EQ(as_text(*packed->file->read_all(100)), "packed");
    const auto again =
        files->serve(get("/index.html", {{"If-None-Match", files->index()->header("ETag")}}));
    EXPECT_EQ(again->status, 304);
}

TEST_F(StaticFilesTest, NeedsAnIndex) {
    fs::remove(folder_ / "index.html");
    EXPECT_EQ(StaticFiles::list(folder_).error().reason, "ui-missing");
}

}  // namespace
}  // namespace mohur::server
