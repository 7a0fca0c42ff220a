// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/session_events.h"

#include <gtest/gtest.h>

namespace mohur::server {
namespace {

/// A look that goes through these states, the last one being the end.
StateEvents::Look through(std::vector<std::string> states) {
    auto next = std::make_shared<std::size_t>(0);
    return [states = std::move(states), next]() -> Result<StateEvents::View> {
        const auto at = std::min(*next, states.size() - 1);
        ++*next;
        return StateEvents::View{Json::object({{"state", states[at]}}), at + 1 == states.size()};
    };
}

std::vector<std::string> drain(const Response& response) {
    std::vector<std::string> pieces;
    while (const auto piece = response.events()) {
        pieces.push_back(*piece);
    }
    return pieces;
}

TEST(StateEvents, TellsEachChangeOnceAndEndsWithTheLast) {
    StateEvents events{2};
    const auto response = events.open(through({"a", "a", "b"})).value();
    EXPECT_EQ(response.header("Content-Type"), "text/event-stream; charset=utf-8");
    EXPECT_EQ(drain(response),
              (std::vector<std::string>{"event: state\ndata: {\"state\":\"a\"}\n\n",
                                        "event: state\ndata: {\"state\":\"b\"}\n\n"}));
}

TEST(StateEvents, EndsWhereNothingCanBeSeen) {
    StateEvents events{2};
    const auto response =
        events.open([]() -> Result<StateEvents::View> { return Error::denied("login-required"); });
    EXPECT_TRUE(drain(response.value()).empty());
}

TEST(StateEvents, AreFewAndGiveTheirPlaceBack) {
    StateEvents events{1};
    {
        const auto first = events.open(through({"a", "b"}));
        EXPECT_EQ(events.open(through({"a"})).error().reason, "too-many-requests");
    }
    EXPECT_TRUE(events.open(through({"a"})));
}

TEST(StateEvents, StopWithTheServer) {
    StateEvents events{2};
    const auto response = events.open(through({"a", "b"})).value();
    events.stop();
    EXPECT_TRUE(drain(response).empty());
    EXPECT_FALSE(events.open(through({"a"})));
}

}  // namespace
}  // namespace mohur::server
