// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/validation/validation_api.h"

#include "server/api/document_view.h"
#include "server/http/dispatcher.h"
#include "server/validation/data_files_task.h"
#include "server/validation/dss.h"
#include "signing/crypto/hash.h"

namespace mohur::server {
namespace {

constexpr RateLimit kCalls{30, std::chrono::seconds{60}};
/// An order in base64, and what is around it.
constexpr std::uint64_t kMaxBody = kMaxOrderBytes / 3 * 4 + (1U << 20U);
/// What /getDataFiles hands out, in base64, at most.
constexpr std::uint64_t kMaxDataFiles = 16ULL << 20U;
constexpr int kBadRequest = 400;

Json summary_of(const Json& verdict, const Catalogue& catalogue, Language language) {
    Json signatures = Json::array();
    for (const auto& one : verdict["signatures"].items()) {
        signatures.push(signature_view(catalogue, language, one, "", ""));
    }
    return signatures;
}

Json data_file_json(const DataFile& file) {
    return Json::object({{"filename", file.name},
                         {"mimeType", "application/octet-stream"},
                         {"base64", to_base64(file.content)},
                         {"size", std::uint64_t{file.content.size()}}});
}

/// SiVa answers so to a file that cannot be read at all.
Response not_a_document() {
    return Response::json(
        siva::errors_json({{"document", "Document malformed or not matching documentType"}}),
        kBadRequest);
}

}  // namespace

ValidationApi::ValidationApi(const ApiServices& services)
    : services_{services}, calls_{services.clock, kCalls} {}

void ValidationApi::add_to(Router& router) {
    router.add(Method::post, "/api/v1/validations",
               [this](Request& r) { return post_validation(r); });
    router.add(Method::post, "/validate",
               [this](Request& r) { return post_siva(r, siva::read_validation); });
    router.add(Method::post, "/validateHashcode",
               [this](Request& r) { return post_siva(r, siva::read_hashcode_validation); });
    router.add(Method::post, "/getDataFiles", [this](Request& r) { return post_data_files(r); });
    router.add(Method::post, "/services/rest/validation/validateSignature",
               [this](Request& r) { return post_dss(r); });
}

Result<void> ValidationApi::admit(const Request& request) {
    if (calls_.take(request.client_address()).count() > 0) {
        return Error::unavailable("too-many-requests");
    }
    return {};
}

Result<Json> ValidationApi::body_of(Request& request) {
    MOHUR_TRY_VOID(admit(request));
    return request.json_body(kMaxBody);
}

Result<Response> ValidationApi::post_validation(Request& request) {
    MOHUR_TRY(const auto body, body_of(request));
    MOHUR_TRY(auto order, validation_order_from(body));
    MOHUR_TRY(const auto digest,
              signing::digest_of(DigestAlgorithm::sha256, *order.files.inputs.front()));
    MOHUR_TRY(const auto verdict,
              services_.verification.judge(std::move(order.request), order.files));
    return Response::json(Json::object(
        {{"name", order.file_name},
         {"digest", to_string(digest)},
         {"signatures", summary_of(verdict, services_.catalogue, language_of(request))},
         {"verdict", verdict}}));
}

Result<Response> ValidationApi::post_siva(Request& request, siva::Reading (*read)(const Json&)) {
    MOHUR_TRY(const auto body, body_of(request));
    auto reading = read(body);
    if (!reading.errors.empty()) {
        return Response::json(siva::errors_json(reading.errors), kBadRequest);
    }
    siva::Asked asked;
    std::vector<Json> verdicts;
    for (auto& order : reading.orders) {
        if (!order.file_name.empty()) {
            MOHUR_TRY(asked.file_hash,
                      signing::digest_of(DigestAlgorithm::sha256, *order.files.inputs.front()));
            asked.file_name = order.file_name;
        }
        MOHUR_TRY(auto verdict,
                  services_.verification.judge(std::move(order.request), order.files));
        if (verdict["container"].is_null()) {
            return not_a_document();
        }
        verdicts.push_back(std::move(verdict));
    }
    return Response::json(siva::report(verdicts, asked));
}

Result<Response> ValidationApi::post_data_files(Request& request) {
    MOHUR_TRY(const auto body, body_of(request));
    const auto reading = siva::read_data_files(body);
    if (!reading.errors.empty()) {
        return Response::json(siva::errors_json(reading.errors), kBadRequest);
    }
    const auto files = data_files_of(services_.workers, reading.orders.front().files.inputs.front(),
                                     kMaxDataFiles);
    if (!files) {
        return files.error().code == ErrorCode::malformed ? Result<Response>{not_a_document()}
                                                          : files.error();
    }
    Json list = Json::array();
    for (const auto& file : *files) {
        list.push(data_file_json(file));
    }
    return Response::json(Json::object({{"dataFiles", std::move(list)}}));
}

Result<Response> ValidationApi::post_dss(Request& request) {
    MOHUR_TRY(const auto body, body_of(request));
    MOHUR_TRY(auto order, dss::order_from(body));
    MOHUR_TRY(const auto verdict,
              services_.verification.judge(std::move(order.request), order.files));
    return Response::json(dss::report(verdict, order.file_name));
}

}  // namespace mohur::server
