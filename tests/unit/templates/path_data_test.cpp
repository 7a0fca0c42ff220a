// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "templates/path_data.h"

#include <gmock/gmock.h>

namespace mohur::templates {
namespace {

using ::testing::ElementsAre;
using Kind = PathStep::Kind;

std::vector<PathStep> steps(std::string_view text) {
    auto parsed = parse_path(text);
    EXPECT_TRUE(parsed) << text;
    return parsed ? *std::move(parsed) : std::vector<PathStep>{};
}

PathStep to(Kind kind, double x, double y) {
    return {kind, {}, {}, {x, y}};
}

TEST(PathData, ReadsAbsoluteCommands) {
    EXPECT_THAT(steps("M10,20 L30 40 H5 V6 Z"),
                ElementsAre(to(Kind::move, 10, 20), to(Kind::line, 30, 40), to(Kind::line, 5, 40),
                            to(Kind::line, 5, 6), to(Kind::close, 10, 20)));
}

TEST(PathData, ReadsRelativeCommands) {
    EXPECT_THAT(
        steps("m10 20l1 2h3v-4z l1 1"),
        ElementsAre(to(Kind::move, 10, 20), to(Kind::line, 11, 22), to(Kind::line, 14, 22),
                    to(Kind::line, 14, 18), to(Kind::close, 10, 20), to(Kind::line, 11, 21)));
}

TEST(PathData, RepeatsTheCommandAndDrawsLinesAfterAMove) {
    EXPECT_THAT(steps("M0 0 1 1 2 2"),
                ElementsAre(to(Kind::move, 0, 0), to(Kind::line, 1, 1), to(Kind::line, 2, 2)));
}

TEST(PathData, ReadsCurves) {
    const PathStep curve{Kind::curve, {1, 2}, {3, 4}, {5, 6}};
    const PathStep relative{Kind::curve, {6, 7}, {6, 7}, {6, 7}};
    EXPECT_THAT(steps("M0 0C1 2 3 4 5 6c1 1 1 1 1 1"),
                ElementsAre(to(Kind::move, 0, 0), curve, relative));
}

TEST(PathData, RefusesTheRest) {
    for (const char* text : {"L1 1", "1 1", "M1", "M1 x", "M0 0 A1 1 0 0 0 1 1", "M0 0 Z 1 1",
                             "Mnan 0", "M0 0 C1 2 3 4 5"}) {
        EXPECT_FALSE(parse_path(text)) << text;
    }
    std::string many = "M0 0";
    for (int i = 0; i < 10'001; ++i) {
        many += " 1 1";
    }
    EXPECT_FALSE(parse_path(many));
}

TEST(PathData, EmptyIsNoOutline) {
    EXPECT_THAT(steps("  "), ElementsAre());
}

}  // namespace
}  // namespace mohur::templates
