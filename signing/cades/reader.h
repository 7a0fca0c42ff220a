// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/cms/signed_data.h"
#include "signing/evidence/record_check.h"
#include "signing/model/facts.h"
#include "signing/timestamp/timestamp_token.h"

#include <functional>
#include <memory>

namespace mohur::signing::cades {

/// The octets that a SignerInfo signs, as far as they are at hand.
struct SignedContent {
    /// The digest of the content in an algorithm; empty when it cannot be had. Content and archive
    /// timestamps may use another algorithm than the signer.
    std::function<std::optional<Digest>(DigestAlgorithm)> digest;
    /// The octets themselves, which an archive-time-stamp-v2 over detached content covers; may be
    /// null.
    std::shared_ptr<const ByteSource> bytes;
};
/// Content of which one digest is known, or none.
[[nodiscard]] SignedContent content_of(const std::optional<Digest>& digest);
/// Content that the caller supplied, as octets or as digests.
[[nodiscard]] SignedContent content_of(const SuppliedContent& supplied);
/// The eContent of an attached signature; nothing is known when it is detached.
[[nodiscard]] SignedContent attached_content(const SignedData& signed_data);
/// What `signer` signs: the eContent, else the one of `contents` that suits it best.
[[nodiscard]] SignedContent content_for(const SignedData& signed_data, const SignerInfo& signer,
                                        const std::vector<SuppliedContent>& contents);

/// The facts of one SignerInfo, used for CAdES files, for PDF signatures and ASiC with CAdES:
/// signed attributes, ESS reference, timestamps and countersignatures in unsigned attributes,
/// embedded material. `form` is cades and `format` a CAdES level; the caller adds its own scopes,
/// ids and format. Never fails: what is wrong is a fact.
[[nodiscard]] SignatureFacts read_signer(const SignedData& signed_data, const SignerInfo& signer,
                                         const SignedContent& content, const ReadOptions& options);
/// The same where only the digest in the signer's algorithm is known.
[[nodiscard]] SignatureFacts read_signer(const SignedData& signed_data, const SignerInfo& signer,
                                         const std::optional<Digest>& content_digest,
                                         const ReadOptions& options);
/// The digest algorithm that the content must be hashed with for this signer; SHA-256 when unknown.
[[nodiscard]] DigestAlgorithm content_digest_algorithm(const SignerInfo& signer);
/// The facts of a token, given the digest of what it should cover (empty: not at hand). A digest in
/// another algorithm than the imprint's counts as not at hand.
[[nodiscard]] TimestampFacts read_token(const TimestampToken& token, TimestampType type,
                                        const std::optional<Digest>& covered,
                                        const std::vector<Certificate>& extra_certificates);
/// Reads the tokens of an evidence record with `read_token`. Borrows `options`.
[[nodiscard]] evidence::TokenReader token_reader(const ReadOptions& options);
/// The level of `signature`, read by `read_signer`, in a container whose own archive timestamps
/// cover it (EN 319 162-1 clause 6): their material counts, and they make a baseline -LT an -LTA.
/// `verified` may be null.
[[nodiscard]] std::string level_in_container(SignatureFacts signature,
                                             const std::vector<TimestampFacts>& archive_timestamps,
                                             VerifiedSignatures* verified);
/// A whole CAdES or CMS file (.p7s, .p7m) that is no token, attached or detached, as `read` does
/// it.
[[nodiscard]] FileFacts read_signatures(const SignedData& signed_data, const ReadOptions& options);
/// A whole CAdES or CMS file (.p7s, .p7m), attached or detached; or a bare time-stamp token or
/// TimeStampResp (.tst, .tsr), whose token is one top-level timestamp of type `content` over the
/// one supplied content. Errors: those of SignedData::parse.
[[nodiscard]] Result<FileFacts> read(BytesView file, const ReadOptions& options);

}  // namespace mohur::signing::cades
