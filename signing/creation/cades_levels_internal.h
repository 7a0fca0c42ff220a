// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/cades/reader.h"
#include "signing/creation/creation_format.h"
#include "signing/creation/evidence_internal.h"

#include <functional>
#include <memory>
#include <vector>

namespace mohur::signing {

/// Which SignerInfos of one SignedData are raised, and what they sign.
struct CadesLevels {
    std::vector<std::size_t> signers;  ///< by position
    SignatureLevel level = SignatureLevel::T;
    /// What a SignerInfo signs.
    std::function<cades::SignedContent(const SignedData&, const SignerInfo&)> content;
    const ReadOptions& options;
};

/// The SignedData with these signers at that level (EN 319 122-1 clause 6.3), whoever made them:
/// a signature timestamp where there is none, the validation material of everything in them, an
/// archive-time-stamp-v3 each. Nothing that was there changes (clause 5.5.3). Content is read where
/// it lies. Errors: those of `Evidence`; `unsupported` "cades-archive-v2" when an old archive
/// timestamp seals material that would have to be added to; `not_found`
/// "detached-content-missing".
[[nodiscard]] Result<std::shared_ptr<const ByteSource>> raise_signed_data(
    std::shared_ptr<const ByteSource> file, const CadesLevels& levels, Evidence& evidence);

/// The certificates whose use stays provable through `signature`: its signer's and its
/// counter-signers', and apart from them those of its timestamps.
struct SignatureSubjects {
    std::vector<EvidenceSubject> signers;
    std::vector<EvidenceSubject> authorities;
};
[[nodiscard]] SignatureSubjects subjects_of(const SignatureFacts& signature);
/// What a signature embeds already.
[[nodiscard]] ValidationMaterial material_of(const SignatureFacts& signature);
void add(ValidationMaterial& to, const ValidationMaterial& from);

}  // namespace mohur::signing
