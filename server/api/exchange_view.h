// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/exchange/inbox.h"
#include "documents/exchange/outbox.h"
#include "server/api/document_view.h"

#include <vector>

namespace mohur::server {

/// What went out about a document and what came in, as it stands in the records.
struct ExchangeTrail {
    std::vector<documents::OutgoingConsignment> outgoing;
    std::vector<documents::IncomingConsignment> incoming;
};
[[nodiscard]] Result<ExchangeTrail> exchange_trail_of(documents::sql::Transaction& tx,
                                                      documents::DocumentId id);

/// A sealed package that can be downloaded: "<document>.<consignment>" names it in the API.
struct PackageFile {
    documents::ConsignmentId consignment;
    std::string name;
    documents::FileRole role = documents::FileRole::package;  ///< package or receipt
    documents::Package package;
};
/// The packages of the trail. That of an incoming letter is a file of the document itself.
[[nodiscard]] std::vector<PackageFile> packages_of(const ExchangeTrail& trail);

/// Schema Dispatch of docs/openapi.yaml, one for each letter that was sent.
[[nodiscard]] Json dispatches_view(const Viewpoint& view, const ExchangeTrail& trail);
/// Schema Arrival: the consignment that the document came in; null for one that came otherwise.
[[nodiscard]] Json arrival_view(const ExchangeTrail& trail);

}  // namespace mohur::server
