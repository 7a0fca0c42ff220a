// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/document_view.h"

#include "documents/ceremony/signing_session.h"
#include "documents/control/control_card.h"
#include "documents/exchange/outbox.h"
#include "documents/filing/case_file.h"
#include "documents/resolution/resolution.h"
#include "documents/workflow/route.h"
#include "server/api/caller.h"
#include "server/api/next_action.h"
#include "server/api/reception_view.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace mohur::server {
namespace {

using namespace documents;  // NOLINT(google-build-using-namespace): every line below speaks of
                            // records

/// Working days from today to `due`, counted as terms are; nothing where the calendar cannot say.
std::optional<int> working_days_left(const Calendar& calendar, Date today, Date due) {
    int left = 0;
    for (auto day = std::chrono::sys_days{today}; day < std::chrono::sys_days{due};
         day += std::chrono::days{1}) {
        const auto works = calendar.is_working(Date{day + std::chrono::days{1}});
        if (!works) {
            return std::nullopt;
        }
        left += *works ? 1 : 0;
    }
    return left;
}

Json person_json(AssignmentId id, std::string_view name, std::string_view post) {
    return Json::object({{"id", to_string(id)}, {"name", name}, {"post", post}});
}

std::string file_id(DocumentId document, int version, int no) {
    return to_string(document) + "." + std::to_string(version) + "." + std::to_string(no);
}

/// The files of the newest version; a page count is not stored, so the interface asks for page 1.
Json files_json(DocumentId id, const Version& version) {
    Json files = Json::array();
    for (const auto& file : version.files) {
        files.push(Json::object({{"id", file_id(id, version.no, file.no)},
                                 {"name", file.name},
                                 {"media_type", file.media_type},
                                 {"size", file.size},
                                 {"digest", to_string(file.digest)},
                                 {"role", to_string(file.role)},
                                 {"pages", file.media_type == "application/pdf" ? 1 : 0}}));
    }
    return files;
}

Json registration_json(const Registration& held, std::string_view journal) {
    auto json = Json::object({{"journal", journal},
                              {"number", held.number},
                              {"index", held.index_text},
                              {"state", to_string(held.state)},
                              {"date", to_iso(held.date)}});
    if (!held.reason.empty()) {
        json.set("voided_reason", held.reason);
    }
    return json;
}

Json steps_json(const Viewpoint& view, const std::vector<RouteStep>& steps) {
    Json all = Json::array();
    for (const auto& step : steps) {
        auto json = Json::object(
            {{"round", step.round},
             {"no", step.no},
             {"action", to_string(step.action)},
             {"assignee", person_json(step.assignee, step.assignee_name, step.assignee_post)},
             {"state", to_string(step.state)},
             {"mine", is_mine(view.act, step.assignee)}});
        if (!step.remark.empty()) {
            json.set("remark", step.remark);
        }
        if (step.acted_at) {
            json.set("acted_at", to_rfc3339(*step.acted_at)).set("acted_by", step.acted_name);
        }
        if (!step.acted_for_name.empty()) {
            json.set("on_behalf_of", step.acted_for_name);
        }
        all.push(std::move(json));
    }
    return Json::object({{"steps", all}});
}

Json task_json(const Viewpoint& view, const Task& task) {
    auto json = Json::object(
        {{"id", to_string(task.id)},
         {"executor", person_json(task.executor, task.executor_name, task.executor_post)},
         {"main", task.is_main},
         {"state", to_string(task.state)},
         {"mine", is_mine(view.act, task.executor)}});
    set_term(json, view, task.due,
             task.state == TaskState::given || task.state == TaskState::sent_back);
    if (!task.report.empty()) {
        json.set("report", task.report);
    }
    if (!task.remark.empty()) {
        json.set("remark", task.remark);
    }
    if (task.reply) {
        json.set("reply_id", to_string(*task.reply));
    }
    return json;
}

Json resolutions_json(const Viewpoint& view, const std::vector<Resolution>& resolutions) {
    Json all = Json::array();
    for (const auto& one : resolutions) {
        Json tasks = Json::array();
        for (const auto& task : one.tasks) {
            tasks.push(task_json(view, task));
        }
        all.push(Json::object({{"id", to_string(one.id)},
                               {"author", one.author_name},
                               {"text", one.text},
                               {"created_at", to_rfc3339(one.created_at)},
                               {"mine", is_mine(view.act, one.author)},
                               {"tasks", tasks}}));
    }
    return all;
}

Json control_json(const Viewpoint& view, const ControlCard& card) {
    auto json = Json::object(
        {{"id", to_string(card.id)},
         {"state", card.on ? "on" : "removed"},
         {"reason",
          view.catalogue.text(view.language, "control-" + std::string{to_string(card.reason)})},
         {"set_by", card.set_name},
         {"set_at", to_rfc3339(card.set_at)},
         {"due", to_iso(card.due)},
         {"original_due", to_iso(card.original_due)},
         {"may_remove", card.on && is_mine(view.act, card.set_by)}});
    if (card.removed_at) {
        json.set("removed_at", to_rfc3339(*card.removed_at))
            .set("removal_reason", card.removal_reason);
    }
    return json;
}

Json links_json(const std::vector<Link>& links) {
    Json all = Json::array();
    for (const auto& link : links) {
        auto json = Json::object({{"kind", to_string(link.type)},
                                  {"document_id", to_string(link.document)},
                                  {"subject", link.title},
                                  {"direction", link.outgoing ? "to" : "from"}});
        if (!link.index_text.empty()) {
            json.set("index", link.index_text);
        }
        all.push(std::move(json));
    }
    return all;
}

Json dispatches_json(const std::vector<OutgoingConsignment>& dispatches) {
    Json all = Json::array();
    for (const auto& one : dispatches) {
        if (one.kind != ConsignmentKind::letter) {
            continue;
        }
        auto json = Json::object({{"id", to_string(one.id)},
                                  {"to", one.peer.name},
                                  {"state", to_string(one.state)},
                                  {"attempts", one.attempt}});
        if (!one.their_index.empty()) {
            json.set("their_index", one.their_index);
        }
        if (one.their_date) {
            json.set("their_date", to_iso(*one.their_date));
        }
        if (!one.refusal.empty()) {
            json.set("refusal", one.refusal);
        }
        all.push(std::move(json));
    }
    return all;
}

Json signatures_json(const Viewpoint& view, const std::vector<Signature>& signatures) {
    Json all = Json::array();
    for (const auto& one : signatures) {
        for (const auto& verdict : one.verdict["signatures"].items()) {
            all.push(signature_view(view.catalogue, view.language, verdict, one.post,
                                    one.on_behalf_of_name));
        }
    }
    return all;
}

Json card_json(const Viewpoint& view, const Document& document) {
    const auto& card = document.card;
    auto json = Json::object({{"id", to_string(document.id)},
                              {"etag", etag_of(document.row_version)},
                              {"direction", to_string(card.direction)},
                              {"kind", view.catalogue.text(view.language, "kind-" + card.kind)},
                              {"subject", card.title},
                              {"state", to_string(document.state)},
                              {"access_mark", to_string(card.access_mark)},
                              {"created_at", to_rfc3339(document.created_at)}});
    if (!document.correspondent_name.empty()) {
        json.set("correspondent", document.correspondent_name);
    }
    if (!card.their_number.empty()) {
        json.set("their_index", card.their_number);
    }
    if (card.their_date) {
        json.set("their_date", to_iso(*card.their_date));
    }
    return json;
}

/// What was found when the files of an incoming document came in.
Result<Json> reception_json(sql::Transaction& tx, const Viewpoint& view, DocumentId id,
                            const Version& version) {
    MOHUR_TRY(const auto received, receptions_of(tx, id, version.no));
    Json all = Json::array();
    for (const auto& file : received) {
        const auto named = std::ranges::find(version.files, file.place.no, &File::no);
        all.push(reception_view(view.catalogue, view.language, file,
                                named == version.files.end() ? std::string{} : named->name));
    }
    return all;
}

Result<std::string> journal_name(sql::Transaction& tx, JournalId id) {
    MOHUR_TRY(const auto all, journals(tx));
    for (const auto& journal : all) {
        if (journal.id == id) {
            return journal.name;
        }
    }
    return std::string{};
}

/// Card, number and files: what belongs to the document itself.
Result<Json> own_parts(sql::Transaction& tx, const Viewpoint& view, const Document& document) {
    auto json = card_json(view, document);
    if (document.registration) {
        MOHUR_TRY(const auto journal, journal_name(tx, document.registration->journal));
        json.set("registration", registration_json(*document.registration, journal));
    }
    MOHUR_TRY(const auto versions, versions_of(tx, view.act, document.id));
    json.set("files", versions.empty() ? Json::array() : files_json(document.id, versions.back()));
    if (document.card.direction == Direction::incoming && !versions.empty()) {
        MOHUR_TRY(auto reception, reception_json(tx, view, document.id, versions.back()));
        json.set("reception", std::move(reception));
    }
    if (document.case_file) {
        MOHUR_TRY(const auto file, case_file_of(tx, *document.case_file));
        json.set("case_file", Json::object({{"id", to_string(file.id)},
                                            {"index", file.file_class.index_text},
                                            {"title", file.title}}));
    }
    MOHUR_TRY(const auto code, verification_code_of(tx, document.id));
    if (code) {
        json.set("verification_code", *code);
    }
    return json;
}

}  // namespace

void set_term(Json& json, const Viewpoint& view, std::optional<Date> due, bool open) {
    if (!due) {
        if (!json.contains("overdue")) {
            json.set("overdue", false);
        }
        return;
    }
    const auto today = local_date(view.act.at);
    json.set("due", to_iso(*due)).set("overdue", open && *due < today);
    if (const auto left = working_days_left(view.calendar, today, *due); open && left) {
        json.set("working_days_left", *left);
    }
}

std::string to_iso(Date date) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    return text.data();
}

Result<Json> document_view(sql::Transaction& tx, const Viewpoint& view, DocumentId id) {
    MOHUR_TRY(const auto document, document_of(tx, view.act, id));
    MOHUR_TRY(auto json, own_parts(tx, view, document));
    Surroundings around;
    MOHUR_TRY(around.steps, steps_of(tx, view.act, id));
    MOHUR_TRY(around.resolutions, resolutions_of(tx, view.act, id));
    MOHUR_TRY(around.cards, control_cards_of(tx, view.act, id));
    MOHUR_TRY(around.dispatches, dispatches_of(tx, id));
    MOHUR_TRY(const auto place, require(tx, view.act, std::nullopt));
    if (place) {
        MOHUR_TRY(const auto assignment, assignment_of(tx, *place));
        around.powers = assignment.powers;
    }
    MOHUR_TRY(const auto signatures, signatures_of(tx, view.act, id));
    MOHUR_TRY(const auto links, links_of(tx, view.act, id));
    if (!around.steps.empty()) {
        json.set("route", steps_json(view, around.steps));
    }
    if (!around.cards.empty()) {
        json.set("control", control_json(view, around.cards.back()));
    }
    json.set("signatures", signatures_json(view, signatures))
        .set("resolutions", resolutions_json(view, around.resolutions))
        .set("links", links_json(links))
        .set("dispatches", dispatches_json(around.dispatches))
        .set("next_action", next_action(view.act, document, around));
    return json;
}

Json summary_view(const Viewpoint& view, const DocumentLine& line) {
    auto json = Json::object({{"id", to_string(line.id)},
                              {"direction", to_string(line.direction)},
                              {"kind", view.catalogue.text(view.language, "kind-" + line.kind)},
                              {"subject", line.title},
                              {"state", to_string(line.state)},
                              {"next_action", "none"},
                              {"etag", ""}});
    if (!line.index_text.empty()) {
        json.set("index", line.index_text);
    }
    if (line.date) {
        json.set("registered_at", to_iso(*line.date));
    }
    if (!line.correspondent_name.empty()) {
        json.set("correspondent", line.correspondent_name);
    }
    return json;
}

}  // namespace mohur::server
