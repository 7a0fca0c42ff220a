// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/drafting/stored_facts.h"

#include <gtest/gtest.h>

namespace mohur::server {
namespace {

TEST(StoredFacts, AreReadAsTheyWereWritten) {
    const auto signer = *documents::AssignmentId::parse("01a200c5-7c57-75e6-a196-ec2967951937");
    const StoredFacts with_signer{"official-letter", Json::object({{"body", "x"}}), signer};
    const auto read = StoredFacts::parse(with_signer.text());
    ASSERT_TRUE(read);
    EXPECT_EQ(read->template_name, "official-letter");
    EXPECT_EQ(read->facts, with_signer.facts);
    EXPECT_EQ(read->signer, signer);
    const StoredFacts sealed{"employment-certificate", Json::object(), std::nullopt};
    EXPECT_EQ(StoredFacts::parse(sealed.text())->signer, std::nullopt);
}

TEST(StoredFacts, OfNoDraftAreRefused) {
    for (const auto* text : {"", "[]", "{}", R"({"template": "a"})", R"({"facts": {}})",
                             R"({"template": "a", "facts": {}, "signer": "x"})"}) {
        const auto read = StoredFacts::parse(text);
        ASSERT_FALSE(read) << text;
        EXPECT_EQ(read.error().reason, "facts-damaged") << text;
    }
}

struct Named {
    const char* reason;
    const char* detail;
    const char* named;
};

class NamedInRequest : public ::testing::TestWithParam<Named> {};

TEST_P(NamedInRequest, PointsIntoTheBody) {
    const auto& [reason, detail, named] = GetParam();
    const Error error = named_in_request(Error::malformed(reason, detail));
    EXPECT_EQ(error.reason, reason);
    EXPECT_EQ(error.detail, named);
}

INSTANTIATE_TEST_SUITE_P(
    Errors, NamedInRequest,
    ::testing::Values(Named{"fact-missing", "/body", "field:/facts/body"},
                      Named{"fact-unknown", "/a: b", "field:/facts/a: b"},
                      Named{"fact-invalid", "/to/name: maxLength", "field:/facts/to/name"},
                      Named{"fact-given", "/agency/name", "field:/facts/agency/name"},
                      Named{"glyph-missing", "/body/1: U+1F600", "field:/facts/body/1"},
                      Named{"glyph-missing", "U+1F600 in page", "U+1F600 in page"},
                      Named{"font-missing", "/usr/share", "/usr/share"}));

}  // namespace
}  // namespace mohur::server
