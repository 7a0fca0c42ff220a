// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/cms/signed_data.h"
#include "signing/model/facts.h"
#include "signing/timestamp/timestamp_token.h"

namespace mohur::signing::cades {

/// The facts of one SignerInfo, used for CAdES files, for PDF signatures and ASiC with CAdES: signed
/// attributes, ESS reference, timestamps in unsigned attributes, embedded material. The caller knows
/// the content and adds its own scopes and format.
[[nodiscard]] SignatureFacts read_signer(const SignedData& signed_data, const SignerInfo& signer,
                                         const std::optional<Digest>& content_digest,
                                         const ReadOptions& options);
/// The digest algorithm that the content must be hashed with for this signer; SHA-256 when unknown.
[[nodiscard]] DigestAlgorithm content_digest_algorithm(const SignerInfo& signer);
/// The facts of a token, given the digest of what it should cover (empty: not at hand).
[[nodiscard]] TimestampFacts read_token(const TimestampToken& token, TimestampType type,
                                        const std::optional<Digest>& covered,
                                        const std::vector<Certificate>& extra_certificates);
/// A whole CAdES or CMS file (.p7s, .p7m), attached or detached.
[[nodiscard]] Result<FileFacts> read(BytesView file, const ReadOptions& options);

}  // namespace mohur::signing::cades
