// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/resolution/resolution.h"

#include "documents/audit/event.h"
#include "documents/model/names.h"
#include "documents/registry/document_rows.h"
#include "documents/registry/registry.h"

#include <algorithm>
#include <set>

namespace mohur::documents {
namespace {

constexpr std::size_t kMostTasks = 50;

constexpr Names<TaskState, 5> kTaskStates{{{
    {TaskState::given, "given"},
    {TaskState::reported, "reported"},
    {TaskState::sent_back, "sent_back"},
    {TaskState::done, "done"},
    {TaskState::cancelled, "cancelled"},
}}};

constexpr sql::Statement kAdd{"resolution.add", R"sql(
    INSERT INTO resolution (agency_id, id, document_id, parent_task, author_id, text, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
)sql"};

constexpr sql::Statement kGive{"resolution.give", R"sql(
    INSERT INTO task (agency_id, id, resolution_id, document_id, executor_id, is_main, due, state,
                      given_at, changed_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, 'given', $8, $8)
)sql"};

constexpr sql::Statement kReport{"resolution.report", R"sql(
    UPDATE task SET state = 'reported', report = $3, reply_id = $4, changed_at = $5
     WHERE agency_id = $1 AND id = $2 AND state IN ('given', 'sent_back')
)sql"};

constexpr sql::Statement kDecide{"resolution.decide", R"sql(
    UPDATE task SET state = $3, remark = $4, changed_at = $5
     WHERE agency_id = $1 AND id = $2 AND state = 'reported'
)sql"};

constexpr sql::Statement kOpenTasks{"resolution.open_tasks", R"sql(
    SELECT count(*) AS open
      FROM task
     WHERE agency_id = $1 AND document_id = $2 AND state IN ('given', 'reported', 'sent_back')
)sql"};

constexpr sql::Statement kAuthor{"resolution.author", R"sql(
    SELECT resolution.author_id
      FROM task
      JOIN resolution ON resolution.agency_id = task.agency_id
                     AND resolution.id = task.resolution_id
     WHERE task.agency_id = $1 AND task.id = $2
)sql"};

constexpr sql::Statement kResolutions{"resolution.of_document", R"sql(
    SELECT resolution.id, parent_task, author_id, text, resolution.created_at,
           person.surname || ' ' || person.given_name AS author_name
      FROM resolution
      JOIN assignment ON assignment.agency_id = resolution.agency_id
                     AND assignment.id = author_id
      JOIN person ON person.id = assignment.person_id
     WHERE resolution.agency_id = $1 AND document_id = $2
     ORDER BY resolution.created_at, resolution.id
)sql"};

constexpr sql::Statement kTasks{"resolution.tasks", R"sql(
    SELECT task.id, resolution_id, document_id, executor_id, is_main, due, state, report, reply_id,
           remark, assignment.post, person.surname || ' ' || person.given_name AS name
      FROM task
      JOIN assignment ON assignment.agency_id = task.agency_id AND assignment.id = executor_id
      JOIN person ON person.id = assignment.person_id
     WHERE task.agency_id = $1 AND ($2::uuid IS NULL OR document_id = $2)
       AND ($3::uuid IS NULL OR task.id = $3)
     ORDER BY is_main DESC, name, task.id
)sql"};

Task task_from(const sql::Row& row) {
    Task task;
    task.id = row.get<TaskId>("id");
    task.resolution = row.get<ResolutionId>("resolution_id");
    task.document = row.get<DocumentId>("document_id");
    task.executor = row.get<AssignmentId>("executor_id");
    task.executor_name = row.text("name");
    task.executor_post = row.text("post");
    task.is_main = row.get<bool>("is_main");
    task.due = row.get<std::optional<Date>>("due");
    task.state = *kTaskStates.value_of(row.text("state"));
    task.report = row.text("report");
    task.reply = row.get<std::optional<DocumentId>>("reply_id");
    task.remark = row.text("remark");
    return task;
}

Result<void> check_tasks(const std::vector<NewTask>& tasks) {
    if (tasks.size() > kMostTasks) {
        return Error::too_large("too-many-tasks");
    }
    if (std::ranges::count_if(tasks, &NewTask::is_main) != 1) {
        return Error::malformed("main-executor-missing");
    }
    std::set<AssignmentId> executors;
    for (const auto& task : tasks) {
        if (!executors.insert(task.executor).second) {
            return Error::malformed("executor-repeats");
        }
    }
    return {};
}

/// A head resolves by his power; an executor passes on the task that is his.
Result<std::optional<AssignmentId>> require_author(sql::Transaction& tx, const Act& act,
                                                   DocumentId document,
                                                   const std::optional<TaskId>& parent) {
    if (!parent) {
        return require(tx, act, Power::resolve);
    }
    MOHUR_TRY(const auto place, require(tx, act, std::nullopt));
    MOHUR_TRY(const auto task, task_of(tx, *parent));
    if (task.document != document || task.executor != place) {
        return Error::denied("not-your-task");
    }
    return place;
}

Result<Json> give_task(sql::Transaction& tx, const Act& act, DocumentId document,
                       ResolutionId resolution, TaskId id, const NewTask& task,
                       const Calendar& calendar) {
    MOHUR_TRY(const auto due, calendar.due(local_date(act.at), task.term));
    MOHUR_TRY_VOID(tx.exec(kGive, tx.agency(), id, resolution, document, task.executor,
                           task.is_main, due, act.at));
    MOHUR_TRY_VOID(let_see(tx, act, document, task.executor, "executor"));
    return Json::object({{"task", to_string(id)},
                         {"executor", to_string(task.executor)},
                         {"main", task.is_main},
                         {"due", due ? Json{sql::Parameter{*due}.value()} : Json{}}});
}

/// Refuses everybody but the author of the task's resolution and his substitutes.
Result<void> require_giver(sql::Transaction& tx, const Act& act, TaskId id) {
    MOHUR_TRY(const auto place, require(tx, act, std::nullopt));
    MOHUR_TRY(const auto row, tx.exec_one("task-missing", kAuthor, tx.agency(), id));
    if (row.get<AssignmentId>("author_id") != place) {
        return Error::denied("not-your-resolution");
    }
    return {};
}

Result<void> execute_if_all_done(sql::Transaction& tx, const Act& act, const Document& document) {
    MOHUR_TRY(const auto rows, tx.exec(kOpenTasks, tx.agency(), document.id));
    if (rows[0].get<int>("open") > 0 || document.state != DocumentState::in_execution) {
        return touch_document(tx, act, document.id);
    }
    MOHUR_TRY_VOID(move_document(tx, act, document, DocumentEvent::tasks_done));
    return record_event(tx, act, Stream::document(document.id), "document.executed",
                        Json::object());
}

}  // namespace

std::string_view to_string(TaskState state) noexcept {
    return kTaskStates.name_of(state);
}

Result<Resolution> Resolutions::add(sql::Transaction& tx, const Act& act, DocumentId document,
                                    std::int64_t row_version, const NewResolution& resolution,
                                    const Calendar& calendar) const {
    MOHUR_TRY_VOID(check_tasks(resolution.tasks));
    MOHUR_TRY(const auto author, require_author(tx, act, document, resolution.parent));
    MOHUR_TRY(const auto locked, lock_document(tx, act, document, row_version));
    MOHUR_TRY_VOID(move_document(tx, act, locked, DocumentEvent::resolved));
    const auto id = ids_.make<ResolutionId>();
    MOHUR_TRY_VOID(tx.exec(kAdd, tx.agency(), id, document, resolution.parent, author,
                           resolution.text, act.at));
    Json tasks = Json::array();
    for (const auto& task : resolution.tasks) {
        MOHUR_TRY(auto given,
                  give_task(tx, act, document, id, ids_.make<TaskId>(), task, calendar));
        tasks.push(std::move(given));
    }
    MOHUR_TRY_VOID(record_event(tx, act, Stream::document(document), "resolution.added",
                                Json::object({{"resolution", to_string(id)},
                                              {"text", resolution.text},
                                              {"tasks", std::move(tasks)}})));
    MOHUR_TRY(const auto all, resolutions_of(tx, act, document));
    return *std::ranges::find(all, id, &Resolution::id);
}

Result<Task> Resolutions::report(sql::Transaction& tx, const Act& act, TaskId task,
                                 std::string_view text, std::optional<DocumentId> reply) const {
    MOHUR_TRY(const auto place, require(tx, act, std::nullopt));
    MOHUR_TRY(const auto given, task_of(tx, task));
    MOHUR_TRY_VOID(lock_document(tx, act, given.document, std::nullopt));
    if (given.executor != place) {
        return Error::denied("not-your-task");
    }
    if (text.empty()) {
        return Error::malformed("report-missing");
    }
    MOHUR_TRY_VOID(tx.change("state-not-allowed", kReport, tx.agency(), task, text, reply, act.at));
    MOHUR_TRY_VOID(touch_document(tx, act, given.document));
    MOHUR_TRY_VOID(
        record_event(tx, act, Stream::document(given.document), "task.reported",
                     Json::object({{"task", to_string(task)},
                                   {"reply", reply ? Json{to_string(*reply)} : Json{}}})));
    return task_of(tx, task);
}

Result<Task> Resolutions::accept(sql::Transaction& tx, const Act& act, TaskId task) const {
    MOHUR_TRY(const auto reported, task_of(tx, task));
    MOHUR_TRY(const auto document, lock_document(tx, act, reported.document, std::nullopt));
    MOHUR_TRY_VOID(require_giver(tx, act, task));
    MOHUR_TRY_VOID(tx.change("state-not-allowed", kDecide, tx.agency(), task,
                             to_string(TaskState::done), "", act.at));
    MOHUR_TRY_VOID(record_event(tx, act, Stream::document(document.id), "task.accepted",
                                Json::object({{"task", to_string(task)}})));
    MOHUR_TRY_VOID(execute_if_all_done(tx, act, document));
    return task_of(tx, task);
}

Result<Task> Resolutions::send_back(sql::Transaction& tx, const Act& act, TaskId task,
                                    std::string_view remark) const {
    if (remark.empty()) {
        return Error::malformed("reason-missing");
    }
    MOHUR_TRY(const auto reported, task_of(tx, task));
    MOHUR_TRY_VOID(lock_document(tx, act, reported.document, std::nullopt));
    MOHUR_TRY_VOID(require_giver(tx, act, task));
    MOHUR_TRY_VOID(tx.change("state-not-allowed", kDecide, tx.agency(), task,
                             to_string(TaskState::sent_back), remark, act.at));
    MOHUR_TRY_VOID(touch_document(tx, act, reported.document));
    MOHUR_TRY_VOID(record_event(tx, act, Stream::document(reported.document), "task.sent_back",
                                Json::object({{"task", to_string(task)}, {"remark", remark}})));
    return task_of(tx, task);
}

Result<Task> task_of(sql::Transaction& tx, TaskId id) {
    MOHUR_TRY(const auto row, tx.exec_one("task-missing", kTasks, tx.agency(), std::nullopt, id));
    return task_from(row);
}

Result<std::vector<Resolution>> resolutions_of(sql::Transaction& tx, const Act& act,
                                               DocumentId document) {
    MOHUR_TRY(const auto seen, see_document(tx, act, document));
    return resolutions_of(tx, seen);
}

Result<std::vector<Resolution>> resolutions_of(sql::Transaction& tx, const SeenDocument& document) {
    MOHUR_TRY(const auto rows, tx.exec(kResolutions, tx.agency(), document->id));
    auto all = rows.map([](const sql::Row& row) {
        return Resolution{row.get<ResolutionId>("id"),
                          row.get<std::optional<TaskId>>("parent_task"),
                          row.get<AssignmentId>("author_id"),
                          row.text("author_name"),
                          row.text("text"),
                          row.get<Time>("created_at"),
                          {}};
    });
    if (all.empty()) {
        return all;
    }
    MOHUR_TRY(const auto tasks, tx.exec(kTasks, tx.agency(), document->id, std::nullopt));
    for (const auto& row : tasks) {
        auto task = task_from(row);
        std::ranges::find(all, task.resolution, &Resolution::id)->tasks.push_back(std::move(task));
    }
    return all;
}

}  // namespace mohur::documents
