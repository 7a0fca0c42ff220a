// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/filing/case_file.h"
#include "documents/registry/registrar.h"
#include "documents/uploads/uploads.h"
#include "documents/workflow/route.h"
#include "server/api/caller.h"
#include "server/api/document_view.h"
#include "server/drafting/draft_desk.h"
#include "server/http/json_fields.h"
#include "server/http/router.h"

namespace mohur::server {

/// What a POST to /api/v1/documents asks for. Immutable value.
struct NewDocument {
    documents::Card card;
    std::string correspondent;
    std::optional<documents::JournalId> journal;
    std::optional<documents::DocumentId> reply_to;
    std::vector<documents::UploadId> uploads;
    std::string template_name;  ///< empty: the first upload is the paper
    Json facts;
    std::optional<documents::AssignmentId> signer;

    /// Errors: those of JsonFields; a template is for outgoing documents, and facts need one.
    [[nodiscard]] static Result<NewDocument> read(const Json& body);
};

/// Documents from the card to the case file: capture, registration, card, routes, resolutions,
/// tasks, control, filing. Thread-safe. Signing, files and exchange have handlers of their own.
class DocumentApi {
public:
    explicit DocumentApi(const ApiServices& services);
    void add_to(Router& router);

private:
    /// What a POST below /api/v1/documents/{id} does to the document.
    using Deed = std::function<Result<documents::DocumentId>(documents::sql::Transaction&,
                                                             const documents::Act&, const Json&)>;
    /// Reads a JSON body, runs the deed once, and answers with the document as it is then.
    [[nodiscard]] Result<Response> deed(Request& request, const Deed& deed, int status = 201) const;
    using Work = std::function<Result<documents::DocumentId>(documents::sql::Transaction&,
                                                             const documents::Act&)>;
    /// Runs the work once for the request's key and body, and answers as `deed` does.
    [[nodiscard]] Result<Response> answer_once(const Request& request, const Caller& caller,
                                               const std::string& text, const Work& work,
                                               int status = 201) const;
    [[nodiscard]] documents::DocumentId document_of_path(const Request& request) const;

    [[nodiscard]] Result<Response> list(const Request& request) const;
    [[nodiscard]] Result<Response> list_waiting(const Request& request, const Caller& caller,
                                                std::string_view wanted) const;
    [[nodiscard]] Result<Response> get(const Request& request) const;
    [[nodiscard]] Result<Response> create(Request& request) const;
    [[nodiscard]] Result<Response> change_card(Request& request) const;
    [[nodiscard]] Result<Response> void_registration(Request& request) const;
    [[nodiscard]] Result<Response> history(const Request& request) const;
    [[nodiscard]] Result<Response> add_resolution(Request& request) const;
    [[nodiscard]] Result<Response> start_route(Request& request) const;
    [[nodiscard]] Result<Response> give_visa(Request& request) const;
    [[nodiscard]] Result<Response> refuse(Request& request) const;
    [[nodiscard]] Result<Response> report_task(Request& request) const;
    [[nodiscard]] Result<Response> decide_task(Request& request) const;
    [[nodiscard]] Result<Response> remove_control(Request& request) const;
    [[nodiscard]] Result<Response> file(Request& request) const;

    [[nodiscard]] Result<documents::DocumentId> capture(
        documents::sql::Transaction& tx, const documents::Act& act, NewDocument wanted,
        const std::optional<DraftFiles>& draft) const;
    [[nodiscard]] Result<void> check_signatories(documents::sql::Transaction& tx,
                                                 const documents::Act& act,
                                                 documents::DocumentId id,
                                                 const documents::RoutePlan& plan) const;
    [[nodiscard]] Result<Json> view(documents::sql::Transaction& tx, const documents::Act& act,
                                    Language language, documents::DocumentId id) const;

    const ApiServices& services_;
    DraftDesk drafts_;
    documents::Registry registry_;
    documents::Registrar registrar_;
    documents::Filing filing_;
};

}  // namespace mohur::server
