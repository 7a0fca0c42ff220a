// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/export/log_extract.h"
#include "documents/export/received_file.h"
#include "documents/filing/case_file.h"
#include "documents/registry/registry.h"

#include <string>
#include <vector>

namespace mohur::documents {

/// A file of a document as it goes into a package.
struct RecordedFile {
    std::string path;  ///< below the document's folder: "files/1-signed.pdf"
    Digest digest;
    std::uint64_t size = 0;
    bool must_be_signed = false;  ///< a signed paper of ours, or a sealed package of the exchange
    Json description;             ///< its line in metadata.json
    std::optional<ReceivedFile> received;
};

/// One document of a case file, described without a format in mind.
struct DocumentRecord {
    DocumentId id;
    std::string folder;  ///< "01_D-1_26": its place in the file and its index
    Json metadata;       ///< card, registration, links, route, resolutions, control, history
    std::vector<RecordedFile> files;
    StreamExtract stream;
};

/// A case file with everything that an archive takes over.
struct CaseFileRecord {
    Agency agency;
    CaseFile case_file;
    std::vector<DocumentRecord> documents;  ///< in the order of their numbers
    StreamExtract stream;
    std::vector<ProvenHead> heads;
};

/// Reads the rows; needs the power `register`. Contents are read later, by digest. Errors:
/// `not_found` "case-file-missing"; those of `extract_log`.
[[nodiscard]] Result<CaseFileRecord> read_case_file(sql::Transaction& tx, const Act& act,
                                                    CaseFileId id);

/// Finds a case file of the agency by its id, or by "03-07", "03-07/2026", "03-07/2026/2": index of
/// the class, year, volume. `not_found` "case-file-missing"; `conflict` "case-file-ambiguous" when
/// several fit.
[[nodiscard]] Result<CaseFileId> find_case_file(sql::Transaction& tx, std::string_view text);

}  // namespace mohur::documents
