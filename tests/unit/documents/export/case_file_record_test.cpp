// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/export/case_file_record.h"

#include "documents/export/event_evidence.h"
#include "tests/unit/documents/export/filed_papers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mohur::documents {
namespace {

using testing::must;

TEST(CaseFileRecord, DescribesItsDocumentsInOrder) {
    FiledPapers papers;
    const auto record = papers.record();
    EXPECT_EQ(record.case_file.title, "Yazışma 2026");
    ASSERT_EQ(record.documents.size(), 2U);
    EXPECT_EQ(record.documents[0].id, papers.first());
    EXPECT_EQ(record.documents[0].folder, "001_D-1_26");
    EXPECT_EQ(record.documents[1].folder, "002_D-2_26");
    const auto& metadata = record.documents[0].metadata;
    EXPECT_EQ(metadata["title"].as_string(), "Təkliflərin təqdim edilməsi barədə");
    EXPECT_EQ(metadata["registration"]["index"].as_string(), "D-1/26");
    EXPECT_EQ(metadata["registration"]["journal"].as_string(), "Daxil olan");
    ASSERT_EQ(record.documents[0].files.size(), 1U);
    EXPECT_EQ(record.documents[0].files[0].path, "files/1-məktub.pdf");
    const auto& history = metadata["history"].items();
    ASSERT_FALSE(history.empty());
    EXPECT_EQ(history.back()["type"].as_string(), "document.filed");
    EXPECT_EQ(history.back()["hash"].as_string(),
              to_hex(record.documents[0].stream.events.back().hash));
}

TEST(CaseFileRecord, ProvesEventsUnderTheFirstTimestampedHead) {
    FiledPapers papers;
    const auto record = papers.record();
    ASSERT_EQ(record.heads.size(), 2U);
    EXPECT_EQ(record.heads[0].tree_size, papers.stamped_size());
    EXPECT_FALSE(record.heads[0].timestamp.empty());
    EXPECT_TRUE(record.heads[1].timestamp.empty());
    for (const auto& event : record.documents[0].stream.events) {
        EXPECT_EQ(event.proof->tree_size, papers.stamped_size());
    }
    for (const auto& event : record.documents[1].stream.events) {
        EXPECT_EQ(event.proof->tree_size, record.heads[1].tree_size);
    }
    for (const auto* stream :
         {&record.stream, &record.documents[0].stream, &record.documents[1].stream}) {
        EXPECT_TRUE(check_stream(*stream, record.heads).empty()) << stream->stream;
    }
}

TEST(CaseFileRecord, WaitsForTheSealer) {
    FiledPapers papers;
    papers.file_a_letter();
    const auto early = papers.read(papers.agency().act_of(papers.agency().office));
    ASSERT_FALSE(early);
    EXPECT_EQ(early.error().reason, "log-not-sealed");
    papers.seal();
    EXPECT_EQ(papers.record().documents.size(), 3U);
}

TEST(CaseFileRecord, NeedsThePowerToRegister) {
    FiledPapers papers;
    EXPECT_EQ(papers.read(papers.agency().act_of(papers.agency().clerk)).error().reason,
              "power-missing");
    EXPECT_TRUE(papers.read(Act::system(papers.agency().clock().now())));
}

TEST(CaseFileRecord, IsFoundByIdAndByIndex) {
    FiledPapers papers;
    auto tx = must(papers.agency().database().begin_read(papers.agency().scope()));
    const auto id = papers.folder().id;
    for (const auto& text : {to_string(id), std::string{"03-07"}, std::string{"03-07/2026"},
                             std::string{"03-07/2026/1"}}) {
        const auto found = find_case_file(tx, text);
        ASSERT_TRUE(found) << text;
        EXPECT_EQ(*found, id) << text;
    }
    for (const auto* text : {"03-08", "03-07/2025", "03-07/2026/2", "03-07/x", "",
                             "01a200c5-7c57-75e6-a196-ec2967951937"}) {
        EXPECT_EQ(find_case_file(tx, text).error().reason, "case-file-missing") << text;
    }
}

TEST(CaseFileRecord, IsNotGuessedAmongSeveral) {
    FiledPapers papers;
    const Filing filing{papers.agency().ids()};
    papers.agency().write([&](sql::Transaction& tx) {
        return filing.open(tx, papers.agency().act_of(papers.agency().office),
                           papers.folder().file_class.id, 2026, 2, "İkinci cild");
    });
    auto tx = must(papers.agency().database().begin_read(papers.agency().scope()));
    EXPECT_EQ(find_case_file(tx, "03-07/2026").error().reason, "case-file-ambiguous");
    EXPECT_TRUE(find_case_file(tx, "03-07/2026/2"));
}

TEST(CaseFilePackage, IsWrittenDownOnTheCaseFile) {
    FiledPapers papers;
    const auto package = papers.package();
    auto& agency = papers.agency();
    must(agency.attempt([&](sql::Transaction& tx) {
        return record_export(tx, agency.act_of(agency.office), papers.folder().id, package);
    }));
    auto tx = must(agency.database().begin_read(agency.scope()));
    const auto events = must(events_of(tx, Stream::case_file(papers.folder().id)));
    EXPECT_EQ(events.back().type, "case_file.exported");
    EXPECT_EQ(events.back().payload["manifest"].as_string(), to_string(package.manifest));
    EXPECT_EQ(events.back().payload["documents"].as_integer(), 2);
}

}  // namespace
}  // namespace mohur::documents
