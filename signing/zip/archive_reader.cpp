// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/zip/archive_reader.h"

#include "signing/core/az_text.h"
#include "signing/zip/libzip_internal.h"
#include "signing/zip/names_internal.h"
#include "signing/zip/structure_internal.h"

#include <algorithm>
#include <array>
#include <set>

namespace mohur::signing::zip {
namespace {

constexpr std::size_t kPiece = 64 * 1024;

/// Declared sizes are bounded here; `read` then holds each entry to what it declared.
Result<void> check_sizes(const std::vector<RawEntry>& entries, const Limits& limits) {
    std::uint64_t total = 0;
    for (const auto& entry : entries) {
        if (entry.size > limits.zip_total_bytes - total) {
            return Error::too_large("zip-bomb", "total size");
        }
        total += entry.size;
        if (entry.size > limits.zip_ratio_free_bytes &&
            entry.size / limits.zip_ratio >= entry.compressed_size) {
            return Error::too_large("zip-bomb", "ratio");
        }
    }
    return {};
}

class CollectingSink final : public ByteSink {
public:
    explicit CollectingSink(std::size_t expected) { bytes.reserve(expected); }
    [[nodiscard]] Result<void> write(BytesView more) override {
        append(bytes, more);
        return {};
    }
    Bytes bytes;
};

Result<ZipPtr> open_libzip(const std::shared_ptr<const ByteSource>& file) {
    MOHUR_TRY(zip_source_t * source, make_source(file));
    zip_error_t error;
    zip_error_init(&error);
    ZipPtr archive{zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error)};
    if (!archive) {
        zip_source_free(source);
        return translate(error);
    }
    return archive;
}

}  // namespace

struct ArchiveReader::State {
    ZipPtr archive;
    std::vector<Entry> entries;
    std::string comment;
};

ArchiveReader::ArchiveReader(std::unique_ptr<State> state) : state_{std::move(state)} {}
ArchiveReader::ArchiveReader(ArchiveReader&&) noexcept = default;
ArchiveReader& ArchiveReader::operator=(ArchiveReader&&) noexcept = default;
ArchiveReader::~ArchiveReader() = default;

Result<ArchiveReader> ArchiveReader::open(std::shared_ptr<const ByteSource> file,
                                          const Limits& limits) {
    MOHUR_TRY(const auto structure, scan_structure(*file, limits));
    MOHUR_TRY_VOID(check_sizes(structure.entries, limits));
    auto state = std::make_unique<State>();
    std::set<std::string> seen;
    for (const auto& raw : structure.entries) {
        MOHUR_TRY(auto name, entry_name(raw.name));
        if (!seen.insert(caseless_key(name)).second) {
            return Error::malformed("zip-duplicate-name", name);
        }
        state->entries.push_back({std::move(name), raw.size, raw.compressed_size, raw.method == 0,
                                  raw.has_extra_field, state->entries.size(), raw.offset});
    }
    std::ranges::sort(state->entries, {}, &Entry::offset);
    state->comment = structure.comment;
    if (!state->entries.empty()) {  // libzip calls an empty archive no archive
        MOHUR_TRY(state->archive, open_libzip(file));
    }
    return ArchiveReader{std::move(state)};
}

const std::vector<Entry>& ArchiveReader::entries() const noexcept {
    return state_->entries;
}

const Entry* ArchiveReader::find(std::string_view name) const noexcept {
    const auto found = std::ranges::find(state_->entries, name, &Entry::name);
    return found == state_->entries.end() ? nullptr : &*found;
}

const std::string& ArchiveReader::comment() const noexcept {
    return state_->comment;
}

Result<void> ArchiveReader::read(const Entry& entry, ByteSink& sink) const {
    const ZipFilePtr file{zip_fopen_index(state_->archive.get(), entry.index, 0)};
    if (!file) {
        return last_error(state_->archive.get());
    }
    std::array<std::uint8_t, kPiece> piece{};
    std::uint64_t total = 0;
    while (true) {
        const auto got = zip_fread(file.get(), piece.data(), piece.size());
        if (got < 0) {
            return translate(*zip_file_get_error(file.get()));
        }
        if (got == 0) {
            break;
        }
        total += static_cast<std::uint64_t>(got);
        if (total > entry.size) {
            return Error::too_large("zip-bomb", "more than the declared size");
        }
        MOHUR_TRY_VOID(sink.write(BytesView{piece}.first(static_cast<std::size_t>(got))));
    }
    return total == entry.size ? Result<void>{}
                               : Result<void>{Error::malformed("zip-invalid", "entry too short")};
}

Result<Bytes> ArchiveReader::read_all(const Entry& entry, std::uint64_t limit) const {
    if (entry.size > limit) {
        return Error::too_large("zip-entry-too-large", entry.name);
    }
    CollectingSink sink{static_cast<std::size_t>(entry.size)};
    MOHUR_TRY_VOID(read(entry, sink));
    return std::move(sink.bytes);
}

bool looks_like_zip(const ByteSource& file) {
    const auto head = file.read_range(0, 4);
    return head && (as_text(*head) == "PK\x03\x04" || as_text(*head) == "PK\x05\x06");
}

}  // namespace mohur::signing::zip
