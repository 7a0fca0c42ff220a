// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/byte_source.h"
#include "signing/core/limits.h"
#include "signing/pdf/xref.h"

#include <memory>

namespace mohur::signing::pdf {

/// An indirect object with its place: offsets of the object number and after "endobj"; both 0 for
/// an object inside an object stream.
struct StoredObject {
    ObjectId id;
    Object object;
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
};

/// A PDF as a reader sees it that knows only the octets before `end()`: the state after one
/// revision (ISO 32000-1 clause 7.5.6). Objects are read when they are asked for and kept. Not
/// thread-safe; cheap to copy.
class Snapshot {
public:
    [[nodiscard]] std::uint64_t end() const noexcept { return end_; }
    /// Newest first; the stream of a hybrid section stands before its table.
    [[nodiscard]] const std::vector<std::shared_ptr<const XrefSection>>& sections() const noexcept {
        return sections_;
    }
    [[nodiscard]] const Dictionary& trailer() const noexcept { return sections_.front()->trailer; }
    [[nodiscard]] std::optional<ObjectId> root() const;
    [[nodiscard]] bool encrypted() const;
    /// True when a section has /XRefStm: readers of different age see different objects in such a
    /// file.
    [[nodiscard]] bool hybrid() const;

    /// The newest entry for `number`; empty when there is none.
    [[nodiscard]] std::optional<XrefEntry> locate(std::uint32_t number) const;
    /// Null object when free or absent (clause 7.3.10); `malformed` "pdf-damaged" when the entry
    /// lies.
    [[nodiscard]] Result<StoredObject> load(ObjectId id) const;
    /// The object itself, or what a reference points to.
    [[nodiscard]] Result<Object> resolve(const Object& object) const;
    /// The resolved value of `key`; null object when absent.
    [[nodiscard]] Result<Object> value(const Dictionary& dictionary, std::string_view key) const;
    [[nodiscard]] Result<Dictionary> catalog() const;
    /// Decoded data; only FlateDecode or no filter is understood.
    [[nodiscard]] Result<Bytes> data(const Stream& stream) const;
    /// The data as they lie in the file.
    [[nodiscard]] Result<Bytes> encoded_data(const Stream& stream) const;
    /// Equal objects; of streams the dictionary and the data as they lie in the file.
    [[nodiscard]] Result<bool> same(const Object& a, const Object& b) const;
    /// As `load`, but nothing is kept in memory: for passes over the whole document.
    [[nodiscard]] Result<StoredObject> load_once(ObjectId id) const;

    struct File;

private:
    friend class RawFile;
    Snapshot(std::shared_ptr<File> file, std::uint64_t end) : file_{std::move(file)}, end_{end} {}

    std::shared_ptr<File> file_;
    std::uint64_t end_;
    std::vector<std::shared_ptr<const XrefSection>> sections_;
};

/// Scanner of the raw revisions of a PDF: follows startxref, /Prev and /XRefStm, classic tables and
/// streams alike, and repairs nothing. Work is linear in the file, bounded by the limits.
/// Not thread-safe; cheap to copy.
class RawFile {
public:
    /// Errors: `too_large`; `malformed` "pdf-damaged". Whether the file is encrypted or hybrid is
    /// for the caller to ask.
    [[nodiscard]] static Result<RawFile> open(std::shared_ptr<const ByteSource> source,
                                              const Limits& limits);

    [[nodiscard]] const ByteSource& source() const noexcept;
    [[nodiscard]] std::uint64_t size() const noexcept;
    /// True when "%PDF-" stands at octet 0.
    [[nodiscard]] bool header_at_start() const noexcept { return header_at_start_; }
    [[nodiscard]] const Snapshot& current() const noexcept { return current_; }
    /// What a reader sees of the first `end` octets.
    [[nodiscard]] Result<Snapshot> snapshot(std::uint64_t end) const;
    /// Where revisions end, oldest first: after each "%%EOF" of the chain (with its end of line).
    [[nodiscard]] std::vector<std::uint64_t> revision_ends() const;
    /// True when [begin, end) is white space only.
    [[nodiscard]] bool blank(std::uint64_t begin, std::uint64_t end) const;
    /// The indirect object that begins at `offset`, whatever cross-references say.
    [[nodiscard]] Result<StoredObject> object_at(std::uint64_t offset) const;
    /// Offsets of `text` in the file, at most `limit` (then `too_large`).
    [[nodiscard]] Result<std::vector<std::uint64_t>> find_all(std::string_view text,
                                                              std::size_t limit) const;

private:
    RawFile(std::shared_ptr<Snapshot::File> file, Snapshot current)
        : file_{std::move(file)}, current_{std::move(current)} {}

    std::shared_ptr<Snapshot::File> file_;
    Snapshot current_;
    bool header_at_start_ = false;
};

}  // namespace mohur::signing::pdf
