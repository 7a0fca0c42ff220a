// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/storage/database.h"

namespace mohur::documents {

/// Maps an agency to the database ("cell") that holds it. The directory has one entry; every
/// service asks it all the same, so that a second cell changes this class only. Thread-safe.
/// Borrows the database.
class Cells {
public:
    explicit Cells(const sql::Database& only) : only_{only} {}

    [[nodiscard]] const sql::Database& of(const AgencyScope&) const noexcept { return only_; }
    /// Where persons, logins and the directory of agencies live.
    [[nodiscard]] const sql::Database& global() const noexcept { return only_; }

private:
    const sql::Database& only_;
};

}  // namespace mohur::documents
