// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/token/pkcs11_uri.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include <sys/stat.h>
#include <unistd.h>

namespace mohur::signing {
namespace {

TEST(Pkcs11Uri, NamesTokenKeyAndSources) {
    const auto uri = Pkcs11Uri::parse(
        "pkcs11:token=The%20Software%20Token;manufacturer=Snake%20Oil;model=1.0;serial=%C4%B0;"
        "slot-id=327;object=m%C3%B6h%C3%BCr;type=private;id=%69%95%00"
        "?pin-source=file:/etc/token&module-path=/usr/lib/softhsm/libsofthsm2.so");
    ASSERT_TRUE(uri);
    EXPECT_EQ(uri->token, "The Software Token");
    EXPECT_EQ(uri->manufacturer, "Snake Oil");
    EXPECT_EQ(uri->model, "1.0");
    EXPECT_EQ(uri->serial, "İ");
    EXPECT_EQ(uri->slot_id, 327U);
    EXPECT_EQ(uri->object, "möhür");
    EXPECT_EQ(uri->id, (Bytes{0x69, 0x95, 0x00}));
    EXPECT_EQ(uri->pin_source, "/etc/token");
    EXPECT_EQ(uri->module_path, "/usr/lib/softhsm/libsofthsm2.so");
}

TEST(Pkcs11Uri, LeavesOutWhatIsNotSaid) {
    const auto uri = Pkcs11Uri::parse("pkcs11:");
    ASSERT_TRUE(uri);
    EXPECT_EQ(uri->token, std::nullopt);
    EXPECT_EQ(uri->object, std::nullopt);
    EXPECT_EQ(uri->pin_source, std::nullopt);
}

TEST(Pkcs11Uri, TakesEveryFormOfAPinFile) {
    for (const auto* source : {"/a/b", "file:/a/b", "file:///a/b", "file://localhost/a/b"}) {
        const auto uri = Pkcs11Uri::parse(std::string{"pkcs11:?pin-source="} + source);
        ASSERT_TRUE(uri) << source;
        EXPECT_EQ(uri->pin_source, "/a/b") << source;
    }
}

struct Refused {
    const char* uri;
    const char* reason;
};
const Refused kRefused[] = {
    {"pkcs11:token=a?pin-value=1234", "pin-value-in-uri"},
    {"pkcs11:nonsense?pin-value=1234", "pin-value-in-uri"},
    {"pkcs11:?pin-source=/a&pin-value=", "pin-value-in-uri"},
    {"", "key-uri-invalid"},
    {"p12:/a", "key-uri-invalid"},
    {"PKCS11:token=a", "key-uri-invalid"},
    {"pkcs11:token", "key-uri-invalid"},
    {"pkcs11:token=a;token=b", "key-uri-invalid"},
    {"pkcs11:token=a;;object=b", "key-uri-invalid"},
    {"pkcs11:object=%4", "key-uri-invalid"},
    {"pkcs11:object=%zz", "key-uri-invalid"},
    {"pkcs11:slot-id=-1", "key-uri-invalid"},
    {"pkcs11:slot-id=", "key-uri-invalid"},
    {"pkcs11:slot-id=99999999999999999999", "key-uri-invalid"},
    {"pkcs11:slot-description=a", "key-uri-unsupported"},
    {"pkcs11:x-vendor=a", "key-uri-unsupported"},
    {"pkcs11:?module-name=softhsm2", "key-uri-unsupported"},
    {"pkcs11:?pin-source=%7C/usr/bin/pin", "key-uri-unsupported"},
    {"pkcs11:?pin-source=relative", "key-uri-unsupported"},
    {"pkcs11:?pin-source=file://elsewhere/a", "key-uri-unsupported"},
};

class RefusedUri : public ::testing::TestWithParam<Refused> {};

TEST_P(RefusedUri, HasAReason) {
    const auto refused = Pkcs11Uri::parse(GetParam().uri);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().reason, GetParam().reason);
    EXPECT_EQ(refused.error().detail.find("1234"), std::string::npos);
}
INSTANTIATE_TEST_SUITE_P(Pkcs11Uri, RefusedUri, ::testing::ValuesIn(kRefused));

TEST(Pkcs11Uri, IsBounded) {
    EXPECT_FALSE(Pkcs11Uri::parse("pkcs11:token=" + std::string(5'000, 'a')));
}

class PinSource : public ::testing::Test {
protected:
    void SetUp() override {
        folder_ =
            std::filesystem::temp_directory_path() / ("mohur-pin-" + std::to_string(::getpid()));
        std::filesystem::create_directories(folder_);
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    std::filesystem::path write(const std::string& content, mode_t mode = 0600) const {
        auto path = folder_ / "pin";
        std::ofstream{path} << content;
        ::chmod(path.c_str(), mode);
        return path;
    }
    std::filesystem::path folder_;
};

TEST_F(PinSource, IsReadWithoutItsLineEnd) {
    for (const auto* content : {"1234", "1234\n"}) {
        const auto pin = read_pin_source(write(content));
        ASSERT_TRUE(pin);
        EXPECT_EQ(as_text(pin->reveal()), "1234");
    }
    EXPECT_EQ(as_text(read_pin_source(write("12 34 \n\n"))->reveal()), "12 34 \n");
}

TEST_F(PinSource, IsForItsOwnerOnly) {
    for (const mode_t mode : {mode_t{0600}, mode_t{0400}}) {
        EXPECT_TRUE(read_pin_source(write("1234", mode))) << std::oct << mode;
    }
    for (const mode_t mode :
         {mode_t{0640}, mode_t{0604}, mode_t{0620}, mode_t{0644}, mode_t{0601}}) {
        const auto refused = read_pin_source(write("1234", mode));
        ASSERT_FALSE(refused) << std::oct << mode;
        EXPECT_EQ(refused.error().reason, "pin-source-permissions");
    }
}

TEST_F(PinSource, IsARegularFileOfSensibleLength) {
    EXPECT_EQ(read_pin_source(write("")).error().reason, "pin-source-invalid");
    EXPECT_EQ(read_pin_source(write("\n")).error().reason, "pin-source-invalid");
    EXPECT_TRUE(read_pin_source(write(std::string(255, '1') + "\n")));
    EXPECT_EQ(read_pin_source(write(std::string(256, '1'))).error().reason, "pin-source-invalid");
    EXPECT_EQ(read_pin_source(folder_).error().reason, "pin-source-invalid");
    EXPECT_EQ(read_pin_source(folder_ / "none").error().code, ErrorCode::not_found);
    const auto link = folder_ / "link";
    std::filesystem::create_symlink(write("1234"), link);
    EXPECT_FALSE(read_pin_source(link));
}

}  // namespace
}  // namespace mohur::signing
