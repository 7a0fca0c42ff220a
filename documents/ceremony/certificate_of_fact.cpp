// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/ceremony/certificate_of_fact.h"

#include "documents/audit/event.h"
#include "documents/model/names.h"

#include <cctype>

namespace mohur::documents {
namespace {

constexpr Names<PaperStatus, 3> kStatuses{{{
    {PaperStatus::valid, "valid"},
    {PaperStatus::voided, "voided"},
    {PaperStatus::expired, "expired"},
}}};

constexpr sql::Statement kRequest{"certificate.request", R"sql(
    INSERT INTO certificate_request (agency_id, document_id, template, subject_name, subject_fin,
                                     presented_to, facts, valid_until, requested_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
)sql"};

constexpr sql::Statement kFacts{"certificate.facts", R"sql(
    SELECT template, subject_name, subject_fin, presented_to, facts, valid_until
      FROM certificate_request
     WHERE agency_id = $1 AND document_id = $2
)sql"};

constexpr sql::Statement kCheck{"certificate.check", R"sql(
    SELECT agency_name, direction, kind, index_text, on_date, registration_state, valid_until,
           coalesce(subject, '') AS subject, algorithm, digest
      FROM public_check($1, $2)
)sql"};

Card card_of(const NewCertificate& certificate) {
    Card card;
    card.direction = Direction::certificate;
    card.kind = "certificate";
    card.title = certificate.title;
    card.access_mark = AccessMark::service_use;
    return card;
}

PaperStatus status_of(const sql::Row& row, const std::optional<Date>& until, Date today) {
    if (row.text("registration_state") == "voided") {
        return PaperStatus::voided;
    }
    return until && *until < today ? PaperStatus::expired : PaperStatus::valid;
}

PublicCheck check_from(const sql::Row& row, Date today) {
    PublicCheck check;
    check.agency_name = row.text("agency_name");
    check.direction = *direction_from(row.text("direction"));
    check.kind = row.text("kind");
    check.index_text = row.text("index_text");
    check.date = row.get<Date>("on_date");
    check.valid_until = row.get<std::optional<Date>>("valid_until");
    check.status = status_of(row, check.valid_until, today);
    check.masked_subject = row.text("subject");
    check.signed_file = {*digest_algorithm_from(row.text("algorithm")), row.get<Bytes>("digest")};
    return check;
}

Result<std::optional<PublicCheck>> check(sql::Transaction& tx, const sql::Parameter& code,
                                         const sql::Parameter& digest, Date today) {
    MOHUR_TRY(const auto rows, tx.exec(kCheck, code, digest));
    return rows.empty() ? std::optional<PublicCheck>{} : std::optional{check_from(rows[0], today)};
}

// Crockford: case does not matter, I and L read as 1, O as 0, hyphens are ignored.
std::string normalised(std::string_view code) {
    std::string plain;
    for (const char c : code) {
        const char upper = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
        if (upper == '-' || upper == ' ') {
            continue;
        }
        plain.push_back(upper == 'I' || upper == 'L' ? '1' : upper == 'O' ? '0' : upper);
    }
    return plain;
}

}  // namespace

std::string_view to_string(PaperStatus status) noexcept {
    return kStatuses.name_of(status);
}

Result<Document> Certificates::request(sql::Transaction& tx, const Act& act,
                                       const NewCertificate& certificate) const {
    const Registry registry{ids_};
    MOHUR_TRY(const auto draft, registry.capture(tx, act, card_of(certificate),
                                                 {certificate.paper, certificate.facts_file}));
    MOHUR_TRY_VOID(tx.exec(kRequest, tx.agency(), draft.id, certificate.template_code,
                           certificate.subject_name, certificate.subject_fin,
                           certificate.presented_to, certificate.facts, certificate.valid_until,
                           act.at));
    MOHUR_TRY_VOID(record_event(tx, act, Stream::document(draft.id), "certificate.requested",
                                Json::object({{"template", certificate.template_code}})));
    return Routes{}.start(tx, act, draft.id, draft.row_version,
                          {{}, {{certificate.sealer, StepAction::seal}}});
}

Result<CertificateFacts> certificate_facts_of(sql::Transaction& tx, const Act& act, DocumentId id) {
    MOHUR_TRY_VOID(document_of(tx, act, id));
    MOHUR_TRY(const auto row, tx.exec_one("certificate-missing", kFacts, tx.agency(), id));
    return CertificateFacts{row.text("template"),
                            row.text("subject_name"),
                            row.get<std::optional<std::string>>("subject_fin"),
                            row.text("presented_to"),
                            row.get<Json>("facts"),
                            row.get<std::optional<Date>>("valid_until")};
}

Result<std::optional<PublicCheck>> check_code(sql::Transaction& tx, std::string_view code,
                                              Date today) {
    return check(tx, normalised(code), std::nullopt, today);
}

Result<std::optional<PublicCheck>> check_digest(sql::Transaction& tx, const Digest& digest,
                                                Date today) {
    return check(tx, std::nullopt, digest.value, today);
}

}  // namespace mohur::documents
