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
        write("assets/app-1.js.gz", "gzipped");
        write("assets/app-1.js.br", "brotli");
        write("index.html.gz", "gzipped page");
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

struct Form {
    const char* accepted;
    const char* coding;
    const char* content;
};
const Form kForms[] = {
    {"", "", "let a = 1"},
    {"identity", "", "let a = 1"},
    {"gzip", "gzip", "gzipped"},
    {"gzip, deflate, br, zstd", "br", "brotli"},
    {"br;q=0.5 , gzip", "br", "brotli"},
    {"br;q=0, gzip;q=1.0", "gzip", "gzipped"},
    {"br; q=0.000,gzip;q=0", "", "let a = 1"},
    {"brotli, x-gzip", "", "let a = 1"},
};

TEST_F(StaticFilesTest, SendsTheFormThatTheClientTakes) {
    const auto files = StaticFiles::list(folder_);
    for (const auto& form : kForms) {
        const auto sent =
            files->serve(get("/assets/app-1.js", {{"Accept-Encoding", form.accepted}}));
        ASSERT_TRUE(sent);
        EXPECT_EQ(sent->header("Content-Encoding"), form.coding) << form.accepted;
        EXPECT_EQ(as_text(*sent->file->read_all(100)), form.content) << form.accepted;
        EXPECT_EQ(sent->header("Content-Type"), "text/javascript; charset=utf-8");
        EXPECT_EQ(sent->header("Vary"), "Accept-Encoding");
    }
}

TEST_F(StaticFilesTest, PacksThePageOfTheApplicationToo) {
    const auto files = StaticFiles::list(folder_);
    const auto page = files->index(get("/documents", {{"Accept-Encoding", "br, gzip"}}));
    EXPECT_EQ(page->header("Content-Encoding"), "gzip");
    EXPECT_EQ(page->header("Cache-Control"), "no-cache");
}

// RFC 9110 clause 8.8.3.3: two forms of one file have two entity tags.
TEST_F(StaticFilesTest, KnowsTheETagOfEachForm) {
    const auto files = StaticFiles::list(folder_);
    const auto plain = files->serve(get("/assets/app-1.js"))->header("ETag");
    const auto packed =
        files->serve(get("/assets/app-1.js", {{"Accept-Encoding", "br"}}))->header("ETag");
    EXPECT_NE(plain, packed);
    const auto again = files->serve(get("/assets/app-1.js", {{"If-None-Match", plain}}));
    EXPECT_EQ(again->status, 304);
    EXPECT_EQ(again->header("ETag"), plain);
    const auto other = files->serve(
        get("/assets/app-1.js", {{"If-None-Match", plain}, {"Accept-Encoding", "br"}}));
    EXPECT_EQ(other->status, 200);
}

TEST_F(StaticFilesTest, DoesNotServePackedFormsUnderTheirOwnName) {
    EXPECT_FALSE(StaticFiles::list(folder_)->serve(get("/assets/app-1.js.gz")));
}

TEST_F(StaticFilesTest, NeedsAnIndex) {
    fs::remove(folder_ / "index.html");
    EXPECT_EQ(StaticFiles::list(folder_).error().reason, "ui-missing");
}

}  // namespace
}  // namespace mohur::server
