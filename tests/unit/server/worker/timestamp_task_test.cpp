// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/worker/timestamp_task.h"

#include "signing/crypto/hash.h"
#include "signing/timestamp/timestamp_token.h"
#include "tests/support/services/pki_fetcher.h"

#include <gtest/gtest.h>

namespace mohur::server {
namespace {

const Time kMoment = *parse_rfc3339("2026-11-21T12:00:00Z");

const pkitest::Hierarchy& pki() {
    static const auto made = pkitest::Hierarchy::standard([] { return kMoment; });
    return made;
}

class TimestampTask : public ::testing::Test {
protected:
    [[nodiscard]] static TimestampRequest request(const std::vector<std::string>& behaviours) {
        TimestampRequest made;
        made.digest = signing::digest_of(DigestAlgorithm::sha256, as_bytes("root"));
        for (const auto& behaviour : behaviours) {
            made.urls.push_back(pki().base_url() + behaviour);
        }
        made.check.trust = {{"root.cer", pki().certificate("root"), false}};
        return made;
    }
    [[nodiscard]] Result<Json> run(const TimestampRequest& asked) {
        return run_timestamp(to_json(asked), {{}, {material_}}, {fetcher_, clock_, random_});
    }
    /// The verdict on a token that was got, by the material that came with it.
    [[nodiscard]] std::string judge_again(const Json& answer, Time at, const std::string& root) {
        VerifyRequest check;
        check.trust = {{"root.cer", pki().certificate(root), false}};
        check.contents = {{"", std::nullopt, {request({}).digest}}};
        check.at = at;
        check.material = 1;
        OfflineFetcher nobody;
        const auto token = from_base64(answer["token"].as_string()).value();
        const auto verdict = run_verify(to_json(check),
                                        {{std::make_shared<MemorySource>(token),
                                          std::make_shared<MemorySource>(material_->bytes())},
                                         {}},
                                        {nobody, clock_, random_});
        return (*verdict)["verdict"]["timestamps"].items().front()["indication"].as_string();
    }

    testing::PkiFetcher fetcher_{pki()};
    FixedClock clock_{kMoment};
    SystemRandom random_;
    std::shared_ptr<MemoryTarget> material_ = std::make_shared<MemoryTarget>();
};

TEST_F(TimestampTask, GivesATokenThatAnAnchorVouchesFor) {
    const auto answer = run(request({"/tsa"}));
    ASSERT_TRUE(answer) << answer.error().reason << answer.error().detail;
    EXPECT_EQ((*answer)["time"].as_string(), "2026-11-21T12:00:00Z");
    const auto octets = from_base64((*answer)["token"].as_string()).value();
    EXPECT_TRUE(signing::TimestampToken::parse(octets, Limits{})->covers(request({}).digest));
}

TEST_F(TimestampTask, GivesTheMaterialToJudgeItByLater) {
    const auto answer = run(request({"/tsa"}));
    ASSERT_TRUE(answer);
    EXPECT_EQ(judge_again(*answer, kMoment, "root"), "PASSED");
    EXPECT_EQ(judge_again(*answer, kMoment, "unknown-root"), "INDETERMINATE");
}

TEST_F(TimestampTask, GrantsOthersClocksWhatWasGrantedThen) {
    const auto answer = run(request({"/tsa"}));
    ASSERT_TRUE(answer);
    EXPECT_EQ(judge_again(*answer, kMoment - std::chrono::seconds{60}, "root"), "PASSED");
    EXPECT_EQ(judge_again(*answer, kMoment - std::chrono::seconds{61}, "root"), "INDETERMINATE");
}

TEST_F(TimestampTask, AsksTheNextAuthorityWhenOneLies) {
    for (const auto* liar : {"/tsa/unknown-ca", "/tsa/wrong-imprint", "/tsa/down"}) {
        EXPECT_TRUE(run(request({liar, "/tsa/rsa"}))) << liar;
    }
}

struct Lie {
    const char* behaviour;
    const char* reason;
    const char* detail;
};

void PrintTo(const Lie& lie, std::ostream* out) {
    *out << lie.behaviour;
}

class LyingAuthority : public TimestampTask, public ::testing::WithParamInterface<Lie> {};

TEST_P(LyingAuthority, IsRefused) {
    const auto answer = run(request({std::string{"/tsa/"} + GetParam().behaviour}));
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().reason, GetParam().reason);
    EXPECT_EQ(answer.error().detail, GetParam().detail);
    EXPECT_TRUE(material_->bytes().empty());
}

INSTANTIATE_TEST_SUITE_P(
    TimestampTask, LyingAuthority,
    ::testing::Values(Lie{"unknown-ca", "tsa-untrusted",
                          "INDETERMINATE/NO_CERTIFICATE_CHAIN_FOUND"},
                      Lie{"revoked", "tsa-untrusted", "INDETERMINATE/REVOKED_NO_POE"},
                      Lie{"wrong-imprint", "tsa-imprint", ""}, Lie{"wrong-nonce", "tsa-nonce", ""},
                      Lie{"bad-signature", "tsa-signature", ""},
                      Lie{"clock-behind", "tsa-clock-skew", ""},
                      Lie{"down", "tsa-unreachable", "HTTP status 503"}));

TEST_F(TimestampTask, SaysWhenNoAuthorityIsConfigured) {
    EXPECT_EQ(run(request({})).error().reason, "tsa-unreachable");
}

TEST_F(TimestampTask, RequestsSurviveTheWay) {
    const auto asked = request({"/tsa", "/tsa/rsa"});
    EXPECT_EQ(timestamp_request_from(Json::parse(to_json(asked).dump()).value()).value(), asked);
    EXPECT_FALSE(timestamp_request_from(Json::object({{"algorithm", "md6"}})));
}

}  // namespace
}  // namespace mohur::server
