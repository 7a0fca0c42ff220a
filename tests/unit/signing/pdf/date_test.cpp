// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pdf/date.h"

#include <gtest/gtest.h>

namespace mohur::signing::pdf {
namespace {

struct Reading {
    const char* text;
    const char* expected;  // RFC 3339; empty: no date
};

class Date : public ::testing::TestWithParam<Reading> {};

TEST_P(Date, ReadsWhatWritersMakeOfIt) {
    const auto date = parse_date(GetParam().text);
    EXPECT_EQ(date ? to_rfc3339(*date) : "", GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    PdfDate, Date,
    ::testing::Values(Reading{"D:20261121143200Z", "2026-11-21T14:32:00Z"},
                      Reading{"D:20261121143200+04'00'", "2026-11-21T10:32:00Z"},
                      Reading{"D:20261121143200-05'30", "2026-11-21T20:02:00Z"},
                      Reading{"D:20261121143200+04", "2026-11-21T10:32:00Z"},
                      Reading{"20261121143200", "2026-11-21T14:32:00Z"},
                      Reading{"D:2026", "2026-01-01T00:00:00Z"},
                      Reading{"D:20240229", "2024-02-29T00:00:00Z"}, Reading{"D:20230229", ""},
                      Reading{"D:20261321", ""}, Reading{"D:20261121250000Z", ""},
                      Reading{"D:20261121143200+99'00'", ""}, Reading{"D:20261121143200?", ""},
                      Reading{"", ""}, Reading{"yesterday", ""}));

TEST(PdfDate, WritesToTheSecond) {
    EXPECT_EQ(date_string(*parse_rfc3339("2026-01-02T03:04:05.999Z")), "D:20260102030405Z");
}

}  // namespace
}  // namespace mohur::signing::pdf
