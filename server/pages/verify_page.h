// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/messages/catalogue.h"
#include "signing/core/json.h"

#include <optional>
#include <string>

namespace mohur::server {

/// What the public verification page shows: the form, and under it an answer or why there is none.
struct VerifyPageModel {
    Language language = Language::az;
    std::string code;                    ///< as typed
    std::optional<Json> verification;    ///< schema Verification of docs/openapi.yaml
    std::optional<std::string> problem;  ///< text in the language of the page
    std::string problem_number;          ///< trace id
};

/// The whole page as HTML that needs no script: a code, a digest or a file in; valid, not valid or
/// cannot be said yet out, with reasons.
[[nodiscard]] std::string verify_page(const VerifyPageModel& model, const Catalogue& catalogue);

/// The style sheet of pages without script ("/pages.css").
[[nodiscard]] std::string_view pages_css();

}  // namespace mohur::server
