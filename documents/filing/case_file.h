// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/organisation/organisation.h"
#include "documents/registry/document.h"

#include <optional>
#include <string>
#include <vector>

namespace mohur::documents {

struct NewFileClass {
    std::string index_text;  ///< "03-07"
    std::string title;
    std::string retention;  ///< "5 il EK", "daimi"
};

struct FileClass {
    FileClassId id;
    std::string index_text;
    std::string title;
    std::string retention;
};

/// A folder (iş) of one class, year and volume.
struct CaseFile {
    CaseFileId id;
    FileClass file_class;
    int year = 0;
    int volume = 1;
    std::string title;
    Time opened_at;
    std::optional<Time> closed_at;
    int documents = 0;
};

/// The nomenclature and its case files. Thread-safe. Borrows `ids`. Changes need the power
/// `register` (the records service keeps the files).
class Filing {
public:
    explicit Filing(const IdSource& ids) : ids_{ids} {}

    /// Needs the power `administer`.
    [[nodiscard]] Result<FileClassId> add_class(sql::Transaction& tx, const Act& act,
                                                const NewFileClass& file_class) const;
    [[nodiscard]] Result<CaseFile> open(sql::Transaction& tx, const Act& act, FileClassId of,
                                        int year, int volume, std::string_view title) const;
    /// Files a registered or executed document; `conflict` "still-on-control" while a control card
    /// is on, "case-file-closed".
    [[nodiscard]] Result<Document> file(sql::Transaction& tx, const Act& act, DocumentId document,
                                        std::int64_t row_version, CaseFileId into) const;
    [[nodiscard]] Result<CaseFile> close(sql::Transaction& tx, const Act& act, CaseFileId id) const;

private:
    const IdSource& ids_;
};

[[nodiscard]] Result<std::vector<FileClass>> file_classes(sql::Transaction& tx);
[[nodiscard]] Result<std::vector<CaseFile>> case_files(sql::Transaction& tx, int year);
[[nodiscard]] Result<CaseFile> case_file_of(sql::Transaction& tx, CaseFileId id);
/// Ids of the filed documents in the order of their numbers; needs the power `register`.
[[nodiscard]] Result<std::vector<DocumentId>> contents_of(sql::Transaction& tx, const Act& act,
                                                          CaseFileId id);

}  // namespace mohur::documents
