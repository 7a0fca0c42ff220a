// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "pki-test/hierarchy.h"
#include "pki-test/mobile_id.h"
#include "signing/core/http_fetcher.h"
#include "signing/pki/certificate.h"

namespace mohur::server::testing {

/// One test PKI for all tests of this program; making its keys takes seconds.
inline const pkitest::Hierarchy& shared_pki() {
    static const auto pki = pkitest::Hierarchy::standard([] {
        return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
    });
    return pki;
}

inline signing::Certificate certificate(std::string_view name) {
    return signing::Certificate::from_der(shared_pki().certificate(name)).value();
}

/// The Mobile-ID service of the test PKI without a socket. Knows what it was asked last.
class SimulatedService final : public HttpFetcher {
public:
    static constexpr std::string_view kUrl = "http://mid.test/mid-api";

    Result<HttpResponse> fetch(const HttpRequest& request) override {
        last = request;
        if (down) {
            return Error::unavailable("connection-failed");
        }
        const auto path = std::string_view{request.url}.substr(kUrl.find("/mid-api"));
        auto answer = service_.answer(request.method, path, request.body);
        return HttpResponse{answer.status, answer.content_type, std::move(answer.body)};
    }

    HttpRequest last;
    bool down = false;

private:
    pkitest::MobileIdService service_{shared_pki()};
};

}  // namespace mohur::server::testing
