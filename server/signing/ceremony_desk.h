// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/ceremony/signing_session.h"
#include "server/drafting/draft_desk.h"
#include "server/signing/paper_signing.h"

#include <optional>

namespace mohur::server {

/// Leads a signature from the number to the registered document: the steps of
/// documents::Ceremonies, with rendering, worker and key between them. No lock is held while any of
/// these works. Thread-safe.
///
/// open -> (choose, for a key that is not here) -> sign, hand_in or ask.
class CeremonyDesk {
public:
    explicit CeremonyDesk(const ApiServices& services)
        : services_{services},
          drafts_{services},
          papers_{services},
          ceremonies_{services.ids, services.random} {}

    /// A way to sign that this person has.
    struct Offer {
        std::string id;
        std::string kind;   ///< "pkcs11", "web-eid", "mobile-id"
        std::string label;  ///< of a key that is known; else empty
        bool needs_pin = false;
    };
    /// A certificate that may be chosen.
    struct Choice {
        Digest id;  ///< SHA-256 of it
        signing::SubjectIdentity subject;
        Time until;
    };
    struct Opened {
        documents::SigningSession session;
        std::vector<Offer> means;
        std::optional<documents::File> paper;
        std::vector<Choice> choices;       ///< several certificates fit: one has to be chosen
        std::string control_code;          ///< of a remote signer that the intent is for
        std::chrono::seconds patience{0};  ///< of that signer
    };
    /// Takes the number, renders the paper with it, prepares the signature with the first key at
    /// the server that the caller may use, if there is one, and stores the intent. Errors: those of
    /// Ceremonies::open, of rendering and of preparation; then the session is failed and the number
    /// stays reserved.
    [[nodiscard]] Result<Opened> open(const documents::AgencyScope& scope,
                                      const documents::Act& act, documents::DocumentId document,
                                      std::optional<documents::JournalId> journal) const;

    /// What a person says to sign with a key that is not here.
    struct Wish {
        std::string means;
        std::optional<signing::Certificate> certificate;  ///< of the card (web-eid)
        std::string phone;                                ///< whom to ask (mobile-id)
        std::optional<Bytes> choice;                      ///< SHA-256 of a certificate
    };
    /// Prepares the signature for that key, in place of an intent that is not redeemed yet. A
    /// remote signer is asked for the certificate; when several are good and none is named, they
    /// are given back and nothing is prepared. Errors: `not_found` "means-unknown"; `denied`
    /// "seal-not-outside"; those of OutsideSigners::check, RemoteSigner::certificates, of
    /// preparation and of the ceremony.
    [[nodiscard]] Result<Opened> choose(const documents::AgencyScope& scope,
                                        const documents::Act& act,
                                        documents::SigningSessionId session,
                                        const Wish& wish) const;
    /// The session with its means and its paper.
    [[nodiscard]] Result<Opened> look(const documents::AgencyScope& scope,
                                      const documents::Act& act,
                                      documents::SigningSessionId session) const;

    /// A value that a card made in front of the person, with the nonce of the intent. Errors:
    /// `conflict` "session-nonce", "means-differs"; those of checked_value, of
    /// WorkerSignatureEngine::complete and of the ceremony.
    [[nodiscard]] Result<documents::Document> hand_in(const documents::AgencyScope& scope,
                                                      const documents::Act& act,
                                                      documents::SigningSessionId session,
                                                      BytesView value, BytesView nonce,
                                                      const Bytes& value_key) const;
    /// Redeems the intent for a remote signer; the job kRemoteJob asks it (remote_signing.h).
    [[nodiscard]] Result<void> ask(const documents::AgencyScope& scope, const documents::Act& act,
                                   documents::SigningSessionId session,
                                   const Bytes& value_key) const;
    static constexpr std::string_view kRemoteJob = "remote_signature";
    /// Completes a redeemed session with the value that came back, as its owner; a value that is
    /// not good fails the session.
    [[nodiscard]] Result<documents::Document> complete(const documents::AgencyScope& scope,
                                                       const documents::Act& act,
                                                       documents::SigningSessionId session,
                                                       BytesView value) const;
    /// The session has failed for that reason.
    void fail(const documents::AgencyScope& scope, const documents::Act& act,
              documents::SigningSessionId session, const Error& error) const;

    /// Redeems the intent, uses the key once, completes, verifies, stores. Errors: those of the key
    /// ("pin-incorrect", ...), of WorkerSignatureEngine::complete; `integrity`
    /// "signature-not-valid".
    [[nodiscard]] Result<documents::Document> sign(const documents::AgencyScope& scope,
                                                   const documents::Act& act,
                                                   documents::SigningSessionId session,
                                                   std::string_view means,
                                                   const std::optional<Secret>& pin,
                                                   const Bytes& value_key = {}) const;

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
    /// Keys at the server that the actor may use for it.
    [[nodiscard]] std::vector<Means> keys_for(const Draft& draft,
                                              documents::StepAction action) const;
    [[nodiscard]] std::vector<Offer> offers_for(const Draft& draft,
                                                documents::StepAction action) const;
    /// Whether the actor could sign an uploaded paper at all: no number is spent on one that cannot
    /// be signed. A paper still to be rendered is our own.
    [[nodiscard]] Result<void> check_paper(const documents::AgencyScope& scope,
                                           const documents::Act& act, const Draft& draft) const;
    [[nodiscard]] Result<Opened> prepare(const documents::AgencyScope& scope,
                                         const documents::Act& act,
                                         const documents::SigningSession& session,
                                         const Draft& draft) const;
    /// The keys that a wish may mean, each checked.
    [[nodiscard]] Result<std::vector<OutsideKey>> keys_of(const Wish& wish,
                                                          const std::optional<Recipient>& recipient,
                                                          std::string_view fin) const;
    [[nodiscard]] Result<documents::SigningSession> intend(
        const documents::AgencyScope& scope, const documents::Act& act,
        const documents::SigningSession& session, const documents::File& paper, const PaperKey& key,
        const std::optional<Recipient>& recipient) const;
    [[nodiscard]] Opened shown(const Draft& draft, documents::SigningSession session) const;
    struct Redeemed {
        documents::SigningIntent intent;
        documents::Version version;
    };
    [[nodiscard]] Result<Redeemed> redeem(const documents::AgencyScope& scope,
                                          const documents::Act& act,
                                          documents::SigningSessionId session,
                                          const Bytes& value_key) const;
    [[nodiscard]] Result<Bytes> use_key(const PaperTask& task, std::string_view means,
                                        const std::optional<Secret>& pin) const;
    /// Completes, verifies, stores; `value` may be an error already. Fails the session on any.
    [[nodiscard]] Result<documents::Document> finish(const documents::AgencyScope& scope,
                                                     const documents::Act& act,
                                                     documents::SigningSessionId session,
                                                     const Redeemed& redeemed,
                                                     const PaperTask& task,
                                                     const Result<Bytes>& value) const;

    const ApiServices& services_;
    DraftDesk drafts_;
    PaperSigning papers_;
    documents::Ceremonies ceremonies_;
};

}  // namespace mohur::server
