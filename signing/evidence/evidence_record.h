// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/digest.h"
#include "signing/core/limits.h"
#include "signing/pki/certificate.h"
#include "signing/pki/crl.h"
#include "signing/pki/ocsp.h"
#include "signing/xml/canonical.h"
#include "signing/xml/document.h"

#include <optional>
#include <vector>

/// Evidence records: ERS (RFC 4998) and XMLERS (RFC 6283).
namespace mohur::signing::evidence {

inline constexpr std::string_view kErsNamespace = "urn:ietf:params:xml:ns:ers";

/// One list of hash values (PartialHashtree, ers:Sequence), in the order in which it stands.
using HashGroup = std::vector<Bytes>;

/// ArchiveTimeStamp (RFC 4998 clause 4.1, RFC 6283 clause 3.1.1).
struct ArchiveTimestamp {
    std::optional<DigestAlgorithm> algorithm;  ///< ERS only; empty: that of the token's imprint
    std::vector<HashGroup> hash_tree;          ///< reduced; empty: the token covers one hash value
    Bytes token;                               ///< a ContentInfo
    Bytes renewed_octets;  ///< what the next archive time-stamp of the chain covers
    std::vector<Certificate> certificates{};  ///< of the cryptographic information beside it
    std::vector<Crl> crls{};
    std::vector<OcspResponse> ocsp_responses{};
};

/// ArchiveTimeStampChain (RFC 4998 clause 5.1, RFC 6283 clause 4.1.1): renewed with one digest
/// algorithm.
struct ArchiveTimestampChain {
    std::optional<DigestAlgorithm> algorithm;  ///< empty: not known, or the time-stamps disagree
    std::optional<xml::CanonicalMethod> canonical{};  ///< XMLERS: of data objects that are XML
    Bytes earlier{};  ///< the chains before this one, as this one covers them; empty: the first
    std::vector<ArchiveTimestamp> timestamps{};
};

enum class Syntax { asn1, xml };

/// An evidence record, read. Says nothing of what it proves. Immutable value.
struct EvidenceRecord {
    Syntax syntax = Syntax::asn1;
    std::vector<ArchiveTimestampChain> chains;  ///< oldest first; never empty, nor is one of them

    /// RFC 4998 in BER. Errors: `malformed` "evidence-record-invalid", `unsupported`
    /// "evidence-record-encrypted", `too_large` "limit-exceeded".
    [[nodiscard]] static Result<EvidenceRecord> from_ber(BytesView encoding, const Limits& limits);
    /// The ers:EvidenceRecord `element` of `document`. The same errors.
    [[nodiscard]] static Result<EvidenceRecord> from_xml(const xml::Document& document,
                                                         const xml::Element& element,
                                                         const Limits& limits);
    /// Either, by the first octet. Also the errors of xml::Document::parse.
    [[nodiscard]] static Result<EvidenceRecord> parse(BytesView file, const Limits& limits);
};

/// How many chains a record may have: each is a change of the digest algorithm.
inline constexpr std::size_t kMaxChains = 64;

/// The root of a reduced hash tree (RFC 4998 clause 4.3, RFC 6283 clause 3.2.2): each list together
/// with the result of the one before, in binary order, is hashed; a single value stands for itself.
/// Empty for an empty tree.
[[nodiscard]] Bytes root_of(const std::vector<HashGroup>& tree, DigestAlgorithm algorithm);

}  // namespace mohur::signing::evidence
