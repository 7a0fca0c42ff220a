// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/asic/contents.h"

#include "signing/asic/data_digests_internal.h"
#include "signing/asic/layout_internal.h"
#include "signing/asic/names.h"

#include <algorithm>

namespace mohur::signing::asic {
namespace {

Result<std::vector<OdfEntry>> listed_types(const zip::ArchiveReader& archive,
                                           const Limits& limits) {
    const auto* entry = archive.find(kOdfManifest);
    if (entry == nullptr) {
        return std::vector<OdfEntry>{};
    }
    MOHUR_TRY(const auto bytes, archive.read_all(*entry, limits.xml_bytes));
    return parse_odf_manifest(bytes, limits);
}

}  // namespace

Result<Contents> read_contents(std::shared_ptr<const ByteSource> file, DigestAlgorithm algorithm,
                               const Limits& limits) {
    MOHUR_TRY(const auto archive, zip::ArchiveReader::open(std::move(file), limits));
    MOHUR_TRY(const auto layout, read_layout(archive, limits));
    MOHUR_TRY(const auto types, listed_types(archive, limits));
    Contents contents;
    contents.kind = layout.kind;
    contents.errors = layout.errors;
    contents.only_xades =
        layout.cades.empty() && layout.timestamps.empty() && layout.evidence_records.empty();
    DataDigests digests{archive};
    for (const auto* entry : layout.data) {
        const auto digest = digests.of(entry->name, algorithm);
        if (!digest) {
            return digests.failure().value_or(Error::malformed("zip-invalid", entry->name));
        }
        const auto type = std::ranges::find(types, entry->name, &OdfEntry::full_path);
        contents.data.push_back(
            {entry->name, type == types.end() ? "" : type->media_type, *digest});
    }
    for (const auto& entry : archive.entries()) {
        if (entry.name.starts_with(kMetaInf)) {
            contents.meta_inf.push_back(entry.name);
        }
    }
    return contents;
}

}  // namespace mohur::signing::asic
