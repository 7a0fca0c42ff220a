// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/zip/structure_internal.h"

#include "tests/unit/signing/zip/handmade_archive.h"

#include <gtest/gtest.h>

namespace mohur::signing::zip {
namespace {

using testing::HandmadeArchive;
using testing::HandmadeEntry;
using testing::little_endian;

std::string reason(const HandmadeArchive& archive, const Limits& limits = {}) {
    const auto result = scan_structure(*archive.source(), limits);
    return result ? "" : result.error().reason;
}

HandmadeArchive two_entries() {
    return {{{"a.txt", "first"}, {"b.txt", "second"}}};
}

std::string descriptor(std::string_view data, bool marked, std::size_t width) {
    return (marked ? "PK\x07\x08" : "") + little_endian(testing::crc32(data), 4) +
           little_endian(data.size(), width) + little_endian(data.size(), width);
}

TEST(ZipStructure, ReadsEveryHeader) {
    auto archive = two_entries();
    archive.comment = "mimetype=application/vnd.etsi.asic-s+zip";
    const auto structure = scan_structure(*archive.source(), {});
    ASSERT_TRUE(structure) << structure.error().detail;
    ASSERT_EQ(structure->entries.size(), 2U);
    EXPECT_EQ(as_text(structure->entries[1].name), "b.txt");
    EXPECT_EQ(structure->entries[1].size, 6U);
    EXPECT_EQ(structure->comment, archive.comment);
}

TEST(ZipStructure, AcceptsAnEmptyArchive) {
    EXPECT_EQ(reason({}), "");
}

TEST(ZipStructure, RefusesJunkBeforeTheFirstEntry) {
    auto archive = two_entries();
    archive.prefix = "MZ";
    EXPECT_EQ(reason(archive), "zip-invalid");
}

TEST(ZipStructure, RefusesBytesBehindTheEnd) {
    auto archive = two_entries();
    archive.suffix = "x";
    EXPECT_EQ(reason(archive), "zip-invalid");
}

TEST(ZipStructure, RefusesAGapBeforeTheDirectory) {
    auto archive = two_entries();
    archive.before_directory = "hidden";
    EXPECT_EQ(reason(archive), "zip-invalid");
}

TEST(ZipStructure, RefusesALocalNameThatDiffers) {
    auto archive = two_entries();
    archive.entries[0].local_name = "c.txt";
    EXPECT_EQ(reason(archive), "zip-invalid");
}

TEST(ZipStructure, RefusesACrcThatDiffers) {
    auto archive = two_entries();
    archive.entries[0].crc_change = 1;
    EXPECT_EQ(reason(archive), "zip-invalid");
}

TEST(ZipStructure, RefusesEntriesThatShareBytes) {
    auto archive = two_entries();
    auto octets = archive.octets();
    const auto second = octets.rfind("PK\x01\x02");
    octets.replace(second + 42, 4, little_endian(0, 4));  // its local header is the first one's
    const MemorySource source{to_bytes(as_bytes(octets))};
    EXPECT_EQ(scan_structure(source, {}).error().reason, "zip-invalid");
}

TEST(ZipStructure, RefusesEncryption) {
    auto archive = two_entries();
    archive.entries[1].flags = 1;
    EXPECT_EQ(reason(archive), "zip-encrypted");
}

TEST(ZipStructure, RefusesUnknownMethods) {
    auto archive = two_entries();
    archive.entries[1].method = 12;  // bzip2
    EXPECT_EQ(reason(archive), "zip-method");
}

TEST(ZipStructure, AcceptsEveryFormOfDataDescriptor) {
    for (const bool marked : {true, false}) {
        for (const std::size_t width : {4U, 8U}) {
            HandmadeEntry entry{"a.txt", "first"};
            entry.flags = 8;
            entry.descriptor = descriptor("first", marked, width);
            EXPECT_EQ(reason({{entry}}), "") << marked << width;
        }
    }
}

TEST(ZipStructure, RefusesADataDescriptorThatLies) {
    HandmadeEntry entry{"a.txt", "first"};
    entry.flags = 8;
    entry.descriptor = descriptor("other", true, 4);
    EXPECT_EQ(reason({{entry}}), "zip-invalid");
    entry.descriptor = "0123456789abcdefg";
    EXPECT_EQ(reason({{entry}}), "zip-invalid");
}

TEST(ZipStructure, RefusesAStoredEntryOfTwoSizes) {
    auto archive = two_entries();
    archive.entries[0].declared_size = 500;
    EXPECT_EQ(reason(archive), "zip-invalid");
}

TEST(ZipStructure, CountsEntriesAgainstTheLimit) {
    Limits limits;
    limits.zip_entries = 2;
    EXPECT_EQ(reason(two_entries(), limits), "");
    limits.zip_entries = 1;
    EXPECT_EQ(reason(two_entries(), limits), "zip-entries");
}

TEST(ZipStructure, RefusesACommentThatHidesASecondEnd) {
    auto archive = two_entries();
    const std::string inner = "PK\x05\x06" + std::string(18, '\0');
    archive.comment = inner;
    EXPECT_EQ(reason(archive), "zip-invalid");
}

TEST(ZipStructure, NeverAcceptsATruncatedArchive) {
    const auto octets = two_entries().octets();
    for (std::size_t length = 0; length < octets.size(); ++length) {
        const MemorySource source{to_bytes(as_bytes(octets.substr(0, length)))};
        EXPECT_FALSE(scan_structure(source, {})) << length;
    }
}

// Of all single-byte changes only those of data, dates, versions and attributes may pass: they name
// no bytes. The data's own CRC is checked when it is read.
TEST(ZipStructure, NoticesAChangeOfAnyFieldThatPlacesBytes) {
    const auto octets = two_entries().octets();
    const auto directory = octets.find("PK\x01\x02");
    for (const std::size_t at : {0U, 3U, 6U, 8U, 14U, 18U, 22U, 26U, 28U, 30U}) {
        auto changed = octets;
        changed[at] = static_cast<char>(changed[at] ^ 0x10);
        EXPECT_FALSE(scan_structure(MemorySource{to_bytes(as_bytes(changed))}, {})) << at;
    }
    for (const std::size_t at : {0U, 8U, 10U, 16U, 20U, 24U, 28U, 30U, 32U, 34U, 42U, 46U}) {
        auto changed = octets;
        changed[directory + at] = static_cast<char>(changed[directory + at] ^ 0x10);
        EXPECT_FALSE(scan_structure(MemorySource{to_bytes(as_bytes(changed))}, {})) << at;
    }
}

}  // namespace
}  // namespace mohur::signing::zip
