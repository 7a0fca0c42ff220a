// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/token/pkcs11_uri.h"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace mohur::signing
