// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/http/form.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace mohur::server {
namespace {

class OneText final : public BodyStream {
public:
    explicit OneText(std::string text) : rest_{std::move(text)} {}
    Result<std::size_t> read(std::span<std::uint8_t> out) override {
        const auto count = std::min(out.size(), rest_.size());
        std::copy_n(rest_.begin(), count, out.begin());
        rest_.erase(0, count);
        return count;
    }

private:
    std::string rest_;
};

Result<Form> read(const std::string& type, const std::string& body, std::uint64_t limit = 100'000) {
    auto request = Request::create({"POST", "/verify", "", {{"Content-Type", type}}},
                                   std::make_unique<OneText>(body));
    return read_form(*request, std::filesystem::temp_directory_path(), limit);
}

const std::string kMultipart = "multipart/form-data; boundary=xYz";

TEST(Form, ReadsUrlEncodedFields) {
    const auto form = read("application/x-www-form-urlencoded", "code=AB-12&other=%C9%99+x");
    ASSERT_TRUE(form);
    EXPECT_EQ(form->field("code"), "AB-12");
    EXPECT_EQ(form->field("other"), "ə x");
    EXPECT_EQ(form->field("none"), "");
}

TEST(Form, ReadsAFileByteForByte) {
    const std::string bytes{"%PDF\r\n--xY\0\r\n", 14};
    const auto form =
        read(kMultipart,
             "--xYz\r\nContent-Disposition: form-data; name=\"code\"\r\n\r\n77\r\n"
             "--xYz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n"
             "Content-Type: application/pdf\r\n\r\n" +
                 bytes + "\r\n--xYz--\r\n");
    ASSERT_TRUE(form) << form.error().detail;
    EXPECT_EQ(form->field("code"), "77");
    EXPECT_EQ(form->file_name, "a.pdf");
    EXPECT_EQ(as_text(*form->file->read_all(1'000)), bytes);
}

TEST(Form, KnowsThatNoFileWasChosen) {
    const auto form = read(kMultipart,
                           "--xYz\r\nContent-Disposition: form-data; name=\"file\"; "
                           "filename=\"\"\r\n\r\n\r\n--xYz--\r\n");
    ASSERT_TRUE(form);
    EXPECT_EQ(form->file, nullptr);
}

TEST(Form, RefusesWhatIsNoFormOrTooLarge) {
    EXPECT_EQ(read("text/plain", "x").error().reason, "media-type");
    EXPECT_EQ(read("multipart/form-data", "x").error().reason, "form-invalid");
    EXPECT_EQ(read(kMultipart, "--xYz\r\n\r\nx\r\n--xYz--\r\n").error().reason, "form-invalid");
    EXPECT_EQ(read(kMultipart, std::string(2'000, 'x'), 1'000).error().reason, "body-too-large");
}

}  // namespace
}  // namespace mohur::server
