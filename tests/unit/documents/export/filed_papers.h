// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/audit/sealer.h"
#include "documents/export/case_file_package.h"
#include "documents/export/package_check.h"
#include "documents/registry/registrar.h"
#include "tests/support/agency/test_agency.h"

namespace mohur::documents {

/// A case file with two letters, sealed in two batches of which the first head is timestamped.
class FiledPapers {
public:
    FiledPapers() {
        const auto kind = agency_.write([&](sql::Transaction& tx) {
            return filing_.add_class(tx, agency_.act_of(agency_.chief),
                                     {"03-07", "Dövlət orqanları ilə yazışma", "5 il EK"});
        });
        folder_ = agency_.write([&](sql::Transaction& tx) {
            return filing_.open(tx, agency_.act_of(agency_.office), kind, 2026, 1, "Yazışma 2026");
        });
        first_ = file_a_letter();
        seal();
        const auto head = testing::must(sealer().head(agency_.scope()));
        testing::must(sealer().store_timestamp(agency_.scope(), head->tree_size,
                                               {to_bytes(as_bytes("token of the first head")),
                                                Json::object({{"certificates", Json::array()}})}));
        stamped_size_ = static_cast<std::uint64_t>(head->tree_size);
        second_ = file_a_letter();
        seal();
    }

    testing::TestAgency& agency() { return agency_; }
    [[nodiscard]] const CaseFile& folder() const { return folder_; }
    [[nodiscard]] DocumentId first() const { return first_; }
    [[nodiscard]] DocumentId second() const { return second_; }
    [[nodiscard]] std::uint64_t stamped_size() const { return stamped_size_; }

    Sealer sealer() { return Sealer{agency_.database(), agency_.clock()}; }
    void seal() { testing::must(sealer().seal(agency_.scope())); }

    DocumentId file_a_letter() {
        const auto draft = agency_.draft(Direction::incoming, agency_.office);
        const auto office = agency_.act_of(agency_.office);
        agency_.write([&](sql::Transaction& tx) {
            return Registrar{agency_.ids()}.register_document(tx, office, draft.id,
                                                              draft.row_version, agency_.incoming);
        });
        judge(draft.id);
        const auto letter = agency_.reload(draft.id);
        agency_.write([&](sql::Transaction& tx) {
            return filing_.file(tx, office, letter.id, letter.row_version, folder_.id);
        });
        return letter.id;
    }

    Result<CaseFileRecord> read(const Act& act) {
        return agency_.database().snapshot(agency_.scope(), [&](sql::Transaction& tx) {
            return read_case_file(tx, act, folder_.id);
        });
    }
    CaseFileRecord record() { return testing::must(read(agency_.act_of(agency_.office))); }

    CaseFilePackage package() {
        const EvidenceSource none = [](const auto&) {
            return Result<std::optional<FileEvidence>>{std::optional<FileEvidence>{}};
        };
        return package(none);
    }
    CaseFilePackage package(const EvidenceSource& evidence) {
        return testing::must(
            package_case_file(record(), agency_.blobs(), evidence, agency_.clock().now()));
    }

private:
    /// What the reception would have found in the paper, with one piece of material and a token.
    void judge(DocumentId id) {
        const FilePlace place{id, 1, 1};
        const Receptions receptions{agency_.ids()};
        const auto system = Act::system(agency_.clock().now());
        NewVerdict verdict;
        verdict.mark = ReceptionMark::valid;
        verdict.verdict = Json::object(
            {{"signatures", Json::array({Json::object({{"indication", "TOTAL-PASSED"}})})}});
        verdict.material = {
            {MaterialKind::crl, testing::must(agency_.blobs().put(
                                    agency_.scope().agency(),
                                    MemorySource{to_bytes(as_bytes("a revocation list"))}))}};
        testing::must(agency_.attempt([&](sql::Transaction& tx) -> Result<void> {
            MOHUR_TRY(const auto file, reception_of(tx, place));
            MOHUR_TRY_VOID(receptions.store_verdict(tx, system, file, verdict, false));
            return receptions.store_timestamp(
                tx, system, place,
                {to_bytes(as_bytes("token of the reception")), system.at, Json::object()});
        }));
    }

    testing::TestAgency agency_;
    Filing filing_{agency_.ids()};
    CaseFile folder_;
    DocumentId first_, second_;
    std::uint64_t stamped_size_ = 0;
};

}  // namespace mohur::documents
