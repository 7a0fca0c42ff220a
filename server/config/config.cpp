// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/config/config.h"

#include "server/net/http_message.h"
#include "signing/core/byte_source.h"

#include <set>

namespace mohur::server {
namespace {

constexpr std::uint64_t kMaxConfigBytes = 1U << 20U;

Error invalid(const std::string& path, const std::string& why) {
    return Error::malformed("config-invalid-value", path + ": " + why);
}

/// Reads the members of one object and remembers which were asked for, so that what is left over is
/// an unknown key. The first error wins.
class ObjectReader {
public:
    ObjectReader(const Json& object, std::string path) : object_{object}, path_{std::move(path)} {
        if (!object.is_object()) {
            fail(invalid(path_, "an object is expected"));
        }
    }

    template <class T, class Convert>
    void read(const char* name, T& into, bool required, Convert convert) {
        known_.insert(name);
        const auto& value = object_[name];
        if (value.is_null()) {
            if (required) {
                fail(Error::malformed("config-missing-key", path_of(name)));
            }
            return;
        }
        auto converted = convert(value, path_of(name));
        if (!converted) {
            fail(std::move(converted).error());
        } else {
            into = std::move(converted).value();
        }
    }

    Result<void> finish() {
        for (const auto& [name, value] : object_.members()) {
            if (!known_.contains(name)) {
                fail(Error::malformed("config-unknown-key", path_of(name)));
            }
        }
        if (error_) {
            return *error_;
        }
        return {};
    }

private:
    [[nodiscard]] std::string path_of(const std::string& name) const {
        return path_.empty() ? name : path_ + "." + name;
    }
    void fail(Error error) {
        if (!error_) {
            error_ = std::move(error);
        }
    }

    const Json& object_;
    std::string path_;
    std::set<std::string, std::less<>> known_;
    std::optional<Error> error_;
};

Result<std::string> text(const Json& value, const std::string& path) {
    if (!value.is_string() || value.as_string().empty()) {
        return invalid(path, "a text is expected");
    }
    return value.as_string();
}

Result<std::filesystem::path> file_path(const Json& value, const std::string& path) {
    MOHUR_TRY(const auto name, text(value, path));
    return std::filesystem::path{name};
}

Result<std::optional<std::string>> optional_text(const Json& value, const std::string& path) {
    MOHUR_TRY(auto got, text(value, path));
    return std::optional<std::string>{std::move(got)};
}

Result<Profile> profile(const Json& value, const std::string& path) {
    if (value.as_string() == "demo") {
        return Profile::demo;
    }
    if (value.as_string() == "production") {
        return Profile::production;
    }
    return invalid(path, "demo or production");
}

template <class T>
auto between(std::int64_t low, std::int64_t high) {
    return [low, high](const Json& value, const std::string& path) -> Result<T> {
        const auto number = value.as_integer(low - 1);
        if (!value.is_integer() || number < low || number > high) {
            return invalid(path, std::to_string(low) + " to " + std::to_string(high));
        }
        return static_cast<T>(number);
    };
}

template <class Item>
auto list_of(Item item) {
    using T = typename decltype(item(Json{}, std::string{}))::value_type;
    return [item](const Json& value, const std::string& path) -> Result<std::vector<T>> {
        if (!value.is_array()) {
            return invalid(path, "a list is expected");
        }
        std::vector<T> out;
        for (std::size_t i = 0; i < value.items().size(); ++i) {
            MOHUR_TRY(auto one, item(value.items()[i], path + "[" + std::to_string(i) + "]"));
            out.push_back(std::move(one));
        }
        return out;
    };
}

Result<HostRule> host_rule(const Json& value, const std::string& path) {
    auto rule = HostRule::parse(value.as_string());
    return rule ? std::move(rule) : Result<HostRule>{invalid(path, "host or host:port")};
}

Result<Network> network(const Json& value, const std::string& path) {
    auto parsed = Network::parse(value.as_string());
    return parsed ? std::move(parsed)
                  : Result<Network>{invalid(path, "a network such as 10.1.0.0/16")};
}

Result<KeyConfig> key(const Json& value, const std::string& path) {
    KeyConfig config;
    ObjectReader reader{value, path};
    reader.read("id", config.id, true, text);
    reader.read("uri", config.uri, true, text);
    reader.read("certificate", config.certificate, true, file_path);
    reader.read("pin_source", config.pin_source, false, file_path);
    reader.read("agency", config.agency, false, text);
    reader.read("fin", config.fin, false, text);
    MOHUR_TRY_VOID(reader.finish());
    if (config.uri.find("pin-value") != std::string::npos) {
        return Error::denied("pin-value-in-uri", path);
    }
    if (config.agency.empty() == config.fin.empty()) {
        return invalid(path, "either agency or fin");
    }
    return config;
}

Result<bool> yes_or_no(const Json& value, const std::string& path) {
    return value.is_bool() ? Result<bool>{value.as_bool()}
                           : Result<bool>{invalid(path, "true or false")};
}

Result<std::optional<MobileIdConfig>> mobile_id(const Json& value, const std::string& path) {
    MobileIdConfig config;
    ObjectReader reader{value, path};
    reader.read("url", config.url, true, text);
    reader.read("relying_party_uuid", config.relying_party_uuid, true, text);
    reader.read("relying_party_name", config.relying_party_name, true, text);
    reader.read("language", config.language, false, text);
    reader.read("wait_seconds", config.wait, false, between<std::chrono::seconds>(10, 600));
    reader.read("ca", config.ca, false, file_path);
    MOHUR_TRY_VOID(reader.finish());
    if (config.url.ends_with('/') || !Url::parse(config.url)) {
        return invalid(path + ".url", "an http or https address without a final slash");
    }
    return std::optional{std::move(config)};
}

// A person's key belongs to the person; only the demo keeps it at the server (architecture rule 7).
Result<void> check_profile(const Config& config) {
    for (const auto& one : config.keys) {
        if (config.profile == Profile::production && !one.fin.empty()) {
            return Error::denied("config-personal-key", "keys: " + one.id);
        }
    }
    // The service's answer decides what is signed by whom; who listens in learns telephone numbers.
    if (config.profile == Profile::production && config.mobile_id &&
        !config.mobile_id->url.starts_with("https://")) {
        return invalid("mobile_id.url", "https is needed in production");
    }
    if (config.profile == Profile::production && !config.secure_cookies()) {
        return invalid("public_url", "https is needed in production");
    }
    return {};
}

}  // namespace

Result<Config> config_from(const Json& json) {
    Config config;
    ObjectReader reader{json, ""};
    reader.read("profile", config.profile, true, profile);
    reader.read("data", config.data, true, file_path);
    reader.read("database", config.database, false, optional_text);
    reader.read("listen_address", config.listen_address, false, text);
    reader.read("listen_port", config.listen_port, false, between<std::uint16_t>(0, 65'535));
    reader.read("http_threads", config.http_threads, false, between<int>(4, 4'096));
    reader.read("requests_per_minute", config.requests_per_minute, false,
                between<int>(1, 10'000'000));
    reader.read("public_url", config.public_url, false, text);
    reader.read("ui", config.ui, false, file_path);
    reader.read("trust", config.trust, false, list_of(file_path));
    reader.read("timestamp_urls", config.timestamp_urls, false, list_of(text));
    reader.read("egress_hosts", config.egress_hosts, false, list_of(host_rule));
    reader.read("egress_networks", config.egress_networks, false, list_of(network));
    reader.read("pkcs11_module", config.pkcs11_module, false, file_path);
    reader.read("keys", config.keys, false, list_of(key));
    reader.read("mobile_id", config.mobile_id, false, mobile_id);
    reader.read("web_eid", config.web_eid, false, yes_or_no);
    reader.read("issuers", config.issuers, false, list_of(file_path));
    reader.read("max_upload_bytes", config.max_upload_bytes, false,
                between<std::uint64_t>(1'024, 4LL << 30));
    reader.read("max_json_bytes", config.max_json_bytes, false,
                between<std::uint64_t>(1'024, 64LL << 20));
    reader.read("session_lifetime_minutes", config.session_lifetime, false,
                between<std::chrono::minutes>(1, 10'080));
    reader.read("session_idle_minutes", config.session_idle, false,
                between<std::chrono::minutes>(1, 1'440));
    reader.read("log_timestamp_minutes", config.log_timestamp_period, false,
                between<std::chrono::minutes>(1, 1'440));
    MOHUR_TRY_VOID(reader.finish());
    MOHUR_TRY_VOID(check_profile(config));
    return config;
}

EgressPolicy egress_of(const Config& config, const std::vector<Network>& also) {
    EgressPolicy policy{config.egress_hosts, config.egress_hosts.empty(), config.egress_networks};
    policy.networks.insert(policy.networks.end(), also.begin(), also.end());
    auto addresses = config.timestamp_urls;
    if (config.mobile_id) {
        addresses.push_back(config.mobile_id->url);
    }
    for (const auto& address : addresses) {
        if (const auto url = Url::parse(address)) {
            policy.hosts.push_back({url->host, url->port});
        }
    }
    return policy;
}

Result<Config> read_config(const std::filesystem::path& file) {
    MOHUR_TRY(const auto source, FileSource::open(file));
    MOHUR_TRY(const auto bytes, source->read_all(kMaxConfigBytes));
    MOHUR_TRY(const auto json, Json::parse(as_text(bytes)));
    return config_from(json);
}

}  // namespace mohur::server
