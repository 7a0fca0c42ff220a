// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/crypto/public_key.h"

#include <gtest/gtest.h>

namespace mohur::signing {
namespace {

TEST(EcdsaValue, ConvertsBothWays) {
    struct Case {
        const char* raw;
        const char* der;
    };
    const Case cases[] = {
        {"0102", "3006020101020102"},
        {"00010002", "3006020101020102"},
        {"80ff", "300802020080020200ff"},
    };
    for (const auto& c : cases) {
        const auto raw = *from_hex(c.raw);
        const auto der = ecdsa_raw_to_der(raw);
        ASSERT_TRUE(der) << c.raw;
        EXPECT_EQ(to_hex(*der), c.der);
        EXPECT_EQ(*ecdsa_der_to_raw(*der, raw.size() / 2), raw);
    }
}

TEST(EcdsaValue, RefusesIllFormedRawValues) {
    for (const auto* raw : {"", "01", "010203", "0000", "0001", "0100"}) {
        EXPECT_FALSE(ecdsa_raw_to_der(*from_hex(raw))) << raw;
    }
    EXPECT_FALSE(ecdsa_raw_to_der(Bytes(134, 1)));
    EXPECT_TRUE(ecdsa_raw_to_der(Bytes(132, 1)));
}

TEST(EcdsaValue, RefusesIllFormedDer) {
    const char* const ders[] = {
        "",                    // nothing
        "3006020100020101",    // r = 0
        "300702010102020001",  // s is not minimal
        "30060201010201ff",    // s negative
        "300602010102010200",  // a byte left over
        "308106020101020102",  // length not minimal
    };
    for (const auto* der : ders) {
        EXPECT_FALSE(ecdsa_der_to_raw(*from_hex(der), 32)) << der;
    }
}

TEST(EcdsaValue, RefusesCoordinatesThatAreTooNarrowOrTooWide) {
    const auto der = *from_hex("300702020100020101");
    EXPECT_FALSE(ecdsa_der_to_raw(der, 1));
    EXPECT_TRUE(ecdsa_der_to_raw(der, 2));
    EXPECT_TRUE(ecdsa_der_to_raw(der, 66));
    EXPECT_FALSE(ecdsa_der_to_raw(der, 67));
    EXPECT_FALSE(ecdsa_der_to_raw(der, 0));
}

}  // namespace
}  // namespace mohur::signing
