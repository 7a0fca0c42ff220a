// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/draft_api.h"

#include "server/api/attachments.h"
#include "server/api/document_view.h"
#include "server/api/next_action.h"
#include "server/http/dispatcher.h"
#include "server/http/json_fields.h"

namespace mohur::server {
namespace {

using namespace documents;  // NOLINT(google-build-using-namespace): every line below speaks of
                            // records

constexpr std::size_t kMostFiles = 100;

DocumentId document_of_path(const Request& request) {
    return DocumentId::parse(request.parameter("id")).value_or(DocumentId{});
}

/// What a correction says; absent members leave things as they are.
struct Correction {
    std::string subject;
    std::string correspondent;
    Json facts;
    std::optional<AssignmentId> signer;
    std::optional<std::vector<FileName>> files;

    static Result<Correction> read(const Json& body) {
        JsonFields fields{body};
        Correction out;
        out.subject = fields.optional_text("subject", 1'000);
        out.correspondent = fields.optional_text("correspondent", 300);
        out.facts = fields.object("facts");
        if (!out.facts.is_object()) {
            fields.fail("field-missing", "facts");
        }
        out.signer = fields.id<AssignmentId>("signer");
        const auto names = fields.texts("files", kMostFiles);
        MOHUR_TRY_VOID(fields.finish());
        if (body.contains("files")) {
            out.files.emplace();
            for (const auto& name : names) {
                MOHUR_TRY(out.files->emplace_back(), FileName::parse(name));
            }
        }
        return out;
    }
};

std::vector<FileName> annex_names(DocumentId id, const Version& version) {
    std::vector<FileName> names;
    for (const auto& file : version.files) {
        if (file.role == FileRole::annex) {
            names.push_back({Uuid{}, id, version.no, file.no, {}});
        }
    }
    return names;
}

Json pointers(const std::vector<std::string>& given) {
    Json out = Json::array();
    for (const auto& pointer : given) {
        out.push(pointer);
    }
    return out;
}

}  // namespace

void DraftApi::add_to(Router& router) {
    const std::string path = "/api/v1/documents/{id}/draft";
    router.add(Method::get, path, [this](Request& r) { return get(r); });
    router.add(Method::patch, path, [this](Request& r) { return correct(r); });
}

Result<DraftApi::Held> DraftApi::hold(const Caller& caller, const Act& act, DocumentId id) const {
    const auto scope = caller.scope();
    Held held;
    MOHUR_TRY_VOID(services_.cells.of(scope).read(scope, [&](sql::Transaction& tx) -> Result<void> {
        MOHUR_TRY(held.document, document_of(tx, act, id));
        MOHUR_TRY(const auto versions, versions_of(tx, act, id));
        held.version = versions.back();
        MOHUR_TRY(const auto links, links_of(tx, act, id));
        for (const auto& link : links) {
            if (link.outgoing && link.type == LinkType::reply_to) {
                held.answers = link.document;
            }
        }
        return {};
    }));
    MOHUR_TRY(auto stored, drafts_.stored(scope, held.version));
    if (!stored || held.document.card.direction != Direction::outgoing) {
        return Error::not_found("draft-missing");
    }
    held.stored = *std::move(stored);
    return held;
}

Result<Response> DraftApi::get(const Request& request) const {
    MOHUR_TRY(const auto caller, caller_of(services_, request));
    const auto act = caller.act(services_.clock.now());
    MOHUR_TRY(const auto held, hold(caller, act, document_of_path(request)));
    const auto& document = held.document;
    const bool mine = document.author && is_mine(act, *document.author);
    Json given = Json::array();
    if (mine) {
        // Another reader need not be allowed to see the letter that is answered.
        MOHUR_TRY(const auto start,
                  drafts_.start(caller.scope(), act, held.stored.template_name,
                                {document.card.title, held.answers, held.stored.signer}));
        given = pointers(start.given);
    }
    auto json = Json::object({{"template", held.stored.template_name},
                              {"subject", document.card.title},
                              {"facts", held.stored.facts},
                              {"given", std::move(given)},
                              {"changeable", mine && may_change_content(document.state)},
                              {"etag", etag_of(document.row_version)}});
    if (held.stored.signer) {
        json.set("signer", to_string(*held.stored.signer));
    }
    if (held.answers) {
        json.set("reply_to", to_string(*held.answers));
    }
    Json annexes = Json::array();
    for (const auto& file : held.version.files) {
        if (file.role == FileRole::annex) {
            annexes.push(file_view(document.id, held.version.no, file));
        }
    }
    json.set("annexes", std::move(annexes));
    return std::move(Response::json(json).with("ETag", json["etag"].as_string()));
}

Result<Response> DraftApi::correct(Request& request) const {
    MOHUR_TRY(const auto caller, changing_caller_of(services_, request));
    MOHUR_TRY(const auto row_version, if_match(request));
    MOHUR_TRY(const auto body, request.json_body(services_.config.max_json_bytes));
    MOHUR_TRY(const auto correction, Correction::read(body));
    const auto act = caller.act(services_.clock.now());
    const auto id = document_of_path(request);
    MOHUR_TRY(const auto held, hold(caller, act, id));
    if (!held.document.author || !is_mine(act, *held.document.author)) {
        return Error::denied("not-the-author");
    }
    if (!may_change_content(held.document.state)) {
        return Error::conflict("state-not-allowed", std::string{to_string(held.document.state)});
    }
    const auto subject = correction.subject.empty() ? held.document.card.title : correction.subject;
    MOHUR_TRY(const auto draft,
              drafts_.draft(caller.scope(), act,
                            {held.stored.template_name,
                             templates::PaperKind::letter,
                             correction.facts,
                             {subject, held.answers,
                              correction.signer ? correction.signer : held.stored.signer}}));
    MOHUR_TRY(
        const auto json,
        services_.cells.of(caller.scope())
            .write(caller.scope(), [&](sql::Transaction& tx) -> Result<Json> {
                auto card = held.document.card;
                card.title = subject;
                if (!correction.correspondent.empty()) {
                    MOHUR_TRY(card.correspondent,
                              registry_.correspondent_called(tx, act, correction.correspondent));
                }
                const auto names = correction.files.value_or(annex_names(id, held.version));
                MOHUR_TRY_VOID(write(tx, act, {held.document, row_version}, card, draft, names));
                MOHUR_TRY(const auto calendar, Calendar::load(tx));
                return document_view(tx, {act, services_.catalogue, language_of(request), calendar},
                                     id);
            }));
    return std::move(Response::json(json).with("ETag", json["etag"].as_string()));
}

Result<void> DraftApi::write(sql::Transaction& tx, const Act& act, const Seen& seen,
                             const Card& card, const DraftFiles& draft,
                             const std::vector<FileName>& annexes) const {
    auto row_version = seen.row_version;
    const auto id = seen.document.id;
    if (card != seen.document.card) {
        MOHUR_TRY(const auto edited, registry_.edit_card(tx, act, id, row_version, card, ""));
        row_version = edited.row_version;
    }
    std::vector<NewFile> files{draft.paper, draft.facts};
    MOHUR_TRY(const auto others, annexes_of(tx, act, services_.blobs, id, annexes));
    files.insert(files.end(), others.begin(), others.end());
    MOHUR_TRY_VOID(registry_.add_version(tx, act, id, row_version, files, "facts"));
    return {};
}

}  // namespace mohur::server
