// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/ceremony/signing_session.h"

#include "documents/audit/event.h"
#include "documents/ceremony/remote_signature.h"
#include "documents/ceremony/session_rows.h"
#include "documents/registry/document_rows.h"

#include <algorithm>

namespace mohur::documents {
namespace {

// Crockford's base 32: no I, L, O, U, so that a code can be read aloud. 20 characters are 100 bits.
constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kCodeLength = 20;
constexpr std::size_t kNonceBytes = 32;

constexpr sql::Statement kOpen{"ceremony.open", R"sql(
    INSERT INTO signing_session (agency_id, id, document_id, round, step_no, version_no,
                                 registration_id, person_id, assignment_id, on_behalf_of, state,
                                 opened_at, expires_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'opened', $11, $12)
)sql"};

constexpr sql::Statement kLive{"ceremony.live", R"sql(
    SELECT id, person_id, round, step_no, expires_at <= $3 AS expired
      FROM signing_session
     WHERE agency_id = $1 AND document_id = $2 AND state IN ('opened', 'prepared', 'redeemed')
)sql"};

constexpr sql::Statement kRendition{"ceremony.rendition", R"sql(
    UPDATE signing_session SET version_no = $3
     WHERE agency_id = $1 AND id = $2 AND state = 'opened'
)sql"};

constexpr sql::Statement kIntent{"ceremony.intent", R"sql(
    UPDATE signing_session
       SET state = 'prepared', intent = $3, prepared = $4, means = $5, signer_kind = $6,
           format = $7, content = $8, to_be_signed = $9, nonce = $10
     WHERE agency_id = $1 AND id = $2 AND state IN ('opened', 'prepared')
)sql"};

// The state in the WHERE clause makes a session sign once, whoever else tries.
constexpr sql::Statement kRedeem{"ceremony.redeem", R"sql(
    UPDATE signing_session SET state = 'redeemed', value_key = $3
     WHERE agency_id = $1 AND id = $2 AND state = 'prepared'
    RETURNING intent, prepared, means
)sql"};

constexpr sql::Statement kRedeemed{"ceremony.redeemed", R"sql(
    SELECT intent, prepared, means
      FROM signing_session
     WHERE agency_id = $1 AND id = $2 AND state = 'redeemed'
)sql"};

constexpr sql::Statement kEnd{"ceremony.end", R"sql(
    UPDATE signing_session SET state = $4, ended_at = $5, reason = $6
     WHERE agency_id = $1 AND id = $2 AND state = ANY ($3)
)sql"};

constexpr sql::Statement kPast{"ceremony.past", R"sql(
    SELECT id, document_id
      FROM signing_session
     WHERE agency_id = $1 AND state IN ('opened', 'prepared', 'redeemed') AND expires_at <= $2
     ORDER BY expires_at
     LIMIT 100
       FOR UPDATE SKIP LOCKED
)sql"};

constexpr sql::Statement kSignature{"ceremony.signature", R"sql(
    INSERT INTO signature (agency_id, session_id, document_id, version_no, action, format,
                           signer_name, post, on_behalf_of, certificate, indication,
                           best_signature_time, verdict, signed_at)
    SELECT $1, session.id, session.document_id, $3, step.action, $4, $5, assignment.post,
           session.on_behalf_of, $6, $7, $8, $9, $10
      FROM signing_session AS session
      JOIN route_step AS step ON step.agency_id = session.agency_id
                             AND step.document_id = session.document_id
                             AND step.round = session.round AND step.no = session.step_no
      JOIN assignment ON assignment.agency_id = session.agency_id
                     AND assignment.id = session.assignment_id
     WHERE session.agency_id = $1 AND session.id = $2
)sql"};

constexpr sql::Statement kSigned{"ceremony.signed", R"sql(
    SELECT EXISTS (SELECT FROM route_step
                    WHERE agency_id = $1 AND document_id = $2 AND round = $3
                      AND action <> 'visa' AND state = 'done') AS signed
)sql"};

constexpr sql::Statement kNewCode{"ceremony.new_code", R"sql(
    INSERT INTO verification_code (agency_id, code, document_id, created_at)
    VALUES ($1, $2, $3, $4)
    ON CONFLICT (agency_id, document_id) DO NOTHING
)sql"};

const std::vector<std::string> kLiveStates{"opened", "prepared", "redeemed"};

std::string new_code(RandomSource& random) {
    std::string code;
    for (const auto octet : random.bytes(kCodeLength)) {
        code.push_back(kAlphabet[octet % kAlphabet.size()]);
    }
    return code;
}

Power power_of(StepAction action) {
    return action == StepAction::seal ? Power::seal : Power::sign;
}

Json json_of(const SigningIntent& intent) {
    return Json::object({{"format", intent.format},
                         {"content", to_string(intent.content)},
                         {"to_be_signed", to_string(intent.to_be_signed)},
                         {"certificate", to_base64(intent.certificate)},
                         {"device", intent.device}});
}

SigningIntent intent_from(const sql::Row& row) {
    const auto json = row.get<Json>("intent");
    auto certificate = from_base64(json["certificate"].as_string());
    MOHUR_CHECK(certificate.has_value());
    return {json["format"].as_string(),
            digest_from(json["content"].as_string()),
            digest_from(json["to_be_signed"].as_string()),
            std::move(*certificate),
            json["device"].as_string(),
            row.get<Bytes>("prepared"),
            row.text("means")};
}

Result<void> end_session(sql::Transaction& tx, const Act& act, DocumentId document,
                         SigningSessionId id, const std::vector<std::string>& from, SessionState to,
                         std::string_view reason) {
    MOHUR_TRY_VOID(
        tx.change("session-state", kEnd, tx.agency(), id, from, to_string(to), act.at, reason));
    MOHUR_TRY_VOID(end_remote(tx, act, id));
    return record_event(
        tx, act, Stream::document(document), "signing.ended",
        Json::object({{"session", to_string(id)}, {"outcome", to_string(to)}, {"reason", reason}}));
}

/// Locks the document, then reads the session: only its owner's, live and not past its end.
Result<SigningSession> take_session(sql::Transaction& tx, const Act& act, SigningSessionId id,
                                    std::initializer_list<SessionState> expected) {
    MOHUR_TRY(const auto seen, signing_session_of(tx, act, id));
    if (act.assignment != seen.assignment || act.on_behalf_of != seen.on_behalf_of) {
        return Error::denied("not-your-session");
    }
    MOHUR_TRY_VOID(require(tx, act, power_of(seen.action)));
    MOHUR_TRY_VOID(lock_document(tx, act, seen.document, std::nullopt));
    MOHUR_TRY(auto session, signing_session_of(tx, act, id));
    if (std::ranges::find(expected, session.state) == expected.end()) {
        return Error::conflict("session-state", std::string{to_string(session.state)});
    }
    if (session.expires_at <= act.at) {
        return Error::conflict("session-expired");
    }
    return session;
}

DueSignature step_of(const SigningSession& session) {
    return {session.round, session.step_no, session.action, {}, session.is_last};
}

Result<void> require_valid(const SignedPaper& paper) {
    if (paper.indication != "TOTAL-PASSED") {
        return Error::integrity("signature-not-valid", paper.indication);
    }
    const bool has_paper = std::ranges::any_of(
        paper.files, [](const NewFile& file) { return file.role == FileRole::signed_paper; });
    return has_paper ? Result<void>{} : Result<void>{Error::malformed("signed-file-missing")};
}

}  // namespace

Result<void> Ceremonies::ensure_code(sql::Transaction& tx, const Act& act, DocumentId id) const {
    MOHUR_TRY_VOID(tx.exec(kNewCode, tx.agency(), new_code(random_), id, act.at));
    return {};
}

// A session that is past its end, of a route that is over, or of the same person gives way.
Result<void> Ceremonies::clear_the_way(sql::Transaction& tx, const Act& act, DocumentId id,
                                       const DueSignature& due) const {
    MOHUR_TRY(const auto rows, tx.exec(kLive, tx.agency(), id, act.at));
    for (const auto& row : rows) {
        const bool expired = row.get<bool>("expired");
        const bool stale = row.get<int>("round") != due.round || row.get<int>("step_no") != due.no;
        if (!expired && !stale && row.get<PersonId>("person_id") != act.person) {
            return Error::conflict("signing-in-progress");
        }
        MOHUR_TRY_VOID(end_session(tx, act, id, row.get<SigningSessionId>("id"), kLiveStates,
                                   expired ? SessionState::expired : SessionState::abandoned,
                                   "superseded"));
    }
    return {};
}

Result<SigningSession> Ceremonies::open(sql::Transaction& tx, const Act& act, DocumentId id,
                                        JournalId journal) const {
    const Routes routes;
    MOHUR_TRY(const auto seen, routes.due_signature(tx, id));
    MOHUR_TRY(const auto place, require(tx, act, power_of(seen.action)));
    if (place != seen.assignee) {
        return Error::denied("not-your-step");
    }
    std::optional<RegistrationId> registration;
    if (seen.is_last) {
        // Journal before document: the lock order of every number.
        MOHUR_TRY(const auto held, Registrar{ids_}.allocate_number(tx, act, id, journal));
        registration = held.id;
        MOHUR_TRY_VOID(ensure_code(tx, act, id));
    }
    MOHUR_TRY(const auto document, lock_document(tx, act, id, std::nullopt));
    MOHUR_TRY(const auto due, routes.due_signature(tx, id));
    if (due.round != seen.round || due.no != seen.no ||
        document.state != DocumentState::at_signing) {
        return Error::conflict("version-stale");
    }
    MOHUR_TRY_VOID(clear_the_way(tx, act, id, due));
    const auto session = ids_.make<SigningSessionId>();
    MOHUR_TRY_VOID(tx.exec(kOpen, tx.agency(), session, id, due.round, due.no,
                           document.current_version, registration, act.person, act.assignment,
                           act.on_behalf_of, act.at, act.at + kLifetime));
    MOHUR_TRY_VOID(record_event(tx, act, Stream::document(id), "signing.opened",
                                Json::object({{"session", to_string(session)},
                                              {"round", due.round},
                                              {"step", due.no},
                                              {"action", to_string(due.action)}})));
    return signing_session_of(tx, act, session);
}

Result<SigningSession> Ceremonies::record_rendition(sql::Transaction& tx, const Act& act,
                                                    SigningSessionId id,
                                                    const std::vector<NewFile>& files) const {
    MOHUR_TRY(const auto session, take_session(tx, act, id, {SessionState::opened}));
    MOHUR_TRY(const auto earlier, tx.exec(kSigned, tx.agency(), session.document, session.round));
    if (earlier[0].get<bool>("signed")) {
        return Error::conflict("paper-already-signed");
    }
    MOHUR_TRY(const auto document, document_of(tx, act, session.document));
    MOHUR_TRY(const int version, write_version(tx, act, document, files, "rendition"));
    MOHUR_TRY_VOID(tx.change("session-state", kRendition, tx.agency(), id, version));
    return signing_session_of(tx, act, id);
}

Result<SigningSession> Ceremonies::record_intent(sql::Transaction& tx, const Act& act,
                                                 SigningSessionId id,
                                                 const SigningIntent& intent) const {
    MOHUR_TRY(const auto session,
              take_session(tx, act, id, {SessionState::opened, SessionState::prepared}));
    const auto json = json_of(intent);
    MOHUR_TRY_VOID(tx.change("session-state", kIntent, tx.agency(), id, json, intent.prepared,
                             intent.means, intent.device, intent.format, to_string(intent.content),
                             to_string(intent.to_be_signed), random_.bytes(kNonceBytes)));
    MOHUR_TRY_VOID(record_event(tx, act, Stream::document(session.document), "signing.intended",
                                Json::object({{"session", to_string(id)},
                                              {"version", session.version_no},
                                              {"format", intent.format},
                                              {"content", to_string(intent.content)},
                                              {"to_be_signed", to_string(intent.to_be_signed)},
                                              {"device", intent.device},
                                              {"means", intent.means}})));
    return signing_session_of(tx, act, id);
}

Result<SigningIntent> Ceremonies::redeem(sql::Transaction& tx, const Act& act, SigningSessionId id,
                                         const Bytes& value_key) const {
    MOHUR_TRY(const auto session, take_session(tx, act, id, {SessionState::prepared}));
    const auto key = value_key.empty() ? std::optional<Bytes>{} : std::optional{value_key};
    MOHUR_TRY(const auto row, tx.exec_one("session-state", kRedeem, tx.agency(), id, key));
    MOHUR_TRY_VOID(record_event(tx, act, Stream::document(session.document), "signing.key_used",
                                Json::object({{"session", to_string(id)}})));
    return intent_from(row);
}

// Without a lock: whoever completes the session takes it then.
Result<SigningIntent> Ceremonies::redeemed(sql::Transaction& tx, const Act& act,
                                           SigningSessionId id) const {
    MOHUR_TRY(const auto session, signing_session_of(tx, act, id));
    if (act.assignment != session.assignment || act.on_behalf_of != session.on_behalf_of) {
        return Error::denied("not-your-session");
    }
    MOHUR_TRY(const auto rows, tx.exec(kRedeemed, tx.agency(), id));
    if (rows.empty()) {
        return Error::conflict("session-state", std::string{to_string(session.state)});
    }
    return intent_from(rows[0]);
}

Result<Document> Ceremonies::complete(sql::Transaction& tx, const Act& act, SigningSessionId id,
                                      const SignedPaper& paper) const {
    MOHUR_TRY_VOID(require_valid(paper));
    MOHUR_TRY(const auto session, take_session(tx, act, id, {SessionState::redeemed}));
    MOHUR_TRY(const auto before, document_of(tx, act, session.document));
    MOHUR_TRY(const auto intent, intent_of(tx, id));
    MOHUR_TRY(const int version, write_version(tx, act, before, paper.files, "signed"));
    MOHUR_TRY_VOID(tx.exec(kSignature, tx.agency(), id, version, intent["format"].as_string(),
                           paper.signer_name, *from_base64(intent["certificate"].as_string()),
                           paper.indication, paper.best_signature_time, paper.verdict, act.at));
    MOHUR_TRY_VOID(
        end_session(tx, act, session.document, id, {"redeemed"}, SessionState::completed, ""));
    MOHUR_TRY_VOID(record_event(tx, act, Stream::document(session.document), "document.signed",
                                Json::object({{"session", to_string(id)},
                                              {"version", version},
                                              {"action", to_string(session.action)},
                                              {"indication", paper.indication}})));
    if (session.is_last) {
        MOHUR_TRY_VOID(Registrar{ids_}.confirm(tx, act, session.registration->id));
    }
    MOHUR_TRY_VOID(Routes{}.complete_signature(tx, act, before, step_of(session)));
    return document_of(tx, act, session.document);
}

Result<void> Ceremonies::fail(sql::Transaction& tx, const Act& act, SigningSessionId id,
                              std::string_view reason) const {
    MOHUR_TRY(const auto session, signing_session_of(tx, act, id));
    MOHUR_TRY_VOID(lock_document(tx, act, session.document, std::nullopt));
    return end_session(tx, act, session.document, id, kLiveStates, SessionState::failed, reason);
}

Result<void> Ceremonies::abandon(sql::Transaction& tx, const Act& act, SigningSessionId id,
                                 std::string_view reason, bool void_number) const {
    MOHUR_TRY(const auto session, signing_session_of(tx, act, id));
    if (void_number && reason.empty()) {
        return Error::malformed("reason-missing");
    }
    if (void_number && session.registration) {
        MOHUR_TRY_VOID(void_number_of(tx, act, session.registration->id, reason));
    }
    MOHUR_TRY_VOID(lock_document(tx, act, session.document, std::nullopt));
    return end_session(tx, act, session.document, id, kLiveStates, SessionState::abandoned, reason);
}

Result<int> Ceremonies::expire(sql::Transaction& tx, const Act& act) const {
    MOHUR_TRY(const auto rows, tx.exec(kPast, tx.agency(), act.at));
    for (const auto& row : rows) {
        MOHUR_TRY_VOID(end_session(tx, act, row.get<DocumentId>("document_id"),
                                   row.get<SigningSessionId>("id"), kLiveStates,
                                   SessionState::expired, "time"));
    }
    return static_cast<int>(rows.size());
}

}  // namespace mohur::documents
