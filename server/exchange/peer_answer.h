// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/http_fetcher.h"

#include <string>

namespace mohur::server {

/// How a delivery ended. `refused` is final; `unsent` may go better another time.
struct PeerAnswer {
    enum class Outcome { delivered, refused, unsent };
    Outcome outcome = Outcome::unsent;
    std::string reason;  ///< code of the refusal or of what went wrong

    bool operator==(const PeerAnswer&) const = default;
};

/// True for the refusals that the same package will always meet.
[[nodiscard]] bool is_final_refusal(std::string_view code) noexcept;

/// Reads a peer's answer to a package: 2xx took it; a problem document (RFC 9457) with one of the
/// exchange's own codes refuses it for good; anything else (a proxy's page, an overload, an unknown
/// code) is a technical failure.
[[nodiscard]] PeerAnswer peer_answer_from(const HttpResponse& response);

}  // namespace mohur::server
