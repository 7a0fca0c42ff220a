// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/model/ids.h"
#include "signing/core/json.h"

#include <optional>
#include <string>
#include <string_view>

namespace mohur::server {

/// How a paper that is not rendered yet becomes one: this file lies with the draft.
inline constexpr std::string_view kFactsFile = "facts.json";

/// The content of a draft's facts file: `{"template", "facts", "signer"?}`. Immutable value.
struct StoredFacts {
    std::string template_name;
    Json facts;
    std::optional<documents::AssignmentId> signer;  ///< whom the paper names

    /// `integrity` "facts-damaged" for what no draft stored.
    [[nodiscard]] static Result<StoredFacts> parse(std::string_view text);
    [[nodiscard]] std::string text() const;
};

/// The error of a check of facts as the caller of the API meets it: what is wrong is named by a
/// JSON Pointer into the request's body ("/facts/addressee/agency"). Other errors stay as they are.
[[nodiscard]] Error named_in_request(Error error);

}  // namespace mohur::server
