// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/dispatch_api.h"

#include "documents/exchange/peers.h"
#include "server/api/document_view.h"
#include "server/exchange/consignment_packer.h"
#include "server/http/dispatcher.h"
#include "server/http/json_fields.h"
#include "server/signing/journal_choice.h"

#include <numeric>

namespace mohur::server {
namespace {

using namespace documents;  // NOLINT(google-build-using-namespace): every line below speaks of
                            // records

DocumentId document_of_path(const Request& request) {
    // An id that is none leads to a document that nobody has: 404 like any other.
    return DocumentId::parse(request.parameter("id")).value_or(DocumentId{});
}

Result<Answer> answer_with(sql::Transaction& tx, const Viewpoint& view, DocumentId id) {
    MOHUR_TRY(auto json, document_view(tx, view, id));
    const auto etag = json["etag"].as_string();
    return Answer{201, std::move(json), etag};
}

}  // namespace

void DispatchApi::add_to(Router& router) {
    router.add(Method::get, "/api/v1/peers", [this](Request& r) { return peers(r); });
    router.add(Method::post, "/api/v1/documents/{id}/dispatches",
               [this](Request& r) { return dispatch(r); });
    router.add(Method::post, "/api/v1/documents/{id}/registrations",
               [this](Request& r) { return register_draft(r); });
}

Result<Response> DispatchApi::peers(const Request& request) const {
    MOHUR_TRY(const auto caller, caller_of(services_, request));
    MOHUR_TRY(const auto all,
              services_.cells.of(caller.scope()).read(caller.scope(), [](sql::Transaction& tx) {
                  return documents::peers(tx);
              }));
    Json items = Json::array();
    for (const auto& peer : all) {
        items.push(Json::object({{"id", to_string(peer.id)},
                                 {"code", peer.code},
                                 {"name", peer.name},
                                 {"voen", peer.voen}}));
    }
    return Response::json(Json::object({{"items", items}}));
}

/// What would only fail later, in the background, is said at once.
Result<void> DispatchApi::check_letter(sql::Transaction& tx, const Act& act, DocumentId id) const {
    MOHUR_TRY(const auto agency, agency_of(tx, tx.agency()));
    MOHUR_TRY_VOID(seal_.means_of(agency));
    MOHUR_TRY(const auto versions, versions_of(tx, act, id));
    const auto files = consigned_files(versions.back());
    const auto bytes =
        std::accumulate(files.begin(), files.end(), std::uint64_t{0},
                        [](std::uint64_t sum, const File& file) { return sum + file.size; });
    if (bytes > services_.config.max_upload_bytes) {
        return Error::too_large("consignment-too-large", std::to_string(bytes));
    }
    return {};
}

Result<Response> DispatchApi::dispatch(Request& request) const {
    MOHUR_TRY(const auto caller, changing_caller_of(services_, request));
    MOHUR_TRY(const auto text, request.text_body(services_.config.max_json_bytes));
    MOHUR_TRY(const auto body, Json::parse(text));
    JsonFields fields{body};
    const auto peer = fields.required_id<PeerId>("peer_id");
    MOHUR_TRY_VOID(fields.finish());
    const auto id = document_of_path(request);
    auto answer = change_once(
        services_, request, caller, text,
        [&](sql::Transaction& tx, const Caller&, const Act& act) -> Result<Answer> {
            MOHUR_TRY_VOID(outbox_.form_letter(tx, act, id, peer));
            MOHUR_TRY_VOID(check_letter(tx, act, id));
            MOHUR_TRY(const auto calendar, Calendar::load(tx));
            return answer_with(tx, {act, services_.catalogue, language_of(request), calendar}, id);
        });
    services_.jobs.nudge();
    return answer;
}

Result<Response> DispatchApi::register_draft(Request& request) const {
    MOHUR_TRY(const auto caller, changing_caller_of(services_, request));
    MOHUR_TRY(const auto version, if_match(request));
    MOHUR_TRY(const auto text, request.text_body(services_.config.max_json_bytes));
    MOHUR_TRY(const auto body, Json::parse(text.empty() ? "{}" : text));
    JsonFields fields{body};
    const auto journal = fields.id<JournalId>("journal_id");
    MOHUR_TRY_VOID(fields.finish());
    const auto id = document_of_path(request);
    auto answer = change_once(
        services_, request, caller, text,
        [&](sql::Transaction& tx, const Caller&, const Act& act) -> Result<Answer> {
            MOHUR_TRY(const auto draft, document_of(tx, act, id));
            MOHUR_TRY(const auto into, journal_for(tx, draft.card.direction, journal));
            MOHUR_TRY_VOID(registrar_.register_document(tx, act, id, version, into));
            MOHUR_TRY_VOID(outbox_.form_receipt(tx, act, id));
            MOHUR_TRY(const auto calendar, Calendar::load(tx));
            return answer_with(tx, {act, services_.catalogue, language_of(request), calendar}, id);
        });
    services_.jobs.nudge();
    return answer;
}

}  // namespace mohur::server
