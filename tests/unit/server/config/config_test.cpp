// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/config/config.h"

#include <gtest/gtest.h>

namespace mohur::server {
namespace {

Result<Config> parse(std::string_view text) {
    const auto json = Json::parse(text);
    return config_from(*json);
}

TEST(Config, ReadsWhatItKnowsAndDefaultsTheRest) {
    const auto config = parse(R"({"profile":"demo","data":"/srv/mohur","listen_port":0,
        "keys":[{"id":"seal","uri":"pkcs11:token=a;object=b","certificate":"/c","pin_source":"/srv/pin","agency":"NN"}]})");
    ASSERT_TRUE(config) << config.error().detail;
    EXPECT_EQ(config->profile, Profile::demo);
    EXPECT_EQ(config->listen_port, 0);
    EXPECT_EQ(config->keys.at(0).id, "seal");
    EXPECT_EQ(config->database, std::nullopt);
    EXPECT_EQ(config->requests_per_minute, 600);
    EXPECT_FALSE(config->secure_cookies());
}

TEST(Config, SaysWhereTheServerMayAsk) {
    const auto config = parse(R"({"profile":"demo","data":"/x",
        "timestamp_urls":["http://tsa.az:318/tsa"],"egress_hosts":["ocsp.az",".ca.az:8080"],
        "egress_networks":["10.1.0.0/16"]})");
    ASSERT_TRUE(config) << config.error().detail;
    const auto policy = egress_of(*config, parse_networks("127.0.0.0/8").value());
    EXPECT_FALSE(policy.any_host);
    EXPECT_TRUE(policy.allows_host("ocsp.az", 80));
    EXPECT_TRUE(policy.allows_host("x.ca.az", 8080));
    EXPECT_TRUE(policy.allows_host("tsa.az", 318)) << "a configured authority is listed";
    EXPECT_FALSE(policy.allows_host("tsa.az", 80));
    EXPECT_FALSE(policy.allows_host("other.az", 80));
    EXPECT_TRUE(policy.allows_address(IpAddress::parse("10.1.2.3").value()));
    EXPECT_TRUE(policy.allows_address(IpAddress::parse("127.0.0.1").value()));
    EXPECT_FALSE(policy.allows_address(IpAddress::parse("10.2.0.1").value()));
}

TEST(Config, ReadsTheMeansWhoseKeysAreElsewhere) {
    const auto config = parse(R"({"profile":"demo","data":"/x","web_eid":true,"issuers":["/ca.pem"],
        "egress_hosts":["ocsp.az"],
        "mobile_id":{"url":"http://mid.az:8443/mid-api","relying_party_uuid":"u",
                     "relying_party_name":"n","language":"AZE","wait_seconds":90,"ca":"/mid.pem"}})");
    ASSERT_TRUE(config) << config.error().detail;
    EXPECT_TRUE(config->web_eid);
    EXPECT_EQ(config->issuers.size(), 1U);
    EXPECT_EQ(config->mobile_id->language, "AZE");
    EXPECT_EQ(config->mobile_id->wait, std::chrono::seconds{90});
    EXPECT_TRUE(egress_of(*config, {}).allows_host("mid.az", 8443)) << "it is listed by itself";
    EXPECT_FALSE(parse(R"({"profile":"demo","data":"/x"})")->mobile_id);
}

TEST(Config, WithoutAListAnyPublicAddressMayBeAsked) {
    const auto config = parse(R"({"profile":"demo","data":"/x"})");
    const auto policy = egress_of(*config, {});
    EXPECT_TRUE(policy.allows_host("anything.az", 8080));
    EXPECT_TRUE(policy.allows_address(IpAddress::parse("9.9.9.9").value()));
    EXPECT_FALSE(policy.allows_address(IpAddress::parse("192.168.1.1").value()));
}

struct Refusal {
    const char* text;
    const char* reason;
    const char* path;
};

class ConfigRefusal : public ::testing::TestWithParam<Refusal> {};

TEST_P(ConfigRefusal, NamesTheKey) {
    const auto config = parse(GetParam().text);
    ASSERT_FALSE(config);
    EXPECT_EQ(config.error().reason, GetParam().reason);
    EXPECT_NE(config.error().detail.find(GetParam().path), std::string::npos)
        << config.error().detail;
}

INSTANTIATE_TEST_SUITE_P(
    Config, ConfigRefusal,
    ::testing::Values(
        Refusal{R"({"profile":"demo"})", "config-missing-key", "data"},
        Refusal{R"({"profile":"demo","data":"/x","dta":1})", "config-unknown-key", "dta"},
        Refusal{R"({"profile":"test","data":"/x"})", "config-invalid-value", "profile"},
        Refusal{R"({"profile":"demo","data":"/x","egress_hosts":["http://ocsp.az"]})",
                "config-invalid-value", "egress_hosts[0]"},
        Refusal{R"({"profile":"demo","data":"/x","egress_networks":["10.0.0.0/8","home"]})",
                "config-invalid-value", "egress_networks[1]"},
        Refusal{R"({"profile":"demo","data":"/x","web_eid":"yes"})", "config-invalid-value",
                "web_eid"},
        Refusal{R"({"profile":"demo","data":"/x","mobile_id":{"url":"https://mid.az"}})",
                "config-missing-key", "mobile_id.relying_party_uuid"},
        Refusal{R"({"profile":"demo","data":"/x","mobile_id":{"url":"mid.az/",
                    "relying_party_uuid":"u","relying_party_name":"n"}})",
                "config-invalid-value", "mobile_id.url"},
        Refusal{R"({"profile":"production","data":"/x","public_url":"https://mohur.az",
                    "mobile_id":{"url":"http://mid.az/mid-api","relying_party_uuid":"u",
                                 "relying_party_name":"n"}})",
                "config-invalid-value", "mobile_id.url"},
        Refusal{R"({"profile":"demo","data":"/x","listen_port":65536})", "config-invalid-value",
                "listen_port"},
        Refusal{R"({"profile":"demo","data":"/x","requests_per_minute":0})", "config-invalid-value",
                "requests_per_minute"},
        Refusal{
            R"({"profile":"demo","data":"/x","keys":[{"id":"a","uri":"pkcs11:?pin-value=1","certificate":"/c","pin_source":"/p","agency":"A"}]})",
            "pin-value-in-uri", "keys[0]"},
        Refusal{
            R"({"profile":"demo","data":"/x","keys":[{"id":"a","uri":"pkcs11:x","certificate":"/c","pin_source":"/p"}]})",
            "config-invalid-value", "keys[0]"},
        Refusal{
            R"({"profile":"production","data":"/x","public_url":"https://h","keys":[{"id":"a","uri":"pkcs11:x","certificate":"/c","pin_source":"/p","fin":"1AB2C3D"}]})",
            "config-personal-key", "a"},
        Refusal{R"({"profile":"production","data":"/x"})", "config-invalid-value", "public_url"},
        Refusal{"[]", "config-invalid-value", ""}));

}  // namespace
}  // namespace mohur::server
