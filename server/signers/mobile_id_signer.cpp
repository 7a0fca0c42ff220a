// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/signers/mobile_id_signer.h"

namespace mohur::server {
namespace {

constexpr std::uint64_t kMaxAnswer = 256U << 10U;
constexpr std::chrono::milliseconds kRequestTimeout{10'000};
// The service answers at the end of its own wait; the way back takes time too.
constexpr std::chrono::milliseconds kMargin{1'500};

}  // namespace

Result<std::vector<signing::Certificate>> MobileIdSigner::certificates(const Recipient& recipient) {
    MOHUR_TRY(const auto response,
              post("/certificate", mobile_id::certificate_request(party_, recipient)));
    return mobile_id::certificates_from(response);
}

Result<std::string> MobileIdSigner::ask(const SignatureQuestion& question) {
    MOHUR_TRY(const auto response,
              post("/signature", mobile_id::signature_request(party_, question, config_.language)));
    return mobile_id::session_from(response);
}

Result<std::optional<Bytes>> MobileIdSigner::answer(const std::string& question,
                                                    const signing::SignatureAlgorithm& algorithm,
                                                    std::chrono::milliseconds wait) {
    HttpRequest request;
    request.url = config_.url + "/signature/session/" + question +
                  "?timeoutMs=" + std::to_string(wait.count());
    request.timeout = wait + kMargin;
    MOHUR_TRY(const auto response, send(std::move(request)));
    return mobile_id::value_from(response, algorithm);
}

Result<HttpResponse> MobileIdSigner::post(std::string_view path, const Json& body) {
    HttpRequest request;
    request.method = "POST";
    request.url = config_.url + std::string{path};
    request.content_type = "application/json";
    const auto text = body.dump();
    request.body = to_bytes(as_bytes(text));
    request.timeout = kRequestTimeout;
    return send(std::move(request));
}

Result<HttpResponse> MobileIdSigner::send(HttpRequest request) {
    request.accept = "application/json";
    request.max_response_bytes = kMaxAnswer;
    auto response = fetcher_.fetch(request);
    if (response) {
        return response;
    }
    return response.error().code == ErrorCode::too_large
               ? Error::integrity("mobile-id-answer-invalid", "size")
               : Error::unavailable("mobile-id-unreachable", response.error().reason);
}

}  // namespace mohur::server
