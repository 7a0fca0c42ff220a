// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/asn1/der.h"

#include <gtest/gtest.h>

namespace mohur::signing {
namespace {

Bytes hex(std::string_view text) {
    return *from_hex(text);
}

TEST(IsDer, AcceptsCanonicalEncodings) {
    for (const auto* encoding : {"3000", "0500", "0101ff", "010100", "020100", "02020080", "0201ff",
                                 "0202ff7f", "03020780", "030100", "0603550403",
                                 "31060201010201"
                                 "02",
                                 "3106020101020101", "170d3236303130313030303030305a",
                                 "180f32303236303832323031303230335a",
                                 "18113230323630383232303130323033"
                                 "2e355a",
                                 "a003020101", "800102", "30058003020001"}) {
        EXPECT_TRUE(is_der(hex(encoding))) << encoding;
    }
}

TEST(IsDer, RefusesEveryBerLiberty) {
    for (const auto* encoding : {"30800000",    // indefinite
                                 "04810161",    // long form of a short length
                                 "0482000161",  // leading zero in the length
                                 "010101",      // TRUE that is not FF
                                 "02020001",    // leading zero
                                 "0202ff80",    // leading ones
                                 "0200",        // no content
                                 "2403040161",  // constructed string
                                 "03020701",    // unused bits set
                                 "03020800",    // eight unused bits
                                 "030101",      // unused bits of nothing
                                 "050100",      // NULL with content
                                 "060380"
                                 "5504",                        // overlong arc
                                 "3106020102020101",            // SET OF out of order
                                 "30083106020102020101",        // the same inside
                                 "10020500",                    // primitive SEQUENCE
                                 "170b323630313031303030305a",  // UTCTime without seconds
                                 "18113230323630383232303130323033"
                                 "2e305a",  // trailing zero
                                 "18113230323630383232303130323033"
                                 "2c355a",  // comma
                                 "050005"
                                 "00",  // two elements
                                 ""}) {
        EXPECT_FALSE(is_der(hex(encoding))) << encoding;
    }
}

TEST(IsDer, StopsAtTheDepthLimit) {
    Bytes nested;
    for (int i = 0; i < 64; ++i) {
        nested = der::element(tag::kSequence, nested);
    }
    EXPECT_TRUE(is_der(nested));
    EXPECT_FALSE(is_der(nested, 63));
    EXPECT_FALSE(is_der(der::element(tag::kSequence, nested)));
}

}  // namespace
}  // namespace mohur::signing
