// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/export/case_file_package.h"

namespace mohur::documents {

using ExportId = Id<struct ExportTag>;

enum class ExportState { waiting, ready, failed };
[[nodiscard]] std::string_view to_string(ExportState state) noexcept;

/// A package that somebody asked for.
struct CaseFileExportRow {
    ExportId id;
    CaseFileId case_file;
    Act requested;  ///< by whom, for whom, when
    ExportState state = ExportState::waiting;
    std::optional<Digest> package;  ///< the archive in the content store, once it is ready
    std::uint64_t size = 0;
    Bytes manifest;  ///< SHA-256 of manifest-sha256.txt in it
    int documents = 0;
    int files = 0;
    int signed_files = 0;
    std::string reason;  ///< why it failed
};

/// Requests for packages. The work in between belongs to nobody's transaction. Thread-safe. Borrows
/// `ids`. Everything needs the power `register`.
class CaseFileExports {
public:
    explicit CaseFileExports(const IdSource& ids) : ids_{ids} {}

    /// `not_found` "case-file-missing".
    [[nodiscard]] Result<CaseFileExportRow> request(sql::Transaction& tx, const Act& act,
                                                    CaseFileId case_file) const;
    /// The package is in the store: says so in the row and on the case file's stream, in the name
    /// of who asked. `conflict` "export-state" when that was said before.
    [[nodiscard]] Result<void> complete(sql::Transaction& tx, const CaseFileExportRow& row,
                                        const CaseFilePackage& package, const StoredBlob& archive,
                                        Time now) const;
    [[nodiscard]] Result<void> fail(sql::Transaction& tx, const CaseFileExportRow& row,
                                    std::string_view reason, Time now) const;

private:
    const IdSource& ids_;
};

/// `not_found` "export-missing".
[[nodiscard]] Result<CaseFileExportRow> export_of(sql::Transaction& tx, const Act& act,
                                                  ExportId id);
/// Newest first, at most 200.
[[nodiscard]] Result<std::vector<CaseFileExportRow>> exports_of(sql::Transaction& tx,
                                                                const Act& act,
                                                                CaseFileId case_file);

}  // namespace mohur::documents
