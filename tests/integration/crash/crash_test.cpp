// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
// PostgreSQL is killed while people register: what was acknowledged is there, and every number is
// exactly one of live, reserved, voided.
#include "documents/audit/sealer.h"
#include "documents/fsck/fsck.h"
#include "documents/registry/registrar.h"
#include "documents/storage/bootstrap.h"
#include "documents/storage/migrator.h"
#include "tests/support/agency/test_agency.h"

#include <gtest/gtest.h>

#include <atomic>
#include <csignal>
#include <mutex>
#include <thread>

namespace mohur::documents {
namespace {

using testing::must;

constexpr int kWriters = 3;

/// A cluster that syncs, and its database.
struct Installation {
    explicit Installation(const std::filesystem::path& folder)
        : cluster{start(folder)},
          database{must(sql::Database::connect(cluster.target(sql::Role::app), limits()))} {}

    static sql::PrivateCluster start(const std::filesystem::path& folder) {
        sql::ClusterSettings settings;
        settings.directory = folder / "pg";
        auto cluster = must(sql::PrivateCluster::start(settings));
        must(sql::bootstrap(cluster.maintenance()));
        must(sql::migrate(cluster.target(sql::Role::migrate), SystemClock{}));
        return cluster;
    }
    static sql::PoolLimits limits() {
        sql::PoolLimits all;
        all.connections = kWriters + 1;
        return all;
    }
    sql::PrivateCluster cluster;
    sql::Database database;
};

/// Registers letters, sometimes voids, until the database goes away; remembers what was
/// acknowledged.
class Writers {
public:
    Writers(const sql::Database& database, const testing::TestAgency& agency,
            const StoredBlob& blob)
        : database_{database}, agency_{agency}, blob_{blob} {}

    void run() {
        std::vector<std::thread> threads;
        for (int i = 0; i < kWriters; ++i) {
            threads.emplace_back([this] {
                while (one()) {}
            });
        }
        for (auto& thread : threads) {
            thread.join();
        }
    }
    [[nodiscard]] std::size_t acknowledged() {
        const std::lock_guard lock{mutex_};
        return numbers_.size();
    }
    [[nodiscard]] const std::vector<RegistrationId>& numbers() const { return numbers_; }

private:
    bool one() {
        const auto act = agency_.act_of(agency_.office);
        const auto held =
            database_.write(agency_.scope(), [&](sql::Transaction& tx) -> Result<Registration> {
                MOHUR_TRY(const auto draft,
                          Registry{agency_.ids()}.capture(
                              tx, act, agency_.card(Direction::incoming),
                              {{FileRole::main, "a.pdf", "application/pdf", blob_}}));
                return Registrar{agency_.ids()}.register_document(
                    tx, act, draft.id, draft.row_version, agency_.incoming);
            });
        if (!held) {
            return false;
        }
        {
            const std::lock_guard lock{mutex_};
            numbers_.push_back(held->id);
        }
        return held->number % 5 != 0 || drop(held->id);
    }
    bool drop(RegistrationId id) {
        return static_cast<bool>(database_.write(agency_.scope(), [&](sql::Transaction& tx) {
            return Registrar{agency_.ids()}.void_registration(tx, agency_.act_of(agency_.office),
                                                              id, "Sınaq");
        }));
    }

    const sql::Database& database_;
    const testing::TestAgency& agency_;
    const StoredBlob& blob_;
    std::mutex mutex_;
    std::vector<RegistrationId> numbers_;
};

TEST(KilledDatabase, KeepsWhatWasAcknowledgedAndEveryNumber) {
    const testing::TemporaryFolder folder;
    std::optional<Installation> live{std::in_place, folder.path()};
    testing::TestAgency agency{live->database};
    const auto paper = agency.file("məktub");
    std::vector<RegistrationId> acknowledged;
    for (int round = 0; round < 2; ++round) {
        Writers writers{live->database, agency, paper.blob};
        std::thread load{[&] { writers.run(); }};
        while (writers.acknowledged() < 40) {
            std::this_thread::sleep_for(std::chrono::milliseconds{5});
        }
        kill(live->cluster.process_id(), SIGKILL);
        load.join();
        acknowledged.insert(acknowledged.end(), writers.numbers().begin(), writers.numbers().end());
        live.emplace(folder.path());
    }
    must(Sealer{live->database, agency.clock()}.seal(agency.scope(), 100'000));
    auto tx = must(live->database.begin_read(agency.scope()));
    for (const auto id : acknowledged) {
        EXPECT_TRUE(registration_of(tx, id)) << to_string(id);
    }
    const auto report = must(fsck(live->database, agency.blobs(), {}, agency.clock().now()));
    EXPECT_TRUE(report["ok"].as_bool()) << report.dump(true);
    const auto& numbers = report["agencies"].items().at(0)["numbers"];
    EXPECT_GE(numbers["live"].as_integer() + numbers["voided"].as_integer(),
              static_cast<std::int64_t>(acknowledged.size()));
    EXPECT_EQ(numbers["reserved"].as_integer(), 0);
}

}  // namespace
}  // namespace mohur::documents
