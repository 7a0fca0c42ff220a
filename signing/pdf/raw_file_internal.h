// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/pdf/byte_window_internal.h"
#include "signing/pdf/raw_file.h"

#include <unordered_map>

namespace mohur::signing::pdf {

/// An object stream, decoded (ISO 32000-1 clause 7.5.7).
struct ObjectStream {
    MemorySource data{Bytes{}};
    std::vector<std::pair<std::uint32_t, std::uint64_t>> objects;  ///< number, offset in `data`
};

/// What all snapshots of one file share: everything is read once, keyed by its offset in the file.
struct Snapshot::File {
    File(std::shared_ptr<const ByteSource> bytes, const Limits& bounds)
        : source{std::move(bytes)}, limits{bounds}, window{*source, source->size()} {}

    std::shared_ptr<const ByteSource> source;
    Limits limits;
    ByteWindow window;
    std::unordered_map<std::uint64_t, std::shared_ptr<const XrefSection>> sections;
    std::unordered_map<std::uint64_t, StoredObject> objects;
    std::unordered_map<std::uint64_t, std::shared_ptr<const ObjectStream>> object_streams;
    std::uint64_t decoded_bytes = 0;  ///< of object streams, all together
    bool keep = true;                 ///< whether loaded objects stay in memory
    int nesting = 0;                  ///< of loads that other loads need

    [[nodiscard]] Result<std::shared_ptr<const XrefSection>> section_at(std::uint64_t offset);
    [[nodiscard]] Result<StoredObject> in_file(const Snapshot& view, const XrefEntry& entry);
    [[nodiscard]] Result<StoredObject> in_object_stream(const Snapshot& view,
                                                        const XrefEntry& entry);
    [[nodiscard]] Result<StoredObject> parse_at(std::uint64_t offset, const Snapshot* view);

private:
    [[nodiscard]] Result<std::shared_ptr<const ObjectStream>> object_stream(const Snapshot& view,
                                                                            std::uint32_t number);
    [[nodiscard]] Result<std::shared_ptr<const ObjectStream>> decode(const Snapshot& view,
                                                                     const Stream& stream);
};

}  // namespace mohur::signing::pdf
