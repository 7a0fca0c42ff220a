// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/json.h"
#include "signing/core/secret.h"
#include "signing/token/signing_device.h"

#include <filesystem>

namespace mohur::documents {

/// Seals the manifest of a backup, so that a restored one is known to be ours and whole. The key
/// lies apart from the backup. Thread-safe.
class ManifestSeal {
public:
    virtual ~ManifestSeal() = default;
    /// What is stored beside the manifest.
    [[nodiscard]] virtual Result<Json> seal(BytesView manifest) const = 0;
    /// `integrity` "backup-seal-broken" when it is not this key's seal over this manifest.
    [[nodiscard]] virtual Result<void> check(BytesView manifest, const Json& seal) const = 0;
};

/// HMAC-SHA-256 with a key file: 64 hexadecimal digits, mode 0600.
class KeyFileSeal final : public ManifestSeal {
public:
    /// Errors: those of read_secret_file; `malformed` "key-file-invalid".
    [[nodiscard]] static Result<KeyFileSeal> open(const std::filesystem::path& file);
    [[nodiscard]] Result<Json> seal(BytesView manifest) const override;
    [[nodiscard]] Result<void> check(BytesView manifest, const Json& seal) const override;

private:
    explicit KeyFileSeal(Secret key) : key_{std::move(key)} {}
    Secret key_;
};

/// A signature by a token; checked against the certificate that the administrator names. Borrows
/// the device, which is needed for sealing only.
class DeviceSeal final : public ManifestSeal {
public:
    DeviceSeal(signing::Certificate certificate, signing::SigningDevice* device)
        : certificate_{std::move(certificate)}, device_{device} {}
    [[nodiscard]] Result<Json> seal(BytesView manifest) const override;
    [[nodiscard]] Result<void> check(BytesView manifest, const Json& seal) const override;

private:
    signing::Certificate certificate_;
    signing::SigningDevice* device_;
};

}  // namespace mohur::documents
