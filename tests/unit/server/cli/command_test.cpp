// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/cli/command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <vector>

namespace mohur::server {
namespace {

constexpr Command kCommands[] = {
    {"count", "count WORD...",
     [](const CommandContext&, std::span<const std::string> arguments) {
         return static_cast<int>(arguments.size());
     }},
};

struct Fixture : ::testing::Test {
    std::ostringstream out;
    std::ostringstream err;
    FixedClock clock{Time{}};
    SystemRandom random;
    OfflineFetcher fetcher;

    int run(const std::vector<std::string>& words) {
        const CommandContext context{out, err, clock, random, fetcher, "en", "mohur"};
        return run_command(kCommands, context, words);
    }
};

using RunCommand = Fixture;

TEST_F(RunCommand, HandsOverTheArgumentsAfterTheName) {
    EXPECT_EQ(run({"count", "a", "b"}), 2);
}

TEST_F(RunCommand, AnswersWrongUsageWith64) {
    EXPECT_EQ(run({}), exit_code::kUsage);
    EXPECT_EQ(run({"fly"}), exit_code::kUsage);
    EXPECT_THAT(err.str(), ::testing::HasSubstr("'fly'"));
    EXPECT_EQ(out.str(), "");
}

TEST_F(RunCommand, ListsTheCommandsOnHelp) {
    EXPECT_EQ(run({"help"}), exit_code::kSuccess);
    EXPECT_THAT(out.str(), ::testing::HasSubstr("mohur count WORD..."));
}

}  // namespace
}  // namespace mohur::server
