// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/exchange/outbox.h"
#include "documents/registry/registrar.h"
#include "server/api/caller.h"
#include "server/http/router.h"
#include "server/signing/agency_seal.h"

namespace mohur::server {

/// The registry's side of the exchange: whom letters can go to, sending one, and giving a number to
/// one that came. Thread-safe. Borrows the services.
class DispatchApi {
public:
    explicit DispatchApi(const ApiServices& services)
        : services_{services}, outbox_{services.ids}, registrar_{services.ids}, seal_{services} {}
    void add_to(Router& router);

private:
    [[nodiscard]] Result<Response> peers(const Request& request) const;
    [[nodiscard]] Result<Response> dispatch(Request& request) const;
    [[nodiscard]] Result<Response> register_draft(Request& request) const;
    [[nodiscard]] Result<void> check_letter(documents::sql::Transaction& tx,
                                            const documents::Act& act,
                                            documents::DocumentId id) const;

    const ApiServices& services_;
    documents::Outbox outbox_;
    documents::Registrar registrar_;
    AgencySeal seal_;
};

}  // namespace mohur::server
