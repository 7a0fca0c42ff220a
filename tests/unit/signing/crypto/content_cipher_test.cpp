// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/crypto/content_cipher.h"

#include "signing/crypto/content_format_internal.h"
#include "signing/crypto/hash.h"
#include "tests/support/command.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace mohur::signing {
namespace {

constexpr std::size_t kChunk = 64U << 10U;
const BytesView kContext = as_bytes("agency-1/sha-256/abc");

class MemorySink final : public ByteSink {
public:
    Result<void> write(BytesView more) override {
        append(bytes, more);
        return {};
    }
    Bytes bytes;
};

class ContentCipher : public ::testing::Test {
protected:
    void SetUp() override {
        auto keys = KeyFileWrapper::create(folder_.path() / "key", random_);
        ASSERT_TRUE(keys);
        keys_.emplace(*std::move(keys));
    }

    Bytes encrypt(const Bytes& content, BytesView context = kContext) {
        MemorySink sink;
        EXPECT_TRUE(encrypt_content(MemorySource{content}, *keys_, context, random_, sink));
        return std::move(sink.bytes);
    }
    Result<Bytes> decrypt(Bytes encrypted, BytesView context = kContext) const {
        MOHUR_TRY(
            const auto source,
            open_content(std::make_shared<MemorySource>(std::move(encrypted)), *keys_, context));
        return source->read_all(1U << 30U);
    }
    static Bytes content_of(std::size_t size) {
        Bytes content(size);
        for (std::size_t i = 0; i < size; ++i) {
            content[i] = static_cast<std::uint8_t>(i * 31 + i / 251);
        }
        return content;
    }
    /// Octets before the first chunk.
    static std::size_t header_of(const Bytes& encrypted) {
        return ContentHeader::read(MemorySource{encrypted})->encode().size();
    }

    mohur::testing::TemporaryFolder folder_;
    SystemRandom random_;
    std::optional<KeyFileWrapper> keys_;
};

class ContentSizes : public ContentCipher, public ::testing::WithParamInterface<std::size_t> {};

TEST_P(ContentSizes, ComeBackAsTheyWere) {
    const Bytes content = content_of(GetParam());
    const Bytes encrypted = encrypt(content);
    const auto decrypted = decrypt(encrypted);
    ASSERT_TRUE(decrypted);
    EXPECT_EQ(*decrypted, content);
    const std::size_t chunks = std::max<std::size_t>(1, (content.size() + kChunk - 1) / kChunk);
    EXPECT_EQ(encrypted.size(), header_of(encrypted) + content.size() + 16 * chunks);
}
INSTANTIATE_TEST_SUITE_P(ContentCipher, ContentSizes,
                         ::testing::Values(0, 1, kChunk - 1, kChunk, kChunk + 1, 2 * kChunk,
                                           3 * kChunk + 7));

TEST_F(ContentCipher, MayBeWrittenInPiecesOfAnySize) {
    const Bytes content = content_of(2 * kChunk + 100);
    for (const std::size_t piece : {std::size_t{7'919}, kChunk, content.size()}) {
        MemorySink sink;
        const auto encryptor = ContentEncryptor::create(*keys_, kContext, random_, sink);
        ASSERT_TRUE(encryptor);
        for (std::size_t at = 0; at < content.size(); at += piece) {
            const auto count = std::min(piece, content.size() - at);
            ASSERT_TRUE((*encryptor)->write(BytesView{content}.subspan(at, count)));
        }
        ASSERT_TRUE((*encryptor)->finish());
        EXPECT_EQ(*decrypt(sink.bytes), content);
    }
}

TEST_F(ContentCipher, IsReadAtAnyPlace) {
    const Bytes content = content_of(3 * kChunk + 7);
    const auto source =
        open_content(std::make_shared<MemorySource>(encrypt(content)), *keys_, kContext);
    ASSERT_TRUE(source);
    EXPECT_EQ((*source)->size(), content.size());
    for (const std::size_t offset :
         {std::size_t{0}, kChunk - 3, kChunk, 2 * kChunk + 11, content.size() - 1}) {
        const std::size_t count = std::min<std::size_t>(kChunk + 9, content.size() - offset);
        const auto part = (*source)->read_range(offset, count);
        ASSERT_TRUE(part);
        EXPECT_TRUE(equal(*part, BytesView{content}.subspan(offset, count))) << offset;
    }
    Bytes beyond(10);
    EXPECT_EQ(*(*source)->read_at(content.size(), beyond), 0U);
}

TEST_F(ContentCipher, LooksDifferentEachTime) {
    const Bytes content = content_of(100);
    const Bytes one = encrypt(content);
    const Bytes other = encrypt(content);
    EXPECT_FALSE(equal(BytesView{one}.last(116), BytesView{other}.last(116)));
}

TEST_F(ContentCipher, NoticesEveryChangedOctet) {
    const Bytes encrypted = encrypt(content_of(100));
    for (std::size_t i = 0; i < encrypted.size(); ++i) {
        Bytes changed = encrypted;
        changed[i] ^= 0x01U;
        EXPECT_FALSE(decrypt(std::move(changed))) << i;
    }
}

TEST_F(ContentCipher, NoticesEveryCut) {
    const Bytes encrypted = encrypt(content_of(2 * kChunk));
    const std::size_t header = header_of(encrypted);
    const std::size_t sealed = kChunk + 16;
    for (const std::size_t size :
         {std::size_t{0}, std::size_t{7}, header - 1, header, header + 1, header + 15, header + 16,
          header + sealed - 1, header + sealed, header + sealed + 1, header + sealed + 15,
          header + sealed + 16, encrypted.size() - 1}) {
        EXPECT_FALSE(decrypt(
            Bytes(encrypted.begin(), encrypted.begin() + static_cast<std::ptrdiff_t>(size))))
            << size;
    }
}

TEST_F(ContentCipher, NoticesWhatWasAppended) {
    for (const std::size_t size : {std::size_t{0}, std::size_t{100}, kChunk}) {
        Bytes encrypted = encrypt(content_of(size));
        const Bytes chunk(encrypted.begin() + static_cast<std::ptrdiff_t>(header_of(encrypted)),
                          encrypted.end());
        for (const Bytes& more : {Bytes{0}, Bytes(16, 0), chunk}) {
            Bytes longer = encrypted;
            append(longer, more);
            EXPECT_FALSE(decrypt(std::move(longer))) << size << "+" << more.size();
        }
    }
}

TEST_F(ContentCipher, NoticesChunksThatChangedPlaces) {
    Bytes encrypted = encrypt(content_of(3 * kChunk));
    const auto first = encrypted.begin() + static_cast<std::ptrdiff_t>(header_of(encrypted));
    std::swap_ranges(first, first + kChunk + 16, first + kChunk + 16);
    const auto source = open_content(std::make_shared<MemorySource>(encrypted), *keys_, kContext);
    ASSERT_TRUE(source) << "the end is whole";
    Bytes out(10);
    const auto read = (*source)->read_at(0, out);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().reason, "content-corrupt");
    EXPECT_EQ(out, Bytes(10)) << "nothing unproved is given out";
    EXPECT_TRUE((*source)->read_at(2 * kChunk, out));
}

TEST_F(ContentCipher, OpensOnlyInItsContext) {
    const Bytes encrypted = encrypt(content_of(100));
    EXPECT_TRUE(decrypt(encrypted));
    EXPECT_EQ(decrypt(encrypted, as_bytes("agency-2/sha-256/abc")).error().reason,
              "content-corrupt");
    EXPECT_FALSE(decrypt(encrypted, {}));
}

TEST_F(ContentCipher, NamesTheKeyThatIsMissing) {
    const Bytes encrypted = encrypt(content_of(100));
    keys_.emplace(*KeyFileWrapper::create(folder_.path() / "other", random_));
    const auto refused = decrypt(encrypted);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::not_found);
    EXPECT_EQ(refused.error().reason, "content-key-missing");
}

TEST_F(ContentCipher, TellsAForeignFileFromACorruptOne) {
    EXPECT_EQ(decrypt(to_bytes(as_bytes("%PDF-1.7\n"))).error().reason, "content-format");
    EXPECT_EQ(decrypt({}).error().reason, "content-format");
}

TEST_F(ContentCipher, ServesManyThreads) {
    const Bytes content = content_of(4 * kChunk);
    const auto source =
        open_content(std::make_shared<MemorySource>(encrypt(content)), *keys_, kContext);
    ASSERT_TRUE(source);
    std::atomic<int> wrong = 0;
    std::vector<std::thread> threads;
    for (std::size_t t = 0; t < 4; ++t) {
        threads.emplace_back([&, t] {
            for (std::size_t i = 0; i < 50; ++i) {
                const std::size_t offset = (i * 7'919 + t * kChunk) % (content.size() - 100);
                const auto part = (*source)->read_range(offset, 100);
                wrong += !part || !equal(*part, BytesView{content}.subspan(offset, 100));
            }
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace mohur::signing
