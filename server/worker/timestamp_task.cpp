// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/worker/timestamp_task.h"

#include "signing/timestamp/timestamp_client.h"

namespace mohur::server {
namespace {

/// A token with the material by which it passed.
struct JudgedToken {
    Bytes token;
    Time time;
    Bytes material;
};

std::string outcome_of(const Json& timestamp) {
    const auto& reason = timestamp["sub_indication"].as_string();
    return timestamp["indication"].as_string() + (reason.empty() ? "" : "/" + reason);
}

Result<JudgedToken> ask(const std::string& url, const TimestampRequest& request,
                        const WorkerServices& services) {
    signing::TimestampSettings settings;
    settings.urls = {url};
    signing::TimestampClient client{services.fetcher, services.clock, services.random,
                                    std::move(settings)};
    MOHUR_TRY(const auto token, client.stamp(request.digest));
    auto check = request.check;
    check.contents = {{"", std::nullopt, {request.digest}}};
    const auto material = std::make_shared<MemoryTarget>();
    MOHUR_TRY(
        const auto answer,
        run_verify(to_json(check), {{std::make_shared<MemorySource>(token.encoding())}, {material}},
                   services));
    const auto& judged = answer["verdict"]["timestamps"].items();
    if (judged.size() != 1 || judged.front()["indication"].as_string() != "PASSED") {
        return Error::integrity(
            "tsa-untrusted", judged.empty() ? std::string{"no token"} : outcome_of(judged.front()));
    }
    return JudgedToken{token.encoding(), token.time(), material->take()};
}

}  // namespace

Json to_json(const TimestampRequest& request) {
    Json urls = Json::array();
    for (const auto& url : request.urls) {
        urls.push(url);
    }
    return Json::object({{"algorithm", to_string(request.digest.algorithm)},
                         {"digest", to_base64(request.digest.value)},
                         {"urls", std::move(urls)},
                         {"check", to_json(request.check)}});
}

Result<TimestampRequest> timestamp_request_from(const Json& json) {
    const auto algorithm = digest_algorithm_from(json["algorithm"].as_string());
    if (!algorithm) {
        return Error::malformed("verify-request", "digest");
    }
    MOHUR_TRY(auto value, from_base64(json["digest"].as_string()));
    TimestampRequest request;
    request.digest = Digest{*algorithm, std::move(value)};
    for (const auto& url : json["urls"].items()) {
        request.urls.push_back(url.as_string());
    }
    MOHUR_TRY(request.check, verify_request_from(json["check"]));
    return request;
}

Result<Json> run_timestamp(const Json& json, const TaskFiles& files,
                           const WorkerServices& services) {
    MOHUR_TRY(const auto request, timestamp_request_from(json));
    if (files.outputs.size() != 1) {
        return Error::malformed("verify-request", "output");
    }
    Error failure = Error::unavailable("tsa-unreachable", "no address configured");
    for (const auto& url : request.urls) {
        const auto judged = ask(url, request, services);
        if (judged) {
            MOHUR_TRY_VOID(files.outputs.front()->write_at(0, judged->material));
            return Json::object(
                {{"token", to_base64(judged->token)}, {"time", to_rfc3339(judged->time)}});
        }
        // A wrong answer tells more than a missing one.
        if (judged.error().code != ErrorCode::unavailable ||
            failure.code == ErrorCode::unavailable) {
            failure = judged.error();
        }
    }
    return failure;
}

}  // namespace mohur::server
