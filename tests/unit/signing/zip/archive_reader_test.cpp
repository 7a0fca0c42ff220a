// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/zip/archive_reader.h"

#include "signing/zip/archive_writer.h"
#include "tests/unit/signing/zip/handmade_archive.h"

#include <gtest/gtest.h>

namespace mohur::signing::zip {
namespace {

using testing::HandmadeArchive;

std::shared_ptr<const ByteSource> memory(Bytes bytes) {
    return std::make_shared<MemorySource>(std::move(bytes));
}

std::string refusal(const HandmadeArchive& archive) {
    const auto result = ArchiveReader::open(archive.source(), {});
    return result ? "" : result.error().reason;
}

std::shared_ptr<const ByteSource> deflated(std::size_t size) {
    MemoryTarget target;
    EXPECT_TRUE(write_archive(target, "x", {{"zeros", memory(Bytes(size, 0))}}, Time{}));
    return target.read_back().value();
}

TEST(ArchiveReader, ReadsNamesAndBytes) {
    const HandmadeArchive archive{{{"a.txt", "first"}, {"d/", ""}, {"d/ə.txt", "second"}}};
    const auto reader = ArchiveReader::open(archive.source(), {});
    ASSERT_TRUE(reader) << reader.error().detail;
    ASSERT_EQ(reader->entries().size(), 3U);
    EXPECT_TRUE(reader->entries()[1].is_directory());
    const auto* entry = reader->find("d/ə.txt");
    ASSERT_NE(entry, nullptr);
    EXPECT_EQ(as_text(reader->read_all(*entry, 100).value()), "second");
    EXPECT_EQ(reader->find("d/ə"), nullptr);
}

TEST(ArchiveReader, RefusesTheSameNameTwice) {
    EXPECT_EQ(refusal({{{"a.txt", "1"}, {"a.txt", "2"}}}), "zip-duplicate-name");
}

TEST(ArchiveReader, RefusesNamesThatDifferByCaseOnly) {
    EXPECT_EQ(refusal({{{"ƏRIZƏ.txt", "1"}, {"ərizə.txt", "2"}}}), "zip-duplicate-name");
}

TEST(ArchiveReader, RefusesNamesThatDifferByUnicodeFormOnly) {
    EXPECT_EQ(refusal({{{"\xc3\xb6.txt", "1"}, {"o\xcc\x88.txt", "2"}}}), "zip-duplicate-name");
}

TEST(ArchiveReader, RefusesNamesThatLeaveTheFolder) {
    EXPECT_EQ(refusal({{{"../a.txt", "1"}}}), "zip-name");
}

TEST(ArchiveReader, ChecksTheCrcWhileReading) {
    HandmadeArchive archive{{{"a.txt", "first"}}};
    auto octets = archive.octets();
    octets[octets.find("first")] = 'F';
    const auto reader = ArchiveReader::open(memory(to_bytes(as_bytes(octets))), {});
    ASSERT_TRUE(reader);
    EXPECT_EQ(reader->read_all(reader->entries().front(), 100).error().reason, "zip-invalid");
}

TEST(ArchiveReader, RefusesADeclaredRatioAboveTheLimit) {
    EXPECT_EQ(ArchiveReader::open(deflated(2U << 20U), {}).error().reason, "zip-bomb");
    EXPECT_TRUE(ArchiveReader::open(deflated(1U << 20U), {})) << "small files may compress well";
}

TEST(ArchiveReader, RefusesATotalAboveTheLimit) {
    Limits limits;
    limits.zip_total_bytes = 10;
    EXPECT_TRUE(
        ArchiveReader::open(HandmadeArchive{{{"a", "12345"}, {"b", "12345"}}}.source(), limits));
    EXPECT_EQ(
        ArchiveReader::open(HandmadeArchive{{{"a", "12345"}, {"b", "123456"}}}.source(), limits)
            .error()
            .code,
        ErrorCode::too_large);
}

TEST(ArchiveReader, StopsAtTheDeclaredSize) {
    const auto source = deflated(100'000);
    auto octets = std::string{as_text(source->read_all(1U << 20U).value())};
    const auto local = octets.find("zeros") - 30;
    const auto central = octets.rfind("zeros") - 46;
    octets.replace(local + 22, 4, testing::little_endian(10, 4));
    octets.replace(central + 24, 4, testing::little_endian(10, 4));
    const auto reader = ArchiveReader::open(memory(to_bytes(as_bytes(octets))), {});
    ASSERT_TRUE(reader) << reader.error().detail;
    EXPECT_FALSE(reader->read_all(*reader->find("zeros"), 1U << 20U));
}

TEST(ArchiveReader, HoldsNoEntryAboveTheCallersLimit) {
    const auto reader = ArchiveReader::open(HandmadeArchive{{{"a", "12345"}}}.source(), {});
    ASSERT_TRUE(reader);
    EXPECT_TRUE(reader->read_all(reader->entries().front(), 5));
    EXPECT_EQ(reader->read_all(reader->entries().front(), 4).error().reason, "zip-entry-too-large");
}

TEST(LooksLikeZip, KnowsTheTwoFirstSignatures) {
    EXPECT_TRUE(looks_like_zip(*HandmadeArchive{{{"a", "1"}}}.source()));
    EXPECT_TRUE(looks_like_zip(*HandmadeArchive{}.source()));
    EXPECT_FALSE(looks_like_zip(MemorySource{to_bytes(as_bytes("%PDF-1.7"))}));
    EXPECT_FALSE(looks_like_zip(MemorySource{to_bytes(as_bytes("PK"))}));
}

}  // namespace
}  // namespace mohur::signing::zip
