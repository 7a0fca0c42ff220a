// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/content/blob_store.h"

#include <map>
#include <mutex>

namespace mohur::testing {

/// Content in memory, for tests that are not about the store.
class MemoryBlobStore final : public documents::BlobStore {
public:
    Result<documents::StoredBlob> put(documents::AgencyId agency,
                                      const ByteSource& content) override;
    Result<std::unique_ptr<ByteSource>> get(documents::AgencyId agency,
                                            const Digest& digest) const override;
    Result<documents::StoredBlob> stat(documents::AgencyId agency,
                                       const Digest& digest) const override;

private:
    using Key = std::pair<documents::AgencyId, Bytes>;
    mutable std::mutex mutex_;
    std::map<Key, Bytes> blobs_;
};

}  // namespace mohur::testing
