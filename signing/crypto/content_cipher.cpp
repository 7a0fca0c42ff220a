// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/crypto/content_cipher.h"

#include "signing/core/check.h"
#include "signing/crypto/content_format_internal.h"

#include <algorithm>
#include <cstring>
#include <mutex>

namespace mohur::signing {

struct ContentEncryptor::State {
    ByteSink& sink;
    std::uint32_t chunk_bytes = 0;
    Secret key;
    Bytes pending;  // at most one chunk: the last one is known only when no more comes
    Bytes sealed;
    std::uint64_t index = 0;
    bool finished = false;
};

namespace {

constexpr std::size_t kPiece = 256U << 10U;

Error corrupt(std::string detail) {
    return Error::integrity("content-corrupt", std::move(detail));
}

Secret random_key(RandomSource& random) {
    std::array<std::uint8_t, aes::kKeyBytes> octets{};
    random.fill(octets);
    Secret key{BytesView{octets}};
    ::explicit_bzero(octets.data(), octets.size());
    return key;
}

Result<void> write_chunk(ContentEncryptor::State& state, bool last) {
    state.sealed.resize(state.pending.size() + aes::kTagBytes);
    aes::seal(state.key.reveal(), chunk_nonce(state.index, last), state.pending, state.sealed);
    ++state.index;
    state.pending.clear();
    return state.sink.write(state.sealed);
}

/// Where the chunks lie. All but the last are full; only an empty content has an empty one.
struct Layout {
    std::uint64_t begin = 0;  // of the first chunk
    std::uint64_t chunk_bytes = 0;
    std::uint64_t chunks = 0;
    std::uint64_t plain_bytes = 0;

    [[nodiscard]] std::uint64_t sealed_bytes() const noexcept {
        return chunk_bytes + aes::kTagBytes;
    }
    [[nodiscard]] std::uint64_t plain_bytes_of(std::uint64_t index) const noexcept {
        return index + 1 < chunks ? chunk_bytes : plain_bytes - index * chunk_bytes;
    }
};

Result<Layout> layout_of(const ContentHeader& header, std::uint64_t file_bytes) {
    Layout layout{header.encode().size(), header.chunk_bytes, 0, 0};
    const std::uint64_t body = file_bytes - std::min(layout.begin, file_bytes);
    const std::uint64_t rest = body % layout.sealed_bytes();
    layout.chunks = body / layout.sealed_bytes() + (rest > 0 ? 1 : 0);
    const bool empty_tail = rest == aes::kTagBytes && layout.chunks > 1;
    if (layout.chunks == 0 || (rest > 0 && rest < aes::kTagBytes) || empty_tail) {
        return corrupt("length");
    }
    layout.plain_bytes = body - layout.chunks * aes::kTagBytes;
    return layout;
}

class DecryptedSource final : public ByteSource {
public:
    DecryptedSource(std::shared_ptr<const ByteSource> file, const Layout& layout, Secret key)
        : file_{std::move(file)}, layout_{layout}, key_{std::move(key)} {}

    [[nodiscard]] std::uint64_t size() const noexcept override { return layout_.plain_bytes; }

    [[nodiscard]] Result<std::size_t> read_at(std::uint64_t offset,
                                              std::span<std::uint8_t> out) const override {
        std::size_t done = 0;
        while (done < out.size() && offset < size()) {
            MOHUR_TRY(const auto chunk, chunk_at(offset / layout_.chunk_bytes));
            const auto skip = static_cast<std::size_t>(offset % layout_.chunk_bytes);
            const std::size_t count = std::min(out.size() - done, chunk->size() - skip);
            std::memcpy(out.data() + done, chunk->data() + skip, count);
            done += count;
            offset += count;
        }
        return done;
    }

    /// The chunk, from memory or decrypted and proved.
    [[nodiscard]] Result<std::shared_ptr<const Bytes>> chunk_at(std::uint64_t index) const {
        {
            const std::lock_guard lock{mutex_};
            if (cached_ != nullptr && cached_index_ == index) {
                return cached_;
            }
        }
        MOHUR_TRY(Bytes plain, decrypt(index));
        auto chunk = std::make_shared<const Bytes>(std::move(plain));
        const std::lock_guard lock{mutex_};
        cached_ = chunk;
        cached_index_ = index;
        return chunk;
    }

private:
    [[nodiscard]] Result<Bytes> decrypt(std::uint64_t index) const {
        MOHUR_TRY(const Bytes sealed,
                  file_->read_range(layout_.begin + index * layout_.sealed_bytes(),
                                    layout_.plain_bytes_of(index) + aes::kTagBytes));
        const bool last = index + 1 == layout_.chunks;
        auto plain = aes::unseal(key_.reveal(), chunk_nonce(index, last), sealed);
        if (!plain.has_value()) {
            return corrupt("chunk " + std::to_string(index));
        }
        return *std::move(plain);
    }

    std::shared_ptr<const ByteSource> file_;
    Layout layout_;
    Secret key_;
    mutable std::mutex mutex_;
    mutable std::shared_ptr<const Bytes> cached_;  // guarded by mutex_, with its index
    mutable std::uint64_t cached_index_ = 0;
};

}  // namespace

ContentEncryptor::ContentEncryptor(std::unique_ptr<State> state) : state_{std::move(state)} {}
ContentEncryptor::~ContentEncryptor() = default;

Result<std::unique_ptr<ContentEncryptor>> ContentEncryptor::create(const KeyWrapper& keys,
                                                                   BytesView context,
                                                                   RandomSource& random,
                                                                   ByteSink& sink) {
    const Secret file_key = random_key(random);
    ContentHeader header;
    header.key_id = keys.key_id();
    MOHUR_TRY(header.wrapped_key, keys.wrap(file_key));
    header.salt = random.bytes(kContentSaltBytes);
    const Bytes encoded = header.encode();
    MOHUR_TRY_VOID(sink.write(encoded));
    auto state =
        std::unique_ptr<State>{new State{sink,
                                         header.chunk_bytes,
                                         derive_chunk_key(file_key, header.salt, encoded, context),
                                         {},
                                         {}}};
    state->pending.reserve(header.chunk_bytes);
    return std::unique_ptr<ContentEncryptor>{new ContentEncryptor{std::move(state)}};
}

Result<void> ContentEncryptor::write(BytesView bytes) {
    MOHUR_CHECK(!state_->finished);
    while (!bytes.empty()) {
        if (state_->pending.size() == state_->chunk_bytes) {
            MOHUR_TRY_VOID(write_chunk(*state_, false));
        }
        const std::size_t room = state_->chunk_bytes - state_->pending.size();
        append(state_->pending, bytes.first(std::min(room, bytes.size())));
        bytes = bytes.subspan(std::min(room, bytes.size()));
    }
    return {};
}

Result<void> ContentEncryptor::finish() {
    MOHUR_CHECK(!state_->finished);
    state_->finished = true;
    return write_chunk(*state_, true);
}

Result<void> encrypt_content(const ByteSource& content, const KeyWrapper& keys, BytesView context,
                             RandomSource& random, ByteSink& sink) {
    MOHUR_TRY(const auto encryptor, ContentEncryptor::create(keys, context, random, sink));
    Bytes piece(kPiece);
    for (std::uint64_t offset = 0; offset < content.size();) {
        MOHUR_TRY(const std::size_t count, content.read_at(offset, piece));
        if (count == 0) {
            return Error::malformed("truncated", "the source ended before its size");
        }
        MOHUR_TRY_VOID(encryptor->write(BytesView{piece}.first(count)));
        offset += count;
    }
    return encryptor->finish();
}

Result<std::unique_ptr<ByteSource>> open_content(std::shared_ptr<const ByteSource> encrypted,
                                                 const KeyWrapper& keys, BytesView context) {
    MOHUR_TRY(const auto header, ContentHeader::read(*encrypted));
    MOHUR_TRY(const auto layout, layout_of(header, encrypted->size()));
    MOHUR_TRY(const Secret file_key, keys.unwrap(header.key_id, header.wrapped_key));
    auto source = std::make_unique<DecryptedSource>(
        std::move(encrypted), layout,
        derive_chunk_key(file_key, header.salt, header.encode(), context));
    MOHUR_TRY_VOID(source->chunk_at(layout.chunks - 1));
    return std::unique_ptr<ByteSource>{std::move(source)};
}

}  // namespace mohur::signing
