// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/reception/reception.h"

#include "documents/audit/event.h"
#include "documents/content/content_row.h"
#include "documents/reception/reception_record.h"
#include "signing/crypto/hash.h"

#include <array>

namespace mohur::documents {
namespace {

constexpr sql::Statement kExpect{"reception.expect", R"sql(
    INSERT INTO reception (agency_id, document_id, version_no, file_no, received_at)
    VALUES ($1, $2, $3, $4, $5)
)sql"};

constexpr sql::Statement kVerdict{"reception.verdict", R"sql(
    INSERT INTO reception_verdict (agency_id, document_id, version_no, file_no, mark, verdict,
                                   record, record_digest, judged_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    ON CONFLICT DO NOTHING
)sql"};

constexpr sql::Statement kMaterial{"reception.material", R"sql(
    INSERT INTO reception_material (agency_id, document_id, version_no, file_no, kind, algorithm,
                                    digest)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT DO NOTHING
)sql"};

constexpr sql::Statement kTimestamp{"reception.timestamp", R"sql(
    INSERT INTO reception_timestamp (agency_id, document_id, version_no, file_no, token, time,
                                     material, stored_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
    ON CONFLICT DO NOTHING
)sql"};

constexpr sql::Statement kUnstamped{"reception.unstamped", R"sql(
    SELECT document_id, version_no, file_no
      FROM reception_verdict AS judged
     WHERE agency_id = $1
       AND NOT EXISTS (SELECT FROM reception_timestamp AS stamped
                        WHERE stamped.agency_id = judged.agency_id
                          AND stamped.document_id = judged.document_id
                          AND stamped.version_no = judged.version_no
                          AND stamped.file_no = judged.file_no)
)sql"};

// $4 NULL: all files of the version.
constexpr sql::Statement kGet{"reception.get", R"sql(
    SELECT reception.document_id, reception.version_no, reception.file_no, reception.received_at,
           file.algorithm, file.digest, file.size, judged.mark, judged.verdict,
           judged.record_digest, judged.judged_at, stamped.time
      FROM reception
      LEFT JOIN reception_verdict AS judged USING (agency_id, document_id, version_no, file_no)
      LEFT JOIN reception_timestamp AS stamped USING (agency_id, document_id, version_no, file_no)
      JOIN document_file AS file
        ON file.agency_id = reception.agency_id AND file.document_id = reception.document_id
       AND file.version_no = reception.version_no AND file.no = reception.file_no
     WHERE reception.agency_id = $1 AND reception.document_id = $2 AND reception.version_no = $3
       AND ($4::integer IS NULL OR reception.file_no = $4)
     ORDER BY reception.file_no
)sql"};

constexpr sql::Statement kEvidence{"reception.evidence", R"sql(
    SELECT judged.record::text AS record, judged.verdict::text AS verdict, stamped.token
      FROM reception_verdict AS judged
      LEFT JOIN reception_timestamp AS stamped USING (agency_id, document_id, version_no, file_no)
     WHERE judged.agency_id = $1 AND judged.document_id = $2 AND judged.version_no = $3
       AND judged.file_no = $4
)sql"};

constexpr sql::Statement kMaterialOf{"reception.material_of", R"sql(
    SELECT material.kind, material.algorithm, material.digest, content.size
      FROM reception_material AS material
      JOIN content USING (agency_id, algorithm, digest)
     WHERE material.agency_id = $1 AND material.document_id = $2 AND material.version_no = $3
       AND material.file_no = $4
     ORDER BY material.kind, material.digest
)sql"};

constexpr std::array kKinds{MaterialKind::certificate, MaterialKind::ocsp_response,
                            MaterialKind::crl};

constexpr std::array kMarks{ReceptionMark::valid, ReceptionMark::not_valid, ReceptionMark::unknown,
                            ReceptionMark::unsigned_file};

FilePlace place_from(const sql::Row& row) {
    return {row.get<DocumentId>("document_id"), row.get<int>("version_no"),
            row.get<int>("file_no")};
}

FileReception reception_from(const sql::Row& row) {
    FileReception file{place_from(row),
                       digest_from(row),
                       row.get<std::uint64_t>("size"),
                       row.get<Time>("received_at"),
                       std::nullopt,
                       row.get<std::optional<Time>>("time")};
    if (!row.is_null("mark")) {
        file.judged =
            FileReception::Judged{*reception_mark_from(row.text("mark")), row.get<Json>("verdict"),
                                  Digest{DigestAlgorithm::sha256, row.get<Bytes>("record_digest")},
                                  row.get<Time>("judged_at")};
    }
    return file;
}

Result<void> write_material(sql::Transaction& tx, const Act& act, const FilePlace& place,
                            const ReceptionMaterial& material) {
    MOHUR_TRY_VOID(remember_content(tx, material.blob, act.at));
    const auto& digest = material.blob.digest();
    MOHUR_TRY_VOID(tx.exec(kMaterial, tx.agency(), place.document, place.version, place.no,
                           to_string(material.kind), to_string(digest.algorithm), digest.value));
    return {};
}

}  // namespace

std::string to_string(const FilePlace& place) {
    return to_string(place.document) + "." + std::to_string(place.version) + "." +
           std::to_string(place.no);
}

std::string_view to_string(ReceptionMark mark) noexcept {
    switch (mark) {
        case ReceptionMark::valid: return "valid";
        case ReceptionMark::not_valid: return "not_valid";
        case ReceptionMark::unknown: return "unknown";
        case ReceptionMark::unsigned_file: return "unsigned";
    }
    return "unknown";
}

std::optional<ReceptionMark> reception_mark_from(std::string_view name) noexcept {
    for (const auto mark : kMarks) {
        if (to_string(mark) == name) {
            return mark;
        }
    }
    return std::nullopt;
}

std::string_view to_string(MaterialKind kind) noexcept {
    switch (kind) {
        case MaterialKind::certificate: return "certificate";
        case MaterialKind::ocsp_response: return "ocsp_response";
        case MaterialKind::crl: return "crl";
    }
    return "certificate";
}

std::optional<MaterialKind> material_kind_from(std::string_view name) noexcept {
    for (const auto kind : kKinds) {
        if (to_string(kind) == name) {
            return kind;
        }
    }
    return std::nullopt;
}

Result<FilePlace> file_place_from(const Json& payload) {
    const auto document = DocumentId::parse(payload["document"].as_string());
    const auto version = payload["version"].as_integer();
    const auto no = payload["file"].as_integer();
    if (!document || version < 1 || no < 1) {
        return Error::malformed("job-payload-invalid");
    }
    return FilePlace{*document, static_cast<int>(version), static_cast<int>(no)};
}

Result<void> Receptions::enqueue(sql::Transaction& tx, const char* kind, const FilePlace& place,
                                 Time now) const {
    return jobs_.enqueue(tx,
                         {kind, to_string(place),
                          Json::object({{"document", to_string(place.document)},
                                        {"version", place.version},
                                        {"file", place.no}}),
                          now},
                         now);
}

Result<void> Receptions::expect(sql::Transaction& tx, const Act& act,
                                const std::vector<FilePlace>& files) const {
    for (const auto& place : files) {
        MOHUR_TRY_VOID(
            tx.exec(kExpect, tx.agency(), place.document, place.version, place.no, act.at));
        MOHUR_TRY_VOID(enqueue(tx, kJudge, place, act.at));
    }
    return {};
}

Result<void> Receptions::store_verdict(sql::Transaction& tx, const Act& act,
                                       const FileReception& file, const NewVerdict& verdict,
                                       bool to_stamp) const {
    const auto record = reception_record(tx.agency(), file, verdict, act.at);
    const auto digest = digest_of_text(record);
    const auto& place = file.place;
    MOHUR_TRY(const auto written,
              tx.exec(kVerdict, tx.agency(), place.document, place.version, place.no,
                      to_string(verdict.mark), verdict.verdict, record, digest.value, act.at));
    if (written.affected() == 0) {
        return {};
    }
    for (const auto& material : verdict.material) {
        MOHUR_TRY_VOID(write_material(tx, act, place, material));
    }
    if (to_stamp) {
        MOHUR_TRY_VOID(enqueue(tx, kStamp, place, act.at));
    }
    return record_event(tx, act, Stream::document(place.document), "reception.judged",
                        Json::object({{"version", place.version},
                                      {"file", place.no},
                                      {"digest", to_string(file.digest)},
                                      {"mark", to_string(verdict.mark)},
                                      {"record", to_string(digest)}}));
}

Result<void> Receptions::store_timestamp(sql::Transaction& tx, const Act& act,
                                         const FilePlace& place,
                                         const ReceptionTimestamp& timestamp) const {
    MOHUR_TRY(const auto written,
              tx.exec(kTimestamp, tx.agency(), place.document, place.version, place.no,
                      timestamp.token, timestamp.time, timestamp.material, act.at));
    if (written.affected() == 0) {
        return {};
    }
    const auto token = signing::digest_of(DigestAlgorithm::sha256, timestamp.token);
    return record_event(tx, act, Stream::document(place.document), "reception.stamped",
                        Json::object({{"version", place.version},
                                      {"file", place.no},
                                      {"time", to_rfc3339(timestamp.time)},
                                      {"token", to_string(token)}}));
}

Result<std::size_t> Receptions::enqueue_unstamped(sql::Transaction& tx, Time now) const {
    MOHUR_TRY(const auto rows, tx.exec(kUnstamped, tx.agency()));
    for (const auto& row : rows) {
        MOHUR_TRY_VOID(enqueue(tx, kStamp, place_from(row), now));
    }
    return rows.size();
}

Result<FileReception> reception_of(sql::Transaction& tx, const FilePlace& place) {
    MOHUR_TRY(const auto row, tx.exec_one("reception-missing", kGet, tx.agency(), place.document,
                                          place.version, place.no));
    return reception_from(row);
}

Result<ReceptionEvidence> reception_evidence(sql::Transaction& tx, const FilePlace& place) {
    MOHUR_TRY(const auto row, tx.exec_one("reception-missing", kEvidence, tx.agency(),
                                          place.document, place.version, place.no));
    MOHUR_TRY(const auto material,
              tx.exec(kMaterialOf, tx.agency(), place.document, place.version, place.no));
    return ReceptionEvidence{
        row.text("record"), row.text("verdict"), material.map([](const sql::Row& one) {
            return ReceptionEvidence::Material{*material_kind_from(one.text("kind")),
                                               digest_from(one), one.get<std::uint64_t>("size")};
        }),
        row.get<std::optional<Bytes>>("token")};
}

Result<std::vector<FileReception>> receptions_of(sql::Transaction& tx, DocumentId document,
                                                 int version) {
    MOHUR_TRY(const auto rows, tx.exec(kGet, tx.agency(), document, version, std::optional<int>{}));
    return rows.map(reception_from);
}

}  // namespace mohur::documents
