// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/storage/transaction.h"

#include "tests/support/postgres/test_cluster.h"

#include <gtest/gtest.h>

namespace mohur::documents::sql {
namespace {

using testing::TestCluster;

constexpr Statement kEcho{"test.echo", R"sql(
    SELECT $1::text AS words, $2::bytea AS octets, $3::bigint AS big, $4::integer AS small,
           $5::boolean AS yes, $6::uuid AS id, $7::timestamptz AS at, $8::date AS day,
           $9::json AS facts, $10::text[] AS list, $11::text AS nothing
)sql"};

TEST(Transaction, CarriesEveryTypeThereAndBack) {
    const auto& database = TestCluster::shared().database();
    SystemRandom random;
    const auto at = *parse_rfc3339("2026-11-21T14:32:00.123456Z");
    const auto id = Uuid::v7(at, random);
    const Bytes octets{0, 1, 0xFF, '\'', '\\'};
    const Date day{std::chrono::year{2026} / 2 / 28};
    const Json facts = Json::object({{"ad", "Şəfəq"}, {"say", 3}});
    const std::vector<std::string> list{"a", "b\"c\\d", "{,}", ""};

    auto tx = testing::must(database.begin_read(GlobalScope{}));
    const auto row = testing::must(tx.exec_one("none", kEcho, "Iğdır 'x'", octets,
                                               std::int64_t{-9'000'000'000}, -7, true, id, at, day,
                                               facts, list, std::optional<std::string>{}));

    EXPECT_EQ(row.text("words"), "Iğdır 'x'");
    EXPECT_EQ(row.get<Bytes>("octets"), octets);
    EXPECT_EQ(row.get<std::int64_t>("big"), -9'000'000'000);
    EXPECT_EQ(row.get<int>("small"), -7);
    EXPECT_TRUE(row.get<bool>("yes"));
    EXPECT_EQ(row.get<Uuid>("id"), id);
    EXPECT_EQ(row.get<Time>("at"), at);
    EXPECT_EQ(row.get<Date>("day"), day);
    EXPECT_EQ(row.get<Json>("facts"), facts);
    EXPECT_EQ(row.get<std::vector<std::string>>("list"), list);
    EXPECT_EQ(row.get<std::optional<std::string>>("nothing"), std::nullopt);
}

TEST(Transaction, RefusesNulCharactersInText) {
    auto tx = testing::must(TestCluster::shared().database().begin_read(GlobalScope{}));
    constexpr Statement one{"test.one_text", "SELECT $1::text AS words"};
    const auto answer = tx.exec(one, std::string{"a\0b", 3});
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().reason, "value-invalid");
}

constexpr Statement kInsertAgency{"test.insert_agency", R"sql(
    INSERT INTO agency (id, code, name, created_at) VALUES ($1, $2, 'x', $3)
)sql"};
constexpr Statement kCountAgency{"test.count_agency",
                                 "SELECT count(*) AS n FROM agency WHERE code = $1"};

class AgencyRows : public ::testing::Test {
protected:
    Result<Rows> insert(Transaction& tx, const std::string& code) {
        return tx.exec(kInsertAgency, Uuid::v7(clock_.now(), random_), code, clock_.now());
    }
    std::int64_t count(const std::string& code) {
        auto tx = testing::must(database_.begin_read(GlobalScope{}));
        return testing::must(tx.exec(kCountAgency, code))[0].get<std::int64_t>("n");
    }
    const Database& database_ = TestCluster::shared().database();
    SystemClock clock_;
    SystemRandom random_;
};

TEST_F(AgencyRows, AreRolledBackUnlessCommitted) {
    {
        auto tx = testing::must(database_.begin(GlobalScope{}));
        ASSERT_TRUE(insert(tx, "not-committed"));
    }
    EXPECT_EQ(count("not-committed"), 0);
}

TEST_F(AgencyRows, AreRolledBackWhenTheBodyFails) {
    const auto outcome = database_.write(GlobalScope{}, [&](Transaction& tx) -> Result<void> {
        MOHUR_TRY_VOID(insert(tx, "body-failed"));
        return Error::conflict("changed-my-mind");
    });
    EXPECT_EQ(outcome.error().reason, "changed-my-mind");
    EXPECT_EQ(count("body-failed"), 0);
}

TEST_F(AgencyRows, CommitAfterAnIgnoredErrorIsAnError) {
    const auto outcome = database_.write(GlobalScope{}, [&](Transaction& tx) -> Result<void> {
        static_cast<void>(insert(tx, "NOT VALID"));
        return {};
    });
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().reason, "transaction-failed");
}

TEST_F(AgencyRows, ReportTwinsAsConflict) {
    const auto outcome = database_.write(GlobalScope{}, [&](Transaction& tx) -> Result<void> {
        MOHUR_TRY_VOID(insert(tx, "twin"));
        MOHUR_TRY_VOID(insert(tx, "twin"));
        return {};
    });
    EXPECT_EQ(outcome.error(), Error::conflict("already-exists", "23505 agency_code_key"));
}

TEST_F(AgencyRows, CannotBeWrittenInAReadTransaction) {
    const auto outcome =
        database_.read(GlobalScope{}, [&](Transaction& tx) { return insert(tx, "read-only"); });
    EXPECT_EQ(outcome.error().code, ErrorCode::denied);
}

TEST(Transaction, ShowsItsAgencyToTheWalls) {
    const auto scope = TestCluster::shared().make_agency();
    constexpr Statement which{"test.which", "SELECT current_agency() AS agency"};
    {
        auto tx = testing::must(TestCluster::shared().database().begin_read(scope));
        EXPECT_EQ(testing::must(tx.exec(which))[0].get<AgencyId>("agency"), scope.agency());
    }
    auto tx = testing::must(TestCluster::shared().database().begin_read(GlobalScope{}));
    EXPECT_TRUE(testing::must(tx.exec(which))[0].is_null("agency"));
}

}  // namespace
}  // namespace mohur::documents::sql
