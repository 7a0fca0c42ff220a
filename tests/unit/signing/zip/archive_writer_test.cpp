// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/zip/archive_writer.h"

#include "signing/zip/archive_reader.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <fcntl.h>
#include <unistd.h>

namespace mohur::signing::zip {
namespace {

constexpr std::string_view kMimetype = "application/vnd.etsi.asic-e+zip";

std::shared_ptr<const ByteSource> memory(std::string_view text) {
    return std::make_shared<MemorySource>(to_bytes(as_bytes(text)));
}

const Time kMoment = parse_rfc3339("2026-11-21T14:32:10Z").value();

Bytes written(const std::vector<NewEntry>& entries) {
    MemoryTarget target;
    const auto done = write_archive(target, kMimetype, entries, kMoment);
    EXPECT_TRUE(done) << done.error().reason << done.error().detail;
    return target.take();
}

// EN 319 162-1 annex A.1: the magic number stands at fixed offsets.
TEST(ArchiveWriter, PutsTheMimetypeFirstStoredAndBare) {
    const auto bytes = written({{"letter.txt", memory("salam")}});
    const auto text = as_text(bytes);
    EXPECT_EQ(text.substr(0, 4), "PK\x03\x04");
    EXPECT_EQ(text.substr(30, 8 + kMimetype.size()), "mimetype" + std::string{kMimetype});
    const auto reader = ArchiveReader::open(std::make_shared<MemorySource>(bytes), {});
    ASSERT_TRUE(reader) << reader.error().detail;
    EXPECT_TRUE(reader->entries().front().stored);
    EXPECT_FALSE(reader->entries().front().has_extra_field);
}

TEST(ArchiveWriter, IsDeterministic) {
    const std::vector<NewEntry> entries{{"ərizə.txt", memory("salam")},
                                        {"b", memory("raw"), false}};
    EXPECT_EQ(written(entries), written(entries));
}

TEST(ArchiveWriter, KeepsBytesOfStoredAndDeflatedEntries) {
    const std::string large(300'000, 'x');
    const auto reader = ArchiveReader::open(
        std::make_shared<MemorySource>(
            written({{"ərizə.txt", memory(large)}, {"b", memory("raw"), false}})),
        {});
    ASSERT_TRUE(reader) << reader.error().detail;
    EXPECT_EQ(as_text(reader->read_all(*reader->find("ərizə.txt"), 1U << 20U).value()), large);
    EXPECT_FALSE(reader->find("ərizə.txt")->stored);
    EXPECT_TRUE(reader->find("b")->stored);
}

TEST(ArchiveWriter, RefusesNamesThatTheReaderRefuses) {
    MemoryTarget target;
    EXPECT_EQ(write_archive(target, kMimetype, {{"../a", memory("")}}, kMoment).error().reason,
              "zip-name");
    EXPECT_EQ(write_archive(target, kMimetype, {{"a", memory("")}, {"a", memory("")}}, kMoment)
                  .error()
                  .reason,
              "zip-duplicate-name");
}

TEST(ArchiveWriter, RefusesNamesThatAreNotUtf8) {
    EXPECT_TRUE(check_entry_name("ə.txt"));
    EXPECT_EQ(check_entry_name("\xff.txt").error().reason, "zip-name");
}

TEST(ArchiveWriter, ReportsATargetThatIsFull) {
    MemoryTarget target{100};
    EXPECT_EQ(
        write_archive(target, kMimetype, {{"a", memory(std::string(1000, 'x')), false}}, kMoment)
            .error()
            .code,
        ErrorCode::unavailable);
}

TEST(ArchiveWriter, ClampsDatesToWhatZipCanSay) {
    MemoryTarget target;
    EXPECT_TRUE(write_archive(target, kMimetype, {}, Time{}));
    EXPECT_EQ(target.bytes()[12], 0x21);  // 1980-01-01
    EXPECT_EQ(target.bytes()[13], 0x00);
}

TEST(AppendToArchive, KeepsThePresentEntriesByteForByte) {
    const auto before = written({{"letter.txt", memory("salam salam salam salam")}});
    MemoryTarget target;
    ASSERT_TRUE(append_to_archive(target, std::make_shared<MemorySource>(before),
                                  {{"META-INF/signatures1.xml", memory("<x/>")}}, kMoment));
    const auto directory = as_text(before).find("PK\x01\x02");
    EXPECT_TRUE(std::equal(before.begin(), before.begin() + static_cast<std::ptrdiff_t>(directory),
                           target.bytes().begin()));
    const auto reader = ArchiveReader::open(target.read_back().value(), {});
    ASSERT_TRUE(reader) << reader.error().detail;
    EXPECT_EQ(reader->entries().size(), 3U);
    EXPECT_EQ(as_text(reader->read_all(*reader->find("letter.txt"), 100).value()),
              "salam salam salam salam");
}

TEST(AppendToArchive, RefusesANameThatIsTaken) {
    MemoryTarget target;
    EXPECT_EQ(append_to_archive(target, std::make_shared<MemorySource>(written({})),
                                {{"mimetype", memory("")}}, kMoment)
                  .error()
                  .code,
              ErrorCode::conflict);
}

TEST(ArchiveWriter, IsReadByUnzip) {
    const auto path =
        std::filesystem::temp_directory_path() / ("mohur-zip-test-" + std::to_string(::getpid()));
    {
        FileTarget target{::open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)};
        ASSERT_TRUE(write_archive(target, kMimetype, {{"ərizə.txt", memory("salam")}}, kMoment));
    }
    EXPECT_EQ(std::system(("unzip -tqq " + path.string()).c_str()), 0);
    std::filesystem::remove(path);
}

std::string text_of(const Bytes& archive, std::string_view name) {
    const auto reader = ArchiveReader::open(std::make_shared<MemorySource>(archive), {}).value();
    const auto* entry = reader.find(name);
    return entry == nullptr ? "(none)"
                            : std::string{as_text(reader.read_all(*entry, 1U << 20U).value())};
}

TEST(ChangeArchive, ReplacesRenamesAndAddsInPlace) {
    const auto base = std::make_shared<MemorySource>(
        written({{"a", memory("1")}, {"ərizə", memory("2")}, {"c", memory("3")}}));
    MemoryTarget target;
    const auto done = change_archive(target, base,
                                     {.replaced = {{"a", memory("one")}},
                                      .renamed = {{"ərizə", "məktub"}},
                                      .added = {{"ərizə", memory("new")}}},
                                     kMoment);
    ASSERT_TRUE(done) << done.error().reason << done.error().detail;
    const auto bytes = target.take();
    EXPECT_EQ(text_of(bytes, "a"), "one");
    EXPECT_EQ(text_of(bytes, "məktub"), "2");
    EXPECT_EQ(text_of(bytes, "c"), "3");
    EXPECT_EQ(text_of(bytes, "ərizə"), "new");
    const auto reader = ArchiveReader::open(std::make_shared<MemorySource>(bytes), {}).value();
    ASSERT_EQ(reader.entries().size(), 5U);
    EXPECT_EQ(reader.entries()[0].name, "mimetype");
    EXPECT_TRUE(reader.entries()[0].stored);
    EXPECT_FALSE(reader.entries()[0].has_extra_field);
    EXPECT_EQ(reader.entries()[4].name, "ərizə");
}

TEST(ChangeArchive, NamesWhatItCannotDo) {
    const auto base =
        std::make_shared<MemorySource>(written({{"a", memory("1")}, {"b", memory("2")}}));
    const auto reason = [&](const ArchiveChanges& changes) {
        MemoryTarget target;
        return change_archive(target, base, changes, kMoment).error().reason;
    };
    EXPECT_EQ(reason({.replaced = {{"x", memory("1")}}}), "zip-entry-missing");
    EXPECT_EQ(reason({.renamed = {{"x", "y"}}}), "zip-entry-missing");
    EXPECT_EQ(reason({.renamed = {{"a", "b"}}}), "zip-duplicate-name");
    EXPECT_EQ(reason({.renamed = {{"a", "../b"}}}), "zip-name");
    EXPECT_EQ(reason({.added = {{"a", memory("")}}}), "zip-duplicate-name");
}

}  // namespace
}  // namespace mohur::signing::zip
