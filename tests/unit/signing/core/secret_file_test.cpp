// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/core/secret_file.h"

#include "tests/support/command.h"

#include <gtest/gtest.h>

#include <sys/stat.h>

namespace mohur {
namespace {

class SecretFile : public ::testing::Test {
protected:
    std::filesystem::path write(const std::string& content, mode_t mode = 0600) const {
        auto path = folder_.write("secret", as_bytes(content));
        ::chmod(path.c_str(), mode);
        return path;
    }
    static std::string reason(const Result<Secret>& result) {
        return result ? "" : result.error().reason;
    }
    testing::TemporaryFolder folder_;
};

TEST_F(SecretFile, IsReadWithoutItsLineEnd) {
    for (const auto* content : {"1234", "1234\n"}) {
        const auto secret = read_secret_file(write(content), 255);
        ASSERT_TRUE(secret);
        EXPECT_EQ(as_text(secret->reveal()), "1234");
    }
    EXPECT_EQ(as_text(read_secret_file(write("12 34 \n\n"), 255)->reveal()), "12 34 \n");
}

TEST_F(SecretFile, IsForItsOwnerOnly) {
    for (const mode_t mode : {mode_t{0600}, mode_t{0400}}) {
        EXPECT_TRUE(read_secret_file(write("1234", mode), 255)) << std::oct << mode;
    }
    for (const mode_t mode :
         {mode_t{0640}, mode_t{0604}, mode_t{0620}, mode_t{0644}, mode_t{0601}}) {
        EXPECT_EQ(reason(read_secret_file(write("1234", mode), 255)), "secret-file-permissions")
            << std::oct << mode;
    }
}

TEST_F(SecretFile, HasALengthBound) {
    EXPECT_EQ(reason(read_secret_file(write(""), 4)), "secret-file-invalid");
    EXPECT_EQ(reason(read_secret_file(write("\n"), 4)), "secret-file-invalid");
    EXPECT_EQ(reason(read_secret_file(write("1234\n"), 4)), "");
    EXPECT_EQ(reason(read_secret_file(write("12345"), 4)), "secret-file-invalid");
    EXPECT_EQ(reason(read_secret_file(write(std::string(4'096, '1')), 9'999)), "");
    EXPECT_EQ(reason(read_secret_file(write(std::string(4'097, '1')), 9'999)),
              "secret-file-invalid");
}

TEST_F(SecretFile, IsARegularFileAndNoLink) {
    EXPECT_EQ(reason(read_secret_file(folder_.path(), 255)), "secret-file-invalid");
    EXPECT_EQ(reason(read_secret_file(folder_ / "none", 255)), "file-not-readable");
    const auto link = folder_ / "link";
    std::filesystem::create_symlink(write("1234"), link);
    EXPECT_EQ(reason(read_secret_file(link, 255)), "file-not-readable");
}

}  // namespace
}  // namespace mohur
