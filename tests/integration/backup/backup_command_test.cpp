// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
// The commands as an administrator types them: populate, backup, restore into another place, fsck.
#include "server/cli/backup_command.h"

#include "documents/content/folder_store.h"
#include "documents/registry/registrar.h"
#include "server/cli/serve_command.h"
#include "server/serve/database_opening.h"
#include "tests/support/postgres/test_cluster.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace mohur::server {
namespace {

namespace fs = std::filesystem;
using testing::must;

constexpr const char* kPopulation = R"({"agencies":[{"code":"numune","name":"Nümunə Nazirliyi",
    "voen":"9952601861","units":[{"index":"04","name":"Dəftərxana"}],
    "people":[{"surname":"Əliyeva","given_name":"Aynur","patronymic":"","fin":"1AB2C3D",
      "login":"aynur","password":"uzun-parol-2026","unit":"04","post":"Kargüzar","head":false,
      "powers":["register"]}],
    "journals":[{"name":"Daxil olan","direction":"incoming","mask":"D-{seq}/{yy}",
      "unit_index":"","file_index":""}],"file_classes":[]}]})";

/// One installation with a registered letter for all tests; each makes its own copies of it.
class BackupCommand : public ::testing::Test {
protected:
    static void SetUpTestSuite() { origin().reset(new testing::TemporaryFolder); }
    static void TearDownTestSuite() { origin().reset(); }
    static std::unique_ptr<testing::TemporaryFolder>& origin() {
        static std::unique_ptr<testing::TemporaryFolder> folder;
        return folder;
    }
    BackupCommand() : first_{configure(origin()->path(), "first")} {
        if (fs::exists(origin()->path() / "first")) {
            return;
        }
        const auto people = origin()->path() / "people.json";
        write(people, kPopulation);
        EXPECT_EQ(run(run_populate, {"--config", first_, people.string()}), 0) << err_.str();
        register_a_letter();
    }
    static void write(const fs::path& path, const std::string& text) {
        std::ofstream{path} << text;
    }
    std::string configure(const std::string& name) { return configure(folder_.path(), name); }
    static std::string configure(const fs::path& folder, const std::string& name) {
        const auto file = folder / (name + ".json");
        write(file, Json::object({{"profile", "demo"}, {"data", (folder / name).string()}}).dump());
        return file.string();
    }
    int run(int (*command)(const CommandContext&, std::span<const std::string>),
            std::vector<std::string> arguments) {
        out_.str("");
        err_.str("");
        OfflineFetcher fetcher;
        const CommandContext context{out_, err_, clock_, random_, fetcher, "en", "mohur"};
        return command(context, arguments);
    }
    /// One registered letter with content in the first installation.
    void register_a_letter() {
        const auto config = must(read_config(first_));
        const auto opened = must(join_database(config, clock_));
        documents::KeyFolder keys{config.data / "keys", random_};
        documents::FolderStore store{config.data / "content", keys, random_};
        const IdSource ids{clock_, random_};
        const auto agencies = must(opened.database.read(
            documents::sql::GlobalScope{},
            [](documents::sql::Transaction& tx) { return documents::agencies(tx); }));
        const documents::AgencyScope scope{agencies.at(0).id};
        const auto blob =
            must(store.put(scope.agency(), MemorySource{to_bytes(as_bytes("məktub"))}));
        const auto act = documents::Act::system(clock_.now());
        must(opened.database.write(scope, [&](documents::sql::Transaction& tx) -> Result<bool> {
            documents::Card card;
            card.kind = "letter";
            card.title = "Sorğu";
            MOHUR_TRY(const auto draft,
                      documents::Registry{ids}.capture(
                          tx, act, card,
                          {{documents::FileRole::main, "a.pdf", "application/pdf", blob}}));
            MOHUR_TRY(const auto journals, documents::journals(tx));
            MOHUR_TRY_VOID(documents::Registrar{ids}.register_document(
                tx, act, draft.id, draft.row_version, journals.at(0).id));
            return true;
        }));
    }
    std::string seal() {
        const auto file = folder_.path() / "seal.key";
        if (!fs::exists(file)) {
            write(file, std::string(64, '5'));
            fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
        }
        return file.string();
    }
    std::string path(const std::string& name) const { return (folder_.path() / name).string(); }

    testing::TemporaryFolder folder_;
    SystemClock clock_;
    SystemRandom random_;
    std::ostringstream out_;
    std::ostringstream err_;
    std::string first_;
};

TEST_F(BackupCommand, RestoresAnInstallationThatIsProvenAndGoesOn) {
    ASSERT_EQ(run(run_backup, {"--config", first_, path("copy"), "--keys-to", path("safe")}), 0)
        << err_.str();
    EXPECT_EQ(must(Json::parse(out_.str()))["files"].as_integer(), 2);
    const auto second = configure("second");
    ASSERT_EQ(run(run_restore, {"--config", second, path("copy"), "--keys-from", path("safe")}), 0)
        << err_.str() << out_.str();
    const auto report = must(Json::parse(out_.str()));
    EXPECT_TRUE(report["ok"].as_bool());
    const auto& agency = report["agencies"].items().at(0);
    EXPECT_EQ(agency["numbers"]["live"].as_integer(), 1);
    EXPECT_EQ(agency["content"]["checked"].as_integer(), 1);
    EXPECT_EQ(run(run_fsck, {"--config", second}), 0) << out_.str() << err_.str();
    EXPECT_EQ(run(run_migrate, {"--config", second}), 0) << err_.str();
    EXPECT_EQ(run(run_restore, {"--config", second, path("copy")}), 2);
    EXPECT_NE(err_.str().find("not empty"), std::string::npos) << err_.str();
}

TEST_F(BackupCommand, WorksWhileTheDatabaseIsInUse) {
    const auto serving = must(open_database(must(read_config(first_)), clock_, 2));
    EXPECT_EQ(run(run_backup, {"--config", first_, path("copy")}), 0) << err_.str();
    EXPECT_TRUE(serving.database.read(
        documents::sql::GlobalScope{},
        [](documents::sql::Transaction& tx) { return documents::agencies(tx); }));
}

TEST_F(BackupCommand, WithoutTheKeysTheProofFails) {
    ASSERT_EQ(run(run_backup, {"--config", first_, path("copy"), "--seal-key", seal()}), 0)
        << err_.str();
    EXPECT_EQ(
        run(run_restore, {"--config", configure("second"), path("copy"), "--seal-key", seal()}), 1);
    const auto report = must(Json::parse(out_.str()));
    const auto& agency = report["agencies"].items().at(0);
    EXPECT_EQ(agency["defects"].items().at(0)["code"].as_string(), "content-missing");
}

TEST_F(BackupCommand, ADamagedBackupLeavesNothingBehind) {
    ASSERT_EQ(run(run_backup, {"--config", first_, path("copy"), "--seal-key", seal()}), 0);
    write(folder_.path() / "copy" / "manifest.seal", "{}");
    EXPECT_EQ(
        run(run_restore, {"--config", configure("second"), path("copy"), "--seal-key", seal()}), 2);
    EXPECT_FALSE(fs::exists(folder_.path() / "second" / "postgres"));
}

TEST_F(BackupCommand, RefusesKeysInsideTheBackupAndWrongUsage) {
    EXPECT_EQ(run(run_backup, {"--config", first_, path("copy"), "--keys-to", path("copy/keys")}),
              2);
    EXPECT_EQ(run(run_backup, {"--config", first_}), 64);
    EXPECT_EQ(run(run_backup, {path("copy")}), 64);
    EXPECT_EQ(run(run_restore, {"--unknown"}), 64);
}

}  // namespace
}  // namespace mohur::server
