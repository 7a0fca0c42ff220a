// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/pdf/object.h"

namespace mohur::signing::pdf {

/// Where one object lies (ISO 32000-1 table 18).
struct XrefEntry {
    enum class Kind : std::uint8_t { free, in_file, in_object_stream };
    std::uint32_t number = 0;
    Kind kind = Kind::free;
    std::uint32_t generation = 0;  ///< 0 in an object stream
    std::uint64_t offset = 0;      ///< in the file; else the number of the object stream
    std::uint32_t index = 0;       ///< in the object stream
    bool operator==(const XrefEntry&) const = default;
};

/// One cross-reference section as it lies in the file: a classic table with its trailer (ISO
/// 32000-1 clauses 7.5.4, 7.5.5) or a cross-reference stream (7.5.8). Immutable.
struct XrefSection {
    enum class Kind { table, stream };
    Kind kind = Kind::table;
    std::uint64_t offset = 0;  ///< what startxref or /Prev says
    std::uint64_t end = 0;     ///< after the trailer dictionary, or after "endobj"
    std::optional<std::uint64_t>
        revision_end;                ///< after "%%EOF" and its end of line, where that follows
    std::vector<XrefEntry> entries;  ///< sorted by number, each once
    Dictionary trailer;
    std::optional<ObjectId> stream_id;           ///< of a cross-reference stream
    std::optional<std::uint64_t> previous;       ///< /Prev
    std::optional<std::uint64_t> hybrid_stream;  ///< /XRefStm

    [[nodiscard]] const XrefEntry* find(std::uint32_t number) const;
};

}  // namespace mohur::signing::pdf
