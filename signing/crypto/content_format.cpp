// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/crypto/content_format_internal.h"
#include "signing/crypto/hash.h"
#include "signing/crypto/mac.h"

#include <cstring>

namespace mohur::signing {
namespace {

constexpr std::string_view kMagic{"MOHUR\0C1", 8};
constexpr std::uint32_t kMinChunk = 4U << 10U;
constexpr std::uint32_t kMaxChunk = 1U << 20U;
constexpr std::size_t kMaxWrapped = 1'024;

Error unknown_format(std::string detail) {
    return Error::unsupported("content-format", std::move(detail));
}

void put_number(Bytes& to, std::uint64_t value, int octets) {
    for (int i = octets - 1; i >= 0; --i) {
        to.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
    }
}

/// Walks through the file's start.
class HeaderReader {
public:
    explicit HeaderReader(const ByteSource& file) : file_{file} {}

    Result<Bytes> take(std::size_t count) {
        auto bytes = file_.read_range(offset_, count);
        if (!bytes) {
            return unknown_format("the header is cut");
        }
        offset_ += count;
        return bytes;
    }
    Result<std::uint32_t> number(std::size_t octets) {
        MOHUR_TRY(const Bytes bytes, take(octets));
        std::uint32_t value = 0;
        for (const std::uint8_t octet : bytes) {
            value = (value << 8U) | octet;
        }
        return value;
    }

private:
    const ByteSource& file_;
    std::uint64_t offset_ = 0;
};

}  // namespace

Bytes ContentHeader::encode() const {
    Bytes out = to_bytes(as_bytes(kMagic));
    put_number(out, chunk_bytes, 4);
    put_number(out, key_id.size(), 1);
    append(out, as_bytes(key_id));
    put_number(out, wrapped_key.size(), 2);
    append(out, wrapped_key);
    append(out, salt);
    return out;
}

Result<ContentHeader> ContentHeader::read(const ByteSource& file) {
    HeaderReader reader{file};
    MOHUR_TRY(const Bytes magic, reader.take(kMagic.size()));
    if (as_text(magic) != kMagic) {
        return unknown_format("not an encrypted content");
    }
    ContentHeader header;
    MOHUR_TRY(header.chunk_bytes, reader.number(4));
    if (header.chunk_bytes < kMinChunk || header.chunk_bytes > kMaxChunk) {
        return unknown_format("chunk size");
    }
    MOHUR_TRY(const auto id_length, reader.number(1));
    MOHUR_TRY(const Bytes id, reader.take(id_length));
    header.key_id = std::string{as_text(id)};
    MOHUR_TRY(const auto wrapped_length, reader.number(2));
    if (wrapped_length > kMaxWrapped) {
        return unknown_format("wrapped key");
    }
    MOHUR_TRY(header.wrapped_key, reader.take(wrapped_length));
    MOHUR_TRY(header.salt, reader.take(kContentSaltBytes));
    return header;
}

Secret derive_chunk_key(const Secret& file_key, BytesView salt, BytesView header,
                        BytesView context) {
    // RFC 5869 2.2 and 2.3; one block of output, so the counter octet is 1.
    Bytes extracted = hmac_sha256(salt, file_key.reveal());
    Bytes info = to_bytes(as_bytes("mohur content v1"));
    append(info, digest_of(DigestAlgorithm::sha256, header).value);
    append(info, context);
    info.push_back(1);
    Bytes expanded = hmac_sha256(extracted, info);
    Secret key{BytesView{expanded}};
    ::explicit_bzero(extracted.data(), extracted.size());
    ::explicit_bzero(expanded.data(), expanded.size());
    return key;
}

std::array<std::uint8_t, aes::kNonceBytes> chunk_nonce(std::uint64_t index, bool last) noexcept {
    std::array<std::uint8_t, aes::kNonceBytes> nonce{};
    for (std::size_t i = 0; i < 8; ++i) {
        nonce[10 - i] = static_cast<std::uint8_t>(index >> (8 * i));
    }
    nonce[11] = last ? 1 : 0;
    return nonce;
}

}  // namespace mohur::signing
