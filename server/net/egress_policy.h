// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/result.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mohur::server {

/// An IPv6 address, or an IPv4 address in its mapped form ::ffff:a.b.c.d. Immutable value.
struct IpAddress {
    std::array<std::uint8_t, 16> octets{};

    /// Dotted IPv4 or RFC 4291 text; `malformed` "address-invalid". A zone index is refused.
    [[nodiscard]] static Result<IpAddress> parse(std::string_view text);
    bool operator==(const IpAddress&) const = default;
};

/// A block of addresses in CIDR notation. Immutable value.
struct Network {
    IpAddress first;
    int prefix = 128;  ///< bits of the mapped form

    /// "10.0.0.0/8", "fd00::/8" or a single address; `malformed` "network-invalid".
    [[nodiscard]] static Result<Network> parse(std::string_view text);
    [[nodiscard]] bool contains(const IpAddress& address) const noexcept;
};

/// True for addresses that the IANA special-purpose registries (RFC 6890) leave globally reachable:
/// not loopback, private, link-local, shared, documentation, multicast, reserved or a translation
/// of another address.
[[nodiscard]] bool is_public(const IpAddress& address) noexcept;

/// Whom may be asked, by name. Immutable value.
struct HostRule {
    std::string name;  ///< lower case; ".example.az" stands for every name below it
    std::optional<std::uint16_t> port;  ///< empty: 80 and 443

    /// "ocsp.example.az", "tsa.example.az:318", ".ca.az", "[2001:db8::1]:8443"; `malformed`
    /// "host-rule-invalid" for anything else (a URL, a mask, a network).
    [[nodiscard]] static Result<HostRule> parse(std::string_view text);
    /// Case and a final dot are ignored.
    [[nodiscard]] bool allows(std::string_view host, std::uint16_t to_port) const;
    bool operator==(const HostRule&) const = default;
};

/// Where requests may go. Validation material names its own addresses, so a certificate or a list
/// made by an attacker must not turn this host into his proxy (SSRF). Immutable value.
struct EgressPolicy {
    std::vector<HostRule> hosts;
    /// Also any other host on any port, as long as its address is public or in `networks`.
    bool any_host = false;
    /// Addresses that are allowed although they are not public.
    std::vector<Network> networks;

    [[nodiscard]] bool allows_host(std::string_view host, std::uint16_t port) const;
    [[nodiscard]] bool allows_address(const IpAddress& address) const noexcept;
};

/// "127.0.0.0/8,fd00::/8" as networks; empty text is none.
[[nodiscard]] Result<std::vector<Network>> parse_networks(std::string_view comma_separated);

}  // namespace mohur::server
