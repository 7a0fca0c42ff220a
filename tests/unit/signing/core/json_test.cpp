// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/core/json.h"

#include <gtest/gtest.h>

namespace mohur {
namespace {

TEST(Json, RoundTripsAndKeepsOrder) {
    const std::string text = R"({"b":1,"a":[true,null,-2.5,"İı"],"c":{}})";
    const auto json = Json::parse(text);
    ASSERT_TRUE(json);
    EXPECT_EQ(json->dump(), text);
    EXPECT_EQ((*json)["a"].items()[3].as_string(), "İı");
    EXPECT_TRUE((*json)["missing"].is_null());
}

TEST(Json, RefusesWhatTheRfcOrTheLimitsForbid) {
    for (const auto* text : {"", "{", "{\"a\":1}x", "{\"a\":1,\"a\":2}", "[1,]", "\"\xff\"", "nul"}) {
        EXPECT_FALSE(Json::parse(text)) << text;
    }
    EXPECT_FALSE(Json::parse(std::string(70, '[') + std::string(70, ']')));
    EXPECT_TRUE(Json::parse("[[[]]]", 3));
    EXPECT_FALSE(Json::parse("[[[[]]]]", 3));
}

TEST(Json, BuildsAndReplaces) {
    Json json;
    json.set("n", 7).set("n", 8);
    Json list;
    list.push("x").push(false);
    json.set("list", list);
    EXPECT_EQ(json.dump(), R"({"n":8,"list":["x",false]})");
}

}  // namespace
}  // namespace mohur
