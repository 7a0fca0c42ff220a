// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/export/package_check.h"

#include <set>

namespace mohur::documents {

/// The files of one reception in a package, as they were read.
struct ReceptionFiles {
    Bytes record;
    Bytes verdict;
    Json material;
};

/// Digests of the records that the events of a document tell of ("reception.judged").
[[nodiscard]] std::set<std::string> records_told(const StreamExtract& stream);

/// Whether the record names this file, this verdict and exactly this material, and the events tell
/// of the record.
[[nodiscard]] bool reception_holds(const ReceptionFiles& files, const std::string& document,
                                   const Bytes& file_sha256, const std::set<std::string>& told);

}  // namespace mohur::documents
