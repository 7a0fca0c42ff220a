// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pdf/xref_section_internal.h"

#include "signing/pdf/object_parser_internal.h"
#include "signing/pdf/stream_data_internal.h"

#include <algorithm>
#include <array>
#include <limits>

namespace mohur::signing::pdf {
namespace {

// Readers look for startxref in the last 1 KiB (ISO 32000-1 annex H, note 18); a little is added
// for what mail gateways append.
constexpr std::uint64_t kTail = 2'048;
constexpr std::uint64_t kMaxNumber = 0x7FFF'FFFF;

Error damaged(std::string_view what, std::uint64_t offset) {
    return Error::malformed("pdf-damaged",
                            std::string{what} + " at offset " + std::to_string(offset));
}

/// Sorts by number. Of an object listed twice in one section readers differ: that is damage.
Result<void> sort_entries(XrefSection& section) {
    auto& entries = section.entries;
    const auto number = [](const XrefEntry& entry) { return entry.number; };
    if (!std::ranges::is_sorted(entries, {}, number)) {
        std::ranges::stable_sort(entries, {}, number);
    }
    const auto twice = std::ranges::adjacent_find(
        entries,
        [](const XrefEntry& a, const XrefEntry& b) { return a.number == b.number && !(a == b); });
    if (twice != entries.end()) {
        return damaged("object " + std::to_string(twice->number) + " listed twice", section.offset);
    }
    const auto rest = std::ranges::unique(entries);
    entries.erase(rest.begin(), rest.end());
    return {};
}

std::optional<std::uint64_t> unsigned_entry(const Dictionary& dictionary, std::string_view key) {
    const Object* value = dictionary.find(key);
    const auto integer = value == nullptr ? std::nullopt : value->integer();
    return integer && *integer >= 0 ? std::optional{static_cast<std::uint64_t>(*integer)}
                                    : std::nullopt;
}

Result<void> read_trailer_links(XrefSection& section) {
    for (const auto key : {"Prev", "XRefStm"}) {
        if (section.trailer.find(key) != nullptr && !unsigned_entry(section.trailer, key)) {
            return damaged(std::string{"bad /"} + key, section.offset);
        }
    }
    if (section.trailer.repeated_key()) {
        return damaged("trailer with a repeated key", section.offset);
    }
    section.previous = unsigned_entry(section.trailer, "Prev");
    if (section.kind == XrefSection::Kind::table) {
        section.hybrid_stream = unsigned_entry(section.trailer, "XRefStm");
    }
    return {};
}

/// startxref, a number, %%EOF and its end of line, right behind the section.
std::optional<std::uint64_t> find_revision_end(ByteWindow& window, std::uint64_t from) {
    ObjectParser parser{window, from};
    if (!parser.take_keyword("startxref") || !parser.take_unsigned()) {
        return std::nullopt;
    }
    auto at = parser.position();
    while (is_white_space(window.at(at))) {
        ++at;
    }
    if (!window.matches(at, "%%EOF")) {
        return std::nullopt;
    }
    at += 5;
    if (window.at(at) == '\r') {
        ++at;
    }
    if (window.at(at) == '\n') {
        ++at;
    }
    return at;
}

// One line of 20 octets (clause 7.5.4); the two that end it vary in real files.
Result<XrefEntry> read_table_line(ObjectParser& parser, std::uint64_t number) {
    const auto offset = parser.take_unsigned();
    const auto generation = parser.take_unsigned();
    const bool used = offset && generation && parser.take_keyword("n");
    const bool free = offset && generation && !used && parser.take_keyword("f");
    // The generation of a free entry means nothing; there are writers that put 65536.
    if ((!used && !free) || (used && *generation > 65'535)) {
        return damaged("bad cross-reference line", parser.position());
    }
    // "0000000000 00000 n" is what some writers put for an unused number.
    const bool usable = used && *offset != 0;
    return XrefEntry{static_cast<std::uint32_t>(number),
                     usable ? XrefEntry::Kind::in_file : XrefEntry::Kind::free,
                     usable ? static_cast<std::uint32_t>(*generation) : 0, usable ? *offset : 0, 0};
}

Result<void> read_table_lines(ObjectParser& parser, XrefSection& section, const Limits& limits) {
    while (!parser.take_keyword("trailer")) {
        const auto first = parser.take_unsigned();
        const auto count = parser.take_unsigned();
        if (!first || !count || *first + *count > kMaxNumber) {
            return damaged("bad cross-reference subsection", parser.position());
        }
        if (*count > limits.pdf_objects - section.entries.size()) {
            return Error::too_large("limit-exceeded", "pdf-objects");
        }
        for (std::uint64_t i = 0; i < *count; ++i) {
            MOHUR_TRY(auto entry, read_table_line(parser, *first + i));
            section.entries.push_back(entry);
        }
    }
    return {};
}

Result<XrefSection> read_table(ByteWindow& window, std::uint64_t offset, const Limits& limits) {
    XrefSection section;
    section.offset = offset;
    ObjectParser parser{window, offset};
    static_cast<void>(parser.take_keyword("xref"));
    MOHUR_TRY_VOID(read_table_lines(parser, section, limits));
    MOHUR_TRY(const auto trailer, parser.parse());
    if (trailer.dictionary() == nullptr) {
        return damaged("no trailer dictionary", parser.position());
    }
    section.trailer = *trailer.dictionary();
    section.end = parser.position();
    return section;
}

using Widths = std::array<std::size_t, 3>;

Result<Widths> read_widths(const Dictionary& dictionary, std::uint64_t offset) {
    const Object* entry = dictionary.find("W");
    const Array* values = entry == nullptr ? nullptr : entry->array();
    if (values == nullptr || values->size() < 3) {
        return damaged("bad /W", offset);
    }
    Widths widths{};
    for (std::size_t i = 0; i < widths.size(); ++i) {
        const auto width = (*values)[i].integer().value_or(-1);
        if (width < 0 || width > 8) {
            return damaged("bad /W", offset);
        }
        widths[i] = static_cast<std::size_t>(width);
    }
    if (widths[1] == 0) {
        return damaged("bad /W", offset);
    }
    return widths;
}

std::uint64_t take_field(BytesView& row, std::size_t width) {
    std::uint64_t value = 0;
    for (const auto octet : row.first(width)) {
        value = (value << 8U) | octet;
    }
    row = row.subspan(width);
    return value;
}

Result<XrefEntry> read_row(BytesView row, const Widths& widths, std::uint64_t number,
                           std::uint64_t offset) {
    const std::uint64_t kind = widths[0] == 0 ? 1 : take_field(row, widths[0]);
    const std::uint64_t second = take_field(row, widths[1]);
    const std::uint64_t third = take_field(row, widths[2]);
    constexpr auto kMax32 = std::numeric_limits<std::uint32_t>::max();
    if (kind > 2 || third > kMax32 || (kind == 2 && second > kMax32)) {
        return damaged("bad cross-reference row", offset);
    }
    XrefEntry entry;
    entry.number = static_cast<std::uint32_t>(number);
    if (kind == 0 || (kind == 1 && second == 0)) {
        return entry;
    }
    if (kind == 1) {
        entry.kind = XrefEntry::Kind::in_file;
        entry.generation = static_cast<std::uint32_t>(third);
        entry.offset = second;
    } else {
        entry.kind = XrefEntry::Kind::in_object_stream;
        entry.offset = second;
        entry.index = static_cast<std::uint32_t>(third);
    }
    return entry;
}

/// The pairs of /Index; without it the one pair 0 and /Size.
Result<std::vector<std::pair<std::uint64_t, std::uint64_t>>> read_index(
    const Dictionary& dictionary, std::uint64_t offset) {
    std::vector<std::pair<std::uint64_t, std::uint64_t>> pairs;
    const Object* entry = dictionary.find("Index");
    if (entry == nullptr) {
        const auto size = unsigned_entry(dictionary, "Size");
        if (!size) {
            return damaged("no /Size", offset);
        }
        pairs.emplace_back(0, *size);
        return pairs;
    }
    const Array* values = entry->array();
    if (values == nullptr || values->size() % 2 != 0) {
        return damaged("bad /Index", offset);
    }
    for (std::size_t i = 0; i < values->size(); i += 2) {
        const auto first = (*values)[i].integer().value_or(-1);
        const auto count = (*values)[i + 1].integer().value_or(-1);
        if (first < 0 || count < 0) {
            return damaged("bad /Index", offset);
        }
        pairs.emplace_back(static_cast<std::uint64_t>(first), static_cast<std::uint64_t>(count));
    }
    return pairs;
}

Result<void> read_rows(XrefSection& section, BytesView data, const Limits& limits) {
    MOHUR_TRY(const auto widths, read_widths(section.trailer, section.offset));
    MOHUR_TRY(const auto index, read_index(section.trailer, section.offset));
    const std::size_t row = widths[0] + widths[1] + widths[2];
    for (const auto& [first, count] : index) {
        if (count > limits.pdf_objects - section.entries.size()) {
            return Error::too_large("limit-exceeded", "pdf-objects");
        }
        if (first > kMaxNumber || count > data.size() / row) {
            return damaged("cross-reference stream too short", section.offset);
        }
        for (std::uint64_t i = 0; i < count; ++i) {
            MOHUR_TRY(auto entry, read_row(data.first(row), widths, first + i, section.offset));
            section.entries.push_back(entry);
            data = data.subspan(row);
        }
    }
    return {};
}

Result<XrefSection> read_stream(ByteWindow& window, const ByteSource& source, std::uint64_t offset,
                                const Limits& limits) {
    ObjectParser parser{window, offset};
    // Its /Length is direct: nothing could resolve a reference yet (clause 7.5.8.2).
    MOHUR_TRY(const auto indirect, parser.parse_indirect(nullptr));
    const Stream* stream = indirect.object.stream();
    const Object* type = stream == nullptr ? nullptr : stream->dictionary.find("Type");
    if (type == nullptr || !type->is_name("XRef")) {
        return damaged("no cross-reference section", offset);
    }
    XrefSection section;
    section.kind = XrefSection::Kind::stream;
    section.offset = offset;
    section.end = indirect.end;
    section.stream_id = indirect.id;
    section.trailer = stream->dictionary;
    MOHUR_TRY(const auto encoded, source.read_range(stream->data_offset, stream->data_length));
    MOHUR_TRY(const auto data, decode_stream(stream->dictionary, encoded, limits.pdf_objects * 24));
    MOHUR_TRY_VOID(read_rows(section, data, limits));
    return section;
}

}  // namespace

const XrefEntry* XrefSection::find(std::uint32_t number) const {
    const auto at = std::ranges::lower_bound(entries, number, {}, &XrefEntry::number);
    return at != entries.end() && at->number == number ? &*at : nullptr;
}

Result<XrefSection> read_xref_section(ByteWindow& window, const ByteSource& source,
                                      std::uint64_t offset, const Limits& limits) {
    if (offset >= window.end()) {
        return damaged("cross-reference offset outside the file", offset);
    }
    ObjectParser probe{window, offset};
    auto section = probe.take_keyword("xref") ? read_table(window, offset, limits)
                                              : read_stream(window, source, offset, limits);
    if (!section) {
        return section;
    }
    MOHUR_TRY_VOID(sort_entries(*section));
    MOHUR_TRY_VOID(read_trailer_links(*section));
    section->revision_end = find_revision_end(window, section->end);
    return section;
}

Result<std::uint64_t> last_startxref(ByteWindow& window) {
    const std::uint64_t end = window.end();
    const std::uint64_t lowest = end - std::min(end, kTail);
    for (std::uint64_t at = end; at > lowest; --at) {
        if (!window.matches(at - 1, "startxref")) {
            continue;
        }
        ObjectParser parser{window, at - 1};
        if (!parser.take_keyword("startxref")) {
            continue;
        }
        const auto offset = parser.take_unsigned();
        if (!offset) {
            return damaged("bad startxref", at - 1);
        }
        return *offset;
    }
    return Error::malformed("pdf-damaged", "no startxref");
}

}  // namespace mohur::signing::pdf
