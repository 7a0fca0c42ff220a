// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/next_action.h"

#include <algorithm>

namespace mohur::server {
namespace {

using documents::Direction;
using documents::DocumentState;
using documents::TaskState;

bool holds(const Surroundings& around, std::string_view power) {
    return std::ranges::find(around.powers, power) != around.powers.end();
}

std::string_view due_step(const documents::Act& act, const Surroundings& around) {
    for (const auto& step : around.steps) {
        if (step.state == documents::StepState::active && is_mine(act, step.assignee)) {
            return to_string(step.action);
        }
    }
    return "none";
}

/// What tasks ask of the caller: a report of his own, or the acceptance of another's.
std::string_view due_task(const documents::Act& act, const Surroundings& around) {
    std::string_view due = "none";
    for (const auto& resolution : around.resolutions) {
        for (const auto& task : resolution.tasks) {
            const bool open = task.state == TaskState::given || task.state == TaskState::sent_back;
            if (open && is_mine(act, task.executor)) {
                return "report";
            }
            if (task.state == TaskState::reported && is_mine(act, resolution.author)) {
                due = "accept_report";
            }
        }
    }
    return due;
}

bool on_control(const Surroundings& around) {
    return std::ranges::any_of(around.cards, &documents::ControlCard::on);
}

std::string_view after_registration(const documents::Act& act, const documents::Document& document,
                                    const Surroundings& around) {
    const bool incoming = document.card.direction == Direction::incoming;
    if (incoming && document.state == DocumentState::registered && holds(around, "resolve")) {
        return "resolve";
    }
    for (const auto& card : around.cards) {
        if (card.on && document.state == DocumentState::executed && is_mine(act, card.set_by)) {
            return "remove_control";
        }
    }
    const bool finished = document.state == DocumentState::executed ||
                          (!incoming && document.state == DocumentState::registered);
    return finished && !on_control(around) && holds(around, "register") ? "file" : "none";
}

}  // namespace

bool is_mine(const documents::Act& act, documents::AssignmentId who) {
    return act.assignment == who || act.on_behalf_of == who;
}

std::string_view next_action(const documents::Act& act, const documents::Document& document,
                             const Surroundings& around) {
    switch (document.state) {
        case DocumentState::draft:
        case DocumentState::returned:
            if (document.card.direction == Direction::incoming) {
                return holds(around, "register") ? "register" : "none";
            }
            return document.author && is_mine(act, *document.author) ? "route" : "none";
        case DocumentState::in_approval:
        case DocumentState::at_signing: return due_step(act, around);
        case DocumentState::registered:
        case DocumentState::in_execution:
        case DocumentState::executed: {
            const auto due = due_task(act, around);
            return due != "none" ? due : after_registration(act, document, around);
        }
        case DocumentState::filed:
        case DocumentState::cancelled: return "none";
    }
    return "none";
}

}  // namespace mohur::server
