// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/storage/agency_scope.h"
#include "documents/storage/database.h"
#include "documents/storage/private_cluster.h"

#include <filesystem>

namespace mohur::testing {

/// A folder under /tmp with a short path that the user `postgres` may enter; removed at the end.
class TemporaryFolder {
public:
    TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder();
    [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

private:
    std::filesystem::path path_;
};

/// One real PostgreSQL for all tests of a program, migrated once, without fsync. Works as root too.
class TestCluster {
public:
    /// Starts at the first call; a failure ends the program with the reason.
    static TestCluster& shared();

    [[nodiscard]] const documents::sql::PrivateCluster& cluster() const { return cluster_; }
    /// A pool that logs in as the role `mohur_app`.
    [[nodiscard]] const documents::sql::Database& database() const { return database_; }
    /// A new agency with a code of its own, so that tests do not see each other's rows.
    [[nodiscard]] documents::AgencyScope make_agency() const;

private:
    TestCluster();
    TemporaryFolder folder_;
    documents::sql::PrivateCluster cluster_;
    documents::sql::Database database_;
};

/// The value, or the end of the program with the error's text.
template <class T>
T must(Result<T> result) {
    if (!result) {
        check_failed((result.error().reason + ": " + result.error().detail).c_str(), "test", 0);
    }
    return std::move(result).value();
}
inline void must(const Result<void>& result) {
    if (!result) {
        check_failed((result.error().reason + ": " + result.error().detail).c_str(), "test", 0);
    }
}

}  // namespace mohur::testing
