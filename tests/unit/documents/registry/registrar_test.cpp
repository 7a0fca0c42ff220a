// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/registry/registrar.h"

#include "documents/storage/database.h"
#include "tests/support/agency/test_agency.h"

#include <gtest/gtest.h>

#include <atomic>
#include <set>
#include <thread>

namespace mohur::documents {
namespace {

using testing::must;
using testing::TestAgency;

class Numbers : public ::testing::Test {
protected:
    Result<Registration> enter(const Document& document, std::optional<JournalId> journal = {}) {
        return agency_.attempt([&](sql::Transaction& tx) {
            return registrar_.register_document(tx, agency_.act_of(agency_.office), document.id,
                                                document.row_version,
                                                journal.value_or(agency_.incoming));
        });
    }
    Registration reserve(const Document& document) {
        return agency_.write([&](sql::Transaction& tx) {
            return registrar_.allocate_number(tx, agency_.act_of(agency_.head), document.id,
                                              agency_.outgoing);
        });
    }
    Result<void> drop(const Registration& held) {
        return agency_.attempt([&](sql::Transaction& tx) {
            return registrar_.void_registration(tx, agency_.act_of(agency_.office), held.id,
                                                "Səhvən");
        });
    }
    std::vector<BookLine> book(JournalId journal, int year = 2026) {
        auto tx = must(agency_.database().begin_read(agency_.scope()));
        return must(book_of(tx, agency_.act_of(agency_.office), journal, year, {}, 200)).lines;
    }
    TestAgency agency_;
    Registrar registrar_{agency_.ids()};
};

TEST_F(Numbers, OfIncomingPapersAreRegisteredAtOnce) {
    const auto document = agency_.draft(Direction::incoming, agency_.office);
    const auto held = must(enter(document));
    EXPECT_EQ(held.index_text, "D-1/26");
    EXPECT_EQ(held.state, RegistrationState::registered);
    EXPECT_EQ(held.date, (std::chrono::year{2026} / 3 / 5));
    const auto after = agency_.reload(document.id);
    EXPECT_EQ(after.state, DocumentState::registered);
    EXPECT_EQ(after.registration->id, held.id);
    EXPECT_EQ(enter(after).error().reason, "number-already-allocated");
}

TEST_F(Numbers, AreNotSpentOnAStaleCard) {
    auto document = agency_.draft(Direction::incoming, agency_.office);
    document.row_version -= 1;
    EXPECT_EQ(enter(document).error().reason, "version-stale");
    const auto other = agency_.draft(Direction::incoming, agency_.office);
    EXPECT_EQ(must(enter(other)).number, 1);
}

TEST_F(Numbers, BelongToTheDirectionOfTheirJournal) {
    const auto document = agency_.draft(Direction::incoming, agency_.office);
    EXPECT_EQ(enter(document, agency_.outgoing).error().reason, "journal-of-other-direction");
    EXPECT_EQ(enter(document, agency_.ids().make<JournalId>()).error().reason, "journal-missing");
}

TEST_F(Numbers, NeedThePowerToRegister) {
    const auto document = agency_.draft(Direction::incoming, agency_.office);
    const auto refused = agency_.attempt([&](sql::Transaction& tx) {
        return registrar_.register_document(tx, agency_.act_of(agency_.head), document.id,
                                            document.row_version, agency_.incoming);
    });
    EXPECT_EQ(refused.error().reason, "power-missing");
}

TEST_F(Numbers, ComeBeforeTheSignatureAndAreUsedAgainAfterAFailedTry) {
    const auto document = agency_.draft(Direction::outgoing, agency_.clerk);
    const auto first = reserve(document);
    EXPECT_EQ(first.state, RegistrationState::numbered);
    EXPECT_EQ(first.index_text, "4/25-1");
    agency_.clock().advance(std::chrono::days{2});
    const auto again = reserve(document);
    EXPECT_EQ(again.id, first.id);
    EXPECT_EQ(again.date, first.date);
    EXPECT_EQ(reserve(agency_.draft(Direction::outgoing, agency_.clerk)).number, 2);
}

TEST_F(Numbers, OfAnotherYearStartAgainAtOne) {
    EXPECT_EQ(reserve(agency_.draft(Direction::outgoing, agency_.clerk)).number, 1);
    agency_.clock().advance(std::chrono::days{365});
    const auto next = reserve(agency_.draft(Direction::outgoing, agency_.clerk));
    EXPECT_EQ(next.number, 1);
    EXPECT_EQ(next.year, 2027);
}

TEST_F(Numbers, OfTheOldYearAreKeptUntilTheyAreVoided) {
    const auto document = agency_.draft(Direction::outgoing, agency_.clerk);
    const auto old = reserve(document);
    agency_.clock().advance(std::chrono::days{365});
    const auto refused = agency_.attempt([&](sql::Transaction& tx) {
        return registrar_.allocate_number(tx, agency_.act_of(agency_.head), document.id,
                                          agency_.outgoing);
    });
    EXPECT_EQ(refused.error().reason, "number-already-allocated");
    ASSERT_TRUE(drop(old));
    EXPECT_EQ(reserve(document).year, 2027);
}

TEST_F(Numbers, AreVoidedOnceWithAReasonAndStayInTheBook) {
    const auto document = agency_.draft(Direction::incoming, agency_.office);
    const auto held = must(enter(document));
    ASSERT_TRUE(drop(held));
    EXPECT_EQ(drop(held).error().reason, "registration-voided");
    EXPECT_EQ(agency_.reload(document.id).state, DocumentState::draft);
    const auto lines = book(agency_.incoming);
    ASSERT_EQ(lines.size(), 1U);
    EXPECT_EQ(lines[0].registration.state, RegistrationState::voided);
    EXPECT_EQ(lines[0].registration.reason, "Səhvən");
    const auto again = must(enter(agency_.reload(document.id)));
    EXPECT_EQ(again.number, 2);
}

TEST_F(Numbers, ThatStandInASignedPaperTakeThePaperWithThem) {
    const auto document = agency_.draft(Direction::outgoing, agency_.clerk);
    const auto held = reserve(document);
    agency_.write([&](sql::Transaction& tx) -> Result<bool> {
        constexpr sql::Statement sign{"test.sign",
                                      "UPDATE document SET state = 'registered' WHERE id = $1"};
        MOHUR_TRY_VOID(registrar_.confirm(tx, agency_.act_of(agency_.head), held.id));
        MOHUR_TRY_VOID(tx.exec(sign, document.id));
        return true;
    });
    ASSERT_TRUE(drop(held));
    EXPECT_EQ(agency_.reload(document.id).state, DocumentState::cancelled);
}

TEST_F(Numbers, AreConfirmedOnce) {
    const auto held = reserve(agency_.draft(Direction::outgoing, agency_.clerk));
    const auto confirm = [&] {
        return agency_.attempt([&](sql::Transaction& tx) {
            return registrar_.confirm(tx, agency_.act_of(agency_.head), held.id);
        });
    };
    EXPECT_TRUE(confirm());
    EXPECT_EQ(confirm().error().reason, "registration-not-reserved");
}

TEST_F(Numbers, AreReplacedByVoidAndRegisterAgain) {
    const auto document = agency_.draft(Direction::incoming, agency_.office);
    const auto first = must(enter(document));
    const auto before = agency_.reload(document.id);
    const auto again = [&](std::int64_t seen) {
        return agency_.attempt([&](sql::Transaction& tx) {
            return registrar_.register_again(tx, agency_.act_of(agency_.office), document.id, seen,
                                             agency_.incoming, "Jurnal səhv seçilib");
        });
    };
    EXPECT_EQ(again(before.row_version - 1).error().reason, "version-stale");
    const auto second = must(again(before.row_version));
    EXPECT_EQ(second.number, 2);
    EXPECT_EQ(second.state, RegistrationState::registered);
    EXPECT_EQ(agency_.reload(document.id).state, DocumentState::registered);
    auto tx = must(agency_.database().begin_read(agency_.scope()));
    EXPECT_EQ(must(registration_of(tx, first.id)).state, RegistrationState::voided);
}

TEST_F(Numbers, ReservedForACancelledDraftAreVoided) {
    const auto document = agency_.draft(Direction::outgoing, agency_.clerk);
    static_cast<void>(reserve(document));
    agency_.write([&](sql::Transaction& tx) {
        return Registry{agency_.ids()}.cancel(tx, agency_.act_of(agency_.clerk), document.id,
                                              agency_.reload(document.id).row_version, "İmtina");
    });
    EXPECT_EQ(book(agency_.outgoing).at(0).registration.state, RegistrationState::voided);
}

TEST_F(Numbers, CannotBeChangedByTheApplication) {
    must(enter(agency_.draft(Direction::incoming, agency_.office)));
    constexpr sql::Statement update{"test.renumber", "UPDATE registration SET number = 99"};
    constexpr sql::Statement remove{"test.unregister", "DELETE FROM registration"};
    constexpr sql::Statement revive{"test.revive", "DELETE FROM registration_step"};
    for (const auto& statement : {update, remove, revive}) {
        const auto refused =
            agency_.attempt([&](sql::Transaction& tx) { return tx.exec(statement); });
        ASSERT_FALSE(refused) << statement.name;
        EXPECT_EQ(refused.error().code, ErrorCode::denied);
    }
}

TEST_F(Numbers, AreGaplessUnderConcurrentRegistrationInSeveralJournals) {
    constexpr int kThreads = 6;
    constexpr int kEach = 8;
    JournalId second = agency_.write([&](sql::Transaction& tx) {
        return registrar_.open_journal(
            tx, agency_.act_of(agency_.chief),
            {"Müraciətlər", Direction::incoming, "M-{seq}/{yy}", Period::year, "", ""});
    });
    std::vector<Document> drafts;
    for (int i = 0; i < kThreads * kEach; ++i) {
        drafts.push_back(agency_.draft(Direction::incoming, agency_.office));
    }
    std::atomic<int> failed{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t) {
        threads.emplace_back([&, t] {
            for (int i = 0; i < kEach; ++i) {
                const auto& draft = drafts[static_cast<std::size_t>(t * kEach + i)];
                const auto held = enter(draft, i % 2 == 0 ? agency_.incoming : second);
                failed += held ? 0 : 1;
                if (held && i % 3 == 0) {
                    failed += drop(*held) ? 0 : 1;
                }
            }
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    EXPECT_EQ(failed, 0);
    for (const auto journal : {agency_.incoming, second}) {
        std::set<std::int64_t> numbers;
        for (const auto& line : book(journal)) {
            EXPECT_TRUE(numbers.insert(line.registration.number).second);
        }
        EXPECT_EQ(numbers.size(), static_cast<std::size_t>(kThreads * kEach / 2));
        EXPECT_EQ(*numbers.rbegin(), kThreads * kEach / 2);
    }
}

TEST_F(Numbers, OfTwoPeopleRegisteringOnePaperOneWins) {
    const auto document = agency_.draft(Direction::incoming, agency_.office);
    std::atomic<int> won{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&] { won += enter(document) ? 1 : 0; });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    EXPECT_EQ(won, 1);
    EXPECT_EQ(book(agency_.incoming).size(), 1U);
}

struct MaskCase {
    const char* mask;
    const char* expected;
};

TEST_F(Numbers, FollowTheMaskOfTheirJournal) {
    const MaskCase cases[] = {
        {"{unit}/{file}-{seq}", "4/25-7"},
        {"{seq}/Ə", "7/Ə"},
        {"K-{seq}", "K-7"},
        {"D-{seq}/{yy}", "D-7/26"},
        {"AR-{yyyy}-{seq:6}-{check}", "AR-2026-000007-8"},
        {"№ {seq:1}", "№ 7"},
    };
    constexpr sql::Statement index{"test.index", "SELECT index_of($1, '4', '25', 7, $2) AS text"};
    auto tx = must(agency_.database().begin_read(agency_.scope()));
    const Date day{std::chrono::year{2026} / 3 / 5};
    for (const auto& each : cases) {
        EXPECT_EQ(must(tx.exec(index, each.mask, day))[0].text("text"), each.expected);
    }
}

TEST_F(Numbers, RefuseMasksWithoutASequenceOrWithUnknownParts) {
    for (const auto* mask : {"D-{yy}", "{seq}{seq}", "{seq:0}", "{seq:12}", "{number}-{seq}",
                             "{seq", "seq}", "{seq}}"}) {
        const auto refused = agency_.attempt([&](sql::Transaction& tx) {
            return registrar_.open_journal(tx, agency_.act_of(agency_.chief),
                                           {mask, Direction::internal, mask, Period::none, "", ""});
        });
        EXPECT_EQ(refused.error().reason, "mask-invalid") << mask;
    }
}

// ISO 7064 MOD 11,10: 79462 has the check digit 3 (worked example of python-stdnum).
TEST_F(Numbers, CarryTheCheckDigitOfIso7064) {
    constexpr sql::Statement check{"test.check", "SELECT check_digit($1) AS digit"};
    auto tx = must(agency_.database().begin_read(agency_.scope()));
    EXPECT_EQ(must(tx.exec(check, "79462"))[0].text("digit"), "3");
}

}  // namespace
}  // namespace mohur::documents
