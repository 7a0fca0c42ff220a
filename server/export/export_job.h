// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/export/export_request.h"
#include "documents/storage/cells.h"
#include "server/export/case_file_export.h"
#include "server/jobs/job_runner.h"

#include <filesystem>

namespace mohur::server {

/// The background work behind `POST /case-files/{id}/exports`: makes the package, archives it in
/// the spool, stores the archive. Thread-safe. Borrows everything but the paths.
class ExportJob {
public:
    static constexpr const char* kKind = "export_case_file";
    /// A package that fails for want of a part is tried a few times within minutes, because
    /// somebody waits for it.
    static constexpr RetryPolicy kRetry{4, std::chrono::seconds{5}, std::chrono::minutes{2}};

    ExportJob(const documents::Cells& cells, documents::BlobStore& blobs,
              const Verification& verification, const Timestamping& timestamping,
              const IdSource& ids, const Clock& clock, std::filesystem::path spool)
        : cells_{cells},
          blobs_{blobs},
          verification_{verification},
          timestamping_{timestamping},
          exports_{ids},
          clock_{clock},
          spool_{std::move(spool)} {}

    /// Repeating it for a request that is ready changes nothing. What fails for good is said in the
    /// row of the request.
    [[nodiscard]] Result<void> run(const documents::AgencyScope& scope,
                                   const documents::Job& job) const;

private:
    [[nodiscard]] Result<void> make(const documents::AgencyScope& scope,
                                    const documents::CaseFileExportRow& row) const;

    const documents::Cells& cells_;
    documents::BlobStore& blobs_;
    const Verification& verification_;
    const Timestamping& timestamping_;
    documents::CaseFileExports exports_;
    const Clock& clock_;
    std::filesystem::path spool_;
};

}  // namespace mohur::server
