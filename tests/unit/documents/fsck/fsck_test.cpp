// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/fsck/fsck.h"

#include "documents/audit/sealer.h"
#include "documents/registry/registrar.h"
#include "tests/support/agency/test_agency.h"

#include <gtest/gtest.h>

namespace mohur::documents {
namespace {

using testing::must;
using testing::TestAgency;

/// An agency with live, reserved and voided numbers, sealed.
class Records : public ::testing::Test {
protected:
    Records() {
        for (int i = 0; i < 3; ++i) {
            const auto draft = agency_.draft(Direction::incoming, agency_.office);
            letters_.push_back(draft.id);
            const auto held = agency_.write([&](sql::Transaction& tx) {
                return registrar_.register_document(tx, agency_.act_of(agency_.office), draft.id,
                                                    draft.row_version, agency_.incoming);
            });
            if (i == 2) {
                must(agency_.attempt([&](sql::Transaction& tx) {
                    return registrar_.void_registration(tx, agency_.act_of(agency_.office), held.id,
                                                        "Səhvən");
                }));
            }
        }
        const auto letter = agency_.draft(Direction::outgoing, agency_.clerk);
        agency_.write([&](sql::Transaction& tx) {
            return registrar_.allocate_number(tx, agency_.act_of(agency_.head), letter.id,
                                              agency_.outgoing);
        });
        must(Sealer{agency_.database(), agency_.clock()}.seal(agency_.scope()));
    }
    Json report() {
        const auto all = must(fsck(agency_.database(), agency_.blobs(), {}, agency_.clock().now()));
        for (const auto& each : all["agencies"].items()) {
            if (each["agency"].as_string() == to_string(agency_.scope().agency())) {
                return each;
            }
        }
        ADD_FAILURE() << "no report of the agency";
        return {};
    }
    std::vector<std::string> defects() {
        std::vector<std::string> codes;
        const auto found = report();
        for (const auto& each : found["defects"].items()) {
            codes.push_back(each["code"].as_string());
        }
        return codes;
    }
    /// What a database administrator could do: past the walls, with the checks switched off.
    void tamper(const char* text) {
        static int count = 0;
        static std::vector<std::string> names;
        names.push_back("tamper." + std::to_string(++count));
        const auto admin = must(sql::Database::connect(
            testing::TestCluster::shared().cluster().target(sql::Role::admin)));
        constexpr sql::Statement free{"tamper.free",
                                      "SET LOCAL session_replication_role = replica"};
        const sql::Statement change{names.back().c_str(), text};
        must(admin.write(sql::GlobalScope{}, [&](sql::Transaction& tx) -> Result<bool> {
            MOHUR_TRY_VOID(tx.exec(free));
            MOHUR_TRY(const auto rows, tx.exec(change, agency_.scope().agency()));
            EXPECT_GT(rows.affected(), 0U) << text;
            return true;
        }));
    }
    TestAgency agency_;
    Registrar registrar_{agency_.ids()};
    std::vector<DocumentId> letters_;
};

TEST_F(Records, AreProvenWhenNobodyTouchedThem) {
    const auto found = report();
    EXPECT_TRUE(found["ok"].as_bool()) << found.dump(true);
    EXPECT_EQ(found["numbers"], Json::object({{"live", 2}, {"reserved", 1}, {"voided", 1}}));
    EXPECT_EQ(found["log"]["size"], found["events"]);
    EXPECT_EQ(found["log"]["unsealed"].as_integer(), 0);
    EXPECT_EQ(found["content"]["checked"].as_integer(), 1);
}

TEST_F(Records, WaitingForTheSealAreNoDefect) {
    static_cast<void>(agency_.draft(Direction::outgoing, agency_.clerk));
    const auto found = report();
    EXPECT_TRUE(found["ok"].as_bool());
    EXPECT_EQ(found["log"]["unsealed"].as_integer(), 2);
}

struct Attack {
    const char* name;
    const char* text;
    std::vector<std::string> expected;
};

class Tampered : public Records, public ::testing::WithParamInterface<Attack> {};

TEST_P(Tampered, IsFound) {
    tamper(GetParam().text);
    EXPECT_EQ(defects(), GetParam().expected);
}

// Each statement hits exactly one row of the agency.
const Attack kAttacks[] = {
    {"PayloadRewritten",
     "UPDATE mohur.event_payload SET payload = '{\"reason\":\"x\"}' WHERE agency_id = $1"
     " AND stream LIKE 'journal:%' AND no = 5",
     {"event-payload"}},
    {"PayloadRemoved",
     "DELETE FROM mohur.event_payload WHERE agency_id = $1 AND stream LIKE 'agency:%' AND no = 1",
     {"event-payload"}},
    {"ActorReplaced",
     "UPDATE mohur.event SET actor_person = NULL WHERE agency_id = $1"
     " AND type = 'journal.voided'",
     {"event-hash"}},
    {"ChainRehung",
     "UPDATE mohur.event SET prev_hash = hash WHERE agency_id = $1 AND type = 'journal.voided'",
     {"event-prev-hash", "event-hash"}},
    {"LogRootRewritten",
     "UPDATE mohur.log_head SET root_hash = sha256('x') WHERE agency_id = $1",
     {"log-root"}},
    {"EventKeptOutOfTheLog",
     "DELETE FROM mohur.log_entry WHERE agency_id = $1 AND leaf_index ="
     " (SELECT max(leaf_index) FROM mohur.log_entry WHERE agency_id = $1)",
     {"log-size", "event-unlogged"}},
    {"NumberRemoved",
     "DELETE FROM mohur.registration WHERE agency_id = $1 AND number = 2",
     {"number-missing", "number-vanished"}},
    {"NumberChanged",
     "UPDATE mohur.registration SET number = 9 WHERE agency_id = $1 AND number = 2",
     {"number-missing", "number-beyond-counter", "number-vanished", "number-without-event"}},
    {"CounterSetBack",
     "UPDATE mohur.journal_counter SET next_number = 3 WHERE agency_id = $1 AND next_number = 4",
     {"number-beyond-counter"}},
    {"DocumentLostItsNumber",
     "UPDATE mohur.document SET registration_id = NULL WHERE agency_id = $1 AND id ="
     " (SELECT document_id FROM mohur.registration WHERE agency_id = $1 AND number = 2)",
     {"number-not-on-document"}},
    {"VersionRemoved",
     "DELETE FROM mohur.document_version WHERE agency_id = $1 AND document_id ="
     " (SELECT document_id FROM mohur.registration WHERE agency_id = $1 AND number = 2)",
     {"version-gap"}},
    {"SizeChanged", "UPDATE mohur.content SET size = 1 WHERE agency_id = $1", {"content-size"}},
    {"DigestChanged",
     "UPDATE mohur.content SET digest = sha256('x') WHERE agency_id = $1",
     {"content-missing"}},
};

INSTANTIATE_TEST_SUITE_P(Records, Tampered, ::testing::ValuesIn(kAttacks),
                         [](const auto& attack) { return std::string{attack.param.name}; });

}  // namespace
}  // namespace mohur::documents
