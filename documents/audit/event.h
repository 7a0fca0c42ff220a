// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/model/act.h"
#include "documents/storage/transaction.h"

#include <string>
#include <string_view>
#include <vector>

namespace mohur::documents {

/// The chain that an event belongs to: one entity's history. Immutable value.
class Stream {
public:
    static Stream agency(AgencyId id) { return Stream{"agency:" + to_string(id)}; }
    static Stream person(PersonId id) { return Stream{"person:" + to_string(id)}; }
    static Stream journal(JournalId id) { return Stream{"journal:" + to_string(id)}; }
    static Stream document(DocumentId id) { return Stream{"document:" + to_string(id)}; }
    static Stream case_file(CaseFileId id) { return Stream{"case_file:" + to_string(id)}; }
    [[nodiscard]] const std::string& name() const noexcept { return name_; }

private:
    explicit Stream(std::string name) : name_{std::move(name)} {}
    std::string name_;
};

/// One event as it is shown in a history. Immutable value.
struct Event {
    std::int64_t no = 0;
    std::string type;  ///< "registration.numbered"
    Time at;
    std::optional<PersonId> person;
    std::optional<AssignmentId> assignment;
    std::optional<AssignmentId> on_behalf_of;
    std::string person_name;        ///< empty for the system
    std::string on_behalf_of_name;  ///< person of the principal; empty without one
    Json payload;
};

/// Appends an event to its stream, in the transaction of the change that it tells of. `type` is a
/// constant "<noun>.<past participle>"; `payload` holds ids and facts, no document content.
[[nodiscard]] Result<void> record_event(sql::Transaction& tx, const Act& act, const Stream& stream,
                                        std::string_view type, const Json& payload);

/// The whole history, oldest first, with names of persons as they are in the directory.
[[nodiscard]] Result<std::vector<Event>> events_of(sql::Transaction& tx, const Stream& stream);

/// How many events the agency has: a cheap number that grows with every change.
[[nodiscard]] Result<std::int64_t> count_events(sql::Transaction& tx);

}  // namespace mohur::documents
