// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/storage/sqlstate_internal.h"

#include <array>

namespace mohur::documents::sql {
namespace {

struct Class {
    std::string_view prefix;  // of the SQLSTATE, the longest first
    ErrorCode code;
    std::string_view reason;
};

// PostgreSQL manual, appendix A.
constexpr std::array kClasses{
    Class{"40001", ErrorCode::unavailable, kBusy},  // serialization_failure
    Class{"40P01", ErrorCode::unavailable, kBusy},  // deadlock_detected
    Class{"55P03", ErrorCode::unavailable, kBusy},  // lock_not_available
    Class{"57014", ErrorCode::unavailable, "database-timeout"},
    Class{"23505", ErrorCode::conflict, "already-exists"},
    Class{"23P01", ErrorCode::conflict, "already-exists"},  // exclusion_violation
    Class{"23503", ErrorCode::conflict, "reference-missing"},
    Class{"23502", ErrorCode::malformed, "value-missing"},
    Class{"23514", ErrorCode::malformed, "value-not-allowed"},
    Class{"42501", ErrorCode::denied, "database-denied"},
    Class{"25006", ErrorCode::denied, "database-denied"},  // read_only_sql_transaction
    Class{"22", ErrorCode::malformed, "value-invalid"},
    Class{"08", ErrorCode::unavailable, "database-unavailable"},
    Class{"28", ErrorCode::unavailable, "database-login-refused"},
    Class{"53", ErrorCode::unavailable, "database-exhausted"},
    Class{"57P", ErrorCode::unavailable, "database-unavailable"},  // shutdown
};

// Our functions raise MH + the number of the HTTP answer that the kind leads to.
ErrorCode code_of_ours(std::string_view sqlstate) {
    if (sqlstate == "MH400") {
        return ErrorCode::malformed;
    }
    if (sqlstate == "MH403") {
        return ErrorCode::denied;
    }
    if (sqlstate == "MH404") {
        return ErrorCode::not_found;
    }
    if (sqlstate == "MH409") {
        return ErrorCode::conflict;
    }
    return ErrorCode::internal;
}

}  // namespace

Error translate(std::string_view sqlstate, std::string_view message, std::string_view constraint) {
    if (sqlstate.starts_with("MH")) {
        return Error{code_of_ours(sqlstate), std::string{message}, std::string{sqlstate}};
    }
    std::string detail{sqlstate};
    if (!constraint.empty()) {
        detail += ' ';
        detail += constraint;
    }
    for (const auto& each : kClasses) {
        if (sqlstate.starts_with(each.prefix)) {
            return Error{each.code, std::string{each.reason}, detail};
        }
    }
    return Error::internal("database-failed", detail);
}

}  // namespace mohur::documents::sql
