// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/ceremony/session_rows.h"

#include "documents/model/names.h"

namespace mohur::documents {
namespace {

constexpr Names<SessionState, 7> kStates{{{
    {SessionState::opened, "opened"},
    {SessionState::prepared, "prepared"},
    {SessionState::redeemed, "redeemed"},
    {SessionState::completed, "completed"},
    {SessionState::failed, "failed"},
    {SessionState::abandoned, "abandoned"},
    {SessionState::expired, "expired"},
}}};

constexpr sql::Statement kSession{"session.read", R"sql(
    SELECT session.id, session.document_id, session.round, session.step_no, step.action,
           session.version_no, session.registration_id, session.state, session.person_id,
           session.assignment_id, session.on_behalf_of, session.opened_at, session.expires_at,
           session.reason, session.means, session.signer_kind, session.to_be_signed,
           coalesce(session.nonce, '') AS nonce, coalesce(session.value_key, '') AS value_key,
           CASE WHEN session.registration_id IS NULL THEN '' ELSE verification_code.code END
               AS code
      FROM signing_session AS session
      JOIN route_step AS step ON step.agency_id = session.agency_id
                             AND step.document_id = session.document_id
                             AND step.round = session.round AND step.no = session.step_no
      LEFT JOIN verification_code ON verification_code.agency_id = session.agency_id
                                 AND verification_code.document_id = session.document_id
     WHERE session.agency_id = $1 AND session.id = $2
)sql"};

constexpr sql::Statement kIntent{"session.intent", R"sql(
    SELECT intent FROM signing_session
     WHERE agency_id = $1 AND id = $2 AND intent IS NOT NULL
)sql"};

constexpr sql::Statement kVoid{"session.void_number",
                               "SELECT void_registration($1::acting, $2, $3) AS before"};

constexpr sql::Statement kSignatures{"session.signatures", R"sql(
    SELECT signature.session_id, signature.version_no, signature.action, signature.format,
           signature.signer_name, signature.post, signature.indication,
           signature.best_signature_time, signature.signed_at, signature.verdict,
           coalesce(person.surname || ' ' || person.given_name, '') AS behind_name
      FROM signature
      LEFT JOIN assignment ON assignment.agency_id = signature.agency_id
                          AND assignment.id = signature.on_behalf_of
      LEFT JOIN person ON person.id = assignment.person_id
     WHERE signature.agency_id = $1 AND signature.document_id = $2
     ORDER BY signature.signed_at, signature.session_id
)sql"};

constexpr sql::Statement kCode{"session.code", R"sql(
    SELECT code FROM verification_code WHERE agency_id = $1 AND document_id = $2
)sql"};

StepAction action_from(const std::string& name) {
    return name == "seal" ? StepAction::seal : StepAction::sign;
}

SigningSession session_from(const sql::Row& row) {
    SigningSession session;
    session.id = row.get<SigningSessionId>("id");
    session.document = row.get<DocumentId>("document_id");
    session.round = row.get<int>("round");
    session.step_no = row.get<int>("step_no");
    session.action = action_from(row.text("action"));
    session.version_no = row.get<int>("version_no");
    session.is_last = !row.is_null("registration_id");
    session.verification_code = row.text("code");
    session.state = *kStates.value_of(row.text("state"));
    session.person = row.get<PersonId>("person_id");
    session.assignment = row.get<AssignmentId>("assignment_id");
    session.on_behalf_of = row.get<std::optional<AssignmentId>>("on_behalf_of");
    session.opened_at = row.get<Time>("opened_at");
    session.expires_at = row.get<Time>("expires_at");
    session.reason = row.text("reason");
    session.means = row.text("means");
    session.device = row.text("signer_kind");
    if (const auto digest = row.text("to_be_signed"); !digest.empty()) {
        session.to_be_signed = digest_from(digest);
    }
    session.nonce = row.get<Bytes>("nonce");
    session.value_key = row.get<Bytes>("value_key");
    return session;
}

Signature signature_from(const sql::Row& row) {
    Signature signature;
    signature.session = row.get<SigningSessionId>("session_id");
    signature.version_no = row.get<int>("version_no");
    signature.action = action_from(row.text("action"));
    signature.format = row.text("format");
    signature.signer_name = row.text("signer_name");
    signature.post = row.text("post");
    signature.on_behalf_of_name = row.text("behind_name");
    signature.indication = row.text("indication");
    signature.best_signature_time = row.get<std::optional<Time>>("best_signature_time");
    signature.signed_at = row.get<Time>("signed_at");
    signature.verdict = row.get<Json>("verdict");
    return signature;
}

}  // namespace

std::string_view to_string(SessionState state) noexcept {
    return kStates.name_of(state);
}

Digest digest_from(const std::string& text) {
    const auto colon = text.find(':');
    MOHUR_CHECK(colon != std::string::npos);
    const auto algorithm = digest_algorithm_from(text.substr(0, colon));
    auto value = from_base64(text.substr(colon + 1));
    MOHUR_CHECK(algorithm && value);
    return {*algorithm, std::move(*value)};
}

Result<SigningSession> signing_session_of(sql::Transaction& tx, const Act& act,
                                          SigningSessionId id) {
    MOHUR_TRY(const auto row, tx.exec_one("session-missing", kSession, tx.agency(), id));
    auto session = session_from(row);
    if (act.person && session.person != *act.person) {
        return Error::denied("not-your-session");
    }
    const auto registration = row.get<std::optional<RegistrationId>>("registration_id");
    if (registration) {
        MOHUR_TRY(auto held, registration_of(tx, *registration));
        session.registration = std::move(held);
    }
    return session;
}

Result<Json> intent_of(sql::Transaction& tx, SigningSessionId id) {
    MOHUR_TRY(const auto row, tx.exec_one("session-state", kIntent, tx.agency(), id));
    return row.get<Json>("intent");
}

Result<void> void_number_of(sql::Transaction& tx, const Act& act, RegistrationId id,
                            std::string_view reason) {
    MOHUR_TRY(const auto rows, tx.exec(kVoid, acting(act), id, reason));
    if (rows[0].text("before") != to_string(RegistrationState::numbered)) {
        return Error::conflict("registration-live");
    }
    return {};
}

Result<std::vector<Signature>> signatures_of(sql::Transaction& tx, const Act& act, DocumentId id) {
    MOHUR_TRY(const auto seen, see_document(tx, act, id));
    return signatures_of(tx, seen);
}

Result<std::vector<Signature>> signatures_of(sql::Transaction& tx, const SeenDocument& document) {
    MOHUR_TRY(const auto rows, tx.exec(kSignatures, tx.agency(), document->id));
    return rows.map(signature_from);
}

Result<std::optional<std::string>> verification_code_of(sql::Transaction& tx, DocumentId id) {
    MOHUR_TRY(const auto rows, tx.exec(kCode, tx.agency(), id));
    return rows.empty() ? std::optional<std::string>{} : std::optional{rows[0].text("code")};
}

}  // namespace mohur::documents
