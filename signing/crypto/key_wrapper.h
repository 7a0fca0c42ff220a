// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/random.h"
#include "signing/core/secret.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace mohur::signing {

/// Holds a key that encrypts keys, and nothing else: a file today, a PKCS#11 token where there is
/// one. Whoever destroys it makes everything under it unreadable for good. Thread-safe.
class KeyWrapper {
public:
    virtual ~KeyWrapper() = default;
    /// Names the key without telling anything of it; at most 255 bytes.
    [[nodiscard]] virtual const std::string& key_id() const noexcept = 0;
    /// `key` has 32 octets.
    [[nodiscard]] virtual Result<Bytes> wrap(const Secret& key) const = 0;
    /// Errors: `not_found` "content-key-missing" when `key_id` is not of this wrapper; `integrity`
    /// "content-corrupt" when `wrapped` was not made by it.
    [[nodiscard]] virtual Result<Secret> unwrap(std::string_view key_id,
                                                BytesView wrapped) const = 0;
};

/// A 256-bit key in a file of mode 0600, as 64 hexadecimal digits; AES Key Wrap (RFC 3394).
class KeyFileWrapper final : public KeyWrapper {
public:
    /// Errors: those of `read_secret_file`; `malformed` "key-file-invalid".
    [[nodiscard]] static Result<KeyFileWrapper> open(const std::filesystem::path& file);
    /// Makes a new key in a new file, on disk when this returns. Errors: `conflict`
    /// "key-file-exists"; `unavailable` "file-write-failed".
    [[nodiscard]] static Result<KeyFileWrapper> create(const std::filesystem::path& file,
                                                       RandomSource& random);

    [[nodiscard]] const std::string& key_id() const noexcept override { return key_id_; }
    [[nodiscard]] Result<Bytes> wrap(const Secret& key) const override;
    [[nodiscard]] Result<Secret> unwrap(std::string_view key_id, BytesView wrapped) const override;

private:
    explicit KeyFileWrapper(Secret key);
    Secret key_;
    std::string key_id_;
};

}  // namespace mohur::signing
