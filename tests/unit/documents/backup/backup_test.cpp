// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/backup/backup.h"

#include "documents/audit/sealer.h"
#include "documents/content/folder_store.h"
#include "documents/fsck/fsck.h"
#include "documents/storage/bootstrap.h"
#include "documents/storage/migrator.h"
#include "documents/storage/role_check.h"
#include "tests/support/agency/test_agency.h"

#include <gtest/gtest.h>

#include <sys/stat.h>
#include <cstdlib>
#include <fstream>

namespace mohur::documents {
namespace {

namespace fs = std::filesystem;
using testing::must;
using testing::TestAgency;

class Backup : public ::testing::Test {
protected:
    Backup() {
        const auto key = folder_.path() / "backup.key";
        std::ofstream{key} << std::string(64, '7');
        chmod(key.c_str(), 0600);
        seal_.emplace(must(KeyFileSeal::open(key)));
        for (int i = 0; i < 3; ++i) {
            const auto text = "məzmun " + std::to_string(i);
            auto blob =
                must(store_.put(agency_.scope().agency(), MemorySource{to_bytes(as_bytes(text))}));
            const NewFile file{FileRole::main, "a.pdf", "application/pdf", std::move(blob)};
            const auto draft = agency_.write([&](sql::Transaction& tx) {
                return Registry{agency_.ids()}.capture(tx, agency_.act_of(agency_.office),
                                                       agency_.card(Direction::incoming), {file});
            });
            agency_.write([&](sql::Transaction& tx) {
                return Registrar{agency_.ids()}.register_document(
                    tx, agency_.act_of(agency_.office), draft.id, draft.row_version,
                    agency_.incoming);
            });
        }
        must(Sealer{agency_.database(), agency_.clock()}.seal(agency_.scope()));
    }
    BackupParts source() const {
        const auto& cluster = testing::TestCluster::shared().cluster();
        return {cluster.target(sql::Role::admin), cluster.programs(), folder_.path() / "content"};
    }
    fs::path backup() const { return folder_.path() / "backup"; }
    Result<Json> back_up_now() {
        return back_up(source(), backup(), *seal_, agency_.clock().now());
    }
    void damage(const fs::path& path) {
        std::fstream file{path, std::ios::in | std::ios::out | std::ios::binary};
        file.seekg(20);
        const char octet = static_cast<char>(file.get());
        file.seekp(20);
        file.put(static_cast<char>(octet ^ 1));
    }
    fs::path some_content() const {
        for (const auto& entry : fs::recursive_directory_iterator{backup() / "content"}) {
            if (entry.is_regular_file()) {
                return entry.path();
            }
        }
        return {};
    }
    testing::TemporaryFolder folder_;
    TestAgency agency_;
    SystemRandom random_;
    KeyFolder keys_{folder_.path() / "keys", random_};
    FolderStore store_{folder_.path() / "content", keys_, random_};
    std::optional<KeyFileSeal> seal_;
};

TEST_F(Backup, RestoresIntoAnEmptyClusterAndIsProvenThere) {
    const auto facts = must(back_up_now());
    EXPECT_EQ(facts["files"].as_integer(), 4);
    sql::ClusterSettings settings;
    settings.directory = folder_.path() / "new";
    settings.durable = false;
    const auto cluster = must(sql::PrivateCluster::start(settings));
    must(sql::bootstrap(cluster.maintenance()));
    const BackupParts into{cluster.target(sql::Role::admin), cluster.programs(),
                           folder_.path() / "restored"};
    must(restore(backup(), into, *seal_));

    EXPECT_TRUE(sql::check_role(cluster.target(sql::Role::app)));
    EXPECT_TRUE(sql::check_schema(cluster.target(sql::Role::app)));
    EXPECT_TRUE(sql::migrate(cluster.target(sql::Role::migrate), SystemClock{}));
    const auto database = must(sql::Database::connect(cluster.target(sql::Role::app)));
    const FolderStore restored{folder_.path() / "restored", keys_, random_};
    const auto report = must(fsck(database, restored, {}, agency_.clock().now()));
    const auto code = to_string(agency_.scope().agency());
    for (const auto& each : report["agencies"].items()) {
        if (each["agency"].as_string() == code) {
            EXPECT_TRUE(each["ok"].as_bool()) << each.dump(true);
            EXPECT_EQ(each["content"]["checked"].as_integer(), 3);
            EXPECT_EQ(each["numbers"]["live"].as_integer(), 3);
        }
    }
    // The walls stand in the restored database, and work goes on with the next number.
    auto nobody = must(database.begin_read(sql::GlobalScope{}));
    constexpr sql::Statement count{"test.count_documents", "SELECT count(*) AS n FROM document"};
    EXPECT_EQ(must(nobody.exec(count))[0].get<int>("n"), 0);
    const auto again = restore(backup(), into, *seal_);
    EXPECT_EQ(again.error().reason, "restore-target-not-empty");
}

TEST_F(Backup, IsCheckedByTheToolsOfTheHouse) {
    must(back_up_now());
    const auto command =
        "cd " + backup().string() + " && sha256sum --quiet -c manifest.sha256 > /dev/null 2>&1";
    EXPECT_EQ(std::system(command.c_str()), 0);
    EXPECT_TRUE(check_backup(backup(), *seal_));
    damage(backup() / "database.dump");
    EXPECT_NE(std::system(command.c_str()), 0);
}

TEST_F(Backup, TellsWhatWasDamaged) {
    must(back_up_now());
    const auto content = some_content();
    damage(content);
    const auto refused = check_backup(backup(), *seal_);
    EXPECT_EQ(refused.error(),
              Error::integrity("backup-damaged", content.lexically_relative(backup()).string()));
    damage(content);
    fs::remove(content);
    EXPECT_EQ(check_backup(backup(), *seal_).error().reason, "backup-damaged");
}

TEST_F(Backup, TellsThatItsManifestIsNotOurs) {
    must(back_up_now());
    damage(backup() / "manifest.sha256");
    EXPECT_EQ(check_backup(backup(), *seal_).error().reason, "backup-seal-broken");
}

TEST_F(Backup, NeedsAnEmptyFolder) {
    must(back_up_now());
    EXPECT_EQ(back_up_now().error().reason, "backup-folder-not-empty");
}

TEST_F(Backup, LeavesUnfinishedFilesOut) {
    std::ofstream{folder_.path() / "content" / to_string(agency_.scope().agency()) / "unfinished" /
                  "abc"}
        << "x";
    EXPECT_EQ(must(back_up_now())["files"].as_integer(), 4);
}

TEST_F(Backup, SaysWhenTheDatabaseCannotBeDumped) {
    auto wrong = source();
    wrong.database.uri = "host=/nonexistent user=mohur_admin dbname=mohur";
    const auto refused = back_up(wrong, backup(), *seal_, agency_.clock().now());
    EXPECT_EQ(refused.error().reason, "program-failed");
}

}  // namespace
}  // namespace mohur::documents
