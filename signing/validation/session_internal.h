// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/pki/path_builder.h"
#include "signing/pki/validation_material.h"
#include "signing/validation/proofs_of_existence_internal.h"
#include "signing/validation/revocation_knowledge_internal.h"
#include "signing/validation/validator.h"

namespace mohur::signing {

/// Everything that the signatures, counter-signatures and tokens of `facts` bring along, and
/// `extra`; each once, in file order.
[[nodiscard]] ValidationMaterial collect_material(const FileFacts& facts,
                                                  const std::vector<Certificate>& extra);

/// What the building blocks of one run share. Lives as long as the run; one thread.
class Session {
public:
    Session(const FileFacts& facts, const ValidationContext& context);
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    [[nodiscard]] const ValidationPolicy& policy() const noexcept { return context_.policy; }
    /// Those that were given and the identities of listed services.
    [[nodiscard]] const TrustAnchors& anchors() const noexcept { return anchors_; }
    /// The services that limit what the anchor may be relied on for; null where somebody gave it as
    /// an anchor outright.
    [[nodiscard]] const trust::TrustedServices* services_of(const Certificate& anchor) const;
    [[nodiscard]] Time validation_time() const noexcept { return context_.validation_time; }
    /// Nothing younger than this is looked at: the validation time, and for a real clock the skew
    /// that the policy grants to others' clocks.
    [[nodiscard]] Time horizon() const noexcept;
    [[nodiscard]] const ValidationMaterial& material() const noexcept { return material_; }
    /// Paths to an anchor; where the material holds none, issuers are fetched if that is allowed.
    [[nodiscard]] std::vector<CertificatePath> paths_of(const Certificate& subject);
    [[nodiscard]] RevocationKnowledge& revocations() noexcept { return revocations_; }
    /// What the time-stamps and evidence records that passed so far prove.
    [[nodiscard]] ProofsOfExistence& proofs() noexcept { return proofs_; }

private:
    [[nodiscard]] std::vector<CertificatePath> known_paths_of(const Certificate& subject) const;

    const ValidationContext& context_;
    std::unique_ptr<VerifiedSignatures> own_;  // of this run, where the context brings none
    VerifiedSignatures* verified_;
    TrustAnchors anchors_;
    ValidationMaterial material_;
    RevocationKnowledge revocations_;
    ProofsOfExistence proofs_;
};

}  // namespace mohur::signing
