// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/net/egress_policy.h"

#include <gtest/gtest.h>

namespace mohur::server {
namespace {

IpAddress address(std::string_view text) {
    return IpAddress::parse(text).value();
}

class PublicAddress : public ::testing::TestWithParam<const char*> {};
TEST_P(PublicAddress, MayBeCalled) {
    EXPECT_TRUE(is_public(address(GetParam())));
}
INSTANTIATE_TEST_SUITE_P(Egress, PublicAddress,
                         ::testing::Values("1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255",
                                           "100.128.0.0", "172.15.255.255", "172.32.0.0",
                                           "192.167.255.255", "223.255.255.255", "2001:200::1",
                                           "2a00:1450:4001::1", "3ffe::1", "::ffff:1.1.1.1"));

class SpecialAddress : public ::testing::TestWithParam<const char*> {};
TEST_P(SpecialAddress, IsRefused) {
    EXPECT_FALSE(is_public(address(GetParam())));
}
INSTANTIATE_TEST_SUITE_P(Egress, SpecialAddress,
                         ::testing::Values("0.0.0.0", "10.0.0.1", "100.64.0.1", "127.0.0.1",
                                           "127.255.255.255", "169.254.169.254", "172.16.0.1",
                                           "172.31.255.255", "192.168.1.1", "198.18.0.1",
                                           "203.0.113.9", "224.0.0.1", "255.255.255.255",
                                           "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
                                           "64:ff9b::7f00:1", "fc00::1", "fe80::1", "ff02::1",
                                           "2001:db8::1", "2001::1", "2002:7f00:1::"));

TEST(IpAddress, RefusesOtherSpellings) {
    for (const auto* text : {"", "127.1", "0x7f.0.0.1", "2130706433", "0177.0.0.1", "fe80::1%eth0",
                             "1.2.3.4.5", " 1.1.1.1"}) {
        EXPECT_FALSE(IpAddress::parse(text)) << text;
    }
}

TEST(Network, HoldsItsPrefixToTheBit) {
    const auto network = Network::parse("10.20.0.0/15").value();
    EXPECT_TRUE(network.contains(address("10.21.255.255")));
    EXPECT_FALSE(network.contains(address("10.22.0.0")));
    EXPECT_FALSE(network.contains(address("10.19.255.255")));
    EXPECT_TRUE(Network::parse("0.0.0.0/0").value().contains(address("8.8.8.8")));
    EXPECT_FALSE(Network::parse("0.0.0.0/0").value().contains(address("::1"))) << "IPv4 only";
    EXPECT_TRUE(Network::parse("::1").value().contains(address("::1")));
}

TEST(Network, RefusesBadPrefixes) {
    for (const auto* text :
         {"10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0.0/8x", "::/129", "host/8"}) {
        EXPECT_FALSE(Network::parse(text)) << text;
    }
}

TEST(ParseNetworks, ReadsAListAndRefusesAHole) {
    EXPECT_EQ(parse_networks("127.0.0.0/8,::1").value().size(), 2U);
    EXPECT_TRUE(parse_networks("").value().empty());
    EXPECT_FALSE(parse_networks("127.0.0.0/8,,::1"));
}

HostRule rule(std::string_view text) {
    return HostRule::parse(text).value();
}

TEST(HostRule, ReadsNamesWithAndWithoutPort) {
    EXPECT_EQ(rule("OCSP.example.az."), (HostRule{"ocsp.example.az", std::nullopt}));
    EXPECT_EQ(rule("tsa.example.az:318"), (HostRule{"tsa.example.az", 318}));
    EXPECT_EQ(rule(".ca.az:8080"), (HostRule{".ca.az", 8080}));
    EXPECT_EQ(rule("10.1.2.3:80"), (HostRule{"10.1.2.3", 80}));
    EXPECT_EQ(rule("[2001:DB8::1]:8443"), (HostRule{"2001:db8::1", 8443}));
    EXPECT_EQ(rule("[::1]"), (HostRule{"::1", std::nullopt}));
}

TEST(HostRule, RefusesWhatIsNoHost) {
    for (const auto* text : {"", ".", "http://ocsp.az", "ocsp.az/path", "*.ca.az",
                             "ocsp.az:", "ocsp.az:0", "ocsp.az:65536", "ocsp.az:80x", "10.0.0.0/8",
                             "::1", "[::1", "[", "[]", "[ocsp.az]:80", "[::1]80", "ocsp az"}) {
        const auto refused = HostRule::parse(text);
        ASSERT_FALSE(refused) << text;
        EXPECT_EQ(refused.error().reason, "host-rule-invalid") << text;
    }
}

TEST(EgressPolicy, AllowsListedNamesOnly) {
    const EgressPolicy policy{{rule("ocsp.example.az"), rule(".ca.az")}, false, {}};
    EXPECT_TRUE(policy.allows_host("OCSP.example.az", 80));
    EXPECT_TRUE(policy.allows_host("ocsp.example.az.", 443));
    EXPECT_TRUE(policy.allows_host("a.b.ca.az", 80));
    EXPECT_FALSE(policy.allows_host("ca.az", 80));
    EXPECT_FALSE(policy.allows_host("evilca.az", 80));
    EXPECT_FALSE(policy.allows_host("ocsp.example.az.evil.com", 80));
    EXPECT_FALSE(EgressPolicy{}.allows_host("ocsp.example.az", 80));
}

TEST(EgressPolicy, HoldsAListedHostToItsPort) {
    const EgressPolicy policy{{rule("ocsp.az"), rule("tsa.az:318")}, false, {}};
    EXPECT_FALSE(policy.allows_host("ocsp.az", 8080)) << "a name alone is 80 and 443";
    EXPECT_TRUE(policy.allows_host("tsa.az", 318));
    EXPECT_FALSE(policy.allows_host("tsa.az", 80));
    EXPECT_TRUE((EgressPolicy{{}, true, {}}.allows_host("anything.az", 8080)));
}

TEST(EgressPolicy, AllowsConfiguredPrivateNetworks) {
    const EgressPolicy policy{{}, true, parse_networks("127.0.0.0/8").value()};
    EXPECT_TRUE(policy.allows_address(address("127.0.0.1")));
    EXPECT_FALSE(policy.allows_address(address("10.0.0.1")));
    EXPECT_FALSE(EgressPolicy{}.allows_address(address("127.0.0.1")));
}

}  // namespace
}  // namespace mohur::server
