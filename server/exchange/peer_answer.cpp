// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/exchange/peer_answer.h"

#include "signing/core/json.h"

#include <algorithm>
#include <array>

namespace mohur::server {
namespace {

// The refusals of POST /exchange/consignments (docs/openapi.yaml).
constexpr std::array<std::string_view, 12> kFinal{
    "addressee-unknown",     "body-too-large",        "consignment-differs",
    "consignment-malformed", "consignment-too-large", "consignment-uncovered",
    "consignment-unknown",   "consignment-unsealed",  "consignment-version",
    "seal-not-lasting",      "seal-not-valid",        "sender-unknown"};

bool is_success(int status) {
    return status >= 200 && status < 300;
}

}  // namespace

bool is_final_refusal(std::string_view code) noexcept {
    return std::ranges::find(kFinal, code) != kFinal.end();
}

PeerAnswer peer_answer_from(const HttpResponse& response) {
    using Outcome = PeerAnswer::Outcome;
    if (is_success(response.status)) {
        return {Outcome::delivered, ""};
    }
    const auto status = "http-" + std::to_string(response.status);
    if (!response.content_type.starts_with("application/problem+json")) {
        return {Outcome::unsent, status};
    }
    const auto problem = Json::parse(as_text(response.body));
    const auto code = problem ? (*problem)["code"].as_string() : std::string{};
    const bool refused = response.status >= 400 && response.status < 500;
    if (refused && is_final_refusal(code)) {
        return {Outcome::refused, code};
    }
    return {Outcome::unsent, status};
}

}  // namespace mohur::server
