// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/storage/agency_scope.h"
#include "signing/core/byte_source.h"
#include "signing/core/digest.h"

#include <memory>

namespace mohur::documents {

/// Proof that content lies durably in the store: only a store makes one, so a row that names
/// content cannot be written before the content is safe. Immutable value.
class StoredBlob {
public:
    [[nodiscard]] const Digest& digest() const noexcept { return digest_; }
    /// Of the content itself, in octets.
    [[nodiscard]] std::uint64_t size() const noexcept { return size_; }

private:
    friend class BlobStore;
    StoredBlob(Digest digest, std::uint64_t size) : digest_{std::move(digest)}, size_{size} {}
    Digest digest_;
    std::uint64_t size_;
};

/// Where content lies, addressed by agency and digest of the plain octets; a process boundary (a
/// folder, later S3). Signed octets are never rewritten: putting the same content again changes
/// nothing. Implementations are thread-safe.
class BlobStore {
public:
    virtual ~BlobStore() = default;

    /// Durable when it returns. Errors: `too_large`, `unavailable` "content-store-failed".
    [[nodiscard]] virtual Result<StoredBlob> put(AgencyId agency, const ByteSource& content) = 0;
    /// The plain octets, checked as they are read. Errors: `not_found` "content-missing",
    /// `integrity` "content-damaged".
    [[nodiscard]] virtual Result<std::unique_ptr<ByteSource>> get(AgencyId agency,
                                                                  const Digest& digest) const = 0;
    /// Whether it is there; for content that was put before.
    [[nodiscard]] virtual Result<StoredBlob> stat(AgencyId agency, const Digest& digest) const = 0;

protected:
    [[nodiscard]] static StoredBlob stored(Digest digest, std::uint64_t size) {
        return {std::move(digest), size};
    }
};

}  // namespace mohur::documents
