// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pdf/raw_file.h"

#include "signing/pdf/object_parser_internal.h"
#include "signing/pdf/raw_file_internal.h"
#include "signing/pdf/stream_data_internal.h"
#include "signing/pdf/xref_section_internal.h"

#include <algorithm>
#include <set>

namespace mohur::signing::pdf {
namespace {

constexpr std::size_t kStreamBytes = 64U << 20U;
constexpr int kMaxReferenceChain = 8;

Error damaged(std::string detail) {
    return Error::malformed("pdf-damaged", std::move(detail));
}

}  // namespace

std::optional<ObjectId> Snapshot::root() const {
    const Object* entry = trailer().find("Root");
    return entry == nullptr ? std::nullopt : entry->reference();
}

bool Snapshot::encrypted() const {
    return std::ranges::any_of(sections_,
                               [](const auto& s) { return s->trailer.find("Encrypt") != nullptr; });
}

bool Snapshot::hybrid() const {
    return std::ranges::any_of(sections_,
                               [](const auto& s) { return s->hybrid_stream.has_value(); });
}

std::optional<XrefEntry> Snapshot::locate(std::uint32_t number) const {
    for (const auto& section : sections_) {
        if (const auto* entry = section->find(number)) {
            return *entry;
        }
    }
    return std::nullopt;
}

Result<StoredObject> Snapshot::load(ObjectId id) const {
    const auto entry = locate(id.number);
    if (id.number == 0 || !entry || entry->kind == XrefEntry::Kind::free ||
        entry->generation != id.generation) {
        return StoredObject{id, Object{}, 0, 0};
    }
    if (entry->kind == XrefEntry::Kind::in_object_stream) {
        return file_->in_object_stream(*this, *entry);
    }
    if (entry->offset >= end_) {
        return damaged("object behind the end");
    }
    MOHUR_TRY(auto stored, file_->in_file(*this, *entry));
    if (stored.id != id || stored.end > end_) {
        return damaged("object " + std::to_string(id.number) + " is not where its entry says");
    }
    return stored;
}

Result<Object> Snapshot::resolve(const Object& object) const {
    Object current = object;
    for (int step = 0; step < kMaxReferenceChain; ++step) {
        const auto id = current.reference();
        if (!id) {
            return current;
        }
        MOHUR_TRY(auto stored, load(*id));
        current = std::move(stored.object);
    }
    return damaged("references in a circle");
}

Result<Object> Snapshot::value(const Dictionary& dictionary, std::string_view key) const {
    const Object* entry = dictionary.find(key);
    if (entry == nullptr) {
        return Object{};
    }
    return resolve(*entry);
}

Result<Dictionary> Snapshot::catalog() const {
    const auto id = root();
    if (!id) {
        return damaged("no /Root");
    }
    MOHUR_TRY(const auto stored, load(*id));
    if (stored.object.dictionary() == nullptr) {
        return damaged("/Root is no dictionary");
    }
    return *stored.object.dictionary();
}

Result<Bytes> Snapshot::encoded_data(const Stream& stream) const {
    return file_->source->read_range(stream.data_offset, stream.data_length);
}

Result<Bytes> Snapshot::data(const Stream& stream) const {
    MOHUR_TRY(const auto encoded, encoded_data(stream));
    return decode_stream(stream.dictionary, encoded, kStreamBytes);
}

Result<bool> Snapshot::same(const Object& a, const Object& b) const {
    const Stream* left = a.stream();
    const Stream* right = b.stream();
    if (left == nullptr || right == nullptr) {
        return a == b;
    }
    if (!(left->dictionary == right->dictionary) || left->data_length != right->data_length) {
        return false;
    }
    if (left->data_offset == right->data_offset) {
        return true;
    }
    constexpr std::uint64_t kPiece = 1U << 20U;
    for (std::uint64_t done = 0; done < left->data_length; done += kPiece) {
        const auto count = std::min(kPiece, left->data_length - done);
        MOHUR_TRY(const auto here, file_->source->read_range(left->data_offset + done, count));
        MOHUR_TRY(const auto there, file_->source->read_range(right->data_offset + done, count));
        if (here != there) {
            return false;
        }
    }
    return true;
}

Result<StoredObject> Snapshot::load_once(ObjectId id) const {
    file_->keep = false;
    auto stored = load(id);
    file_->keep = true;
    return stored;
}

Result<RawFile> RawFile::open(std::shared_ptr<const ByteSource> source, const Limits& limits) {
    if (source->size() > limits.pdf_bytes) {
        return Error::too_large("limit-exceeded", "pdf-bytes");
    }
    auto file = std::make_shared<Snapshot::File>(std::move(source), limits);
    RawFile result{file, Snapshot{file, file->source->size()}};
    MOHUR_TRY(result.current_, result.snapshot(file->source->size()));
    result.header_at_start_ = file->window.matches(0, "%PDF-");
    return result;
}

const ByteSource& RawFile::source() const noexcept {
    return *file_->source;
}
std::uint64_t RawFile::size() const noexcept {
    return file_->source->size();
}

Result<Snapshot> RawFile::snapshot(std::uint64_t end) const {
    Snapshot result{file_, std::min(end, size())};
    ByteWindow window{*file_->source, result.end_};
    MOHUR_TRY(const auto newest, last_startxref(window));
    std::set<std::uint64_t> visited;
    std::size_t entries = 0;
    std::optional<std::uint64_t> next = newest;
    while (next) {
        if (!visited.insert(*next).second) {
            return damaged("cross-reference sections in a circle");
        }
        if (visited.size() > file_->limits.pdf_revisions) {
            return Error::too_large("limit-exceeded", "pdf-revisions");
        }
        MOHUR_TRY(const auto section, file_->section_at(*next));
        if (section->end > result.end_) {
            return damaged("cross-reference section behind the end");
        }
        if (section->hybrid_stream) {
            MOHUR_TRY(auto hidden, file_->section_at(*section->hybrid_stream));
            result.sections_.push_back(std::move(hidden));
        }
        entries += section->entries.size();
        if (entries > 2 * file_->limits.pdf_objects) {
            return Error::too_large("limit-exceeded", "pdf-objects");
        }
        result.sections_.push_back(section);
        next = section->previous;
    }
    return result;
}

std::vector<std::uint64_t> RawFile::revision_ends() const {
    std::vector<std::uint64_t> ends;
    for (const auto& section : current_.sections()) {
        if (section->revision_end) {
            ends.push_back(*section->revision_end);
        }
    }
    std::ranges::sort(ends);
    const auto rest = std::ranges::unique(ends);
    ends.erase(rest.begin(), rest.end());
    return ends;
}

bool RawFile::blank(std::uint64_t begin, std::uint64_t end) const {
    for (auto at = begin; at < end; ++at) {
        if (!is_white_space(file_->window.at(at))) {
            return false;
        }
    }
    return true;
}

Result<StoredObject> RawFile::object_at(std::uint64_t offset) const {
    return file_->parse_at(offset, &current_);
}

Result<std::vector<std::uint64_t>> RawFile::find_all(std::string_view text,
                                                     std::size_t limit) const {
    constexpr std::uint64_t kPiece = 1U << 20U;
    std::vector<std::uint64_t> found;
    for (std::uint64_t start = 0; start < size(); start += kPiece) {
        const auto count = std::min(kPiece + text.size() - 1, size() - start);
        MOHUR_TRY(const auto piece, file_->source->read_range(start, count));
        const auto view = as_text(piece);
        for (auto at = view.find(text); at != std::string_view::npos && at < kPiece;
             at = view.find(text, at + 1)) {
            if (found.size() >= limit) {
                return Error::too_large("limit-exceeded", "pdf-occurrences");
            }
            found.push_back(start + at);
        }
    }
    return found;
}

}  // namespace mohur::signing::pdf
