// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/export/stored_content_internal.h"

namespace mohur::documents {

Result<std::size_t> StoredContent::read_at(std::uint64_t offset,
                                           std::span<std::uint8_t> out) const {
    std::shared_ptr<const ByteSource> source;
    {
        const std::lock_guard lock{mutex_};
        if (!open_) {
            MOHUR_TRY(auto opened, blobs_.get(agency_, digest_));
            open_ = std::move(opened);
        }
        source = open_;
    }
    MOHUR_TRY(const auto got, source->read_at(offset, out));
    if (offset + got >= size_) {
        const std::lock_guard lock{mutex_};
        open_.reset();
    }
    return got;
}

}  // namespace mohur::documents
