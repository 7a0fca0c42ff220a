// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/registry/document_state.h"

#include "documents/model/names.h"

namespace mohur::documents {
namespace {

using State = DocumentState;
using What = DocumentEvent;

constexpr Names<State, 9> kStates{{{
    {State::draft, "draft"},
    {State::in_approval, "in_approval"},
    {State::at_signing, "at_signing"},
    {State::returned, "returned"},
    {State::registered, "registered"},
    {State::in_execution, "in_execution"},
    {State::executed, "executed"},
    {State::filed, "filed"},
    {State::cancelled, "cancelled"},
}}};

struct Rule {
    State from;
    What event;
    State to;
};

constexpr Rule kRules[] = {
    {State::draft, What::sent_for_approval, State::in_approval},
    {State::returned, What::sent_for_approval, State::in_approval},
    {State::draft, What::sent_for_signing, State::at_signing},
    {State::returned, What::sent_for_signing, State::at_signing},
    {State::in_approval, What::approved, State::at_signing},
    {State::in_approval, What::refused, State::returned},
    {State::at_signing, What::refused, State::returned},
    {State::in_approval, What::recalled, State::draft},
    {State::at_signing, What::recalled, State::draft},
    {State::at_signing, What::signed_by_all, State::registered},
    {State::draft, What::registered, State::registered},
    {State::registered, What::resolved, State::in_execution},
    {State::in_execution, What::resolved, State::in_execution},
    {State::executed, What::resolved, State::in_execution},
    {State::in_execution, What::tasks_done, State::executed},
    {State::registered, What::filed, State::filed},
    {State::executed, What::filed, State::filed},
    {State::registered, What::number_voided, State::draft},
    {State::registered, What::paper_voided, State::cancelled},
    {State::executed, What::paper_voided, State::cancelled},
    {State::draft, What::cancelled, State::cancelled},
    {State::returned, What::cancelled, State::cancelled},
};

}  // namespace

std::string_view to_string(DocumentState state) noexcept {
    return kStates.name_of(state);
}

std::optional<DocumentState> document_state_from(std::string_view name) noexcept {
    return kStates.value_of(name);
}

Result<DocumentState> transition(DocumentState state, DocumentEvent event) {
    for (const auto& rule : kRules) {
        if (rule.from == state && rule.event == event) {
            return rule.to;
        }
    }
    return Error::conflict("state-not-allowed", std::string{to_string(state)});
}

bool may_change_content(DocumentState state) noexcept {
    return state == State::draft || state == State::returned;
}

bool may_edit_card(DocumentState state) noexcept {
    return may_change_content(state) || state == State::registered ||
           state == State::in_execution || state == State::executed;
}

}  // namespace mohur::documents
