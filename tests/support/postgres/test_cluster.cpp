// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/postgres/test_cluster.h"

#include "documents/storage/bootstrap.h"
#include "documents/storage/migrator.h"

#include <sys/stat.h>
#include <array>
#include <atomic>

namespace mohur::testing {
namespace {

namespace sql = documents::sql;

constexpr sql::Statement kMakeAgency{"test.make_agency", R"sql(
    INSERT INTO agency (id, code, name, created_at) VALUES ($1, $2, $3, $4)
)sql"};

std::filesystem::path make_folder() {
    std::array<char, 32> name{"/tmp/mohur-test-XXXXXX"};
    MOHUR_CHECK(mkdtemp(name.data()) != nullptr);
    MOHUR_CHECK(chmod(name.data(), 0711) == 0);
    return name.data();
}

sql::PrivateCluster start(const std::filesystem::path& folder) {
    sql::ClusterSettings settings;
    settings.directory = folder / "pg";
    settings.durable = false;
    return must(sql::PrivateCluster::start(settings));
}

sql::Database prepare(const sql::PrivateCluster& cluster) {
    must(sql::bootstrap(cluster.maintenance()));
    must(sql::migrate(cluster.target(sql::Role::migrate), SystemClock{}));
    return must(sql::Database::connect(cluster.target(sql::Role::app)));
}

}  // namespace

TemporaryFolder::TemporaryFolder() : path_{make_folder()} {}
TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

TestCluster::TestCluster() : cluster_{start(folder_.path())}, database_{prepare(cluster_)} {}

TestCluster& TestCluster::shared() {
    static TestCluster only;
    return only;
}

documents::AgencyScope TestCluster::make_agency() const {
    static std::atomic<int> count{0};
    const SystemClock clock;
    SystemRandom random;
    const IdSource ids{clock, random};
    const auto id = ids.make<documents::AgencyId>();
    const auto code = "agency-" + std::to_string(++count);
    must(database_.write(sql::GlobalScope{}, [&](sql::Transaction& tx) {
        return tx.exec(kMakeAgency, id, code, "Sınaq Agentliyi", clock.now());
    }));
    return documents::AgencyScope{id};
}

}  // namespace mohur::testing
