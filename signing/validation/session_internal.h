// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/pki/path_builder.h"
#include "signing/pki/validation_material.h"
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
    [[nodiscard]] const TrustAnchors& anchors() const noexcept { return context_.anchors; }
    [[nodiscard]] Time validation_time() const noexcept { return context_.validation_time; }
    /// Nothing younger than this is looked at: the validation time, and for a real clock the skew
    /// that the policy grants to others' clocks.
    [[nodiscard]] Time horizon() const noexcept;
    [[nodiscard]] const ValidationMaterial& material() const noexcept { return material_; }
    /// Paths to an anchor; where the material holds none, issuers are fetched if that is allowed.
    [[nodiscard]] std::vector<CertificatePath> paths_of(const Certificate& subject);
    [[nodiscard]] RevocationKnowledge& revocations() noexcept { return revocations_; }

private:
    [[nodiscard]] std::vector<CertificatePath> known_paths_of(const Certificate& subject) const;

    const ValidationContext& context_;
    std::unique_ptr<VerifiedSignatures> own_;  // of this run, where the context brings none
    VerifiedSignatures* verified_;
    ValidationMaterial material_;
    RevocationKnowledge revocations_;
};

}  // namespace mohur::signing
