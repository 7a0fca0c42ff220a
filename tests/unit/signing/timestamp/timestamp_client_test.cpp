// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/timestamp/timestamp_client.h"

#include "signing/asn1/der.h"
#include "tests/support/pki/openssl_command.h"
#include "tests/support/pki/test_identity.h"
#include "tests/unit/signing/timestamp/timestamp_fixture.h"

#include <algorithm>
#include <functional>

namespace mohur::signing {
namespace {

/// Answers from a function and remembers what was asked.
class FakeAuthority final : public HttpFetcher {
public:
    using Answer = std::function<Result<HttpResponse>(const HttpRequest&)>;
    explicit FakeAuthority(Answer answer) : answer_{std::move(answer)} {}

    [[nodiscard]] Result<HttpResponse> fetch(const HttpRequest& request) override {
        requests.push_back(request);
        return answer_(request);
    }
    std::vector<HttpRequest> requests;

private:
    Answer answer_;
};

HttpResponse reply(Bytes body) {
    return {200, "application/timestamp-reply", std::move(body)};
}

FakeAuthority::Answer behaving(std::string behaviour) {
    return [behaviour](const HttpRequest& request) -> Result<HttpResponse> {
        return reply(test_pki().timestamp_response(request.body, behaviour));
    };
}

Result<TimestampToken> stamp_with(FakeAuthority& authority,
                                  std::vector<std::string> urls = {"http://tsa.test/"},
                                  Time now = test_now()) {
    const FixedClock clock{now};
    SystemRandom random;
    TimestampClient client{authority, clock, random, {.urls = std::move(urls)}};
    return client.stamp(test_digest());
}

TEST(TimestampClient, TakesAGoodToken) {
    FakeAuthority authority{behaving("")};
    const auto token = stamp_with(authority);
    ASSERT_TRUE(token);
    EXPECT_TRUE(token->covers(test_digest()));
    EXPECT_TRUE(token->check({}).intact);
}

TEST(TimestampClient, AsksAsTheStandardSays) {
    FakeAuthority authority{behaving("")};
    ASSERT_TRUE(stamp_with(authority));
    ASSERT_TRUE(stamp_with(authority));
    const auto& request = authority.requests[0];
    EXPECT_EQ(request.method, "POST");
    EXPECT_EQ(request.content_type, "application/timestamp-query");
    EXPECT_TRUE(is_der(request.body));
    DerReader outer{request.body};
    auto fields = *outer.enter(tag::kSequence);
    EXPECT_EQ(*fields.small_integer(), 1);
    auto imprint = *fields.enter(tag::kSequence);
    ASSERT_TRUE(imprint.next());
    EXPECT_EQ(*imprint.octet_string(), test_digest().value);
    EXPECT_GE(fields.integer()->size(), 7U);  // 64 random bits, leading zeros dropped
    EXPECT_TRUE(*fields.boolean());           // certReq
    EXPECT_TRUE(fields.at_end());
    EXPECT_NE(authority.requests[0].body, authority.requests[1].body);  // the nonce
}

struct Bad {
    const char* behaviour;
    const char* reason;
};
const Bad kBad[] = {
    {"wrong-imprint", "tsa-imprint"},
    {"wrong-nonce", "tsa-nonce"},
    {"no-nonce", "tsa-nonce"},
    {"granted-with-mods", "tsa-not-granted"},
    {"rejection", "tsa-not-granted"},
    {"clock-ahead", "tsa-clock-skew"},
    {"clock-behind", "tsa-clock-skew"},
    {"no-certificate", "tsa-certificate"},
    {"no-signing-certificate-attribute", "tsa-certificate"},
    {"bad-signature", "tsa-signature"},
    {"wrong-eku", "tsa-certificate"},
    {"non-critical-eku", "tsa-certificate"},
    {"two-eku", "tsa-certificate"},
    {"expired", "tsa-certificate"},
};

class BadAuthority : public ::testing::TestWithParam<Bad> {};

TEST_P(BadAuthority, IsNotBelieved) {
    FakeAuthority authority{behaving(GetParam().behaviour)};
    const auto token = stamp_with(authority);
    ASSERT_FALSE(token);
    EXPECT_EQ(token.error().code, ErrorCode::integrity);
    EXPECT_EQ(token.error().reason, GetParam().reason);
}
INSTANTIATE_TEST_SUITE_P(TimestampClient, BadAuthority, ::testing::ValuesIn(kBad),
                         [](const auto& row) {
                             std::string name = row.param.behaviour;
                             std::ranges::replace(name, '-', '_');
                             return name;
                         });

TEST(TimestampClient, SkewIsJudgedToTheSecond) {
    using std::chrono::seconds;
    const std::pair<seconds, bool> rows[] = {
        {seconds{-61}, false}, {seconds{-60}, true}, {seconds{60}, true}, {seconds{61}, false}};
    for (const auto& [offset, good] : rows) {
        FakeAuthority authority{behaving("")};
        const auto token = stamp_with(authority, {"http://tsa.test/"}, test_now() + offset);
        EXPECT_EQ(token.has_value(), good) << offset.count();
    }
}

TEST(TimestampClient, GarbageIsNoAnswerToBelieve) {
    for (const auto& body : {to_bytes(as_bytes("<html>login</html>")), Bytes{}, der::null(),
                             der::sequence({der::sequence({der::integer(0)})})}) {
        FakeAuthority authority{[&](const HttpRequest&) { return reply(body); }};
        EXPECT_EQ(stamp_with(authority).error().reason, "tsa-response-invalid");
    }
}

TEST(TimestampClient, AStoredAnswerIsNotTakenTwice) {
    FakeAuthority honest{behaving("")};
    Bytes stored;
    FakeAuthority recorder{[&](const HttpRequest& request) {
        auto answer = honest.fetch(request);
        stored = answer->body;
        return answer;
    }};
    ASSERT_TRUE(stamp_with(recorder));
    FakeAuthority replaying{[&](const HttpRequest&) { return reply(stored); }};
    EXPECT_EQ(stamp_with(replaying).error().reason, "tsa-nonce");
}

TEST(TimestampClient, TriesTheNextAddress) {
    FakeAuthority authority{[](const HttpRequest& request) -> Result<HttpResponse> {
        if (request.url == "http://down/") {
            return Error::unavailable("timeout");
        }
        if (request.url == "http://busy/") {
            return HttpResponse{503, "", {}};
        }
        if (request.url == "http://wrong/") {
            return behaving("wrong-nonce")(request);
        }
        return behaving("")(request);
    }};
    EXPECT_TRUE(
        stamp_with(authority, {"http://down/", "http://busy/", "http://wrong/", "http://good/"}));
    EXPECT_EQ(authority.requests.size(), 4U);
    EXPECT_EQ(stamp_with(authority, {"http://down/", "http://busy/"}).error(),
              Error::unavailable("tsa-unreachable", "HTTP status 503"));
    EXPECT_EQ(stamp_with(authority, {"http://wrong/", "http://down/"}).error().reason, "tsa-nonce");
    EXPECT_EQ(stamp_with(authority, {}).error().reason, "tsa-unreachable");
}

TEST(TimestampClient, ARefusedAddressStaysARefusal) {
    FakeAuthority authority{[](const HttpRequest&) -> Result<HttpResponse> {
        return Error::denied("address-refused");
    }};
    EXPECT_EQ(stamp_with(authority).error(), Error::denied("address-refused"));
}

// The command line of OpenSSL as an authority that none of us wrote.
TEST(TimestampClient, TakesTheTokenOfOpenSsl) {
    const testing::ScratchFolder folder;
    const auto root = testing::make_root();
    const auto tsa = testing::make_tsa(root);
    folder.write("tsa.pem", tsa.certificate_pem());
    folder.write("key.pem", tsa.key.pem());
    folder.write("serial", std::string{"01\n"});
    const auto configuration = folder.write(
        "tsa.cnf", "[tsa]\ndefault_tsa=t\n[t]\nserial=" + folder.path("serial") + "\nsigner_cert=" +
                       folder.path("tsa.pem") + "\nsigner_key=" + folder.path("key.pem") +
                       "\nsigner_digest=sha256\ndefault_policy=1.2.3.4.1\ndigests=sha256\n"
                       "ess_cert_id_chain=no\ness_cert_id_alg=sha256\n");
    FakeAuthority authority{[&](const HttpRequest& request) -> Result<HttpResponse> {
        const auto query = folder.write("query", request.body);
        EXPECT_TRUE(testing::run_openssl({"ts", "-reply", "-config", configuration, "-queryfile",
                                          query, "-out", folder.path("reply")}));
        return reply(folder.read("reply"));
    }};
    const SystemClock clock;
    const auto token = stamp_with(authority, {"http://tsa.test/"}, clock.now());
    ASSERT_TRUE(token) << token.error().reason << token.error().detail;
    EXPECT_EQ(token->policy(), Oid{"1.2.3.4.1"});
    EXPECT_EQ(token->check({}).tsa, tsa.certificate);

    // And the other way round: OpenSSL accepts what we took.
    const auto data = folder.write("data", std::string{"signature value"});
    EXPECT_TRUE(testing::run_openssl({"ts", "-verify", "-data", data, "-in",
                                      folder.write("token", token->encoding()), "-token_in",
                                      "-CAfile", folder.write("ca.pem", root.certificate_pem())}));
}

}  // namespace
}  // namespace mohur::signing
