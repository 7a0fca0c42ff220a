// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/bagit/bag_check.h"
#include "documents/export/log_extract.h"

#include <set>

namespace mohur::documents {

/// A file of a package whose signatures are to be judged.
struct PackagedFile {
    std::string path;             ///< below the package
    bool must_be_signed = false;  ///< a file without a valid signature is a finding
    bool was_passed = false;      ///< TOTAL-PASSED when the package was made

    /// What was found when it came in, to be reached again by the material that was stored.
    struct Reception {
        std::string folder;  ///< of record.json, verdict.json, material.json and the token
        Digest record;       ///< SHA-256: what the token covers
        Time judged_at;
        bool passed = false;            ///< every signature was TOTAL-PASSED
        std::optional<Time> stored_at;  ///< of the token; empty without one
    };
    std::optional<Reception> reception;
};

/// What can be proven of a package without judging a certificate.
struct PackageReport {
    bagit::BagReport bag;
    bool is_case_file = false;  ///< made by `mohur export`; otherwise only the bag was checked
    Json card;                  ///< data/case-file.json; null for another bag
    /// Codes of BagFinding, and "package-invalid", "package-document-missing",
    /// "package-document-untold", "package-file-missing", "package-file-untold",
    /// "package-file-left-out", "package-file-differs", "package-history-differs",
    /// "package-reception-differs", "event-of-other-stream", those of EventFinding.
    std::vector<bagit::BagFinding> findings;
    std::vector<PackagedFile> files;
    std::vector<ProvenHead> heads;    ///< their tokens are files of the package:
    std::set<std::uint64_t> stamped;  ///< sizes of the heads whose token and material are there
    std::size_t streams = 0;
    std::size_t events = 0;
};

/// Checks bag, descriptions and event streams against each other: the history says what the events
/// say; every file that the events tell of is there with that content, no other is; every document
/// that the case file's stream tells of is there, no other is; every event leads to the root of a
/// head. Errors: those of `bagit::check_bag`.
[[nodiscard]] Result<PackageReport> check_package(const std::filesystem::path& folder);

}  // namespace mohur::documents
