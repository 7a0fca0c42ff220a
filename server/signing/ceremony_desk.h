// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/ceremony/signing_session.h"
#include "server/drafting/draft_desk.h"

#include <optional>

namespace mohur::server {

/// Leads a signature from the number to the registered document: the steps of
/// documents::Ceremonies, with rendering, worker and key between them. No lock is held while any of
/// these works. Thread-safe.
class CeremonyDesk {
public:
    explicit CeremonyDesk(const ApiServices& services)
        : services_{services}, drafts_{services}, ceremonies_{services.ids, services.random} {}

    struct Opened {
        documents::SigningSession session;
        std::vector<Means> means;
        std::optional<documents::File> paper;
        std::optional<Digest> to_be_signed;
    };
    /// Takes the number, renders the paper with it, prepares the signature with the first of the
    /// caller's means, and stores the intent. Errors: those of Ceremonies::open, of rendering and
    /// of preparation; then the session is failed and the number stays reserved.
    [[nodiscard]] Result<Opened> open(const documents::AgencyScope& scope,
                                      const documents::Act& act, documents::DocumentId document,
                                      std::optional<documents::JournalId> journal) const;

    /// Redeems the intent, uses the key once, completes, verifies, stores. Errors: those of the key
    /// ("pin-incorrect", ...), of WorkerSignatureEngine::complete; `integrity`
    /// "signature-not-valid".
    [[nodiscard]] Result<documents::Document> sign(const documents::AgencyScope& scope,
                                                   const documents::Act& act,
                                                   documents::SigningSessionId session,
                                                   std::string_view means,
                                                   const std::optional<Secret>& pin) const;

private:
    struct Draft {
        documents::Document document;
        documents::Version version;
        std::string agency_code;
        std::string fin;  ///< of the actor
    };
    [[nodiscard]] Result<Draft> load(const documents::AgencyScope& scope, const documents::Act& act,
                                     documents::DocumentId document) const;
    /// The final paper, with the number and with the name of him who signs in fact.
    [[nodiscard]] Result<void> render(const documents::AgencyScope& scope,
                                      const documents::Act& act, const Draft& draft,
                                      const documents::SigningSession& session) const;
    [[nodiscard]] Result<StoredFacts> signed_by(const documents::AgencyScope& scope,
                                                const documents::Act& act,
                                                StoredFacts stored) const;
    /// Annexes and facts of a version, for the next one.
    [[nodiscard]] Result<std::vector<documents::NewFile>> carried(
        const documents::AgencyScope& scope, const documents::Version& version) const;
    [[nodiscard]] std::vector<Means> means_for(const Draft& draft,
                                               documents::StepAction action) const;
    [[nodiscard]] Result<signing::SigningRequest> request_for(const documents::AgencyScope& scope,
                                                              const documents::File& paper,
                                                              const Means& means, Time at) const;
    /// Whether the actor could sign an uploaded paper at all: no number is spent on one that cannot
    /// be signed. A paper still to be rendered is our own.
    [[nodiscard]] Result<void> check_paper(const documents::AgencyScope& scope,
                                           const documents::Act& act, const Draft& draft) const;
    [[nodiscard]] Result<Opened> prepare(const documents::AgencyScope& scope,
                                         const documents::Act& act,
                                         documents::SigningSession session,
                                         const Draft& draft) const;
    [[nodiscard]] Result<documents::SignedPaper> use_key(const documents::AgencyScope& scope,
                                                         const documents::SigningIntent& intent,
                                                         const documents::Version& version,
                                                         std::string_view means,
                                                         const std::optional<Secret>& pin) const;
    void fail(const documents::AgencyScope& scope, const documents::Act& act,
              documents::SigningSessionId session, const Error& error) const;

    const ApiServices& services_;
    DraftDesk drafts_;
    documents::Ceremonies ceremonies_;
};

}  // namespace mohur::server
