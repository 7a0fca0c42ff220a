// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/crypto/key_wrapper.h"

#include "signing/crypto/aes_internal.h"
#include "tests/support/command.h"

#include <gtest/gtest.h>

#include <fstream>

#include <sys/stat.h>

namespace mohur::signing {
namespace {

// RFC 3394 clause 4.6.
TEST(AesKeyWrap, MatchesThePublishedValue) {
    const auto wrapping =
        *from_hex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
    const auto key = *from_hex("00112233445566778899aabbccddeeff000102030405060708090a0b0c0d0e0f");
    const auto wrapped = aes::wrap_key(wrapping, key);
    EXPECT_EQ(to_hex(wrapped),
              "28c9f404c4b810f4cbccb35cfb87f8263f5786e2d80ed326cbc7f0e71a99f43bfb988b9b7a02dd21");
    EXPECT_EQ(aes::unwrap_key(wrapping, wrapped), key);
}

// The GCM specification's test case 14, for 256-bit keys.
TEST(AesGcm, MatchesThePublishedValue) {
    Bytes out(32);
    aes::seal(Bytes(32, 0), Bytes(12, 0), Bytes(16, 0), out);
    EXPECT_EQ(to_hex(out), "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919");
    EXPECT_EQ(aes::unseal(Bytes(32, 0), Bytes(12, 0), out), Bytes(16, 0));
    out[0] ^= 1U;
    EXPECT_EQ(aes::unseal(Bytes(32, 0), Bytes(12, 0), out), std::nullopt);
}

class KeyFile : public ::testing::Test {
protected:
    std::filesystem::path write(const std::string& text, mode_t mode = 0600) {
        auto path = folder_.path() / "written";
        std::ofstream{path} << text;
        ::chmod(path.c_str(), mode);
        return path;
    }
    mohur::testing::TemporaryFolder folder_;
    SystemRandom random_;
};

TEST_F(KeyFile, IsMadeOnceForItsOwnerOnly) {
    const auto path = folder_.path() / "key";
    const auto made = KeyFileWrapper::create(path, random_);
    ASSERT_TRUE(made);
    struct stat status {};
    ASSERT_EQ(::stat(path.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 07777U, 0600U);
    const auto again = KeyFileWrapper::create(path, random_);
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().reason, "key-file-exists");
    const auto opened = KeyFileWrapper::open(path);
    ASSERT_TRUE(opened);
    EXPECT_EQ(opened->key_id(), made->key_id());
    EXPECT_EQ(KeyFileWrapper::create(folder_.path() / "no" / "key", random_).error().reason,
              "file-write-failed");
}

TEST_F(KeyFile, WrapsAndUnwraps) {
    const auto keys = KeyFileWrapper::create(folder_.path() / "key", random_);
    const auto other = KeyFileWrapper::create(folder_.path() / "other", random_);
    ASSERT_TRUE(keys);
    ASSERT_TRUE(other);
    const Secret secret{BytesView{Bytes(32, 0x5a)}};
    auto wrapped = keys->wrap(secret);
    ASSERT_TRUE(wrapped);
    EXPECT_EQ(to_bytes(keys->unwrap(keys->key_id(), *wrapped)->reveal()), Bytes(32, 0x5a));
    EXPECT_EQ(other->unwrap(keys->key_id(), *wrapped).error().reason, "content-key-missing");
    EXPECT_EQ(other->unwrap(other->key_id(), *wrapped).error().reason, "content-corrupt");
    wrapped->back() ^= 1U;
    EXPECT_EQ(keys->unwrap(keys->key_id(), *wrapped).error().reason, "content-corrupt");
    EXPECT_EQ(keys->unwrap(keys->key_id(), {}).error().reason, "content-corrupt");
}

TEST_F(KeyFile, NamesAKeyWithoutShowingIt) {
    const std::string digits(64, 'a');
    const auto keys = KeyFileWrapper::open(write(digits));
    ASSERT_TRUE(keys);
    EXPECT_EQ(keys->key_id().size(), 16U);
    EXPECT_EQ(digits.find(keys->key_id()), std::string::npos);
}

TEST_F(KeyFile, IsRefusedWhenItHoldsNoKey) {
    const auto reason = [](const std::filesystem::path& path) {
        const auto keys = KeyFileWrapper::open(path);
        return keys ? "" : keys.error().reason;
    };
    EXPECT_EQ(reason(write(std::string(64, 'A') + "\n")), "");
    for (const auto& text : {std::string(63, 'a'), std::string(62, 'a'), std::string(64, 'g')}) {
        EXPECT_EQ(reason(write(text)), "key-file-invalid") << text;
    }
    EXPECT_EQ(reason(write(std::string(66, 'a'))), "secret-file-invalid");
    EXPECT_EQ(reason(write(std::string(64, 'a'), 0644)), "secret-file-permissions");
    EXPECT_EQ(reason(folder_.path() / "none"), "file-not-readable");
}

}  // namespace
}  // namespace mohur::signing
