// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/asn1/oid.h"

#include <gtest/gtest.h>

namespace mohur::signing {
namespace {

struct Vector {
    const char* dotted;
    const char* hex;
};

const Vector kVectors[] = {
    {"1.2.840.113549.1.7.2", "2a864886f70d010702"},
    {"2.5.4.3", "550403"},
    {"0.4.0.1733.2.4", "04008d450204"},
    {"0.39", "27"},
    {"1.39", "4f"},
    {"2.40", "78"},
    {"2.999.3", "883703"},
    {"1.3.6.1.4.1.32843.7.1", "2b0601040182804b0701"},
    {"1.2.18446744073709551615", "2a81ffffffffffffffff7f"},
};

TEST(Oid, RoundTripsItsContentOctets) {
    for (const auto& [dotted, hex] : kVectors) {
        const auto read = Oid::from_content(*from_hex(hex));
        ASSERT_TRUE(read) << dotted;
        EXPECT_EQ(read->dotted(), dotted);
        EXPECT_EQ(to_hex(Oid{dotted}.content()), hex);
    }
}

TEST(Oid, RefusesOverlongTruncatedAndOversizedArcs) {
    for (const auto* hex : {"", "80", "8001", "2a8001", "2a86", "2aff", "2a82ffffffffffffffff7f",
                            "2affffffffffffffffffff7f"}) {
        EXPECT_FALSE(Oid::from_content(*from_hex(hex))) << hex;
    }
}

TEST(Oid, ComparesWithDottedText) {
    EXPECT_TRUE(Oid{"2.5.4.3"} == "2.5.4.3");
    EXPECT_FALSE(Oid{"2.5.4.3"} == "2.5.4.30");
    EXPECT_TRUE(Oid{"not an oid"}.content().empty());
}

}  // namespace
}  // namespace mohur::signing
