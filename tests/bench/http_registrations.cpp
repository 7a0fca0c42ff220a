// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/http_registrations.h"

#include "signing/core/json.h"
#include "tests/bench/measurement.h"

#include <chrono>

namespace mohur::bench {

HttpRegistrations::HttpRegistrations(const RegistrationInputs& inputs, std::size_t lane)
    : connection_{inputs.port}, lane_{lane} {
    body_ = Json::object({{"direction", "internal"},
                          {"kind", "letter"},
                          {"subject", kHttpSubject},
                          {"correspondent", kCorrespondent},
                          {"journal_id", inputs.journals[lane]},
                          {"files", Json::array({inputs.upload})}})
                .dump();
    head_ = "POST /api/v1/documents HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: " + inputs.cookie +
            "\r\nX-CSRF-Token: " + inputs.csrf +
            "\r\nContent-Type: application/json\r\nAccept-Language: az\r\nContent-Length: " +
            std::to_string(body_.size()) + "\r\nIdempotency-Key: ";
}

void HttpRegistrations::register_one() {
    const auto moment = std::chrono::steady_clock::now().time_since_epoch().count();
    const auto key =
        std::to_string(lane_) + "-" + std::to_string(++count_) + "-" + std::to_string(moment);
    const auto answer = connection_.ask(head_ + key + "\r\n\r\n" + body_);
    if (answer.status != 201 ||
        answer.body.find(R"("state":"registered")") == std::string_view::npos) {
        fail("registration over HTTP: " + std::to_string(answer.status) + " " +
             std::string{answer.body});
    }
}

}  // namespace mohur::bench
