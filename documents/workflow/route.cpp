// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/workflow/route.h"

#include "documents/audit/event.h"
#include "documents/model/names.h"
#include "documents/registry/document_rows.h"
#include "documents/registry/registry.h"

#include <set>

namespace mohur::documents {
namespace {

constexpr std::size_t kMostSteps = 50;

constexpr Names<StepAction, 3> kActions{{{
    {StepAction::visa, "visa"},
    {StepAction::sign, "sign"},
    {StepAction::seal, "seal"},
}}};

constexpr Names<StepState, 5> kStepStates{{{
    {StepState::waiting, "waiting"},
    {StepState::active, "active"},
    {StepState::done, "done"},
    {StepState::refused, "refused"},
    {StepState::cancelled, "cancelled"},
}}};

constexpr sql::Statement kHasPower{"route.has_power", "SELECT has_power($1, $2) AS held"};

constexpr sql::Statement kNewRoute{"route.new", R"sql(
    INSERT INTO route (agency_id, document_id, round, version_no, state, started_at)
    SELECT $1, $2, coalesce(max(round), 0) + 1, $3, 'running', $4
      FROM route
     WHERE agency_id = $1 AND document_id = $2
    RETURNING round
)sql"};

constexpr sql::Statement kNewStep{"route.new_step", R"sql(
    INSERT INTO route_step (agency_id, document_id, round, no, action, assignee_id, state)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
)sql"};

constexpr sql::Statement kMyStep{"route.my_step", R"sql(
    SELECT step.round, step.no, step.action
      FROM route_step AS step
     WHERE step.agency_id = $1 AND step.document_id = $2 AND step.assignee_id = $3
       AND step.state = 'active'
     ORDER BY step.no
     LIMIT 1
)sql"};

constexpr sql::Statement kFinishStep{"route.finish_step", R"sql(
    UPDATE route_step
       SET state = $5, remark = $6, acted_person = $7, acted_assignment = $8, acted_for = $9,
           acted_at = $10
     WHERE agency_id = $1 AND document_id = $2 AND round = $3 AND no = $4 AND state = 'active'
)sql"};

constexpr sql::Statement kCancelSteps{"route.cancel_steps", R"sql(
    UPDATE route_step SET state = 'cancelled'
     WHERE agency_id = $1 AND document_id = $2 AND state IN ('waiting', 'active')
)sql"};

constexpr sql::Statement kActive{"route.active", R"sql(
    SELECT count(*) AS active
      FROM route_step
     WHERE agency_id = $1 AND document_id = $2 AND state = 'active'
)sql"};

constexpr sql::Statement kActivateNext{"route.activate_next", R"sql(
    UPDATE route_step SET state = 'active'
     WHERE agency_id = $1 AND document_id = $2 AND state = 'waiting'
       AND no = (SELECT min(no) FROM route_step
                  WHERE agency_id = $1 AND document_id = $2 AND state = 'waiting')
)sql"};

constexpr sql::Statement kEndRoute{"route.end", R"sql(
    UPDATE route SET state = $3, ended_at = $4
     WHERE agency_id = $1 AND document_id = $2 AND state = 'running'
)sql"};

constexpr sql::Statement kDueSignature{"route.due_signature", R"sql(
    SELECT step.round, step.no, step.action, step.assignee_id,
           NOT EXISTS (SELECT FROM route_step AS later
                        WHERE later.agency_id = step.agency_id
                          AND later.document_id = step.document_id
                          AND later.round = step.round AND later.state = 'waiting') AS is_last
      FROM route_step AS step
     WHERE step.agency_id = $1 AND step.document_id = $2 AND step.state = 'active'
       AND step.action <> 'visa'
)sql"};

constexpr sql::Statement kSteps{"route.steps", R"sql(
    SELECT step.round, step.no, step.action, step.assignee_id, step.state, step.remark,
           step.acted_at, assignment.post,
           person.surname || ' ' || person.given_name AS name,
           coalesce(actor.surname || ' ' || actor.given_name, '') AS acted_name,
           coalesce(behind.surname || ' ' || behind.given_name, '') AS behind_name
      FROM route_step AS step
      JOIN assignment ON assignment.agency_id = step.agency_id
                     AND assignment.id = step.assignee_id
      JOIN person ON person.id = assignment.person_id
      LEFT JOIN person AS actor ON actor.id = step.acted_person
      LEFT JOIN assignment AS principal ON principal.agency_id = step.agency_id
                                       AND principal.id = step.acted_for
      LEFT JOIN person AS behind ON behind.id = principal.person_id
     WHERE step.agency_id = $1 AND step.document_id = $2
     ORDER BY step.round, step.no
)sql"};

Power power_for(StepAction action) {
    return action == StepAction::seal ? Power::seal : Power::sign;
}

Result<void> check_plan(sql::Transaction& tx, const RoutePlan& plan) {
    if (plan.signatories.empty()) {
        return Error::malformed("route-empty");
    }
    if (plan.visas.size() + plan.signatories.size() > kMostSteps) {
        return Error::too_large("route-too-long");
    }
    std::set<AssignmentId> visas{plan.visas.begin(), plan.visas.end()};
    std::set<std::pair<AssignmentId, StepAction>> signatories;
    for (const auto& each : plan.signatories) {
        MOHUR_TRY(const auto rows, tx.exec(kHasPower, each.who, to_string(power_for(each.action))));
        if (!rows[0].get<bool>("held")) {
            return Error::malformed("signatory-without-power", to_string(each.who));
        }
        signatories.insert({each.who, each.action});
    }
    if (visas.size() != plan.visas.size() || signatories.size() != plan.signatories.size()) {
        return Error::malformed("route-repeats");
    }
    return {};
}

Result<void> add_step(sql::Transaction& tx, const Act& act, DocumentId id, int round, int no,
                      const Signatory& who, StepState state) {
    MOHUR_TRY_VOID(tx.exec(kNewStep, tx.agency(), id, round, no, to_string(who.action), who.who,
                           to_string(state)));
    return let_see(tx, act, id, who.who, "route");
}

Result<int> write_route(sql::Transaction& tx, const Act& act, const Document& document,
                        const RoutePlan& plan) {
    MOHUR_TRY(const auto rows,
              tx.exec(kNewRoute, tx.agency(), document.id, document.current_version, act.at));
    const int round = rows[0].get<int>("round");
    int no = 0;
    for (const auto who : plan.visas) {
        MOHUR_TRY_VOID(add_step(tx, act, document.id, round, ++no, {who, StepAction::visa},
                                StepState::active));
    }
    for (const auto& who : plan.signatories) {
        MOHUR_TRY_VOID(add_step(tx, act, document.id, round, no + 1, who,
                                no == 0 ? StepState::active : StepState::waiting));
        ++no;
    }
    return round;
}

Result<void> finish_step(sql::Transaction& tx, const Act& act, DocumentId id, int round, int no,
                         StepState state, std::string_view remark) {
    return tx.change("not-your-step", kFinishStep, tx.agency(), id, round, no, to_string(state),
                     remark, act.person, act.assignment, act.on_behalf_of, act.at);
}

/// The active step of him who acts or for whom he acts.
Result<sql::Row> my_step(sql::Transaction& tx, const Act& act, DocumentId id,
                         std::optional<Power> power) {
    MOHUR_TRY(const auto place, require(tx, act, power));
    MOHUR_TRY(const auto rows, tx.exec(kMyStep, tx.agency(), id, place));
    if (rows.empty()) {
        return Error::denied("not-your-step");
    }
    return rows[0];
}

Result<void> end_route(sql::Transaction& tx, const Act& act, DocumentId id,
                       std::string_view state) {
    MOHUR_TRY_VOID(tx.exec(kCancelSteps, tx.agency(), id));
    return tx.change("route-not-running", kEndRoute, tx.agency(), id, state, act.at);
}

Result<void> require_author(sql::Transaction& tx, const Act& act, const Document& document) {
    MOHUR_TRY(const auto place, require(tx, act, std::nullopt));
    if (place && document.author != place) {
        return Error::denied("not-the-author");
    }
    return {};
}

RouteStep step_from(const sql::Row& row) {
    RouteStep step;
    step.round = row.get<int>("round");
    step.no = row.get<int>("no");
    step.action = *kActions.value_of(row.text("action"));
    step.assignee = row.get<AssignmentId>("assignee_id");
    step.assignee_name = row.text("name");
    step.assignee_post = row.text("post");
    step.state = *kStepStates.value_of(row.text("state"));
    step.remark = row.text("remark");
    step.acted_name = row.text("acted_name");
    step.acted_for_name = row.text("behind_name");
    step.acted_at = row.get<std::optional<Time>>("acted_at");
    return step;
}

}  // namespace

std::string_view to_string(StepAction action) noexcept {
    return kActions.name_of(action);
}
std::string_view to_string(StepState state) noexcept {
    return kStepStates.name_of(state);
}

Result<Document> Routes::start(sql::Transaction& tx, const Act& act, DocumentId id,
                               std::int64_t row_version, const RoutePlan& plan) const {
    MOHUR_TRY_VOID(check_plan(tx, plan));
    MOHUR_TRY(const auto document, lock_document(tx, act, id, row_version));
    MOHUR_TRY_VOID(require_author(tx, act, document));
    if (document.card.direction == Direction::incoming) {
        return Error::conflict("state-not-allowed", "incoming");
    }
    MOHUR_TRY_VOID(move_document(
        tx, act, document,
        plan.visas.empty() ? DocumentEvent::sent_for_signing : DocumentEvent::sent_for_approval));
    MOHUR_TRY(const int round, write_route(tx, act, document, plan));
    MOHUR_TRY_VOID(
        record_event(tx, act, Stream::document(id), "route.started",
                     Json::object({{"round", round},
                                   {"version", document.current_version},
                                   {"visas", static_cast<int>(plan.visas.size())},
                                   {"signatures", static_cast<int>(plan.signatories.size())}})));
    return document_of(tx, act, id);
}

Result<Document> Routes::give_visa(sql::Transaction& tx, const Act& act, DocumentId id,
                                   std::string_view remark) const {
    MOHUR_TRY(const auto document, lock_document(tx, act, id, std::nullopt));
    MOHUR_TRY(const auto step, my_step(tx, act, id, std::nullopt));
    if (step.text("action") != "visa") {
        return Error::denied("not-your-step");
    }
    MOHUR_TRY_VOID(finish_step(tx, act, id, step.get<int>("round"), step.get<int>("no"),
                               StepState::done, remark));
    MOHUR_TRY_VOID(record_event(tx, act, Stream::document(id), "visa.given",
                                Json::object({{"round", step.get<int>("round")},
                                              {"step", step.get<int>("no")},
                                              {"remark", remark}})));
    MOHUR_TRY(const auto left, tx.exec(kActive, tx.agency(), id));
    if (left[0].get<int>("active") > 0) {
        MOHUR_TRY_VOID(touch_document(tx, act, id));
        return document_of(tx, act, id);
    }
    MOHUR_TRY_VOID(tx.exec(kActivateNext, tx.agency(), id));
    MOHUR_TRY_VOID(move_document(tx, act, document, DocumentEvent::approved));
    return document_of(tx, act, id);
}

Result<Document> Routes::refuse(sql::Transaction& tx, const Act& act, DocumentId id,
                                std::string_view reason) const {
    if (reason.empty()) {
        return Error::malformed("reason-missing");
    }
    MOHUR_TRY(const auto document, lock_document(tx, act, id, std::nullopt));
    MOHUR_TRY(const auto step, my_step(tx, act, id, std::nullopt));
    MOHUR_TRY_VOID(finish_step(tx, act, id, step.get<int>("round"), step.get<int>("no"),
                               StepState::refused, reason));
    MOHUR_TRY_VOID(end_route(tx, act, id, "refused"));
    MOHUR_TRY_VOID(move_document(tx, act, document, DocumentEvent::refused));
    MOHUR_TRY_VOID(record_event(tx, act, Stream::document(id), "route.refused",
                                Json::object({{"round", step.get<int>("round")},
                                              {"step", step.get<int>("no")},
                                              {"action", step.text("action")},
                                              {"reason", reason}})));
    return document_of(tx, act, id);
}

Result<Document> Routes::recall(sql::Transaction& tx, const Act& act, DocumentId id,
                                std::int64_t row_version, std::string_view reason) const {
    if (reason.empty()) {
        return Error::malformed("reason-missing");
    }
    MOHUR_TRY(const auto document, lock_document(tx, act, id, row_version));
    MOHUR_TRY_VOID(require_author(tx, act, document));
    MOHUR_TRY_VOID(move_document(tx, act, document, DocumentEvent::recalled));
    MOHUR_TRY_VOID(end_route(tx, act, id, "recalled"));
    MOHUR_TRY_VOID(record_event(tx, act, Stream::document(id), "route.recalled",
                                Json::object({{"reason", reason}})));
    return document_of(tx, act, id);
}

Result<DueSignature> Routes::due_signature(sql::Transaction& tx, DocumentId id) const {
    MOHUR_TRY(const auto rows, tx.exec(kDueSignature, tx.agency(), id));
    if (rows.empty()) {
        return Error::conflict("no-signature-due");
    }
    return DueSignature{rows[0].get<int>("round"), rows[0].get<int>("no"),
                        *kActions.value_of(rows[0].text("action")),
                        rows[0].get<AssignmentId>("assignee_id"), rows[0].get<bool>("is_last")};
}

Result<void> Routes::complete_signature(sql::Transaction& tx, const Act& act,
                                        const Document& document, const DueSignature& step) const {
    MOHUR_TRY_VOID(finish_step(tx, act, document.id, step.round, step.no, StepState::done, ""));
    if (!step.is_last) {
        MOHUR_TRY_VOID(tx.exec(kActivateNext, tx.agency(), document.id));
        return touch_document(tx, act, document.id);
    }
    MOHUR_TRY_VOID(end_route(tx, act, document.id, "completed"));
    MOHUR_TRY_VOID(move_document(tx, act, document, DocumentEvent::signed_by_all));
    return {};
}

Result<std::vector<RouteStep>> steps_of(sql::Transaction& tx, const Act& act, DocumentId id) {
    MOHUR_TRY(const auto seen, see_document(tx, act, id));
    return steps_of(tx, seen);
}

Result<std::vector<RouteStep>> steps_of(sql::Transaction& tx, const SeenDocument& document) {
    MOHUR_TRY(const auto rows, tx.exec(kSteps, tx.agency(), document->id));
    return rows.map(step_from);
}

}  // namespace mohur::documents
