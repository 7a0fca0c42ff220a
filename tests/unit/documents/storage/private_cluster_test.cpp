// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/storage/private_cluster.h"

#include "documents/storage/connection_internal.h"
#include "tests/support/postgres/test_cluster.h"

#include <gtest/gtest.h>

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <csignal>
#include <fstream>

namespace mohur::documents::sql {
namespace {

using testing::must;
using testing::TemporaryFolder;

class PrivateClusterFolder : public ::testing::Test {
protected:
    ClusterSettings settings() const {
        ClusterSettings all;
        all.directory = folder_.path() / "pg";
        return all;
    }
    static std::string setting(const PrivateCluster& cluster, const std::string& name) {
        constexpr Statement setting{"test.setting", "SELECT current_setting($1) AS value"};
        auto admin = must(Connection::open(cluster.maintenance(), {}));
        const Parameter which{name};
        return must(admin.exec(setting, {&which, 1}))[0].text("value");
    }
    TemporaryFolder folder_;
};

TEST_F(PrivateClusterFolder, ListensOnAUnixSocketOnlyAndSortsAzerbaijani) {
    const auto cluster = must(PrivateCluster::start(settings()));
    EXPECT_EQ(setting(cluster, "listen_addresses"), "");
    EXPECT_EQ(setting(cluster, "data_checksums"), "on");
    EXPECT_EQ(setting(cluster, "fsync"), "on");
    auto admin = must(Connection::open(cluster.maintenance(), {}));
    constexpr Statement sort{"test.sort",
                             "SELECT string_agg(x, '' ORDER BY x) AS sorted, lower('İI') AS low"
                             "  FROM unnest('{q,x,h,ı,i,k,g,ğ,ə,e}'::text[]) AS x"};
    const auto rows = must(admin.exec(sort, {}));
    EXPECT_EQ(rows[0].text("sorted"), "eəgğhxıikq");
    EXPECT_EQ(rows[0].text("low"), "iı");
}

TEST_F(PrivateClusterFolder, NeverRunsAsRoot) {
    auto as_root = settings();
    as_root.run_as = "root";
    if (geteuid() == 0) {
        const auto refused = PrivateCluster::start(as_root);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().reason, "cluster-as-root");
    }
    const auto cluster = must(PrivateCluster::start(settings()));
    struct stat facts {};
    ASSERT_EQ(stat(("/proc/" + std::to_string(cluster.process_id())).c_str(), &facts), 0);
    EXPECT_NE(facts.st_uid, 0U);
}

TEST_F(PrivateClusterFolder, ComesBackAfterTheServerWasKilled) {
    {
        auto cluster = must(PrivateCluster::start(settings()));
        auto admin = must(Connection::open(cluster.maintenance(), {}));
        must(admin.script("CREATE TABLE public.kept AS SELECT 42 AS answer"));
        kill(cluster.process_id(), SIGKILL);
    }
    EXPECT_TRUE(std::filesystem::exists(folder_.path() / "pg" / "data" / "postmaster.pid"));
    const auto again = must(PrivateCluster::start(settings()));
    auto admin = must(Connection::open(again.maintenance(), {}));
    constexpr Statement answer{"test.answer", "SELECT answer FROM public.kept"};
    EXPECT_EQ(must(admin.exec(answer, {}))[0].get<int>("answer"), 42);
}

// The process that owns the cluster is killed, so nothing can stop PostgreSQL but the kernel's
// parent-death signal; a successor starts on the same folder at once.
TEST_F(PrivateClusterFolder, StopsWithItsParentAndCanBeStartedAgain) {
    int channel[2];
    ASSERT_EQ(pipe(channel), 0);
    const pid_t parent = fork();
    if (parent == 0) {
        auto cluster = PrivateCluster::start(settings());
        const int process = cluster ? cluster->process_id() : 0;
        static_cast<void>(!write(channel[1], &process, sizeof process));
        pause();
        _exit(0);
    }
    int postmaster = 0;
    ASSERT_EQ(read(channel[0], &postmaster, sizeof postmaster),
              static_cast<ssize_t>(sizeof postmaster));
    ASSERT_GT(postmaster, 0);
    kill(parent, SIGKILL);
    waitpid(parent, nullptr, 0);

    const auto successor = must(PrivateCluster::start(settings()));
    EXPECT_NE(successor.process_id(), postmaster);
    EXPECT_EQ(setting(successor, "data_checksums"), "on");
}

TEST_F(PrivateClusterFolder, OutlivesAStaleLockFileAndAnUnfinishedInitialisation) {
    {
        auto cluster = must(PrivateCluster::start(settings()));
        ASSERT_TRUE(cluster.stop());
    }
    const auto data = folder_.path() / "pg" / "data";
    std::ofstream{data / "postmaster.pid"} << "999999\n" << data.string() << "\n1\n5432\n\n\n";
    std::filesystem::create_directory(data.string() + ".new");
    EXPECT_TRUE(PrivateCluster::start(settings()));
}

TEST_F(PrivateClusterFolder, UsesAShortSocketPathWhereTheFolderIsDeep) {
    auto deep = settings();
    deep.directory = folder_.path() / std::string(60, 'a') / std::string(60, 'b');
    std::filesystem::create_directories(deep.directory.parent_path());
    const auto cluster = must(PrivateCluster::start(deep));
    EXPECT_LT(cluster.socket_directory().string().size(), 40U);
    EXPECT_EQ(setting(cluster, "listen_addresses"), "");
    std::filesystem::remove_all(cluster.socket_directory());
}

TEST_F(PrivateClusterFolder, IsJoinedWhileItRunsAndStartedWhenItDoesNot) {
    {
        const auto owner = must(PrivateCluster::start(settings()));
        {
            const auto guest = must(PrivateCluster::join(settings()));
            EXPECT_EQ(guest.process_id(), 0);
            EXPECT_EQ(setting(guest, "data_checksums"), "on");
        }
        EXPECT_EQ(setting(owner, "data_checksums"), "on");  // the guest has left it alone
    }
    const auto alone = must(PrivateCluster::join(settings()));
    EXPECT_GT(alone.process_id(), 0);
}

TEST_F(PrivateClusterFolder, NamesTheParentThatItsUserCannotEnter) {
    if (geteuid() != 0) {
        GTEST_SKIP() << "only root runs the cluster as somebody else";
    }
    chmod(folder_.path().c_str(), 0700);
    const auto refused = PrivateCluster::start(settings());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error(), Error::denied("cluster-path-unreadable", folder_.path().string()));
}

}  // namespace
}  // namespace mohur::documents::sql
