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

TEST(EgressPolicy, AllowsListedNamesOnly) {
    const EgressPolicy policy{{"ocsp.example.az", ".ca.az"}, false, {}};
    EXPECT_TRUE(policy.allows_host("OCSP.example.az"));
    EXPECT_TRUE(policy.allows_host("ocsp.example.az."));
    EXPECT_TRUE(policy.allows_host("a.b.ca.az"));
    EXPECT_FALSE(policy.allows_host("ca.az"));
    EXPECT_FALSE(policy.allows_host("evilca.az"));
    EXPECT_FALSE(policy.allows_host("ocsp.example.az.evil.com"));
    EXPECT_FALSE(EgressPolicy{}.allows_host("ocsp.example.az"));
}

TEST(EgressPolicy, AllowsConfiguredPrivateNetworks) {
    const EgressPolicy policy{{}, true, parse_networks("127.0.0.0/8").value()};
    EXPECT_TRUE(policy.allows_address(address("127.0.0.1")));
    EXPECT_FALSE(policy.allows_address(address("10.0.0.1")));
    EXPECT_FALSE(EgressPolicy{}.allows_address(address("127.0.0.1")));
}

}  // namespace
}  // namespace mohur::server
