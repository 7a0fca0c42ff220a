// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/audit/sealer.h"
#include "documents/content/blob_store.h"
#include "documents/export/case_file_package.h"
#include "documents/storage/database.h"
#include "server/signing/timestamping.h"

namespace mohur::server {

/// Makes packages of case files, for the command line and for jobs. Thread-safe. Borrows
/// everything.
class CaseFileExport {
public:
    CaseFileExport(const documents::sql::Database& database, const documents::BlobStore& blobs,
                   const Verification& verification, const Timestamping& timestamping,
                   const Clock& clock)
        : database_{database},
          blobs_{blobs},
          verification_{verification},
          timestamping_{timestamping},
          clock_{clock},
          sealer_{database, clock} {}

    /// One picture of the records, with every event of it in the log: events that are not sealed
    /// yet are sealed first, and the newest root is time-stamped, so that nothing in the package is
    /// younger than a token. Where no authority gives one, the package goes without and its check
    /// says so. Then every file is judged in a worker. Errors: those of
    /// `documents::read_case_file` and `documents::package_case_file`.
    [[nodiscard]] Result<documents::CaseFilePackage> make(const documents::AgencyScope& scope,
                                                          const documents::Act& act,
                                                          documents::CaseFileId id) const;

private:
    void stamp_log(const documents::AgencyScope& scope) const;
    [[nodiscard]] Result<documents::CaseFileRecord> read_sealed(const documents::AgencyScope& scope,
                                                                const documents::Act& act,
                                                                documents::CaseFileId id) const;

    const documents::sql::Database& database_;
    const documents::BlobStore& blobs_;
    const Verification& verification_;
    const Timestamping& timestamping_;
    const Clock& clock_;
    documents::Sealer sealer_;
};

}  // namespace mohur::server
