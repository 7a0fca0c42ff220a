// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/content/blob_store.h"

#include <mutex>

namespace mohur::documents {

/// Content that is opened when it is read and closed after its last octet, so that a case file of
/// thousands of papers does not hold thousands of files open. Thread-safe. Borrows the store.
class StoredContent final : public ByteSource {
public:
    StoredContent(const BlobStore& blobs, AgencyId agency, Digest digest, std::uint64_t size)
        : blobs_{blobs}, agency_{agency}, digest_{std::move(digest)}, size_{size} {}

    [[nodiscard]] std::uint64_t size() const noexcept override { return size_; }
    [[nodiscard]] Result<std::size_t> read_at(std::uint64_t offset,
                                              std::span<std::uint8_t> out) const override;

private:
    const BlobStore& blobs_;
    AgencyId agency_;
    Digest digest_;
    std::uint64_t size_;
    mutable std::mutex mutex_;
    mutable std::shared_ptr<const ByteSource> open_;
};

}  // namespace mohur::documents
