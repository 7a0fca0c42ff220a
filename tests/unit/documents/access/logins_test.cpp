// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/access/logins.h"

#include "documents/organisation/organisation.h"
#include "documents/requests/idempotency.h"
#include "signing/core/clock.h"
#include "signing/crypto/hash.h"
#include "tests/support/postgres/test_cluster.h"

#include <gtest/gtest.h>

namespace mohur::documents {
namespace {

using testing::must;

class Access : public ::testing::Test {
protected:
    Access() {
        const Act system = Act::system(now_);
        must(cluster_.database().write(scope_, [&](sql::Transaction& tx) -> Result<void> {
            MOHUR_TRY(person_, organisation_.add_person(
                                   tx, system, {"Məmmədova", "Aynur", "Rauf qızı", std::nullopt}));
            MOHUR_TRY(const auto unit,
                      organisation_.add_unit(tx, system, {std::nullopt, "01", "Dəftərxana"}));
            MOHUR_TRY(assignment_, organisation_.assign(tx, system,
                                                        {person_, unit, "Müdir", true,
                                                         local_date(now_), std::nullopt}));
            return {};
        }));
    }

    template <class Body>
    auto global(Body body) {
        return cluster_.database().write(sql::GlobalScope{}, body);
    }
    static Bytes digest(std::string_view text) {
        return signing::digest_of(DigestAlgorithm::sha256, as_bytes(text)).value;
    }
    [[nodiscard]] std::string name() const { return "u" + to_string(person_).substr(24); }
    std::optional<LoginSession> session(std::string_view token, Time at) {
        return must(global(
            [&](auto& tx) { return session_of(tx, digest(token), at, std::chrono::minutes{30}); }));
    }

    testing::TestCluster& cluster_ = testing::TestCluster::shared();
    AgencyScope scope_ = cluster_.make_agency();
    SystemClock clock_;
    SystemRandom random_;
    IdSource ids_{clock_, random_};
    Organisation organisation_{ids_};
    Time now_ = *parse_rfc3339("2026-11-21T10:00:00Z");
    PersonId person_;
    AssignmentId assignment_;
};

TEST_F(Access, FindsALoginByItsName) {
    must(global([&](auto& tx) { return set_login(tx, person_, name(), "$argon2id$x", now_); }));
    const auto found = must(global([&](auto& tx) { return find_login(tx, name()); }));
    ASSERT_TRUE(found);
    EXPECT_EQ(found->person, person_);
    EXPECT_EQ(must(global([&](auto& tx) { return find_login(tx, "nobody"); })), std::nullopt);
}

TEST_F(Access, LocksAfterTheStatedFailuresAndOpensBySuccess) {
    must(global([&](auto& tx) { return set_login(tx, person_, name(), "$argon2id$x", now_); }));
    const LockRule rule{3, std::chrono::minutes{15}};
    for (int i = 1; i <= 3; ++i) {
        EXPECT_EQ(must(global([&](auto& tx) { return find_login(tx, name()); }))->locked_until,
                  std::nullopt)
            << i;
        must(global([&](auto& tx) { return record_failure(tx, person_, rule, now_); }));
    }
    EXPECT_EQ(must(global([&](auto& tx) { return find_login(tx, name()); }))->locked_until,
              now_ + rule.duration);
    must(global([&](auto& tx) { return record_success(tx, person_, now_); }));
    EXPECT_EQ(must(global([&](auto& tx) { return find_login(tx, name()); }))->failures, 0);
}

TEST_F(Access, KeepsASessionUntilItExpiresIdlesOrIsClosed) {
    const auto open = [&](std::string_view token) {
        must(global([&](auto& tx) {
            return open_session(tx, {digest(token), digest("csrf"), person_, scope_.agency(),
                                     assignment_, "test", now_, now_ + std::chrono::hours{1}});
        }));
    };
    const auto a = to_string(person_) + "a";
    open(a);
    ASSERT_TRUE(session(a, now_));
    EXPECT_EQ(session(a, now_)->assignment, assignment_);
    EXPECT_EQ(session(a, now_)->csrf_digest, digest("csrf"));
    EXPECT_FALSE(session(a, now_ + std::chrono::minutes{31})) << "idle";
    EXPECT_FALSE(touch_is_due(*session(a, now_), now_ + std::chrono::minutes{1}));
    EXPECT_TRUE(touch_is_due(*session(a, now_), now_ + std::chrono::seconds{61}));
    must(global(
        [&](auto& tx) { return touch_session(tx, digest(a), now_ + std::chrono::minutes{29}); }));
    EXPECT_FALSE(touch_is_due(*session(a, now_ + std::chrono::minutes{29}),
                              now_ + std::chrono::minutes{30}));
    EXPECT_TRUE(session(a, now_ + std::chrono::minutes{31}));
    EXPECT_FALSE(session(a, now_ + std::chrono::minutes{60})) << "expired";
    must(global([&](auto& tx) { return close_session(tx, digest(a), now_); }));
    EXPECT_FALSE(session(a, now_));
    EXPECT_FALSE(session("another token", now_));
}

TEST_F(Access, AnswersARepeatedRequestWithTheFirstAnswer) {
    const RequestKey key{person_, "key-00000001", digest("body")};
    const auto once = [&](const RequestKey& k) {
        return cluster_.database().write(scope_, [&](sql::Transaction& tx) -> Result<Json> {
            MOHUR_TRY(const auto seen, begin_request(tx, k, now_));
            if (seen) {
                return *seen;
            }
            const auto answer = Json::object({{"made", to_string(ids_.next())}});
            MOHUR_TRY_VOID(finish_request(tx, k, answer));
            return answer;
        });
    };
    const auto first = must(once(key));
    EXPECT_EQ(must(once(key)), first);
    EXPECT_EQ(once({person_, "key-00000001", digest("another body")}).error().reason,
              "idempotency-mismatch");
    EXPECT_NE(must(once({person_, "key-00000002", digest("body")})), first);
}

TEST_F(Access, ForgetsARequestWhoseEffectWasRolledBack) {
    const RequestKey key{person_, "key-00000003", digest("body")};
    const auto failed =
        cluster_.database().write(scope_, [&](sql::Transaction& tx) -> Result<Json> {
            MOHUR_TRY_VOID(begin_request(tx, key, now_));
            return Error::conflict("state-not-allowed");
        });
    EXPECT_FALSE(failed);
    const auto again = must(cluster_.database().write(
        scope_, [&](sql::Transaction& tx) { return begin_request(tx, key, now_); }));
    EXPECT_EQ(again, std::nullopt);
}

}  // namespace
}  // namespace mohur::documents
