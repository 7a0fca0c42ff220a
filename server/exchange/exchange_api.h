// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/exchange/consignment_receiver.h"
#include "server/http/router.h"

namespace mohur::server {

/// Where other agencies' servers deliver: no login, because the seal of the package says who sends.
/// Thread-safe. Borrows the services.
class ExchangeApi {
public:
    explicit ExchangeApi(const ApiServices& services);
    void add_to(Router& router);

private:
    [[nodiscard]] Result<Response> receive(Request& request);

    const ApiServices& services_;
    ConsignmentReceiver receiver_;
    RateLimiter deliveries_;  ///< by address of the sender
};

}  // namespace mohur::server
