// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/worker/signing_tasks.h"

#include "server/worker/signing_messages.h"
#include "signing/creation/signature_engine.h"
#include "signing/crypto/hash.h"

namespace mohur::server {
namespace {

using signing::PreparedSignature;
using signing::SignatureEngine;
using signing::SigningRequest;

std::vector<std::string> texts_of(const Json& json) {
    std::vector<std::string> texts;
    for (const auto& item : json.items()) {
        texts.push_back(item.as_string());
    }
    return texts;
}

/// The engine with its services, built in the worker for one task.
struct EngineParts {
    signing::TrustAnchors anchors;
    signing::OnlineRevocationSource revocation;
    std::optional<signing::TimestampClient> timestamps;

    static Result<std::unique_ptr<EngineParts>> from(const Json& json,
                                                     const WorkerServices& services) {
        MOHUR_TRY(auto certificates, certificates_from(json["anchors"]));
        auto urls = texts_of(json["tsa_urls"]);
        auto parts = std::make_unique<EngineParts>(EngineParts{
            signing::TrustAnchors{std::move(certificates)},
            signing::OnlineRevocationSource{services.fetcher, services.clock, services.random},
            std::nullopt});
        if (!urls.empty()) {
            signing::TimestampSettings settings;
            settings.urls = std::move(urls);
            parts->timestamps.emplace(services.fetcher, services.clock, services.random,
                                      std::move(settings));
        }
        return parts;
    }

    [[nodiscard]] SignatureEngine engine(const WorkerServices& services) {
        return {anchors, revocation, timestamps ? &*timestamps : nullptr, services.clock,
                services.random};
    }
};

TaskFiles inputs_of(const SigningRequest& request) {
    TaskFiles files;
    for (const auto& object : request.data) {
        files.inputs.push_back(object.bytes);
    }
    if (request.present_signature) {
        files.inputs.push_back(request.present_signature);
    }
    if (request.pdf.appearance) {
        files.inputs.push_back(request.pdf.appearance->drawing);
    }
    return files;
}

Result<void> check_output(const TaskFiles& files) {
    return files.outputs.size() == 1
               ? Result<void>{}
               : Result<void>{Error::malformed("signing-request-invalid", "outputs")};
}

}  // namespace

Result<Json> run_prepare_signature(const Json& json, const TaskFiles& files,
                                   const WorkerServices& services) {
    MOHUR_TRY(const auto request, signing_request_from(json["request"], files.inputs));
    MOHUR_TRY(const auto parts, EngineParts::from(json, services));
    MOHUR_TRY(const auto prepared, parts->engine(services).prepare(request));
    return to_json(prepared);
}

Result<Json> run_complete_signature(const Json& json, const TaskFiles& files,
                                    const WorkerServices& services) {
    MOHUR_TRY_VOID(check_output(files));
    MOHUR_TRY(const auto request, signing_request_from(json["request"], files.inputs));
    MOHUR_TRY(const auto prepared, prepared_signature_from(json["prepared"]));
    MOHUR_TRY(const auto value, from_base64(json["signature_value"].as_string()));
    MOHUR_TRY(const auto parts, EngineParts::from(json, services));
    MOHUR_TRY_VOID(
        parts->engine(services).complete(request, prepared, value, *files.outputs.front()));
    return Json::object();
}

Result<Json> run_extend_signatures(const Json& json, const TaskFiles& files,
                                   const WorkerServices& services) {
    MOHUR_TRY_VOID(check_output(files));
    MOHUR_TRY(const auto request, extension_request_from(json["request"], files.inputs));
    MOHUR_TRY(const auto parts, EngineParts::from(json, services));
    MOHUR_TRY_VOID(parts->engine(services).extend(request, *files.outputs.front()));
    return Json::object();
}

Result<Json> run_timestamp_container(const Json& json, const TaskFiles& files,
                                     const WorkerServices& services) {
    MOHUR_TRY_VOID(check_output(files));
    if (files.inputs.size() != 1) {
        return Error::malformed("signing-request-invalid", "inputs");
    }
    MOHUR_TRY(const auto parts, EngineParts::from(json, services));
    const auto& request = json["request"];
    const signing::TimestampRequest timestamp{
        {request["name"].as_string(), request["mime_type"].as_string(), files.inputs.front()},
        Limits{}};
    MOHUR_TRY_VOID(parts->engine(services).timestamp(timestamp, *files.outputs.front()));
    return Json::object();
}

WorkerSignatureEngine::WorkerSignatureEngine(const WorkerPool& workers,
                                             signing::TrustAnchors anchors,
                                             std::vector<std::string> tsa_urls)
    : workers_{workers}, anchors_{std::move(anchors)}, tsa_urls_{std::move(tsa_urls)} {}

Json WorkerSignatureEngine::message(Json request) const {
    Json urls = Json::array();
    for (const auto& url : tsa_urls_) {
        urls.push(url);
    }
    return Json::object({{"request", std::move(request)},
                         {"anchors", to_json(anchors_.all())},
                         {"tsa_urls", std::move(urls)}});
}

Result<PreparedSignature> WorkerSignatureEngine::prepare(const SigningRequest& request) const {
    MOHUR_TRY(const auto answer,
              workers_.run("prepare-signature", message(to_json(request)), inputs_of(request)));
    MOHUR_TRY(auto prepared, prepared_signature_from(answer));
    // What the key will sign is computed on this side.
    prepared.to_be_signed_digest =
        signing::digest_of(request.algorithm.digest, prepared.to_be_signed);
    return prepared;
}

Result<void> WorkerSignatureEngine::complete(const SigningRequest& request,
                                             const PreparedSignature& prepared,
                                             BytesView signature_value,
                                             std::shared_ptr<ByteTarget> target) const {
    auto json = message(to_json(request));
    json.set("prepared", to_json(prepared));
    json.set("signature_value", to_base64(signature_value));
    auto files = inputs_of(request);
    files.outputs.push_back(std::move(target));
    MOHUR_TRY_VOID(workers_.run("complete-signature", json, files));
    return {};
}

Result<void> WorkerSignatureEngine::extend(const signing::ExtensionRequest& request,
                                           std::shared_ptr<ByteTarget> target) const {
    TaskFiles files{{request.file}, {std::move(target)}};
    for (const auto& object : request.contents) {
        files.inputs.push_back(object.bytes);
    }
    MOHUR_TRY_VOID(workers_.run("extend-signatures", message(to_json(request)), files));
    return {};
}

Result<void> WorkerSignatureEngine::timestamp(const signing::DataObject& data,
                                              std::shared_ptr<ByteTarget> target) const {
    const auto request = Json::object({{"name", data.name}, {"mime_type", data.mime_type}});
    MOHUR_TRY_VOID(
        workers_.run("timestamp-container", message(request), {{data.bytes}, {std::move(target)}}));
    return {};
}

}  // namespace mohur::server
