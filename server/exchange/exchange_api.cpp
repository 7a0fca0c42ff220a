// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/exchange/exchange_api.h"

namespace mohur::server {
namespace {

constexpr RateLimit kDeliveries{120, std::chrono::seconds{60}};
/// What seal, note and container add to the files, which are bounded as uploads are.
constexpr std::uint64_t kEnvelopeBytes = 4U << 20U;

}  // namespace

ExchangeApi::ExchangeApi(const ApiServices& services)
    : services_{services}, receiver_{services}, deliveries_{services.clock, kDeliveries} {}

void ExchangeApi::add_to(Router& router) {
    router.add(Method::post, "/exchange/consignments", [this](Request& r) { return receive(r); });
}

Result<Response> ExchangeApi::receive(Request& request) {
    if (deliveries_.take(request.client_address()).count() > 0) {
        return Error::unavailable("too-many-requests");
    }
    if (request.header("Content-Type").value_or("") != kPackageType) {
        return Error::unsupported("media-type", std::string{kPackageType});
    }
    MOHUR_TRY(
        auto package,
        request.spooled_body(services_.spool, services_.config.max_upload_bytes + kEnvelopeBytes));
    MOHUR_TRY(const auto arrived, receiver_.receive(std::move(package)));
    return Response::json(Json::object({{"id", to_string(arrived.id)},
                                        {"state", to_string(arrived.state)},
                                        {"received_at", to_rfc3339(arrived.received_at)}}),
                          202);
}

}  // namespace mohur::server
