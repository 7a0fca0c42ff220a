// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/signing/timestamping.h"

#include "server/worker/timestamp_task.h"

namespace mohur::server {

Result<Timestamp> Timestamping::stamp(const Digest& digest) const {
    const auto written = std::make_shared<MemoryTarget>();
    MOHUR_TRY(
        const auto answer,
        workers_.run("timestamp", to_json(TimestampRequest{digest, urls_, verification_.request()}),
                     {{}, {written}}));
    MOHUR_TRY(auto token, from_base64(answer["token"].as_string()));
    MOHUR_TRY(const auto time, parse_rfc3339(answer["time"].as_string()));
    MOHUR_TRY(auto material, Json::parse(as_text(written->bytes())));
    return Timestamp{std::move(token), time, std::move(material)};
}

Result<Json> Timestamping::judge(BytesView token, const Digest& digest, const Json& material,
                                 Time at) const {
    auto request = verification_.request();
    request.contents = {{"", std::nullopt, {digest}}};
    request.at = at;
    request.material = 1;
    const auto octets = material.dump();
    MOHUR_TRY(const auto answer,
              workers_.run("verify", to_json(request),
                           {{std::make_shared<MemorySource>(Bytes{token.begin(), token.end()}),
                             std::make_shared<MemorySource>(to_bytes(as_bytes(octets)))},
                            {}}));
    const auto& judged = answer["verdict"]["timestamps"].items();
    return judged.size() == 1 ? judged.front() : Json{};
}

}  // namespace mohur::server
