// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/net/egress_policy.h"
#include "signing/core/json.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace mohur::server {

/// `demo` allows personal tokens at the server and loopback services; `production` refuses them.
enum class Profile { demo, production };

/// A key that the server uses itself: an agency's seal, or in the demo a person's token.
struct KeyConfig {
    std::string id;                     ///< referred to by powers and signing sessions
    std::string uri;                    ///< RFC 7512; no pin-value
    std::filesystem::path certificate;  ///< PEM: of the key, then its intermediates
    std::filesystem::path pin_source;   ///< file of mode 0600; empty: the person types the PIN
    std::string agency;                 ///< code of the agency; empty for a personal token
    std::string fin;                    ///< of the person; empty for a seal
};

/// The service that makes Mobile-ID signatures (docs/signing.md).
struct MobileIdConfig {
    std::string url;                 ///< base of the REST API, without a final slash
    std::string relying_party_uuid;  ///< as agreed with the service
    std::string relying_party_name;
    std::string language = "ENG";    ///< of what the telephone shows
    std::chrono::seconds wait{120};  ///< for the person
    std::filesystem::path ca;        ///< PEM of its https authorities; empty: the system's
};

/// Everything that `mohur serve` is told, read once at start. An unknown or missing key refuses the
/// start. Immutable value.
struct Config {
    Profile profile = Profile::production;
    std::filesystem::path data;           ///< content, spool, and the private cluster
    std::optional<std::string> database;  ///< libpq URL; empty: a private cluster in `data`
    std::string listen_address = "127.0.0.1";
    std::uint16_t listen_port = 8080;
    int http_threads = 64;
    int requests_per_minute = 600;  ///< of one client address; more are answered 429
    std::string public_url = "http://127.0.0.1:8080";  ///< printed in QR codes and links
    std::filesystem::path ui;  ///< folder of the built web UI; empty: none is served
    std::vector<std::filesystem::path> trust;  ///< anchors
    std::vector<std::string> timestamp_urls;
    std::vector<HostRule> egress_hosts;    ///< that may be asked; empty: any at a public address
    std::vector<Network> egress_networks;  ///< that may be asked although they are not public
    std::filesystem::path pkcs11_module;   ///< empty: no server-side keys
    std::vector<KeyConfig> keys;
    std::optional<MobileIdConfig> mobile_id;
    bool web_eid = false;  ///< ID cards by the browser extension
    /// Certificates of authorities between `trust` and keys that are not at the server: embedded
    /// in their signatures, never trusted for themselves.
    std::vector<std::filesystem::path> issuers;
    std::uint64_t max_upload_bytes = 100ULL << 20U;
    std::uint64_t max_json_bytes = 1ULL << 20U;
    std::chrono::minutes session_lifetime{8 * 60};
    std::chrono::minutes session_idle{30};
    std::chrono::minutes log_timestamp_period{24 * 60};  ///< of the tokens over the event logs

    /// True when cookies must carry Secure.
    [[nodiscard]] bool secure_cookies() const { return public_url.starts_with("https://"); }
};

/// Where the server may ask: `egress_hosts` and the addresses of `timestamp_urls` and `mobile_id`
/// or, where no host is listed, any host at a public address; networks that are not public only as
/// configured and as `also` (of the environment) allows.
[[nodiscard]] EgressPolicy egress_of(const Config& config, const std::vector<Network>& also);

/// Reads a configuration. Errors: `malformed` "config-unknown-key", "config-missing-key",
/// "config-invalid-value"; the detail is the path of the key ("keys[0].uri").
[[nodiscard]] Result<Config> config_from(const Json& json);
[[nodiscard]] Result<Config> read_config(const std::filesystem::path& file);

}  // namespace mohur::server
