// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/filing/case_file.h"

#include "documents/control/control_card.h"
#include "documents/registry/registrar.h"
#include "tests/support/agency/test_agency.h"

#include <gtest/gtest.h>

namespace mohur::documents {
namespace {

using testing::must;
using testing::TestAgency;

class CaseFiles : public ::testing::Test {
protected:
    CaseFiles() {
        const auto kind = agency_.write([&](sql::Transaction& tx) {
            return filing_.add_class(tx, agency_.act_of(agency_.chief),
                                     {"03-07", "Dövlət orqanları ilə yazışma", "5 il EK"});
        });
        folder_ = agency_.write([&](sql::Transaction& tx) {
            return filing_.open(tx, agency_.act_of(agency_.office), kind, 2026, 1, "Yazışma 2026");
        });
    }
    Document registered() {
        const auto draft = agency_.draft(Direction::incoming, agency_.office);
        agency_.write([&](sql::Transaction& tx) {
            return Registrar{agency_.ids()}.register_document(
                tx, agency_.act_of(agency_.office), draft.id, draft.row_version, agency_.incoming);
        });
        return agency_.reload(draft.id);
    }
    Result<Document> file(const Document& document) {
        return agency_.attempt([&](sql::Transaction& tx) {
            return filing_.file(tx, agency_.act_of(agency_.office), document.id,
                                document.row_version, folder_.id);
        });
    }
    TestAgency agency_;
    Filing filing_{agency_.ids()};
    CaseFile folder_;
};

TEST_F(CaseFiles, HoldDocumentsInTheOrderOfTheirNumbers) {
    const auto first = registered();
    const auto second = registered();
    EXPECT_EQ(must(file(second)).state, DocumentState::filed);
    EXPECT_EQ(must(file(first)).case_file, folder_.id);
    auto tx = must(agency_.database().begin_read(agency_.scope()));
    EXPECT_EQ(must(contents_of(tx, agency_.act_of(agency_.office), folder_.id)),
              (std::vector{first.id, second.id}));
    EXPECT_EQ(must(case_files(tx, 2026)).at(0).documents, 2);
    EXPECT_TRUE(must(case_files(tx, 2025)).empty());
}

TEST_F(CaseFiles, TakeNoDocumentOnControl) {
    const auto letter = registered();
    const ControlCards cards{agency_.ids()};
    agency_.write([&](sql::Transaction& tx) {
        return cards.set(tx, agency_.act_of(agency_.head), letter.id,
                         {{}, ControlReason::own_task, std::chrono::year{2026} / 4 / 1});
    });
    EXPECT_EQ(file(agency_.reload(letter.id)).error().reason, "still-on-control");
}

TEST_F(CaseFiles, TakeNothingOnceClosedAndNoDrafts) {
    EXPECT_EQ(file(agency_.draft(Direction::incoming, agency_.office)).error().reason,
              "state-not-allowed");
    agency_.write([&](sql::Transaction& tx) {
        return filing_.close(tx, agency_.act_of(agency_.office), folder_.id);
    });
    EXPECT_EQ(file(registered()).error().reason, "case-file-closed");
}

TEST_F(CaseFiles, AreKeptByTheRecordsService) {
    const auto letter = registered();
    const auto refused = agency_.attempt([&](sql::Transaction& tx) {
        return filing_.file(tx, agency_.act_of(agency_.head), letter.id, letter.row_version,
                            folder_.id);
    });
    EXPECT_EQ(refused.error().reason, "power-missing");
}

}  // namespace
}  // namespace mohur::documents
