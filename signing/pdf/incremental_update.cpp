// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pdf/incremental_update.h"

#include "signing/pdf/qpdf_internal.h"

#include <algorithm>
#include <array>

namespace mohur::signing::pdf {
namespace {

/// Shares a source that the caller keeps alive.
std::shared_ptr<const ByteSource> borrow(const ByteSource& source) {
    return {std::shared_ptr<void>{}, &source};
}

Error needs_normalising(std::string detail) {
    return Error::unsupported("pdf-needs-normalising", std::move(detail));
}

/// What to say of a file that our scanner cannot read: whether libqpdf could repair it.
Error explain_damage(const ByteSource& source, const Error& found) {
    if (found.code != ErrorCode::malformed) {
        return found;
    }
    const auto repaired = translate_qpdf(found, [&]() -> Result<void> {
        static_cast<void>(open_qpdf(source, true));
        return {};
    });
    return repaired ? needs_normalising(found.detail) : found;
}

Result<void> check_header(const ByteSource& source) {
    MOHUR_TRY(const auto start,
              source.read_range(0, std::min<std::uint64_t>(1'024, source.size())));
    const auto at = as_text(start).find("%PDF-");
    if (at == std::string_view::npos) {
        return Error::malformed("pdf-damaged", "no header");
    }
    if (at != 0) {
        return needs_normalising("header at offset " + std::to_string(at));
    }
    return {};
}

bool same_place(const XrefEntry& ours, const QPDFXRefEntry& theirs) {
    switch (theirs.getType()) {
        case 1:
            return ours.kind == XrefEntry::Kind::in_file &&
                   ours.offset == static_cast<std::uint64_t>(theirs.getOffset());
        case 2:
            return ours.kind == XrefEntry::Kind::in_object_stream &&
                   ours.offset == static_cast<std::uint64_t>(theirs.getObjStreamNumber()) &&
                   ours.index == static_cast<std::uint32_t>(theirs.getObjStreamIndex());
        default: return false;
    }
}

std::uint32_t first_free_number(const Snapshot& before) {
    std::uint32_t highest = 0;
    for (const auto& section : before.sections()) {
        if (!section->entries.empty()) {
            highest = std::max(highest, section->entries.back().number);
        }
        const Object* size = section->trailer.find("Size");
        const auto declared = size == nullptr ? 0 : size->integer().value_or(0);
        if (declared > 0 && declared < 0x7FFF'FFFF) {
            highest = std::max(highest, static_cast<std::uint32_t>(declared - 1));
        }
    }
    return highest + 1;
}

Object renewed_identifier(const Object* old, BytesView renewed) {
    const Object second{String{to_bytes(renewed), true}};
    const Array* halves = old == nullptr ? nullptr : old->array();
    const bool usable =
        halves != nullptr && halves->size() == 2 && halves->front().string() != nullptr;
    if (!usable) {
        return Object{Array{second, second}};
    }
    return Object{Array{Object{String{halves->front().string()->value, true}}, second}};
}

std::string padded(std::uint64_t value, std::size_t width) {
    const auto digits = std::to_string(value);
    return digits.size() >= width ? digits : std::string(width - digits.size(), '0') + digits;
}

using Offsets = std::map<ObjectId, std::uint64_t>;

/// Calls `emit(first, last)` for each run of consecutive object numbers.
template <class Emit>
void for_each_run(const Offsets& offsets, Emit emit) {
    for (auto first = offsets.begin(); first != offsets.end();) {
        auto last = first;
        while (std::next(last) != offsets.end() &&
               std::next(last)->first.number == last->first.number + 1) {
            ++last;
        }
        emit(first, last);
        first = std::next(last);
    }
}

// ISO 32000-1 clause 7.5.4: lines of exactly 20 octets.
std::string table_syntax(const Offsets& offsets) {
    std::string out = "xref\n";
    for_each_run(offsets, [&](auto first, auto last) {
        out += std::to_string(first->first.number) + ' ' +
               std::to_string(last->first.number - first->first.number + 1) + '\n';
        for (auto at = first; at != std::next(last); ++at) {
            out += padded(at->second, 10) + ' ' + padded(at->first.generation, 5) + " n \n";
        }
    });
    return out;
}

void put(Bytes& out, std::uint64_t value, unsigned width) {
    for (unsigned i = width; i > 0; --i) {
        out.push_back(static_cast<std::uint8_t>(value >> (8 * (i - 1))));
    }
}

Object integer(std::uint64_t value) {
    return Object{static_cast<std::int64_t>(value)};
}

// ISO 32000-1 clause 7.5.8.3, with fields that every reader can hold.
std::pair<Dictionary, Bytes> stream_section(const Offsets& offsets, const Dictionary& trailer) {
    Array index;
    Bytes rows;
    for_each_run(offsets, [&](auto first, auto last) {
        index.push_back(integer(first->first.number));
        index.push_back(integer(last->first.number - first->first.number + 1));
        for (auto at = first; at != std::next(last); ++at) {
            put(rows, 1, 1);
            put(rows, at->second, 4);
            put(rows, at->first.generation, 2);
        }
    });
    const auto dictionary = trailer.with("Type", Object::name("XRef"))
                                .with("W", Object{Array{integer(1), integer(4), integer(2)}})
                                .with("Index", Object{std::move(index)})
                                .with("Length", integer(rows.size()));
    return {dictionary, std::move(rows)};
}

void append_text(Bytes& out, std::string_view text) {
    append(out, as_bytes(text));
}

}  // namespace

struct IncrementalUpdate::State {
    State(const ByteSource& bytes, Snapshot view, std::unique_ptr<QPDF> reader, std::uint32_t next)
        : source{bytes},
          before{std::move(view)},
          second_reader{std::move(reader)},
          next_number{next} {}

    const ByteSource& source;
    Snapshot before;
    std::unique_ptr<QPDF> second_reader;
    std::uint32_t next_number;
    std::map<ObjectId, Bytes> bodies;  ///< between "obj" and "endobj"

    [[nodiscard]] Result<void> check_replaced() const;
    [[nodiscard]] Dictionary trailer(BytesView renewed_id, std::uint32_t size) const;
    void append_section(UpdatedFile& file, BytesView renewed_id) const;
};

IncrementalUpdate::IncrementalUpdate(std::unique_ptr<State> state) : state_{std::move(state)} {}
IncrementalUpdate::IncrementalUpdate(IncrementalUpdate&&) noexcept = default;
IncrementalUpdate& IncrementalUpdate::operator=(IncrementalUpdate&&) noexcept = default;
IncrementalUpdate::~IncrementalUpdate() = default;

Result<IncrementalUpdate> IncrementalUpdate::open(const ByteSource& source, const Limits& limits) {
    if (source.size() > limits.pdf_bytes) {
        return Error::too_large("limit-exceeded", "pdf-bytes");
    }
    MOHUR_TRY_VOID(check_header(source));
    auto file = RawFile::open(borrow(source), limits);
    if (!file) {
        return explain_damage(source, file.error());
    }
    const Snapshot& before = file->current();
    if (before.encrypted()) {
        return Error::unsupported("pdf-encrypted");
    }
    if (before.hybrid()) {
        return Error::unsupported("pdf-hybrid");
    }
    return translate_qpdf(needs_normalising({}), [&]() -> Result<IncrementalUpdate> {
        auto reader = open_qpdf(source, false);
        if (reader->anyWarnings()) {
            return needs_normalising("libqpdf repairs it");
        }
        return IncrementalUpdate{
            std::make_unique<State>(source, before, std::move(reader), first_free_number(before))};
    });
}

const Snapshot& IncrementalUpdate::before() const noexcept {
    return state_->before;
}

ObjectId IncrementalUpdate::reserve() {
    return {state_->next_number++, 0};
}

void IncrementalUpdate::set(ObjectId id, const Object& object) {
    set_syntax(id, to_syntax(object));
}

void IncrementalUpdate::set_syntax(ObjectId id, std::string syntax) {
    state_->bodies[id] = to_bytes(as_bytes(syntax));
}

void IncrementalUpdate::set_stream(ObjectId id, const Dictionary& dictionary, BytesView data) {
    Bytes body;
    append_text(body, to_syntax(dictionary.with("Length", integer(data.size()))) + "\nstream\n");
    append(body, data);
    append_text(body, "\nendstream");
    state_->bodies[id] = std::move(body);
}

Result<void> IncrementalUpdate::State::check_replaced() const {
    return translate_qpdf(needs_normalising({}), [&]() -> Result<void> {
        const auto table = second_reader->getXRefTable();
        for (const auto& [id, body] : bodies) {
            const auto ours = before.locate(id.number);
            const auto theirs = table.find(
                QPDFObjGen{static_cast<int>(id.number), static_cast<int>(id.generation)});
            const bool used = ours && ours->kind != XrefEntry::Kind::free;
            if (!used && theirs == table.end()) {
                continue;
            }
            if (!used || theirs == table.end() || !same_place(*ours, theirs->second)) {
                return needs_normalising("readers differ on object " + std::to_string(id.number));
            }
            static_cast<void>(second_reader->getObjectByObjGen(theirs->first).unparseResolved());
        }
        if (second_reader->anyWarnings()) {
            return needs_normalising("libqpdf repairs it");
        }
        return {};
    });
}

Dictionary IncrementalUpdate::State::trailer(BytesView renewed_id, std::uint32_t size) const {
    const Dictionary& old = before.trailer();
    const auto kept = [&](std::string_view key) {
        const Object* value = old.find(key);
        return value == nullptr ? Object{} : *value;
    };
    return Dictionary{{{"Root", kept("Root")},
                       {"Info", kept("Info")},
                       {"ID", renewed_identifier(old.find("ID"), renewed_id)},
                       {"Size", integer(size)},
                       {"Prev", integer(before.sections().front()->offset)}}};
}

void IncrementalUpdate::State::append_section(UpdatedFile& file, BytesView renewed_id) const {
    const std::uint64_t start = file.bytes.size();
    if (before.sections().front()->kind == XrefSection::Kind::table) {
        append_text(file.bytes, table_syntax(file.offsets) + "trailer\n" +
                                    to_syntax(trailer(renewed_id, next_number)) + '\n');
    } else {
        const ObjectId self{next_number, 0};
        auto offsets = file.offsets;
        offsets[self] = start;
        const auto [dictionary, rows] =
            stream_section(offsets, trailer(renewed_id, next_number + 1));
        append_text(file.bytes, std::to_string(self.number) + " 0 obj\n" + to_syntax(dictionary) +
                                    "\nstream\n");
        append(file.bytes, rows);
        append_text(file.bytes, "\nendstream\nendobj\n");
    }
    append_text(file.bytes, "startxref\n" + std::to_string(start) + "\n%%EOF\n");
}

Result<UpdatedFile> IncrementalUpdate::write(BytesView renewed_id) const {
    MOHUR_TRY_VOID(state_->check_replaced());
    UpdatedFile file;
    MOHUR_TRY(file.bytes, state_->source.read_range(0, state_->source.size()));
    const std::uint8_t last = file.bytes.back();
    if (last != '\n' && last != '\r') {
        file.bytes.push_back('\n');
    }
    for (const auto& [id, body] : state_->bodies) {
        file.offsets[id] = file.bytes.size();
        append_text(file.bytes,
                    std::to_string(id.number) + ' ' + std::to_string(id.generation) + " obj\n");
        append(file.bytes, body);
        append_text(file.bytes, "\nendobj\n");
    }
    if (file.bytes.size() > 0xFFFF'FFFFULL) {
        return Error::too_large("limit-exceeded", "pdf-bytes");
    }
    state_->append_section(file, renewed_id);
    return file;
}

}  // namespace mohur::signing::pdf
