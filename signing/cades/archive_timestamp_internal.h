// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/cades/reader.h"

#include <optional>
#include <vector>

namespace mohur::signing::cades {

/// What an archive timestamp covers, computed anew.
struct ArchiveImprint {
    /// Readings that differ where the standards' editions do; the token covers one of them or none.
    /// Empty: something that is covered is not at hand.
    std::vector<Digest> candidates;
    /// The ats-hash-index names exactly what is there; empty for archive-time-stamp-v2.
    std::optional<bool> hash_index_matches;
};

/// The three lists of an ats-hash-index (EN 319 122-1 clause 5.5.2): hashes in the order of what
/// they stand for.
struct HashLists {
    std::vector<Bytes> certificates;
    std::vector<Bytes> crls;
    std::vector<Bytes> unsigned_attributes;
};
/// Of everything that is there, one hash for each attribute value.
[[nodiscard]] HashLists hash_index_v3(const SignedData& signed_data, const SignerInfo& signer,
                                      DigestAlgorithm algorithm);
/// What an archive-time-stamp-v3 with that encoded index stamps (clause 5.5.3).
[[nodiscard]] Digest archive_digest_v3(const SignedData& signed_data, const SignerInfo& signer,
                                       const Digest& content, BytesView hash_index,
                                       DigestAlgorithm algorithm);

/// archive-time-stamp-v3 (EN 319 122-1 clause 5.5.3) over `signer`.
[[nodiscard]] ArchiveImprint archive_imprint_v3(const TimestampToken& token,
                                                const SignedData& signed_data,
                                                const SignerInfo& signer,
                                                const SignedContent& content);
/// archive-time-stamp-v2 (TS 101 733 clause 6.4.1) over `signer`, in both editions.
[[nodiscard]] ArchiveImprint archive_imprint_v2(const TimestampToken& token,
                                                const SignedData& signed_data,
                                                const SignerInfo& signer, const Limits& limits);

/// SHA-256 of every certificate, CRL, OCSP response and token that the index of the token lists,
/// where it lists all of their kind.
[[nodiscard]] std::vector<Bytes> covered_objects_v3(const TimestampToken& token,
                                                    const SignedData& signed_data,
                                                    const SignerInfo& signer);

}  // namespace mohur::signing::cades
