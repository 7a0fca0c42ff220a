// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/agency/memory_blob_store.h"

#include "signing/crypto/hash.h"

namespace mohur::testing {

using documents::AgencyId;
using documents::StoredBlob;

Result<StoredBlob> MemoryBlobStore::put(AgencyId agency, const ByteSource& content) {
    MOHUR_TRY(auto bytes, content.read_all(1U << 24U));
    auto digest = signing::digest_of(DigestAlgorithm::sha256, bytes);
    const auto size = bytes.size();
    const std::lock_guard lock{mutex_};
    blobs_[{agency, digest.value}] = std::move(bytes);
    return stored(std::move(digest), size);
}

Result<std::unique_ptr<ByteSource>> MemoryBlobStore::get(AgencyId agency,
                                                         const Digest& digest) const {
    const std::lock_guard lock{mutex_};
    const auto found = blobs_.find({agency, digest.value});
    if (found == blobs_.end()) {
        return Error::not_found("content-missing");
    }
    return std::unique_ptr<ByteSource>{std::make_unique<MemorySource>(found->second)};
}

Result<StoredBlob> MemoryBlobStore::stat(AgencyId agency, const Digest& digest) const {
    const std::lock_guard lock{mutex_};
    const auto found = blobs_.find({agency, digest.value});
    if (found == blobs_.end()) {
        return Error::not_found("content-missing");
    }
    return stored(digest, found->second.size());
}

}  // namespace mohur::testing
