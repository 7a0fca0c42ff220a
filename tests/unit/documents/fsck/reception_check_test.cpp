// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/fsck/reception_check.h"

#include "documents/reception/reception.h"
#include "documents/registry/registry.h"
#include "pki-test/hierarchy.h"
#include "tests/support/agency/test_agency.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mohur::documents {
namespace {

using mohur::testing::must;
using mohur::testing::TestAgency;

/// An incoming letter that was judged and stamped, and what its records say of it.
class ReceivedLetter : public ::testing::Test {
protected:
    ReceivedLetter() {
        const Registry registry{agency_.ids()};
        const auto letter = agency_.write([&](sql::Transaction& tx) {
            return registry.capture(tx, agency_.act_of(agency_.office),
                                    agency_.card(Direction::incoming), {agency_.file("letter")});
        });
        place_ = {letter.id, 1, 1};
        must(agency_.attempt([&](sql::Transaction& tx) -> Result<void> {
            MOHUR_TRY(const auto file, reception_of(tx, place_));
            return receptions_.store_verdict(
                tx, act(), file,
                {ReceptionMark::valid,
                 Json::object({{"policy", "strict"}}),
                 {{MaterialKind::certificate, agency_.file("certificate").blob}}},
                true);
        }));
    }
    Act act() { return Act::system(agency_.clock().now()); }
    Bytes token(std::string_view behaviour = {}) {
        const auto now = agency_.clock().now();
        auto tx = must(agency_.database().begin_read(agency_.scope()));
        return pkitest::Hierarchy::standard([now] { return now; })
            .timestamp_token("sha256", must(reception_of(tx, place_)).judged->record.value,
                             behaviour);
    }
    void stamp(const Bytes& token) {
        must(agency_.attempt([&](sql::Transaction& tx) {
            return receptions_.store_timestamp(tx, act(), place_,
                                               {token, agency_.clock().now(), Json::object()});
        }));
    }
    /// What an administrator of the database could do.
    void tamper(const char* text) {
        const auto admin = must(sql::Database::connect(
            mohur::testing::TestCluster::shared().cluster().target(sql::Role::admin)));
        must(admin.write(sql::GlobalScope{}, [&](sql::Transaction& tx) -> Result<bool> {
            MOHUR_TRY_VOID(
                tx.exec({"tamper.free", "SET LOCAL session_replication_role = replica"}));
            MOHUR_TRY(const auto rows, tx.exec({text, text}, agency_.scope().agency()));
            EXPECT_EQ(rows.affected(), 1U) << text;
            return true;
        }));
    }
    ReceptionTotals check(const TimestampJudge& judge = {}) {
        auto tx = must(agency_.database().begin_read(agency_.scope()));
        return must(check_receptions(tx, judge, findings_));
    }
    std::vector<std::string> defects() const {
        std::vector<std::string> codes;
        for (const auto& each : findings_.told().items()) {
            codes.push_back(each["code"].as_string());
        }
        return codes;
    }

    TestAgency agency_;
    Receptions receptions_{agency_.ids()};
    FilePlace place_;
    Findings findings_;
};

TEST_F(ReceivedLetter, HoldsAsItWasWritten) {
    stamp(token());
    int asked = 0;
    const auto totals = check([&](const StoredTimestamp&) -> Result<std::string> {
        ++asked;
        return std::string{"PASSED"};
    });
    EXPECT_TRUE(findings_.none()) << findings_.told().dump();
    EXPECT_EQ(totals.judged, 1);
    EXPECT_EQ(totals.stamped, 1);
    EXPECT_EQ(asked, 1);
}

TEST_F(ReceivedLetter, MayStillWaitForItsTimestamp) {
    const auto totals = check();
    EXPECT_TRUE(findings_.none());
    EXPECT_EQ(totals.stamped, 0);
}

TEST_F(ReceivedLetter, IsDefectiveWhenTheJudgeDoesNotPassTheToken) {
    stamp(token());
    check([](const StoredTimestamp&) -> Result<std::string> { return std::string{"FAILED"}; });
    EXPECT_THAT(findings_.told().items()[0]["where"].as_string(),
                "file " + to_string(place_) + ": FAILED");
    EXPECT_THAT(defects(), ::testing::ElementsAre("timestamp-not-passed"));
}

TEST_F(ReceivedLetter, IsDefectiveWithATokenOverSomethingElse) {
    stamp(token("wrong-imprint"));
    check();
    EXPECT_THAT(defects(), ::testing::ElementsAre("timestamp-imprint"));
}

struct Attack {
    const char* name;
    const char* text;
    std::vector<std::string> expected;
};

class TamperedReception : public ReceivedLetter, public ::testing::WithParamInterface<Attack> {};

TEST_P(TamperedReception, IsFound) {
    stamp(token());
    tamper(GetParam().text);
    check();
    EXPECT_EQ(defects(), GetParam().expected);
}

const Attack kAttacks[] = {
    {"VerdictRewritten",
     "UPDATE mohur.reception_verdict SET verdict = '{\"policy\":\"lax\"}' WHERE agency_id = $1",
     {"reception-verdict"}},
    {"RecordRewritten",
     "UPDATE mohur.reception_verdict SET record = '{}' WHERE agency_id = $1",
     {"reception-record"}},
    {"RecordRewrittenWithItsDigest",
     "UPDATE mohur.reception_verdict SET record = '{}', record_digest = sha256('{}')"
     " WHERE agency_id = $1",
     {"reception-content", "timestamp-imprint"}},
    {"FileReplaced",
     "UPDATE mohur.document_file SET digest = sha256('x') WHERE agency_id = $1",
     {"reception-content"}},
    {"MaterialRemoved",
     "DELETE FROM mohur.reception_material WHERE agency_id = $1",
     {"reception-material"}},
    {"JudgedLater",
     "UPDATE mohur.reception_verdict SET judged_at = judged_at + interval '1 day'"
     " WHERE agency_id = $1",
     {"timestamp-early"}},
    {"TokenDamaged",
     "UPDATE mohur.reception_timestamp SET token = '\\x3000' WHERE agency_id = $1",
     {"timestamp-damaged"}},
};

INSTANTIATE_TEST_SUITE_P(ReceivedLetter, TamperedReception, ::testing::ValuesIn(kAttacks),
                         [](const auto& attack) { return std::string{attack.param.name}; });

}  // namespace
}  // namespace mohur::documents
