// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/net/egress_policy.h"

#include <algorithm>
#include <charconv>

#include <arpa/inet.h>

namespace mohur::server {
namespace {

constexpr int kMappedBits = 96;

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string lowered(std::string_view text) {
    std::string out{text};
    std::ranges::transform(out, out.begin(), lower);
    if (out.ends_with('.')) {
        out.pop_back();
    }
    return out;
}

constexpr std::size_t kMaxHost = 253;

bool is_host_name(std::string_view name) {
    const bool plain = std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
    });
    return plain && name.size() <= kMaxHost &&
           name.find_first_not_of('.') != std::string_view::npos;
}

/// ":8443"
Result<std::uint16_t> port_from(std::string_view text, const Error& refused) {
    std::uint16_t port = 0;
    const auto* end = text.data() + text.size();
    const auto read = std::from_chars(text.data() + 1, end, port);
    if (text.front() != ':' || read.ec != std::errc{} || read.ptr != end || port == 0) {
        return refused;
    }
    return port;
}

bool is_mapped_ipv4(const IpAddress& address) {
    const auto& o = address.octets;
    return std::all_of(o.begin(), o.begin() + 10, [](auto octet) { return octet == 0; }) &&
           o[10] == 0xff && o[11] == 0xff;
}

std::vector<Network> parsed(std::initializer_list<std::string_view> texts) {
    std::vector<Network> out;
    for (const auto text : texts) {
        out.push_back(Network::parse(text).value());
    }
    return out;
}

/// IANA IPv4 special-purpose registry, with multicast (RFC 5771) and the reserved block.
const std::vector<Network>& special_ipv4() {
    static const auto networks = parsed(
        {"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
         "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24",
         "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24",
         "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"});
    return networks;
}

/// Inside 2000::/3, what is not plain global unicast: IETF assignments with Teredo, documentation,
/// 6to4.
const std::vector<Network>& special_ipv6() {
    static const auto networks = parsed({"2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"});
    return networks;
}

bool contained(const std::vector<Network>& networks, const IpAddress& address) {
    return std::ranges::any_of(networks,
                               [&](const Network& network) { return network.contains(address); });
}

}  // namespace

Result<IpAddress> IpAddress::parse(std::string_view text) {
    const std::string copy{text};
    IpAddress address;
    if (::inet_pton(AF_INET6, copy.c_str(), address.octets.data()) == 1) {
        return address;
    }
    if (::inet_pton(AF_INET, copy.c_str(), address.octets.data() + 12) == 1) {
        address.octets[10] = address.octets[11] = 0xff;
        return address;
    }
    return Error::malformed("address-invalid", copy);
}

Result<Network> Network::parse(std::string_view text) {
    const auto slash = text.find('/');
    MOHUR_TRY(const auto first, IpAddress::parse(text.substr(0, slash)));
    const bool ipv4 = text.substr(0, slash).find(':') == std::string_view::npos;
    int bits = ipv4 ? 32 : 128;
    if (slash != std::string_view::npos) {
        const auto digits = text.substr(slash + 1);
        int value = -1;
        const auto [end, status] =
            std::from_chars(digits.data(), digits.data() + digits.size(), value);
        if (status != std::errc{} || end != digits.data() + digits.size() || value < 0 ||
            value > bits) {
            return Error::malformed("network-invalid", std::string{text});
        }
        bits = value;
    }
    return Network{first, ipv4 ? bits + kMappedBits : bits};
}

bool Network::contains(const IpAddress& address) const noexcept {
    const auto whole = static_cast<std::size_t>(prefix / 8);
    if (!std::equal(first.octets.begin(), first.octets.begin() + static_cast<std::ptrdiff_t>(whole),
                    address.octets.begin())) {
        return false;
    }
    const int rest = prefix % 8;
    if (rest == 0) {
        return true;
    }
    const auto mask = static_cast<std::uint8_t>(0xffU << static_cast<unsigned>(8 - rest));
    return ((first.octets[whole] ^ address.octets[whole]) & mask) == 0;
}

bool is_public(const IpAddress& address) noexcept {
    if (is_mapped_ipv4(address)) {
        return !contained(special_ipv4(), address);
    }
    return (address.octets[0] & 0xe0U) == 0x20U && !contained(special_ipv6(), address);
}

Result<HostRule> HostRule::parse(std::string_view text) {
    const auto refused = Error::malformed("host-rule-invalid", std::string{text});
    const bool literal = text.starts_with('[');
    const auto end = std::min(text.find(literal ? ']' : ':'), text.size());
    HostRule rule{lowered(text.substr(literal ? 1 : 0, literal ? end - 1 : end)), std::nullopt};
    if (literal ? end == text.size() || !IpAddress::parse(rule.name) : !is_host_name(rule.name)) {
        return refused;
    }
    const auto rest = text.substr(literal ? end + 1 : end);
    if (!rest.empty()) {
        MOHUR_TRY(rule.port, port_from(rest, refused));
    }
    return rule;
}

bool HostRule::allows(std::string_view host, std::uint16_t to_port) const {
    const bool port_fits = port ? to_port == *port : to_port == 80 || to_port == 443;
    const auto asked = lowered(host);
    const bool name_fits =
        name.starts_with('.') ? asked.size() > name.size() && asked.ends_with(name) : asked == name;
    return port_fits && name_fits;
}

bool EgressPolicy::allows_host(std::string_view host, std::uint16_t port) const {
    return any_host || std::ranges::any_of(
                           hosts, [&](const HostRule& rule) { return rule.allows(host, port); });
}

bool EgressPolicy::allows_address(const IpAddress& address) const noexcept {
    return is_public(address) || contained(networks, address);
}

Result<std::vector<Network>> parse_networks(std::string_view comma_separated) {
    std::vector<Network> networks;
    while (!comma_separated.empty()) {
        const auto comma = comma_separated.find(',');
        MOHUR_TRY(auto network, Network::parse(comma_separated.substr(0, comma)));
        networks.push_back(network);
        comma_separated.remove_prefix(comma == std::string_view::npos ? comma_separated.size()
                                                                      : comma + 1);
    }
    return networks;
}

}  // namespace mohur::server
