// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/registry/document.h"
#include "server/api/api_services.h"
#include "server/http/router.h"
#include "server/signing/ceremony_desk.h"

namespace mohur::server {

/// Certificates-of-fact. Thread-safe.
class CertificateApi {
public:
    CertificateApi(const ApiServices& services, const CeremonyDesk& desk)
        : services_{services}, drafts_{services}, desk_{desk} {}
    void add_to(Router& router);

private:
    [[nodiscard]] Result<Response> list(const Request& request) const;
    [[nodiscard]] Result<Response> get(const Request& request) const;
    [[nodiscard]] Result<Response> request_one(Request& request) const;
    [[nodiscard]] Result<Response> issue(Request& request) const;
    [[nodiscard]] Result<Json> view(documents::sql::Transaction& tx, const documents::Act& act,
                                    documents::DocumentId id) const;
    [[nodiscard]] Result<documents::AssignmentId> sealer(documents::sql::Transaction& tx,
                                                         const documents::Act& act) const;

    const ApiServices& services_;
    DraftDesk drafts_;
    const CeremonyDesk& desk_;
};

}  // namespace mohur::server
