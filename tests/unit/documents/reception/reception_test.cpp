// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/reception/reception.h"

#include "documents/audit/event.h"
#include "documents/reception/reception_record.h"
#include "documents/registry/registry.h"
#include "signing/crypto/hash.h"
#include "tests/support/agency/test_agency.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mohur::documents {
namespace {

using mohur::testing::must;
using mohur::testing::TestAgency;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class IncomingFiles : public ::testing::Test {
protected:
    /// An incoming letter with a main file, an annex and something of our own.
    Document capture(Direction direction = Direction::incoming) {
        return agency_.write([&](sql::Transaction& tx) {
            return registry_.capture(
                tx, agency_.act_of(agency_.office), agency_.card(direction),
                {agency_.file("letter"), agency_.file("annex", FileRole::annex),
                 agency_.file("what we found", FileRole::verification_report)});
        });
    }
    std::vector<FileReception> received(const Document& document, int version = 1) {
        auto tx = must(agency_.database().begin_read(agency_.scope()));
        return must(receptions_of(tx, document.id, version));
    }
    std::vector<Job> jobs(const std::string& kind) {
        std::vector<Job> all;
        const Jobs queue{agency_.ids()};
        while (auto job = agency_.write([&](sql::Transaction& tx) {
            return queue.claim(tx, {kind}, "test", agency_.clock().now(), std::chrono::seconds{60});
        })) {
            all.push_back(*std::move(job));
        }
        return all;
    }
    NewVerdict verdict(ReceptionMark mark = ReceptionMark::valid) {
        return {mark,
                Json::object({{"signatures", Json::array()}, {"policy", "strict"}}),
                {{MaterialKind::certificate, agency_.file("certificate").blob},
                 {MaterialKind::ocsp_response, agency_.file("answer").blob}}};
    }
    Result<void> judge(const FileReception& file, const NewVerdict& found, bool to_stamp = true) {
        return agency_.attempt([&](sql::Transaction& tx) {
            return receptions_.store_verdict(tx, Act::system(agency_.clock().now()), file, found,
                                             to_stamp);
        });
    }
    Result<void> stamp(const FilePlace& place, const Bytes& token) {
        return agency_.attempt([&](sql::Transaction& tx) {
            const auto now = agency_.clock().now();
            return receptions_.store_timestamp(tx, Act::system(now), place,
                                               {token, now, Json::object()});
        });
    }
    std::vector<std::string> events(const Document& document) {
        auto tx = must(agency_.database().begin_read(agency_.scope()));
        std::vector<std::string> types;
        for (const auto& event : must(events_of(tx, Stream::document(document.id)))) {
            if (event.type.starts_with("reception.")) {
                types.push_back(event.type);
            }
        }
        return types;
    }

    TestAgency agency_;
    Registry registry_{agency_.ids()};
    Receptions receptions_{agency_.ids()};
};

TEST_F(IncomingFiles, AreExpectedToBeJudgedWhereSomebodyElseMadeThem) {
    const auto letter = capture();
    const auto files = received(letter);
    ASSERT_EQ(files.size(), 2U);
    EXPECT_EQ(files[0].place, (FilePlace{letter.id, 1, 1}));
    EXPECT_EQ(files[1].place, (FilePlace{letter.id, 1, 2}));
    EXPECT_EQ(files[0].digest, agency_.file("letter").blob.digest());
    EXPECT_EQ(files[0].size, 6U);
    EXPECT_EQ(files[0].received_at, agency_.clock().now());
    EXPECT_FALSE(files[0].judged);
    const auto work = jobs(Receptions::kJudge);
    ASSERT_EQ(work.size(), 2U);
    EXPECT_EQ(must(file_place_from(work[0].payload)).document, letter.id);
}

TEST_F(IncomingFiles, OfAFurtherVersionAreJudgedAgain) {
    const auto letter = capture();
    agency_.write([&](sql::Transaction& tx) {
        return registry_.add_version(tx, agency_.act_of(agency_.office), letter.id,
                                     letter.row_version, {agency_.file("better scan")}, "");
    });
    EXPECT_EQ(received(letter, 2).size(), 1U);
    EXPECT_EQ(jobs(Receptions::kJudge).size(), 3U);
}

TEST_F(IncomingFiles, AreNotThoseThatGoOut) {
    const auto draft = capture(Direction::outgoing);
    EXPECT_THAT(received(draft), IsEmpty());
    EXPECT_THAT(jobs(Receptions::kJudge), IsEmpty());
}

TEST_F(IncomingFiles, KeepTheirFirstVerdict) {
    const auto letter = capture();
    const auto file = received(letter)[0];
    ASSERT_TRUE(judge(file, verdict()));
    agency_.clock().advance(std::chrono::seconds{1});
    ASSERT_TRUE(judge(file, verdict(ReceptionMark::not_valid)));
    const auto seen = received(letter);
    ASSERT_TRUE(seen[0].judged);
    EXPECT_EQ(seen[0].judged->mark, ReceptionMark::valid);
    EXPECT_EQ(seen[0].judged->verdict["policy"].as_string(), "strict");
    EXPECT_EQ(seen[0].judged->at, file.received_at);
    EXPECT_FALSE(seen[1].judged);
    EXPECT_THAT(events(letter), ElementsAre("reception.judged"));
}

TEST_F(IncomingFiles, AreStampedByAFurtherJobAndOnce) {
    const auto letter = capture();
    const auto file = received(letter)[0];
    ASSERT_TRUE(judge(file, verdict()));
    EXPECT_EQ(jobs(Receptions::kStamp).size(), 1U);
    ASSERT_TRUE(stamp(file.place, {1, 2, 3}));
    ASSERT_TRUE(stamp(file.place, {4}));
    EXPECT_EQ(received(letter)[0].stamped, agency_.clock().now());
    auto tx = must(agency_.database().begin_read(agency_.scope()));
    EXPECT_EQ(must(reception_evidence(tx, file.place)).token, (Bytes{1, 2, 3}));
    EXPECT_THAT(events(letter), ElementsAre("reception.judged", "reception.stamped"));
}

TEST_F(IncomingFiles, CannotBeStampedUnjudged) {
    const auto letter = capture();
    EXPECT_EQ(stamp(received(letter)[0].place, {1}).error().reason, "reference-missing");
}

TEST_F(IncomingFiles, AreStampedLaterWhenNoAuthorityWasConfigured) {
    const auto letter = capture();
    ASSERT_TRUE(judge(received(letter)[0], verdict(), false));
    ASSERT_TRUE(judge(received(letter)[1], verdict(), false));
    EXPECT_THAT(jobs(Receptions::kStamp), IsEmpty());
    ASSERT_TRUE(stamp(received(letter)[1].place, {1}));
    const auto waiting = agency_.write([&](sql::Transaction& tx) {
        return receptions_.enqueue_unstamped(tx, agency_.clock().now());
    });
    EXPECT_EQ(waiting, 1U);
    const auto work = jobs(Receptions::kStamp);
    ASSERT_EQ(work.size(), 1U);
    EXPECT_EQ(work[0].subject, to_string(received(letter)[0].place));
}

TEST_F(IncomingFiles, HaveEvidenceWhoseDigestsHold) {
    const auto letter = capture();
    const auto file = received(letter)[0];
    auto tx = must(agency_.database().begin_read(agency_.scope()));
    EXPECT_EQ(reception_evidence(tx, file.place).error().reason, "reception-missing");
    ASSERT_TRUE(judge(file, verdict()));
    const auto evidence = must(reception_evidence(tx, file.place));
    const auto sha256 = [](std::string_view text) {
        return signing::digest_of(DigestAlgorithm::sha256, as_bytes(text));
    };
    const auto record = must(Json::parse(evidence.record));
    EXPECT_EQ(record["content"]["digest"].as_string(), to_string(file.digest));
    EXPECT_EQ(record["verdict"].as_string(), to_string(sha256(evidence.verdict)));
    EXPECT_EQ(record["agency"].as_string(), to_string(agency_.scope().agency()));
    EXPECT_EQ(sha256(evidence.record), received(letter)[0].judged->record);
    ASSERT_EQ(evidence.material.size(), 2U);
    EXPECT_EQ(record["material"].items().size(), 2U);
    EXPECT_FALSE(evidence.token);
}

TEST_F(IncomingFiles, AreNobodyElses) {
    const auto letter = capture();
    ASSERT_TRUE(judge(received(letter)[0], verdict()));
    const TestAgency other;
    auto tx = must(agency_.database().begin_read(other.scope()));
    EXPECT_THAT(must(receptions_of(tx, letter.id, 1)), IsEmpty());
    EXPECT_FALSE(reception_evidence(tx, {letter.id, 1, 1}));
}

TEST_F(IncomingFiles, AreWrittenOnceForTheApplication) {
    const auto letter = capture();
    ASSERT_TRUE(judge(received(letter)[0], verdict()));
    for (const auto* text :
         {"UPDATE reception_verdict SET mark = 'valid'", "DELETE FROM reception_verdict",
          "DELETE FROM reception_timestamp", "UPDATE reception SET received_at = received_at"}) {
        const auto done = agency_.attempt([&](sql::Transaction& tx) {
            return tx.exec({text, text});
        });
        ASSERT_FALSE(done) << text;
        EXPECT_EQ(done.error().code, ErrorCode::denied) << text;
    }
}

TEST(ReceptionRecord, ListsMaterialSortedAndOnce) {
    mohur::testing::MemoryBlobStore store;
    const auto blob = [&](std::string_view text) {
        return must(store.put({}, MemorySource{to_bytes(as_bytes(text))}));
    };
    FileReception file;
    file.place = {{}, 2, 3};
    const NewVerdict found{ReceptionMark::valid,
                           Json::object(),
                           {{MaterialKind::crl, blob("b")},
                            {MaterialKind::certificate, blob("a")},
                            {MaterialKind::certificate, blob("a")}}};
    const auto record = reception_record({}, file, found, file.received_at);
    ASSERT_EQ(record["material"].items().size(), 2U);
    EXPECT_LT(record["material"].items()[0].as_string(), record["material"].items()[1].as_string());
    EXPECT_EQ(record["format"].as_string(), "mohur.reception.1");
    EXPECT_EQ(record["version"].as_integer(), 2);
    EXPECT_EQ(record["file"].as_integer(), 3);
}

TEST(FilePlaceFrom, RefusesWhatNamesNoFile) {
    for (const auto* text :
         {"{}", R"({"document":"x","version":1,"file":1})",
          R"({"document":"01a20131-2c34-7ea1-bdad-b120caeb2160","version":0,"file":1})",
          R"({"document":"01a20131-2c34-7ea1-bdad-b120caeb2160","version":1})"}) {
        EXPECT_EQ(file_place_from(must(Json::parse(text))).error().reason, "job-payload-invalid")
            << text;
    }
}

TEST(ReceptionMark, HasNamesBothWays) {
    for (const auto mark : {ReceptionMark::valid, ReceptionMark::not_valid, ReceptionMark::unknown,
                            ReceptionMark::unsigned_file}) {
        EXPECT_EQ(reception_mark_from(to_string(mark)), mark);
    }
    EXPECT_FALSE(reception_mark_from("perhaps"));
    EXPECT_FALSE(material_kind_from("perhaps"));
}

}  // namespace
}  // namespace mohur::documents
