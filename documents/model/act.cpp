// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/model/act.h"

namespace mohur::documents {
namespace {

template <class IdType>
std::string field(const std::optional<IdType>& id) {
    return id ? to_string(*id) : std::string{};
}

}  // namespace

Date local_date(Time time) noexcept {
    return Date{std::chrono::floor<std::chrono::days>(time + std::chrono::hours{4})};
}

// PostgreSQL manual 8.16.2: an empty field of a row literal is NULL.
std::string acting(const Act& act) {
    return "(" + field(act.person) + "," + field(act.assignment) + "," + field(act.on_behalf_of) +
           "," + to_rfc3339(act.at) + "," + sql::Parameter{local_date(act.at)}.value() + ")";
}

}  // namespace mohur::documents
