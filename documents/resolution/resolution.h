// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/calendar/calendar.h"
#include "documents/organisation/organisation.h"
#include "documents/registry/document.h"

#include <optional>
#include <string>
#include <vector>

namespace mohur::documents {

enum class TaskState { given, reported, sent_back, done, cancelled };

[[nodiscard]] std::string_view to_string(TaskState state) noexcept;

struct NewTask {
    AssignmentId executor;
    bool is_main = false;  ///< əsas icraçı: collects the others' parts; exactly one
    Term term;
};

struct NewResolution {
    std::string text;
    std::optional<TaskId> parent;  ///< an executor passes his task on
    std::vector<NewTask> tasks;    ///< 1 to 50
};

struct Task {
    TaskId id;
    ResolutionId resolution;
    DocumentId document;
    AssignmentId executor;
    std::string executor_name;
    std::string executor_post;
    bool is_main = false;
    std::optional<Date> due;
    TaskState state = TaskState::given;
    std::string report;
    std::optional<DocumentId> reply;  ///< the drafted or sent answer
    std::string remark;               ///< why it was sent back
};

/// A dərkənar: what a head wrote on a registered document.
struct Resolution {
    ResolutionId id;
    std::optional<TaskId> parent;
    AssignmentId author;
    std::string author_name;
    std::string text;
    Time created_at;
    std::vector<Task> tasks;
};

/// Resolutions and the tasks that they give. Thread-safe. Borrows `ids`.
class Resolutions {
public:
    explicit Resolutions(const IdSource& ids) : ids_{ids} {}

    /// Needs the power `resolve`, or the parent task for passing on. Terms are computed by
    /// `calendar` from the day of the act. Errors: `malformed` "main-executor-missing",
    /// "executor-repeats", "term-invalid"; `unavailable` "calendar-year-not-approved".
    [[nodiscard]] Result<Resolution> add(sql::Transaction& tx, const Act& act, DocumentId document,
                                         std::int64_t row_version, const NewResolution& resolution,
                                         const Calendar& calendar) const;
    /// The executor (or his substitute) reports; `reply` names the answer he prepared.
    [[nodiscard]] Result<Task> report(sql::Transaction& tx, const Act& act, TaskId task,
                                      std::string_view text, std::optional<DocumentId> reply) const;
    /// The author of the resolution accepts the report; after the last task the document is
    /// executed.
    [[nodiscard]] Result<Task> accept(sql::Transaction& tx, const Act& act, TaskId task) const;
    [[nodiscard]] Result<Task> send_back(sql::Transaction& tx, const Act& act, TaskId task,
                                         std::string_view remark) const;

private:
    const IdSource& ids_;
};

[[nodiscard]] Result<std::vector<Resolution>> resolutions_of(sql::Transaction& tx,
                                                             const SeenDocument& document);
[[nodiscard]] Result<std::vector<Resolution>> resolutions_of(sql::Transaction& tx, const Act& act,
                                                             DocumentId document);
/// `not_found` "task-missing". Does not ask what the caller may see.
[[nodiscard]] Result<Task> task_of(sql::Transaction& tx, TaskId id);

}  // namespace mohur::documents
