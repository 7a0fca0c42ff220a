// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/export/case_file_record.h"

#include "documents/export/document_record_internal.h"

#include <charconv>

namespace mohur::documents {
namespace {

constexpr sql::Statement kFind{"export.find", R"sql(
    SELECT case_file.id
      FROM case_file
      JOIN file_class ON file_class.agency_id = case_file.agency_id AND file_class.id = class_id
     WHERE case_file.agency_id = $1 AND index_text = $2
       AND ($3::integer IS NULL OR case_file.year = $3)
       AND ($4::integer IS NULL OR case_file.volume = $4)
     ORDER BY case_file.year, case_file.volume
     LIMIT 2
)sql"};

constexpr sql::Statement kExists{"export.exists", R"sql(
    SELECT id FROM case_file WHERE agency_id = $1 AND id = $2
)sql"};

/// The part before the first slash, and what follows it.
std::string_view cut(std::string_view& rest) {
    const auto slash = rest.find('/');
    const auto part = rest.substr(0, slash);
    rest = slash != std::string_view::npos ? rest.substr(slash + 1) : std::string_view{};
    return part;
}

/// Nothing for an empty part; an error for what is no number.
Result<std::optional<int>> number_in(std::string_view text) {
    if (text.empty()) {
        return std::optional<int>{};
    }
    int value = 0;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), value);
    if (end.ec != std::errc{} || end.ptr != text.data() + text.size()) {
        return Error::not_found("case-file-missing", std::string{text});
    }
    return std::optional{value};
}

}  // namespace

Result<CaseFileRecord> read_case_file(sql::Transaction& tx, const Act& act, CaseFileId id) {
    CaseFileRecord record;
    MOHUR_TRY(record.agency, agency_of(tx, tx.agency()));
    MOHUR_TRY(record.case_file, case_file_of(tx, id));
    MOHUR_TRY(const auto contents, contents_of(tx, act, id));
    std::vector<Stream> streams{Stream::case_file(id)};
    for (const auto document : contents) {
        const int place = static_cast<int>(streams.size());
        MOHUR_TRY(auto read, read_document(tx, act, document, place));
        record.documents.push_back(std::move(read));
        streams.push_back(Stream::document(document));
    }
    MOHUR_TRY(auto log, extract_log(tx, streams));
    record.stream = std::move(log.streams.front());
    record.heads = std::move(log.heads);
    for (std::size_t i = 0; i < record.documents.size(); ++i) {
        record.documents[i].stream = std::move(log.streams[i + 1]);
        MOHUR_TRY_VOID(add_history(tx, record.documents[i]));
    }
    return record;
}

Result<CaseFileId> find_case_file(sql::Transaction& tx, std::string_view text) {
    const auto id = CaseFileId::parse(text);
    if (id) {
        MOHUR_TRY(const auto row, tx.exec_one("case-file-missing", kExists, tx.agency(), *id));
        return row.get<CaseFileId>("id");
    }
    const auto index = cut(text);
    MOHUR_TRY(const auto year, number_in(cut(text)));
    MOHUR_TRY(const auto volume, number_in(text));
    MOHUR_TRY(const auto rows, tx.exec(kFind, tx.agency(), index, year, volume));
    if (rows.empty()) {
        return Error::not_found("case-file-missing", std::string{index});
    }
    return rows.size() == 1
               ? Result<CaseFileId>{rows[0].get<CaseFileId>("id")}
               : Result<CaseFileId>{Error::conflict("case-file-ambiguous", std::string{index})};
}

}  // namespace mohur::documents
