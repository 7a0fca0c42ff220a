// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/byte_source.h"
#include "signing/core/byte_target.h"
#include "signing/core/random.h"
#include "signing/crypto/key_wrapper.h"

#include <cstdint>
#include <memory>

/// Content at rest: AES-256-GCM in chunks, so that a file of any size is written as it comes and
/// read at any place.
///
///     "MOHUR" 00 "C1" | u32 chunk size | u8 n, key id | u16 n, wrapped key | 16 octets of salt
///     then chunks of at most `chunk size` octets, each followed by its 16-octet tag
///
/// Each file has a random key, wrapped by a `KeyWrapper`. The chunk key is HKDF-SHA-256 (RFC 5869)
/// of it over the salt, the header and the caller's context, so neither header nor file name can be
/// exchanged. The nonce is the chunk's index and whether it is the last: chunks that were moved,
/// doubled, dropped or taken from another file, and files that were cut or continued, do not
/// verify.
namespace mohur::signing {

/// Encrypts what is written to it. Used by one thread; borrows the sink.
class ContentEncryptor final : public ByteSink {
public:
    /// `context` says what the content is ("agency/sha-256/digest"); the same is needed to open it.
    [[nodiscard]] static Result<std::unique_ptr<ContentEncryptor>> create(const KeyWrapper& keys,
                                                                          BytesView context,
                                                                          RandomSource& random,
                                                                          ByteSink& sink);
    ContentEncryptor(const ContentEncryptor&) = delete;
    ContentEncryptor& operator=(const ContentEncryptor&) = delete;
    ~ContentEncryptor() override;

    [[nodiscard]] Result<void> write(BytesView bytes) override;
    /// Writes the last chunk. Without it what was written never opens. Once; nothing may follow.
    [[nodiscard]] Result<void> finish();

    struct State;

private:
    explicit ContentEncryptor(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

/// The whole of `content` through a `ContentEncryptor`.
[[nodiscard]] Result<void> encrypt_content(const ByteSource& content, const KeyWrapper& keys,
                                           BytesView context, RandomSource& random, ByteSink& sink);

/// The content of `encrypted`, decrypted where it is read. The end is proved here; every other
/// chunk when it is read, before any of it is given out. Thread-safe. Keeps the last chunk in
/// memory.
///
/// Errors, here and when read: `unsupported` "content-format", `integrity` "content-corrupt", and
/// those of `KeyWrapper::unwrap`.
[[nodiscard]] Result<std::unique_ptr<ByteSource>> open_content(
    std::shared_ptr<const ByteSource> encrypted, const KeyWrapper& keys, BytesView context);

}  // namespace mohur::signing
