// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/export/case_file_export.h"

#include <chrono>
#include <thread>

namespace mohur::server {
namespace {

using namespace documents;  // NOLINT(google-build-using-namespace): every line below speaks of
                            // records

/// Later than any stored token: only whether the newest head itself is stamped counts.
constexpr Time kEver = std::chrono::sys_days{std::chrono::year{9999} / 1 / 1};
constexpr int kSealings = 25;
constexpr std::chrono::milliseconds kSealerPause{200};

}  // namespace

void CaseFileExport::stamp_log(const AgencyScope& scope) const {
    if (!timestamping_.configured()) {
        return;
    }
    const auto head = sealer_.head_to_stamp(scope, kEver);
    if (!head || !*head) {
        return;
    }
    const auto token = timestamping_.stamp({DigestAlgorithm::sha256, (*head)->root_hash});
    if (token) {
        static_cast<void>(
            sealer_.store_timestamp(scope, (*head)->tree_size, {token->token, token->material}));
    }
}

// A busy agency writes on while we seal, and another node may be the one that seals, so the picture
// is taken again until nothing of this case file waits.
Result<CaseFileRecord> CaseFileExport::read_sealed(const AgencyScope& scope, const Act& act,
                                                   CaseFileId id) const {
    for (int attempt = 1;; ++attempt) {
        MOHUR_TRY_VOID(sealer_.seal(scope));
        stamp_log(scope);
        auto record = database_.snapshot(
            scope, [&](sql::Transaction& tx) { return read_case_file(tx, act, id); });
        if (record || record.error().reason != "log-not-sealed" || attempt == kSealings) {
            return record;
        }
        std::this_thread::sleep_for(kSealerPause);
    }
}

Result<CaseFilePackage> CaseFileExport::make(const AgencyScope& scope, const Act& act,
                                             CaseFileId id) const {
    MOHUR_TRY(const auto record, read_sealed(scope, act, id));
    const auto now = clock_.now();
    const EvidenceSource evidence = [&](std::shared_ptr<const ByteSource> file) {
        return verification_.evidence_of(std::move(file), now);
    };
    return package_case_file(record, blobs_, evidence, now);
}

}  // namespace mohur::server
