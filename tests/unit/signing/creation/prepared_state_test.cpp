// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/creation/prepared_state_internal.h"

#include "tests/unit/signing/creation/signing_bench.h"

#include <gtest/gtest.h>

namespace mohur::signing {
namespace {

SigningRequest request() {
    return testing::SigningBench{}.request(CreationFormat::pades, SignatureLevel::T);
}

PreparedState filled() {
    return {{Digest{DigestAlgorithm::sha256, Bytes(32, 7)}},
            Bytes{1, 2, 3},
            100,
            20,
            Bytes{4},
            "META-INF/signatures0.xml"};
}

TEST(PreparedState, SurvivesSerialisation) {
    const auto state = parse_state(request(), serialise(request(), filled()));
    ASSERT_TRUE(state);
    EXPECT_EQ(state->inputs, filled().inputs);
    EXPECT_EQ(state->fragment, filled().fragment);
    EXPECT_EQ(state->contents_offset, 100U);
    EXPECT_EQ(state->contents_length, 20U);
    EXPECT_EQ(state->signed_attributes, filled().signed_attributes);
    EXPECT_EQ(state->entry, filled().entry);
}

TEST(PreparedState, HasAVersion) {
    auto json = Json::parse(as_text(serialise(request(), filled()))).value();
    json.set("version", 1);
    EXPECT_EQ(parse_state(request(), as_bytes(json.dump())).error().reason,
              "signing-state-invalid");
}

class BrokenMember : public ::testing::TestWithParam<std::pair<const char*, Json>> {};

TEST_P(BrokenMember, IsRefused) {
    auto json = Json::parse(as_text(serialise(request(), filled()))).value();
    json.set(GetParam().first, GetParam().second);
    EXPECT_EQ(parse_state(request(), as_bytes(json.dump())).error().reason,
              "signing-state-invalid");
}

INSTANTIATE_TEST_SUITE_P(PreparedState, BrokenMember,
                         ::testing::Values(std::pair{"fragment", Json{"!"}},
                                           std::pair{"contents_offset", Json{-1}},
                                           std::pair{"contents_length", Json{"x"}},
                                           std::pair{"request", Json{}},
                                           std::pair{"inputs", Json::array({"!"})}));

TEST(PreparedState, BelongsToOneRequest) {
    const auto state = serialise(request(), filled());
    auto other = request();
    other.signing_time += std::chrono::seconds{1};
    EXPECT_FALSE(parse_state(other, state));
    other = request();
    other.algorithm.digest = DigestAlgorithm::sha384;
    EXPECT_FALSE(parse_state(other, state));
    EXPECT_FALSE(parse_state(request(), as_bytes("not JSON")));
}

}  // namespace
}  // namespace mohur::signing
