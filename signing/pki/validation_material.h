// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/pki/revocation_source.h"

#include <mutex>
#include <vector>

namespace mohur::signing {

/// Certificates and revocation answers, each once. Value type.
struct ValidationMaterial {
    std::vector<Certificate> certificates;
    std::vector<OcspResponse> ocsp_responses;
    std::vector<Crl> crls;

    /// Adds what is not there yet.
    void add(const Certificate& certificate);
    void add(const OcspResponse& response);
    void add(const Crl& list);

    bool operator==(const ValidationMaterial&) const = default;
};

/// Passes on what another source finds and keeps it, so that a verdict can be stored together with
/// what it was based on. Thread-safe. Borrows `source`.
class RecordingRevocationSource final : public RevocationSource {
public:
    explicit RecordingRevocationSource(RevocationSource& source) : source_{source} {}
    [[nodiscard]] Result<RevocationMaterial> fetch(const Certificate& subject,
                                                   const Certificate& issuer,
                                                   std::optional<Time> not_before) override;
    [[nodiscard]] std::vector<Certificate> fetch_issuers(const Certificate& subject) override;
    /// What was found so far.
    [[nodiscard]] ValidationMaterial found() const;

private:
    RevocationSource& source_;
    mutable std::mutex mutex_;
    ValidationMaterial found_;
};

/// Answers from stored material alone: of several acceptable answers one that says "revoked", else
/// the youngest. Whether an answer is fresh enough is the caller's to judge. Immutable;
/// thread-safe.
class StoredRevocationSource final : public RevocationSource {
public:
    explicit StoredRevocationSource(ValidationMaterial material) : material_{std::move(material)} {}
    [[nodiscard]] Result<RevocationMaterial> fetch(const Certificate& subject,
                                                   const Certificate& issuer,
                                                   std::optional<Time> not_before) override;
    [[nodiscard]] std::vector<Certificate> fetch_issuers(const Certificate& subject) override;

private:
    ValidationMaterial material_;
};

}  // namespace mohur::signing
