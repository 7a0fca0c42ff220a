// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/exchange_view.h"

namespace mohur::server {
namespace {

using documents::ConsignmentKind;
using documents::FileRole;
using documents::OutgoingConsignment;

/// A peer's answer that is none of the exchange's ("http-502") has no text of its own.
std::string_view refusal_text(const Viewpoint& view, const std::string& code) {
    const bool known = view.catalogue.contains(view.language, code);
    return view.catalogue.text(view.language, known ? code : "peer-answer-unexpected");
}

Json dispatch_view(const Viewpoint& view, const OutgoingConsignment& one) {
    auto json = Json::object({{"id", to_string(one.id)},
                              {"to", one.peer.name},
                              {"peer_id", to_string(one.peer.id)},
                              {"state", to_string(one.state)},
                              {"attempts", one.attempt},
                              {"changed_at", to_rfc3339(one.changed_at)}});
    if (!one.their_index.empty()) {
        json.set("their_index", one.their_index);
    }
    if (one.their_date) {
        json.set("their_date", to_iso(*one.their_date));
    }
    if (!one.refusal.empty()) {
        json.set("refusal", one.refusal).set("refusal_text", refusal_text(view, one.refusal));
    }
    return json;
}

PackageFile package_file(documents::ConsignmentId id, ConsignmentKind kind,
                         const documents::Peer& peer, const documents::Package& package) {
    const bool letter = kind == ConsignmentKind::letter;
    return {id, (letter ? "package-" : "receipt-") + peer.code + ".asice",
            letter ? FileRole::package : FileRole::receipt, package};
}

}  // namespace

Result<ExchangeTrail> exchange_trail_of(documents::sql::Transaction& tx, documents::DocumentId id) {
    ExchangeTrail trail;
    MOHUR_TRY(trail.outgoing, documents::dispatches_of(tx, id));
    MOHUR_TRY(trail.incoming, documents::arrivals_of(tx, id));
    return trail;
}

std::vector<PackageFile> packages_of(const ExchangeTrail& trail) {
    std::vector<PackageFile> files;
    for (const auto& one : trail.outgoing) {
        if (one.package) {
            files.push_back(package_file(one.id, one.kind, one.peer, *one.package));
        }
    }
    for (const auto& one : trail.incoming) {
        if (one.kind == ConsignmentKind::receipt) {
            files.push_back(package_file(one.id, one.kind, one.peer, one.package));
        }
    }
    return files;
}

Json dispatches_view(const Viewpoint& view, const ExchangeTrail& trail) {
    Json all = Json::array();
    for (const auto& one : trail.outgoing) {
        if (one.kind == ConsignmentKind::letter) {
            all.push(dispatch_view(view, one));
        }
    }
    return all;
}

Json arrival_view(const ExchangeTrail& trail) {
    for (const auto& one : trail.incoming) {
        if (one.kind != ConsignmentKind::letter) {
            continue;
        }
        auto json = Json::object({{"id", to_string(one.id)},
                                  {"from", one.peer.name},
                                  {"received_at", to_rfc3339(one.received_at)}});
        // Of several receipts (a number was voided and given anew) the last one counts.
        for (const auto& receipt : trail.outgoing) {
            if (receipt.answers == one.id) {
                json.set("receipt", to_string(receipt.state));
            }
        }
        return json;
    }
    return {};
}

}  // namespace mohur::server
