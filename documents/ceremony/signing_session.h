// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/registry/registrar.h"
#include "documents/workflow/route.h"
#include "signing/core/random.h"

#include <chrono>
#include <optional>
#include <string>

namespace mohur::documents {

enum class SessionState { opened, prepared, redeemed, completed, failed, abandoned, expired };

[[nodiscard]] std::string_view to_string(SessionState state) noexcept;

/// What will be signed and how, stored before any key is used.
struct SigningIntent {
    std::string format;   ///< "PAdES-BASELINE-LT"
    Digest content;       ///< of the file that is signed
    Digest to_be_signed;  ///< DTBSR: what the device gets
    Bytes certificate;    ///< DER, of the key that shall sign
    std::string device;   ///< "pkcs11", "web-eid", "mobile-id": where the key is
    Bytes prepared;       ///< state that completion needs; holds no secret
    std::string means{};  ///< which of the person's means it is for
};

/// What came back, verified by the caller.
struct SignedPaper {
    std::vector<NewFile> files;  ///< one `signed_paper` at least; report and evidence with it
    std::string signer_name;     ///< common name of the certificate
    std::string indication;      ///< EN 319 102-1; only TOTAL-PASSED is accepted
    std::optional<Time> best_signature_time;
    Json verdict;
};

/// One attempt of one person to sign one document.
struct SigningSession {
    SigningSessionId id;
    DocumentId document;
    int round = 0;
    int step_no = 0;
    StepAction action = StepAction::sign;
    int version_no = 0;  ///< the version whose paper is signed
    bool is_last = false;
    std::optional<Registration> registration;  ///< of the last signature: number and date to print
    std::string verification_code;             ///< of the last signature; 20 characters
    SessionState state = SessionState::opened;
    PersonId person;
    AssignmentId assignment;
    std::optional<AssignmentId> on_behalf_of;
    Time opened_at;
    Time expires_at;
    std::string reason;
    std::string means;                   ///< that the intent is for; empty before there is one
    std::string device;                  ///< of the intent
    std::optional<Digest> to_be_signed;  ///< of the intent
    Bytes nonce;                         ///< who hands in a value for this intent shows it
    Bytes value_key;                     ///< what the redeemed request stands for, or empty
};

/// A finished signature as it is shown with the document.
struct Signature {
    SigningSessionId session;
    int version_no = 0;
    StepAction action = StepAction::sign;
    std::string format;
    std::string signer_name;
    std::string post;
    std::string on_behalf_of_name;
    std::string indication;
    std::optional<Time> best_signature_time;
    Time signed_at;
    Json verdict;
};

/// The order of a signature: open (the number is taken) -> record_rendition (the paper with number
/// and date) -> record_intent -> redeem (once) -> the key is used -> complete. Each call is one
/// short transaction of the caller; no lock is held while the key, the TSA or the renderer works.
///
/// Thread-safe. Borrows `ids` and `random`. Only who opened a session goes on with it: `denied`
/// "not-your-session"; a session of a wrong state is `conflict` "session-state", one past its end
/// `conflict` "session-expired".
class Ceremonies {
public:
    static constexpr std::chrono::minutes kLifetime{15};

    Ceremonies(const IdSource& ids, RandomSource& random) : ids_{ids}, random_{random} {}

    /// Needs the power of the due step (sign or seal) and that the step is the actor's. Before the
    /// last signature the document gets its number from `journal` (NUMBERED) and its verification
    /// code; a later attempt gets the same. An earlier session of the same person is abandoned; a
    /// live one of somebody else is `conflict` "signing-in-progress".
    [[nodiscard]] Result<SigningSession> open(sql::Transaction& tx, const Act& act, DocumentId id,
                                              JournalId journal) const;
    /// Stores the paper as it will be signed as the next version and makes it the session's.
    /// `conflict` "paper-already-signed" once another signature stands in the paper.
    [[nodiscard]] Result<SigningSession> record_rendition(sql::Transaction& tx, const Act& act,
                                                          SigningSessionId id,
                                                          const std::vector<NewFile>& files) const;
    /// Until it is redeemed an intent may give way to another (the person takes another means);
    /// each gets a new nonce and an event.
    [[nodiscard]] Result<SigningSession> record_intent(sql::Transaction& tx, const Act& act,
                                                       SigningSessionId id,
                                                       const SigningIntent& intent) const;
    /// Gives the intent out for signing, exactly once. `value_key` (32 octets or none) is kept, so
    /// that the same request can be known again.
    [[nodiscard]] Result<SigningIntent> redeem(sql::Transaction& tx, const Act& act,
                                               SigningSessionId id,
                                               const Bytes& value_key = {}) const;
    /// The intent of a redeemed session again, for whoever goes on after a restart.
    [[nodiscard]] Result<SigningIntent> redeemed(sql::Transaction& tx, const Act& act,
                                                 SigningSessionId id) const;
    /// Stores the signed paper, does the step and, after the last signature, registers the
    /// document. `integrity` "signature-not-valid" unless the verdict is TOTAL-PASSED.
    [[nodiscard]] Result<Document> complete(sql::Transaction& tx, const Act& act,
                                            SigningSessionId id, const SignedPaper& paper) const;
    /// The attempt failed (wrong PIN, TSA silent): the number stays reserved for the next one.
    [[nodiscard]] Result<void> fail(sql::Transaction& tx, const Act& act, SigningSessionId id,
                                    std::string_view reason) const;
    /// Given up by the person. With `void_number` the reserved number is voided with the reason.
    [[nodiscard]] Result<void> abandon(sql::Transaction& tx, const Act& act, SigningSessionId id,
                                       std::string_view reason, bool void_number) const;
    /// Ends sessions past their end; gives how many. For a timer, as the system.
    [[nodiscard]] Result<int> expire(sql::Transaction& tx, const Act& act) const;

private:
    [[nodiscard]] Result<void> ensure_code(sql::Transaction& tx, const Act& act,
                                           DocumentId id) const;
    [[nodiscard]] Result<void> clear_the_way(sql::Transaction& tx, const Act& act, DocumentId id,
                                             const DueSignature& due) const;

    const IdSource& ids_;
    RandomSource& random_;
};

/// Only for who opened it or the system.
[[nodiscard]] Result<SigningSession> signing_session_of(sql::Transaction& tx, const Act& act,
                                                        SigningSessionId id);
[[nodiscard]] Result<std::vector<Signature>> signatures_of(sql::Transaction& tx,
                                                           const SeenDocument& document);
[[nodiscard]] Result<std::vector<Signature>> signatures_of(sql::Transaction& tx, const Act& act,
                                                           DocumentId id);
/// The code printed on the document; nothing before its number was taken.
[[nodiscard]] Result<std::optional<std::string>> verification_code_of(sql::Transaction& tx,
                                                                      DocumentId id);

}  // namespace mohur::documents
