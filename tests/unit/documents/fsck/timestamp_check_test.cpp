// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/fsck/timestamp_check.h"

#include "documents/audit/sealer.h"
#include "pki-test/hierarchy.h"
#include "tests/support/agency/test_agency.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mohur::documents {
namespace {

using testing::must;
using testing::TestAgency;

/// A sealed log whose root is stamped by the test PKI at the agency's hour.
class StampedLog : public ::testing::Test {
protected:
    StampedLog()
        : head_{*must(Sealer{agency_.database(), agency_.clock()}.seal(agency_.scope()))} {}

    static Bytes token_over(const Bytes& root, Time at, std::string_view behaviour = {}) {
        return pkitest::Hierarchy::standard([at] { return at; })
            .timestamp_token("sha256", root, behaviour);
    }
    void store(const Bytes& token) {
        const Sealer sealer{agency_.database(), agency_.clock()};
        must(sealer.store_timestamp(agency_.scope(), head_.tree_size,
                                    {token, Json::object({{"kept", true}})}));
    }
    TimestampTotals check(const TimestampJudge& judge = {}) {
        auto tx = must(agency_.database().begin_read(agency_.scope()));
        return must(check_timestamps(tx, judge, findings_));
    }
    std::vector<std::string> defects() const {
        std::vector<std::string> all;
        for (const auto& each : findings_.told().items()) {
            all.push_back(each["code"].as_string() + " " + each["where"].as_string());
        }
        return all;
    }
    std::string place() const { return "size " + std::to_string(head_.tree_size); }

    TestAgency agency_;
    LogHead head_;
    Findings findings_;
};

TEST_F(StampedLog, HoldsWithAWholeToken) {
    store(token_over(head_.root_hash, agency_.clock().now()));
    const auto totals = check();
    EXPECT_THAT(defects(), ::testing::IsEmpty());
    EXPECT_EQ(totals.count, 1);
    EXPECT_EQ(totals.newest_size, head_.tree_size);
    EXPECT_EQ(totals.newest_time, agency_.clock().now());
}

TEST_F(StampedLog, WithoutATokenIsNoDefect) {
    const auto totals = check();
    EXPECT_TRUE(findings_.none());
    EXPECT_EQ(totals.count, 0);
    EXPECT_FALSE(totals.newest_size);
}

TEST_F(StampedLog, GivesTheJudgeWhatWasStored) {
    const auto token = token_over(head_.root_hash, agency_.clock().now());
    store(token);
    int asked = 0;
    check([&](const StoredTimestamp& stored) -> Result<std::string> {
        ++asked;
        EXPECT_EQ(stored.token, token);
        EXPECT_EQ(stored.imprint.value, head_.root_hash);
        EXPECT_TRUE(stored.material["kept"].as_bool());
        EXPECT_EQ(stored.stored_at, agency_.clock().now());
        return std::string{"PASSED"};
    });
    EXPECT_EQ(asked, 1);
    EXPECT_TRUE(findings_.none());
}

TEST_F(StampedLog, IsDefectiveWhenTheJudgeDoesNotPassIt) {
    store(token_over(head_.root_hash, agency_.clock().now()));
    const auto totals = check([](const StoredTimestamp&) -> Result<std::string> {
        return std::string{"INDETERMINATE/NO_CERTIFICATE_CHAIN_FOUND"};
    });
    EXPECT_THAT(defects(), ::testing::ElementsAre("timestamp-not-passed " + place() +
                                                  ": INDETERMINATE/NO_CERTIFICATE_CHAIN_FOUND"));
    EXPECT_FALSE(totals.newest_size);
}

TEST_F(StampedLog, ATokenOverSomethingElseIsADefect) {
    store(token_over(Bytes(32, 7), agency_.clock().now()));
    check();
    EXPECT_THAT(defects(), ::testing::ElementsAre("timestamp-imprint " + place()));
}

TEST_F(StampedLog, ALyingAuthoritysTokenIsADefect) {
    store(token_over(head_.root_hash, agency_.clock().now(), "wrong-imprint"));
    check();
    EXPECT_THAT(defects(), ::testing::ElementsAre("timestamp-imprint " + place()));
}

TEST_F(StampedLog, AnyTamperedTokenIsADefect) {
    auto token = token_over(head_.root_hash, agency_.clock().now());
    token.back() ^= 1U;  // the end of the signature value
    store(token);
    check();
    EXPECT_THAT(defects(), ::testing::ElementsAre("timestamp-signature " + place()));
}

TEST_F(StampedLog, OctetsThatAreNoTokenAreADefect) {
    store({1, 2, 3});
    check();
    EXPECT_THAT(defects(), ::testing::ElementsAre("timestamp-damaged " + place()));
}

TEST_F(StampedLog, ClocksMayDifferByAMinute) {
    store(token_over(head_.root_hash, head_.sealed_at - std::chrono::seconds{60}));
    check();
    EXPECT_THAT(defects(), ::testing::IsEmpty());
}

TEST_F(StampedLog, ATokenOlderThanTheRootIsADefect) {
    store(token_over(head_.root_hash, head_.sealed_at - std::chrono::seconds{61}));
    check();
    EXPECT_THAT(defects(), ::testing::ElementsAre("timestamp-early " + place()));
}

}  // namespace
}  // namespace mohur::documents
