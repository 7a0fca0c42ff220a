// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/config/config.h"
#include "signing/core/secret.h"
#include "signing/token/pkcs11_module.h"
#include "signing/token/signing_device.h"

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace mohur::server {

/// A key that the server may use, as it is offered to people. Immutable value.
struct Means {
    std::string id;
    std::string label;  ///< common name of its certificate
    bool needs_pin = false;
    signing::Certificate certificate;
    std::vector<signing::Certificate> chain;
};

/// The keys of the configuration: seals of agencies, and in the demo tokens of persons.
/// Thread-safe. Borrows the module.
class KeyRing {
public:
    /// Reads the certificates. `module` may be null when there are no keys.
    [[nodiscard]] static Result<KeyRing> create(const Config& config,
                                                signing::Pkcs11Module* module);
    KeyRing(KeyRing&&) noexcept;
    ~KeyRing();

    [[nodiscard]] std::vector<Means> of_person(std::string_view fin) const;
    [[nodiscard]] std::optional<Means> seal_of(std::string_view agency_code) const;
    /// The intermediates that were configured with the key.
    [[nodiscard]] Result<std::vector<signing::Certificate>> chain_of(std::string_view means) const;
    /// Opens the key: with `pin`, or with its pin-source file. The device logs out when it goes.
    /// Errors: `not_found` "means-unknown"; those of Pkcs11Device::open.
    [[nodiscard]] Result<std::unique_ptr<signing::SigningDevice>> open(
        std::string_view means, const std::optional<Secret>& pin) const;

private:
    struct Key;
    struct State;
    explicit KeyRing(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace mohur::server
