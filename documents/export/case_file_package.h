// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/bagit/bag.h"
#include "documents/content/blob_store.h"
#include "documents/export/case_file_record.h"

#include <functional>

namespace mohur::documents {

/// What a signed file proves itself by, taken out of it. Immutable value.
struct FileEvidence {
    enum class Kind { certificate, ocsp, crl, timestamp };
    struct Item {
        Kind kind = Kind::certificate;
        Bytes der;
        std::string label;  ///< subject of a certificate, time of the others
        bool is_anchor = false;
    };
    Json verdict;  ///< docs/verdict.schema.json, judged offline at the time of the export
    std::vector<Item> items;
};

/// Judges one file; nothing for a file that holds no signature. Untrusted bytes: the caller does it
/// in a worker.
using EvidenceSource =
    std::function<Result<std::optional<FileEvidence>>(std::shared_ptr<const ByteSource>)>;

/// A case file as a bag (docs/package.md).
struct CaseFilePackage {
    std::vector<bagit::BagFile> bag;
    Digest manifest;  ///< of manifest-sha256.txt: names the whole payload
    std::size_t documents = 0;
    std::size_t files = 0;         ///< of the documents
    std::size_t signed_files = 0;  ///< those with a signature
};

/// Puts the package together. Files go in as they are stored; contents are read twice, once for
/// their checksums and once when the bag is written. `blobs` must outlive the package. Errors:
/// those of the store and of `evidence`.
[[nodiscard]] Result<CaseFilePackage> package_case_file(const CaseFileRecord& record,
                                                        const BlobStore& blobs,
                                                        const EvidenceSource& evidence, Time now);

/// Writes down that a package was made, on the case file's own stream: "case_file.exported".
[[nodiscard]] Result<void> record_export(sql::Transaction& tx, const Act& act, CaseFileId id,
                                         const CaseFilePackage& package);

}  // namespace mohur::documents
