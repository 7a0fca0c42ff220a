// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/control/control_card.h"
#include "documents/resolution/resolution.h"
#include "server/api/attachments.h"
#include "server/api/document_api.h"

#include <set>

namespace mohur::server {
namespace {

using namespace documents;  // NOLINT(google-build-using-namespace): every line below speaks of
                            // records

constexpr std::size_t kMostFiles = 100;

/// The card that a request describes.
Card card_from(JsonFields& fields) {
    Card card;
    const auto direction = direction_from(fields.text("direction", 16));
    if (!direction || *direction == Direction::certificate) {
        fields.fail("field-invalid", "direction");
    }
    card.direction = direction.value_or(Direction::incoming);
    card.kind = fields.text("kind", 40);
    card.title = fields.text("subject", 1'000);
    card.their_number = fields.optional_text("their_index", 64);
    card.their_date = fields.date("their_date");
    const auto mark = fields.optional_text("access_mark", 16);
    if (!mark.empty() && !access_mark_from(mark)) {
        fields.fail("field-invalid", "access_mark");
    }
    card.access_mark = access_mark_from(mark).value_or(AccessMark::open);
    return card;
}

Term term_from(JsonFields& fields) {
    if (const auto days = fields.integer("working_days", 1, 365)) {
        return WorkingDays{static_cast<int>(*days)};
    }
    if (const auto due = fields.date("due")) {
        return FixedDay{*due};
    }
    return NoTerm{};
}

std::vector<NewTask> tasks_from(const std::vector<AssignmentId>& executors, const Term& term) {
    std::vector<NewTask> tasks;
    // Instruction 935: the first named is the main executor.
    for (const auto& executor : executors) {
        tasks.push_back({executor, tasks.empty(), term});
    }
    return tasks;
}

}  // namespace

Result<NewDocument> NewDocument::read(const Json& body) {
    JsonFields fields{body};
    NewDocument out;
    out.card = card_from(fields);
    out.correspondent = fields.optional_text("correspondent", 300);
    out.journal = fields.id<JournalId>("journal_id");
    out.reply_to = fields.id<DocumentId>("reply_to");
    out.uploads = fields.ids<UploadId>("files", kMostFiles);
    out.template_name = fields.optional_text("template", 64);
    out.facts = fields.object("facts");
    out.signer = fields.id<AssignmentId>("signer");
    const bool drafted = !out.template_name.empty();
    if (drafted && out.card.direction != Direction::outgoing) {
        fields.fail("field-invalid", "template");
    }
    if (drafted && !out.facts.is_object()) {
        fields.fail("field-missing", "facts");
    }
    if (!drafted && (out.signer || !out.facts.is_null())) {
        fields.fail("field-missing", "template");
    }
    MOHUR_TRY_VOID(fields.finish());
    return out;
}

Result<DocumentId> DocumentApi::capture(sql::Transaction& tx, const Act& act, NewDocument wanted,
                                        const std::optional<DraftFiles>& draft) const {
    auto& card = wanted.card;
    if (!wanted.correspondent.empty()) {
        MOHUR_TRY(card.correspondent,
                  registry_.correspondent_called(tx, act, wanted.correspondent));
    } else if (wanted.reply_to && card.direction == Direction::outgoing) {
        MOHUR_TRY(const auto answered, document_of(tx, act, *wanted.reply_to));
        card.correspondent = answered.card.correspondent;
    }
    std::vector<NewFile> files;
    if (draft) {
        files = {draft->paper, draft->facts};
    }
    MOHUR_TRY_VOID(add_uploads(tx, act, services_.blobs, wanted.uploads, files));
    MOHUR_TRY(const auto document, registry_.capture(tx, act, card, files));
    if (wanted.reply_to) {
        MOHUR_TRY_VOID(registry_.link(tx, act, document.id, *wanted.reply_to, LinkType::reply_to));
    }
    if (wanted.journal) {
        MOHUR_TRY_VOID(registrar_.register_document(tx, act, document.id, document.row_version,
                                                    *wanted.journal));
    }
    return document.id;
}

Result<Response> DocumentApi::create(Request& request) const {
    MOHUR_TRY(const auto caller, changing_caller_of(services_, request));
    MOHUR_TRY(const auto text, request.text_body(services_.config.max_json_bytes));
    MOHUR_TRY(const auto body, Json::parse(text));
    MOHUR_TRY(const auto wanted, NewDocument::read(body));
    std::optional<DraftFiles> draft;
    if (!wanted.template_name.empty()) {
        // Rendered before the transaction, which holds only work of the database.
        MOHUR_TRY(draft, drafts_.draft(caller.scope(), caller.act(services_.clock.now()),
                                       {wanted.template_name,
                                        templates::PaperKind::letter,
                                        wanted.facts,
                                        {wanted.card.title, wanted.reply_to, wanted.signer}}));
    }
    auto answer = answer_once(request, caller, text, [&](sql::Transaction& tx, const Act& act) {
        return capture(tx, act, wanted, draft);
    });
    services_.jobs.nudge();  // the files of an incoming paper are judged at once
    return answer;
}

Result<Response> DocumentApi::add_resolution(Request& request) const {
    const auto id = document_of_path(request);
    return deed(
        request, [&](sql::Transaction& tx, const Act& act, const Json& body) -> Result<DocumentId> {
            JsonFields fields{body};
            const auto text = fields.text("text", 4'000);
            const auto executors = fields.ids<AssignmentId>("executors", 50);
            const auto term = term_from(fields);
            const bool control = fields.boolean("control").value_or(false);
            MOHUR_TRY_VOID(fields.finish());
            MOHUR_TRY(const auto calendar, Calendar::load(tx));
            MOHUR_TRY(const auto held, document_of(tx, act, id));
            const Resolutions resolutions{services_.ids};
            MOHUR_TRY(const auto made,
                      resolutions.add(tx, act, id, held.row_version,
                                      {text, std::nullopt, tasks_from(executors, term)}, calendar));
            const auto due = made.tasks.empty() ? std::nullopt : made.tasks.front().due;
            if (control && !due) {
                return Error::malformed("field-missing", "field:working_days");
            }
            if (control) {
                const ControlCards cards{services_.ids};
                MOHUR_TRY_VOID(
                    cards.set(tx, act, id, {made.tasks.front().id, ControlReason::own_task, *due}));
            }
            return id;
        });
}

/// The paper names its signatory, and its number is printed before the one signature is made.
Result<void> DocumentApi::check_signatories(sql::Transaction& tx, const Act& act, DocumentId id,
                                            const RoutePlan& plan) const {
    MOHUR_TRY(const auto versions, versions_of(tx, act, id));
    MOHUR_TRY(const auto drafted, drafts_.stored(AgencyScope{tx.agency()}, versions.back()));
    if (!drafted) {
        return {};
    }
    if (plan.signatories.size() > 1) {
        return Error::malformed("signatory-single", "field:sign");
    }
    if (!plan.signatories.empty() && drafted->signer != plan.signatories.front().who) {
        return Error::conflict("signatory-differs", "field:sign");
    }
    return {};
}

Result<Response> DocumentApi::start_route(Request& request) const {
    const auto id = document_of_path(request);
    return deed(request,
                [&](sql::Transaction& tx, const Act& act, const Json& body) -> Result<DocumentId> {
                    JsonFields fields{body};
                    RoutePlan plan;
                    plan.visas = fields.ids<AssignmentId>("visa", 20);
                    for (const auto& who : fields.ids<AssignmentId>("sign", 5)) {
                        plan.signatories.push_back({who, StepAction::sign});
                    }
                    MOHUR_TRY_VOID(fields.finish());
                    MOHUR_TRY(const auto held, document_of(tx, act, id));
                    MOHUR_TRY_VOID(check_signatories(tx, act, id, plan));
                    const Routes routes;
                    MOHUR_TRY_VOID(routes.start(tx, act, id, held.row_version, plan));
                    return id;
                });
}

Result<Response> DocumentApi::give_visa(Request& request) const {
    const auto id = document_of_path(request);
    return deed(request,
                [&](sql::Transaction& tx, const Act& act, const Json& body) -> Result<DocumentId> {
                    JsonFields fields{body};
                    const auto remark = fields.optional_text("remark", 4'000);
                    MOHUR_TRY_VOID(fields.finish());
                    const Routes routes;
                    MOHUR_TRY_VOID(routes.give_visa(tx, act, id, remark));
                    return id;
                });
}

Result<Response> DocumentApi::refuse(Request& request) const {
    const auto id = document_of_path(request);
    return deed(request,
                [&](sql::Transaction& tx, const Act& act, const Json& body) -> Result<DocumentId> {
                    JsonFields fields{body};
                    const auto reason = fields.text("reason", 1'000);
                    MOHUR_TRY_VOID(fields.finish());
                    const Routes routes;
                    MOHUR_TRY_VOID(routes.refuse(tx, act, id, reason));
                    return id;
                });
}

Result<Response> DocumentApi::report_task(Request& request) const {
    const auto task = TaskId::parse(request.parameter("id")).value_or(TaskId{});
    return deed(request,
                [&](sql::Transaction& tx, const Act& act, const Json& body) -> Result<DocumentId> {
                    JsonFields fields{body};
                    const auto text = fields.text("text", 4'000);
                    const auto reply = fields.id<DocumentId>("reply_id");
                    MOHUR_TRY_VOID(fields.finish());
                    const Resolutions resolutions{services_.ids};
                    MOHUR_TRY(const auto done, resolutions.report(tx, act, task, text, reply));
                    return done.document;
                });
}

Result<Response> DocumentApi::decide_task(Request& request) const {
    const auto task = TaskId::parse(request.parameter("id")).value_or(TaskId{});
    return deed(
        request, [&](sql::Transaction& tx, const Act& act, const Json& body) -> Result<DocumentId> {
            JsonFields fields{body};
            const auto accepted = fields.boolean("accept");
            const auto remarks = fields.optional_text("remarks", 4'000);
            if (!accepted) {
                fields.fail("field-missing", "accept");
            }
            MOHUR_TRY_VOID(fields.finish());
            const Resolutions resolutions{services_.ids};
            MOHUR_TRY(const auto done, *accepted ? resolutions.accept(tx, act, task)
                                                 : resolutions.send_back(tx, act, task, remarks));
            return done.document;
        });
}

Result<Response> DocumentApi::remove_control(Request& request) const {
    const auto card = ControlCardId::parse(request.parameter("id")).value_or(ControlCardId{});
    return deed(request,
                [&](sql::Transaction& tx, const Act& act, const Json& body) -> Result<DocumentId> {
                    JsonFields fields{body};
                    const auto reason = fields.text("reason", 1'000);
                    MOHUR_TRY_VOID(fields.finish());
                    const ControlCards cards{services_.ids};
                    MOHUR_TRY(const auto removed, cards.remove(tx, act, card, reason));
                    return removed.document;
                });
}

Result<Response> DocumentApi::file(Request& request) const {
    const auto id = document_of_path(request);
    return deed(request,
                [&](sql::Transaction& tx, const Act& act, const Json& body) -> Result<DocumentId> {
                    JsonFields fields{body};
                    const auto into = fields.required_id<CaseFileId>("case_file_id");
                    MOHUR_TRY_VOID(fields.finish());
                    MOHUR_TRY(const auto held, document_of(tx, act, id));
                    MOHUR_TRY_VOID(filing_.file(tx, act, id, held.row_version, into));
                    return id;
                });
}

}  // namespace mohur::server
