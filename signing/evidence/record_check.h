// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/evidence/evidence_record.h"
#include "signing/model/facts.h"
#include "signing/timestamp/timestamp_token.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace mohur::signing::evidence {

/// One thing that an evidence record may prove the existence of.
struct DataObject {
    std::string name;
    /// Its hash values in an algorithm, each as good as the other; none: not at hand. The method is
    /// that of the record for objects that are XML (RFC 6283 clause 3.1.1); null in ERS.
    std::function<std::vector<Bytes>(DigestAlgorithm, const xml::CanonicalMethod*)> hashes;
    bool required = true;  ///< false: it may be covered, and nothing is said when it is not
};

/// A whole file or supplied content: its octets, or, where it is XML, also its canonical form.
[[nodiscard]] DataObject object_of(std::string name, std::shared_ptr<const ByteSource> bytes,
                                   const Limits& limits);
/// The same of what the caller supplied, as octets or as digests.
[[nodiscard]] DataObject object_of(const SuppliedContent& content, const Limits& limits);

/// Reads a token whose imprint should be the digest (empty: it could not be computed), given more
/// candidates for its certificate.
using TokenReader = std::function<TimestampFacts(
    const TimestampToken&, const std::optional<Digest>&, const std::vector<Certificate>&)>;

/// Checks the record against `objects` (RFC 4998 clauses 4.3 and 5.3, RFC 6283 clauses 3.3
/// and 4.3): every required object stands in the first list of every chain's first archive
/// time-stamp, every renewal covers what it renews, every token covers the root of its tree, and
/// times do not go back. Trust apart. `covers` and `id` are left to the caller. Findings:
/// "hash-mismatch", "signed-data-not-found", "evidence-record-renewal-mismatch", "timestamp-order",
/// "timestamp-token-invalid", "algorithm-unsupported".
[[nodiscard]] EvidenceRecordFacts check_record(const EvidenceRecord& record,
                                               const std::vector<DataObject>& objects,
                                               const TokenReader& read_token, const Limits& limits);

/// The facts of a record that could not be read: not intact, with the reason.
[[nodiscard]] EvidenceRecordFacts unreadable(const Error& error);

/// Both: reads `file` and checks it.
[[nodiscard]] EvidenceRecordFacts check_file(BytesView file, const std::vector<DataObject>& objects,
                                             const TokenReader& read_token, const Limits& limits);

}  // namespace mohur::signing::evidence
