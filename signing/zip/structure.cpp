// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/zip/structure_internal.h"

#include <algorithm>
#include <cstddef>
#include <optional>

namespace mohur::signing::zip {
namespace {

// APPNOTE 6.3, clause 4.3
constexpr std::uint32_t kLocalHeader = 0x04034b50;
constexpr std::uint32_t kCentralHeader = 0x02014b50;
constexpr std::uint32_t kEndOfDirectory = 0x06054b50;
constexpr std::uint32_t kEndOfDirectory64 = 0x06064b50;
constexpr std::uint32_t kLocator64 = 0x07064b50;
constexpr std::uint32_t kDataDescriptor = 0x08074b50;
constexpr std::size_t kLocalSize = 30;
constexpr std::size_t kCentralSize = 46;
constexpr std::size_t kEndSize = 22;
constexpr std::size_t kEnd64Size = 56;
constexpr std::size_t kLocatorSize = 20;
constexpr std::size_t kMaxComment = 0xffff;
constexpr std::uint64_t kMaxDirectoryBytes = 64U << 20U;

constexpr std::uint16_t kEncrypted = 1U << 0U;
constexpr std::uint16_t kHasDescriptor = 1U << 3U;
constexpr std::uint16_t kPatched = 1U << 5U;
constexpr std::uint16_t kStrongEncryption = 1U << 6U;
constexpr std::uint16_t kUtf8 = 1U << 11U;
constexpr std::uint16_t kMasked = 1U << 13U;

Error invalid(std::string detail) {
    return Error::malformed("zip-invalid", std::move(detail));
}

/// Little-endian fields; `at` must leave room, which every caller has checked.
class Fields {
public:
    explicit Fields(BytesView bytes) : bytes_{bytes} {}
    [[nodiscard]] std::uint64_t read(std::size_t at, std::size_t width) const {
        std::uint64_t value = 0;
        for (std::size_t i = width; i-- > 0;) {
            value = value << 8U | bytes_[at + i];
        }
        return value;
    }
    [[nodiscard]] std::uint16_t u16(std::size_t at) const {
        return static_cast<std::uint16_t>(read(at, 2));
    }
    [[nodiscard]] std::uint32_t u32(std::size_t at) const {
        return static_cast<std::uint32_t>(read(at, 4));
    }
    [[nodiscard]] std::uint64_t u64(std::size_t at) const { return read(at, 8); }

private:
    BytesView bytes_;
};

/// Where the central directory lies and what follows it.
struct Directory {
    std::uint64_t count = 0;
    std::uint64_t size = 0;
    std::uint64_t offset = 0;
    std::uint64_t end_record = 0;  ///< of the first record after the directory
    std::string comment;
};

/// The end record is where its comment reaches exactly to the end of the file; two such places are
/// an archive that two readers can read differently.
Result<std::uint64_t> find_end_record(const ByteSource& file, Bytes& tail) {
    const std::uint64_t tail_size = std::min<std::uint64_t>(file.size(), kEndSize + kMaxComment);
    MOHUR_TRY(tail, file.read_range(file.size() - tail_size, tail_size));
    std::optional<std::size_t> found;
    for (std::size_t at = 0; at + kEndSize <= tail.size(); ++at) {
        const Fields fields{BytesView{tail}.subspan(at)};
        if (fields.u32(0) != kEndOfDirectory || at + kEndSize + fields.u16(20) != tail.size()) {
            continue;
        }
        if (found) {
            return invalid("two end records");
        }
        found = at;
    }
    if (!found) {
        return invalid("no end record");
    }
    tail.erase(tail.begin(), tail.begin() + static_cast<std::ptrdiff_t>(*found));
    return file.size() - tail_size + *found;
}

/// Zip64 records replace the fields of the end record (APPNOTE 4.3.14, 4.3.15).
Result<void> read_zip64(const ByteSource& file, std::uint64_t end_record, Directory& directory) {
    if (end_record < kLocatorSize + kEnd64Size) {
        return {};
    }
    MOHUR_TRY(const auto locator, file.read_range(end_record - kLocatorSize, kLocatorSize));
    const Fields where{locator};
    if (where.u32(0) != kLocator64) {
        return {};
    }
    const std::uint64_t at = where.u64(8);
    if (where.u32(4) != 0 || where.u32(16) > 1 || at != end_record - kLocatorSize - kEnd64Size) {
        return invalid("zip64 locator");
    }
    MOHUR_TRY(const auto record, file.read_range(at, kEnd64Size));
    const Fields fields{record};
    if (fields.u32(0) != kEndOfDirectory64 || fields.u64(4) != kEnd64Size - 12 ||
        fields.u32(16) != 0 || fields.u32(20) != 0 || fields.u64(24) != fields.u64(32)) {
        return invalid("zip64 end record");
    }
    const auto agrees = [](std::uint64_t narrow, std::uint64_t limit, std::uint64_t wide) {
        return narrow == limit || narrow == wide;
    };
    if (!agrees(directory.count, 0xffff, fields.u64(32)) ||
        !agrees(directory.size, 0xffffffff, fields.u64(40)) ||
        !agrees(directory.offset, 0xffffffff, fields.u64(48))) {
        return invalid("zip64 end record disagrees");
    }
    directory.count = fields.u64(32);
    directory.size = fields.u64(40);
    directory.offset = fields.u64(48);
    directory.end_record = at;
    return {};
}

Result<Directory> find_directory(const ByteSource& file) {
    Bytes end;
    MOHUR_TRY(const auto at, find_end_record(file, end));
    const Fields fields{end};
    if (fields.u16(4) != 0 || fields.u16(6) != 0 || fields.u16(8) != fields.u16(10)) {
        return invalid("more than one disk");
    }
    Directory directory{fields.u16(10), fields.u32(12), fields.u32(16), at,
                        std::string{as_text(BytesView{end}.subspan(kEndSize))}};
    MOHUR_TRY_VOID(read_zip64(file, at, directory));
    if (directory.offset > directory.end_record ||
        directory.end_record - directory.offset != directory.size) {
        return invalid("directory does not reach its end record");
    }
    return directory;
}

/// The zip64 extended information of one header (APPNOTE 4.5.3), in the fixed order of its fields.
Result<void> apply_zip64_extra(BytesView extra, bool size, bool compressed, bool offset,
                               RawEntry& entry) {
    for (std::size_t at = 0; at + 4 <= extra.size();) {
        const Fields fields{extra.subspan(at)};
        const std::size_t length = fields.u16(2);
        if (length > extra.size() - at - 4) {
            return invalid("extra field");
        }
        if (fields.u16(0) != 0x0001) {
            at += 4 + length;
            continue;
        }
        const std::size_t wanted =
            8 * (std::size_t{size} + std::size_t{compressed} + std::size_t{offset});
        if (length < wanted) {
            return invalid("zip64 extra field");
        }
        std::size_t next = 4;
        for (const auto& [use, target] :
             {std::pair{size, &entry.size}, std::pair{compressed, &entry.compressed_size},
              std::pair{offset, &entry.offset}}) {
            if (!use) {
                continue;
            }
            *target = fields.u64(next);
            next += 8;
        }
        return {};
    }
    return (size || compressed || offset) ? Result<void>{invalid("zip64 extra field missing")}
                                          : Result<void>{};
}

Result<RawEntry> read_central(BytesView& rest) {
    if (rest.size() < kCentralSize) {
        return invalid("directory truncated");
    }
    const Fields fields{rest};
    const std::size_t name = fields.u16(28);
    const std::size_t extra = fields.u16(30);
    const std::size_t whole = kCentralSize + name + extra + fields.u16(32);
    if (fields.u32(0) != kCentralHeader || whole > rest.size() || fields.u16(34) != 0) {
        return invalid("directory entry");
    }
    RawEntry entry;
    entry.name = to_bytes(rest.subspan(kCentralSize, name));
    entry.flags = fields.u16(8);
    entry.utf8 = (entry.flags & kUtf8) != 0;
    entry.method = fields.u16(10);
    entry.crc = fields.u32(16);
    entry.compressed_size = fields.u32(20);
    entry.size = fields.u32(24);
    entry.offset = fields.u32(42);
    MOHUR_TRY_VOID(apply_zip64_extra(rest.subspan(kCentralSize + name, extra),
                                     entry.size == 0xffffffff, entry.compressed_size == 0xffffffff,
                                     entry.offset == 0xffffffff, entry));
    rest = rest.subspan(whole);
    return entry;
}

Result<void> check_supported(const RawEntry& entry) {
    if ((entry.flags & (kEncrypted | kStrongEncryption | kMasked)) != 0) {
        return Error::unsupported("zip-encrypted");
    }
    if ((entry.flags & kPatched) != 0 || (entry.method != 0 && entry.method != 8)) {
        return Error::unsupported("zip-method", std::to_string(entry.method));
    }
    if (entry.method == 0 && entry.size != entry.compressed_size) {
        return invalid("stored size");
    }
    return {};
}

/// Local sizes and CRC may be left to the data descriptor; otherwise they are the directory's.
Result<void> compare_local(const Fields& fields, BytesView extra, const RawEntry& entry) {
    RawEntry local;
    local.compressed_size = fields.u32(18);
    local.size = fields.u32(22);
    if (local.size == 0xffffffff || local.compressed_size == 0xffffffff) {
        MOHUR_TRY_VOID(apply_zip64_extra(extra, local.size == 0xffffffff,
                                         local.compressed_size == 0xffffffff, false, local));
    }
    const bool later = (entry.flags & kHasDescriptor) != 0;
    const auto agrees = [later](std::uint64_t here, std::uint64_t there) {
        return here == there || (later && here == 0);
    };
    if (!agrees(fields.u32(14), entry.crc) || !agrees(local.size, entry.size) ||
        !agrees(local.compressed_size, entry.compressed_size)) {
        return invalid("local header disagrees");
    }
    return {};
}

/// The bytes from `at` to `next` must be a data descriptor of this entry (APPNOTE 4.3.9), in any of
/// its four forms.
Result<void> check_descriptor(const ByteSource& file, const RawEntry& entry, std::uint64_t at,
                              std::uint64_t next) {
    const std::uint64_t length = next - at;
    if (length != 12 && length != 16 && length != 20 && length != 24) {
        return invalid("gap after entry");
    }
    MOHUR_TRY(const auto bytes, file.read_range(at, length));
    const Fields fields{bytes};
    const bool marked = length % 8 == 0;  // 16 and 24 carry the signature, 12 and 20 do not
    const std::size_t start = marked ? 4 : 0;
    const std::size_t width = length > 16 ? 8 : 4;
    if ((marked && fields.u32(0) != kDataDescriptor) || fields.u32(start) != entry.crc ||
        fields.read(start + 4, width) != entry.compressed_size ||
        fields.read(start + 4 + width, width) != entry.size) {
        return invalid("data descriptor");
    }
    return {};
}

/// One local header with its data, which must end where `next` begins.
Result<void> check_local(const ByteSource& file, RawEntry& entry, std::uint64_t next) {
    MOHUR_TRY(const auto header, file.read_range(entry.offset, kLocalSize));
    const Fields fields{header};
    const std::uint64_t name = fields.u16(26);
    const std::uint64_t extra = fields.u16(28);
    if (fields.u32(0) != kLocalHeader || fields.u16(6) != entry.flags ||
        fields.u16(8) != entry.method) {
        return invalid("local header");
    }
    MOHUR_TRY(const auto variable, file.read_range(entry.offset + kLocalSize, name + extra));
    const BytesView view{variable};
    if (!equal(view.first(static_cast<std::size_t>(name)), entry.name)) {
        return Error::malformed("zip-invalid", "local name differs");
    }
    MOHUR_TRY_VOID(compare_local(fields, view.subspan(static_cast<std::size_t>(name)), entry));
    entry.has_extra_field = extra != 0;
    const std::uint64_t data = entry.offset + kLocalSize + name + extra;
    if (data > next || entry.compressed_size > next - data) {
        return invalid("entries overlap");
    }
    const std::uint64_t end = data + entry.compressed_size;
    if ((entry.flags & kHasDescriptor) != 0) {
        return check_descriptor(file, entry, end, next);
    }
    return end == next ? Result<void>{} : Result<void>{invalid("gap after entry")};
}

/// Local headers and data must tile the file from byte 0 to the directory.
Result<void> check_tiling(const ByteSource& file, std::vector<RawEntry>& entries,
                          std::uint64_t directory) {
    std::vector<RawEntry*> ordered;
    ordered.reserve(entries.size());
    for (auto& entry : entries) {
        ordered.push_back(&entry);
    }
    std::ranges::sort(ordered, {}, [](const RawEntry* entry) { return entry->offset; });
    if (!ordered.empty() && ordered.front()->offset != 0) {
        return invalid("bytes before the first entry");
    }
    if (ordered.empty() && directory != 0) {
        return invalid("bytes before the directory");
    }
    for (std::size_t i = 0; i < ordered.size(); ++i) {
        const std::uint64_t next = i + 1 < ordered.size() ? ordered[i + 1]->offset : directory;
        MOHUR_TRY_VOID(check_local(file, *ordered[i], next));
    }
    return {};
}

}  // namespace

Result<Structure> scan_structure(const ByteSource& file, const Limits& limits) {
    if (file.size() > limits.file_bytes) {
        return Error::too_large("file-too-large");
    }
    MOHUR_TRY(const auto directory, find_directory(file));
    if (directory.count > limits.zip_entries) {
        return Error::too_large("zip-entries", std::to_string(directory.count));
    }
    if (directory.size > kMaxDirectoryBytes) {
        return Error::too_large("zip-entries", "directory size");
    }
    MOHUR_TRY(const auto bytes, file.read_range(directory.offset, directory.size));
    BytesView rest{bytes};
    Structure structure{{}, directory.comment};
    for (std::uint64_t i = 0; i < directory.count; ++i) {
        MOHUR_TRY(auto entry, read_central(rest));
        MOHUR_TRY_VOID(check_supported(entry));
        structure.entries.push_back(std::move(entry));
    }
    if (!rest.empty()) {
        return invalid("bytes after the directory");
    }
    MOHUR_TRY_VOID(check_tiling(file, structure.entries, directory.offset));
    return structure;
}

}  // namespace mohur::signing::zip
