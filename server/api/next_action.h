// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/control/control_card.h"
#include "documents/registry/document.h"
#include "documents/resolution/resolution.h"
#include "documents/workflow/route.h"

#include <string>
#include <string_view>
#include <vector>

namespace mohur::server {

/// What decides the next action beside the document itself.
struct Surroundings {
    std::vector<std::string> powers;  ///< of the caller's place
    std::vector<documents::RouteStep> steps;
    std::vector<documents::Resolution> resolutions;
    std::vector<documents::ControlCard> cards;
};

/// True when `who` is the caller's own place or the principal's whom he substitutes.
[[nodiscard]] bool is_mine(const documents::Act& act, documents::AssignmentId who);

/// The one primary action that the caller has on the document, spelled as NextAction of
/// docs/openapi.yaml. Pure: rights are checked again when it is done.
[[nodiscard]] std::string_view next_action(const documents::Act& act,
                                           const documents::Document& document,
                                           const Surroundings& around);

}  // namespace mohur::server
