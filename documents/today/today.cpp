// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/today/today.h"

namespace mohur::documents {
namespace {

// One query with a column that says to which list a line belongs: the page is polled.
constexpr sql::Statement kToday{"today.lines", R"sql(
    WITH waiting AS (
        SELECT CASE step.action WHEN 'visa' THEN 'to_visa' ELSE 'to_sign' END AS list,
               step.document_id, NULL::date AS due, NULL::uuid AS task_id, '' AS note
          FROM route_step AS step
         WHERE step.agency_id = $1 AND step.assignee_id = $2 AND step.state = 'active'
        UNION ALL
        SELECT 'my_tasks', task.document_id, task.due, task.id,
               CASE WHEN task.state = 'sent_back' THEN task.remark ELSE resolution.text END
          FROM task
          JOIN resolution ON resolution.agency_id = task.agency_id
                         AND resolution.id = task.resolution_id
         WHERE task.agency_id = $1 AND task.executor_id = $2
           AND task.state IN ('given', 'sent_back')
        UNION ALL
        SELECT 'to_accept', task.document_id, task.due, task.id, task.report
          FROM task
          JOIN resolution ON resolution.agency_id = task.agency_id
                         AND resolution.id = task.resolution_id
         WHERE task.agency_id = $1 AND resolution.author_id = $2 AND task.state = 'reported'
        UNION ALL
        SELECT 'on_control', card.document_id, card.due, card.task_id, ''
          FROM control_card AS card
         WHERE card.agency_id = $1 AND card.set_by = $2 AND card.state = 'on'
        UNION ALL
        SELECT 'to_resolve', document.id, NULL, NULL, ''
          FROM document
         WHERE $3 AND document.agency_id = $1 AND document.state = 'registered'
           AND document.direction = 'incoming' AND document.access_mark = 'open'
        UNION ALL
        SELECT 'to_register', document.id, NULL, NULL, ''
          FROM document
         WHERE $4 AND document.agency_id = $1 AND document.state = 'draft'
           AND document.direction = 'incoming'
        UNION ALL
        SELECT 'returned', document.id, NULL, NULL,
               coalesce((SELECT step.remark FROM route_step AS step
                          WHERE step.agency_id = document.agency_id
                            AND step.document_id = document.id AND step.state = 'refused'
                          ORDER BY step.acted_at DESC LIMIT 1), '')
          FROM document
         WHERE document.agency_id = $1 AND document.author_id = $2
           AND document.state = 'returned'),
    ranked AS (
        SELECT waiting.*,
               row_number() OVER (PARTITION BY list ORDER BY due NULLS LAST, document_id) AS place
          FROM waiting)
    SELECT ranked.list, ranked.due, ranked.task_id, ranked.note, document.id, document.state,
           document.direction, document.kind, document.title, document.access_mark,
           document.created_at, coalesce(correspondent.name, '') AS correspondent_name,
           coalesce(registration.index_text, '') AS index_text, registration.on_date
      FROM ranked
      JOIN document ON document.agency_id = $1 AND document.id = ranked.document_id
      LEFT JOIN correspondent ON correspondent.agency_id = document.agency_id
                             AND correspondent.id = document.correspondent_id
      LEFT JOIN registration ON registration.agency_id = document.agency_id
                            AND registration.id = document.registration_id
     WHERE ranked.place <= 50
     ORDER BY ranked.list, ranked.place
)sql"};

TodayLine line_from(const sql::Row& row) {
    TodayLine line;
    line.document = document_line_from(row);
    line.due = row.get<std::optional<Date>>("due");
    line.task = row.get<std::optional<TaskId>>("task_id");
    line.note = row.text("note");
    return line;
}

std::vector<TodayLine>* list_named(Today& today, const std::string& name) {
    if (name == "to_visa") {
        return &today.to_visa;
    }
    if (name == "to_sign") {
        return &today.to_sign;
    }
    if (name == "to_resolve") {
        return &today.to_resolve;
    }
    if (name == "to_register") {
        return &today.to_register;
    }
    if (name == "my_tasks") {
        return &today.my_tasks;
    }
    if (name == "to_accept") {
        return &today.to_accept;
    }
    if (name == "on_control") {
        return &today.on_control;
    }
    return &today.returned;
}

}  // namespace

Result<Today> today_of(sql::Transaction& tx, const Act& act) {
    MOHUR_TRY(const auto viewer, viewer_of(tx, act));
    MOHUR_TRY(const auto rows, tx.exec(kToday, tx.agency(), viewer.place, viewer.leadership,
                                       viewer.registry_office));
    Today today;
    for (const auto& row : rows) {
        list_named(today, row.text("list"))->push_back(line_from(row));
    }
    return today;
}

}  // namespace mohur::documents
