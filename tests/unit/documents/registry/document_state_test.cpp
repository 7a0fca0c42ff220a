// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/registry/document_state.h"

#include <gtest/gtest.h>

#include <set>

namespace mohur::documents {
namespace {

using State = DocumentState;
using What = DocumentEvent;

TEST(Transition, LeadsAnOutgoingLetterThroughItsLife) {
    State state = State::draft;
    const std::pair<What, State> steps[] = {
        {What::sent_for_approval, State::in_approval}, {What::refused, State::returned},
        {What::sent_for_approval, State::in_approval}, {What::approved, State::at_signing},
        {What::signed_by_all, State::registered},      {What::filed, State::filed}};
    for (const auto& [event, expected] : steps) {
        const auto next = transition(state, event);
        ASSERT_TRUE(next);
        EXPECT_EQ(*next, expected);
        state = *next;
    }
}

TEST(Transition, AllowsExactlyTheseChanges) {
    std::set<std::pair<State, What>> allowed;
    for (int s = 0; s <= static_cast<int>(State::cancelled); ++s) {
        for (int e = 0; e <= static_cast<int>(What::cancelled); ++e) {
            if (transition(static_cast<State>(s), static_cast<What>(e))) {
                allowed.insert({static_cast<State>(s), static_cast<What>(e)});
            }
        }
    }
    EXPECT_EQ(allowed.size(), 22U);
    EXPECT_FALSE(allowed.contains({State::draft, What::signed_by_all}));
    EXPECT_FALSE(allowed.contains({State::in_approval, What::signed_by_all}));
    EXPECT_FALSE(allowed.contains({State::registered, What::registered}));
    EXPECT_FALSE(allowed.contains({State::at_signing, What::cancelled}));
    for (const auto& [state, event] : allowed) {
        EXPECT_NE(state, State::filed);
        EXPECT_NE(state, State::cancelled);
    }
}

TEST(Transition, NamesTheStateThatDoesNotAllowIt) {
    EXPECT_EQ(transition(State::filed, What::resolved).error(),
              Error::conflict("state-not-allowed", "filed"));
}

TEST(DocumentState, NamesGoThereAndBack) {
    for (int s = 0; s <= static_cast<int>(State::cancelled); ++s) {
        const auto state = static_cast<State>(s);
        EXPECT_EQ(document_state_from(to_string(state)), state);
    }
    EXPECT_EQ(document_state_from("Draft"), std::nullopt);
}

}  // namespace
}  // namespace mohur::documents
