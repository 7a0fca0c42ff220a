// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/ceremony/remote_signature.h"

#include "tests/support/agency/test_agency.h"

#include <gtest/gtest.h>

namespace mohur::documents {
namespace {

using testing::must;
using testing::TestAgency;

class Remote : public ::testing::Test {
protected:
    Remote() {
        agency_.write([&](sql::Transaction& tx) {
            return Routes{}.start(tx, agency_.act_of(agency_.clerk), letter_.id,
                                  letter_.row_version,
                                  {{}, {{agency_.head.assignment, StepAction::sign}}});
        });
        session_ = must(agency_.attempt([&](sql::Transaction& tx) {
                       return ceremonies_.open(tx, head(), letter_.id, agency_.outgoing);
                   })).id;
    }
    Act head() const { return agency_.act_of(agency_.head); }
    template <class Call, class... More>
    Result<void> call(Call step, const More&... more) {
        return agency_.attempt(
            [&](sql::Transaction& tx) { return step(tx, head(), session_, more...); });
    }
    Result<void> choose(const std::string& phone) {
        return call(choose_remote, std::string_view{"mobile-id"}, Json::object({{"phone", phone}}));
    }
    RemoteSignature held() {
        auto tx = must(agency_.database().begin_read(agency_.scope()));
        return must(remote_signature_of(tx, session_)).value();
    }

    TestAgency agency_;
    SystemRandom random_;
    Ceremonies ceremonies_{agency_.ids(), random_};
    Document letter_ = agency_.draft(Direction::outgoing, agency_.clerk);
    SigningSessionId session_;
};

TEST_F(Remote, IsAskedOnceForAnIntent) {
    EXPECT_EQ(call(want_remote).error().reason, "session-state");
    must(choose("+994500000001"));
    must(choose("+994500000002"));
    EXPECT_EQ(held().recipient["phone"].as_string(), "+994500000002");
    must(call(want_remote));
    EXPECT_EQ(choose("+994500000003").error().reason, "session-state");
    must(call(note_remote_asked));
    EXPECT_EQ(call(note_remote_asked).error().reason, "session-state");
    EXPECT_EQ(held().state, RemoteState::asked);
    must(call(note_remote_waiting, std::string_view{"abc-1"}));
    EXPECT_EQ(held().remote_id, "abc-1");
    EXPECT_EQ(call(want_remote).error().reason, "session-state");
}

TEST_F(Remote, ForgetsTheNumberWhenTheSessionEnds) {
    must(choose("+994500000001"));
    must(agency_.attempt([&](sql::Transaction& tx) {
        return ceremonies_.abandon(tx, head(), session_, "", false);
    }));
    EXPECT_EQ(held().state, RemoteState::ended);
    EXPECT_TRUE(held().recipient.is_null());
    EXPECT_EQ(call(want_remote).error().reason, "session-state");
}

}  // namespace
}  // namespace mohur::documents
