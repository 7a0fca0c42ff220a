// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/signing/key_ring.h"

#include "signing/pki/trust_anchors.h"
#include "signing/token/pkcs11_device.h"
#include "signing/token/pkcs11_uri.h"

#include <algorithm>

namespace mohur::server {

struct KeyRing::Key {
    KeyConfig config;
    signing::Pkcs11Uri uri;
    Means means;
};

struct KeyRing::State {
    signing::Pkcs11Module* module = nullptr;
    std::vector<Key> keys;
};

KeyRing::KeyRing(std::unique_ptr<State> state) : state_{std::move(state)} {}
KeyRing::KeyRing(KeyRing&&) noexcept = default;
KeyRing::~KeyRing() = default;

Result<KeyRing> KeyRing::create(const Config& config, signing::Pkcs11Module* module) {
    auto state = std::make_unique<State>();
    state->module = module;
    for (const auto& key : config.keys) {
        MOHUR_TRY(const auto uri, signing::Pkcs11Uri::parse(key.uri));
        MOHUR_TRY(auto certificates, signing::load_certificates(key.certificate));
        if (certificates.empty()) {
            return Error::malformed("config-invalid-value", key.id + ": certificate");
        }
        const auto signer = certificates.front();
        certificates.erase(certificates.begin());
        Means means{key.id, identity_of(signer).common_name, key.pin_source.empty(), signer,
                    std::move(certificates)};
        state->keys.push_back({key, uri, std::move(means)});
    }
    if (!state->keys.empty() && module == nullptr) {
        return Error::malformed("config-missing-key", "pkcs11_module");
    }
    return KeyRing{std::move(state)};
}

std::vector<Means> KeyRing::of_person(std::string_view fin) const {
    std::vector<Means> found;
    for (const auto& key : state_->keys) {
        if (!fin.empty() && key.config.fin == fin) {
            found.push_back(key.means);
        }
    }
    return found;
}

std::optional<Means> KeyRing::seal_of(std::string_view agency_code) const {
    for (const auto& key : state_->keys) {
        if (!agency_code.empty() && key.config.agency == agency_code) {
            return key.means;
        }
    }
    return std::nullopt;
}

Result<std::vector<signing::Certificate>> KeyRing::chain_of(std::string_view means) const {
    const auto key =
        std::ranges::find_if(state_->keys, [&](const Key& k) { return k.config.id == means; });
    if (key == state_->keys.end()) {
        return Error::not_found("means-unknown", std::string{means});
    }
    return key->means.chain;
}

Result<std::unique_ptr<signing::SigningDevice>> KeyRing::open(
    std::string_view means, const std::optional<Secret>& pin) const {
    const auto key =
        std::ranges::find_if(state_->keys, [&](const Key& k) { return k.config.id == means; });
    if (key == state_->keys.end()) {
        return Error::not_found("means-unknown", std::string{means});
    }
    Secret secret;
    if (!key->config.pin_source.empty()) {
        MOHUR_TRY(secret, signing::read_pin_source(key->config.pin_source));
    } else if (pin) {
        secret = pin->clone();
    } else {
        return Error::denied("pin-required");
    }
    MOHUR_TRY(auto device, signing::Pkcs11Device::open(*state_->module, key->uri, secret));
    return std::unique_ptr<signing::SigningDevice>{std::move(device)};
}

}  // namespace mohur::server
