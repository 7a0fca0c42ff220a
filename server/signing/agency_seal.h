// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/organisation/organisation.h"
#include "server/api/api_services.h"
#include "signing/creation/signing_request.h"

namespace mohur::server {

/// Seals files by an agency's own key: prepared and completed in workers, the value made here, and
/// the result judged as a stranger would before it is used. Thread-safe. Borrows the services.
class AgencySeal {
public:
    explicit AgencySeal(const ApiServices& services) : services_{services} {}

    /// Whether the agency can seal at all: `not_found` "seal-missing" without a configured key,
    /// `denied` "seal-of-other-voen" when its certificate names another body.
    [[nodiscard]] Result<Means> means_of(const documents::Agency& agency) const;

    /// The files in an ASiC-E container under one XAdES-BASELINE-LT seal, in an unlinked file.
    /// Errors: those of means_of, of the key, and of WorkerSignatureEngine; `integrity`
    /// "signature-not-valid".
    [[nodiscard]] Result<std::shared_ptr<const ByteSource>> seal(
        const documents::Agency& agency, std::vector<signing::DataObject> files) const;

private:
    const ApiServices& services_;
};

}  // namespace mohur::server
