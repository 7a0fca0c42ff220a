// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/registry/registry.h"

#include "tests/support/agency/test_agency.h"

#include <gtest/gtest.h>

namespace mohur::documents {
namespace {

using testing::must;
using testing::TestAgency;

class Drafts : public ::testing::Test {
protected:
    Result<Document> see(const testing::Member& member, DocumentId id) {
        return agency_.database().read(agency_.scope(), [&](sql::Transaction& tx) {
            return document_of(tx, agency_.act_of(member), id);
        });
    }
    DocumentPage list(const testing::Member& member, const DocumentQuery& query,
                      std::optional<DocumentId> before = {}, int limit = 50) {
        return must(agency_.database().read(agency_.scope(), [&](sql::Transaction& tx) {
            return list_documents(tx, agency_.act_of(member), query, before, limit);
        }));
    }
    TestAgency agency_;
    Registry registry_{agency_.ids()};
};

TEST_F(Drafts, AreCapturedWithCardVersionAndHistory) {
    const auto document = agency_.draft(Direction::outgoing, agency_.clerk);
    EXPECT_EQ(document.state, DocumentState::draft);
    EXPECT_EQ(document.current_version, 1);
    EXPECT_EQ(document.card, agency_.card(Direction::outgoing));
    EXPECT_EQ(document.author_name, "İsmayılov Aynur");
    auto tx = must(agency_.database().begin_read(agency_.scope()));
    const auto act = agency_.act_of(agency_.clerk);
    const auto versions = must(versions_of(tx, act, document.id));
    ASSERT_EQ(versions.size(), 1U);
    EXPECT_EQ(versions[0].files.at(0).name, "məktub.pdf");
    EXPECT_EQ(must(file_of(tx, act, document.id, 1, 1)).size, 17U);
    EXPECT_EQ(file_of(tx, act, document.id, 1, 2).error().reason, "file-missing");
    std::vector<std::string> types;
    for (const auto& event : must(history_of(tx, act, document.id))) {
        types.push_back(event.type);
    }
    EXPECT_EQ(types, (std::vector<std::string>{"document.captured", "document.version_added"}));
}

TEST_F(Drafts, OfIncomingPapersAreTheRegistryOfficesWork) {
    const auto paper = agency_.file("x");
    const auto refused = agency_.attempt([&](sql::Transaction& tx) {
        return registry_.capture(tx, agency_.act_of(agency_.clerk),
                                 agency_.card(Direction::incoming), {paper});
    });
    EXPECT_EQ(refused.error().reason, "power-missing");
}

TEST_F(Drafts, NeedExactlyOneMainFile) {
    const auto annex = agency_.file("x", FileRole::annex);
    const auto refused = agency_.attempt([&](sql::Transaction& tx) {
        return registry_.capture(tx, agency_.act_of(agency_.clerk),
                                 agency_.card(Direction::outgoing), {annex});
    });
    EXPECT_EQ(refused.error(), Error::malformed("main-file-missing"));
}

TEST_F(Drafts, RefuseAStaleVersion) {
    const auto document = agency_.draft(Direction::outgoing, agency_.clerk);
    const auto paper = agency_.file("ikinci");
    const auto add = [&](std::int64_t seen) {
        return agency_.attempt([&](sql::Transaction& tx) {
            return registry_.add_version(tx, agency_.act_of(agency_.clerk), document.id, seen,
                                         {paper}, "düzəliş");
        });
    };
    const auto second = add(document.row_version);
    ASSERT_TRUE(second);
    EXPECT_EQ(second->current_version, 2);
    EXPECT_EQ(add(document.row_version).error().reason, "version-stale");
}

TEST_F(Drafts, AreWrittenOnByTheirAuthorAlone) {
    const auto document = agency_.draft(Direction::outgoing, agency_.clerk);
    const auto paper = agency_.file("başqasının");
    const auto refused = agency_.attempt([&](sql::Transaction& tx) {
        return registry_.add_version(tx, agency_.act_of(agency_.office), document.id,
                                     document.row_version, {paper}, "");
    });
    EXPECT_EQ(refused.error().reason, "not-the-author");
}

TEST_F(Drafts, KnowHowManyPagesCanBeShown) {
    auto paper = agency_.file("iki səhifə");
    paper.pages = 2;
    const auto document = agency_.write([&](sql::Transaction& tx) {
        return registry_.capture(tx, agency_.act_of(agency_.clerk),
                                 agency_.card(Direction::outgoing),
                                 {paper, agency_.file("cədvəl", FileRole::annex)});
    });
    auto tx = must(agency_.database().begin_read(agency_.scope()));
    const auto files =
        must(versions_of(tx, agency_.act_of(agency_.clerk), document.id)).back().files;
    EXPECT_EQ(files[0].pages, 2);
    EXPECT_EQ(files[1].pages, 0);
}

TEST_F(Drafts, KeepWhatTheCardSaidBefore) {
    const auto document = agency_.draft(Direction::outgoing, agency_.clerk);
    auto card = document.card;
    card.title = "Yeni başlıq";
    card.sheets = 3;
    agency_.write([&](sql::Transaction& tx) {
        return registry_.edit_card(tx, agency_.act_of(agency_.clerk), document.id,
                                   document.row_version, card, "");
    });
    auto tx = must(agency_.database().begin_read(agency_.scope()));
    const auto last = must(history_of(tx, agency_.act_of(agency_.clerk), document.id)).back();
    EXPECT_EQ(last.type, "card.edited");
    EXPECT_EQ(last.payload["changes"]["title"]["from"].as_string(), document.card.title);
    EXPECT_EQ(last.payload["changes"]["sheets"]["to"].as_integer(), 3);
    EXPECT_EQ(last.payload["changes"].members().size(), 2U);
}

TEST_F(Drafts, NeverChangeTheirDirection) {
    const auto document = agency_.draft(Direction::outgoing, agency_.clerk);
    auto card = document.card;
    card.direction = Direction::internal;
    const auto refused = agency_.attempt([&](sql::Transaction& tx) {
        return registry_.edit_card(tx, agency_.act_of(agency_.clerk), document.id,
                                   document.row_version, card, "");
    });
    EXPECT_EQ(refused.error().reason, "direction-fixed");
}

TEST_F(Drafts, AreSeenByThoseWhoNeedToKnow) {
    auto card = agency_.card(Direction::outgoing);
    const auto open = agency_.draft(Direction::outgoing, agency_.clerk);
    card.access_mark = AccessMark::service_use;
    const auto paper = agency_.file("dsp");
    const auto marked = agency_.write([&](sql::Transaction& tx) {
        return registry_.capture(tx, agency_.act_of(agency_.clerk), card, {paper});
    });
    struct Case {
        testing::Member member;
        bool sees_open;
        bool sees_marked;
    };
    for (const auto& each : {Case{agency_.clerk, true, true}, Case{agency_.office, true, true},
                             Case{agency_.head, true, false}, Case{agency_.adviser, false, false},
                             Case{agency_.chief, false, false}}) {
        EXPECT_EQ(see(each.member, open.id).has_value(), each.sees_open);
        EXPECT_EQ(see(each.member, marked.id).has_value(), each.sees_marked);
        EXPECT_EQ(list(each.member, {}).lines.size(),
                  static_cast<std::size_t>(each.sees_open) + (each.sees_marked ? 1U : 0U));
    }
    EXPECT_EQ(see(agency_.adviser, open.id).error(), Error::not_found("document-missing"));
}

TEST_F(Drafts, AreFoundByWordBeginningsInAnyCase) {
    const auto document = agency_.draft(Direction::outgoing, agency_.clerk);
    for (const auto* words : {"təklif", "TƏKLİFLƏRİN", "teklif barede", "qanun layih"}) {
        DocumentQuery query;
        query.text = words;
        ASSERT_EQ(list(agency_.clerk, query).lines.size(), 1U) << words;
    }
    DocumentQuery query;
    query.text = "müqavilə";
    EXPECT_TRUE(list(agency_.clerk, query).lines.empty());
    query.text = "' & !:* (";
    EXPECT_TRUE(list(agency_.clerk, query).lines.empty());
}

TEST_F(Drafts, OfAnotherAgencyAreNotFoundByWords) {
    static_cast<void>(agency_.draft(Direction::outgoing, agency_.clerk));
    TestAgency other;
    constexpr sql::Statement find{"test.find", "SELECT find_documents($1, NULL) AS id"};
    auto tx = must(agency_.database().begin_read(other.scope()));
    EXPECT_TRUE(must(tx.exec(find, "təklif")).empty());
    auto nobody = must(agency_.database().begin_read(sql::GlobalScope{}));
    EXPECT_TRUE(must(nobody.exec(find, "təklif")).empty());
}

TEST_F(Drafts, AreListedInPagesNewestFirst) {
    std::vector<DocumentId> made;
    for (int i = 0; i < 5; ++i) {
        agency_.clock().advance(std::chrono::milliseconds{1});
        made.push_back(agency_.draft(Direction::outgoing, agency_.clerk).id);
    }
    std::vector<DocumentId> listed;
    std::optional<DocumentId> before;
    do {
        const auto page = list(agency_.clerk, {Direction::outgoing, {}, {}, true}, before, 2);
        for (const auto& line : page.lines) {
            listed.push_back(line.id);
        }
        before = page.next;
    } while (before);
    std::reverse(made.begin(), made.end());
    EXPECT_EQ(listed, made);
}

TEST_F(Drafts, AreLinkedBothWays) {
    const auto first = agency_.draft(Direction::outgoing, agency_.clerk);
    const auto second = agency_.draft(Direction::outgoing, agency_.clerk);
    const auto link = [&] {
        return agency_.attempt([&](sql::Transaction& tx) {
            return registry_.link(tx, agency_.act_of(agency_.clerk), second.id, first.id,
                                  LinkType::reply_to);
        });
    };
    ASSERT_TRUE(link());
    EXPECT_EQ(link().error().reason, "already-exists");
    auto tx = must(agency_.database().begin_read(agency_.scope()));
    const auto back = must(links_of(tx, agency_.act_of(agency_.clerk), first.id));
    ASSERT_EQ(back.size(), 1U);
    EXPECT_EQ(back[0].document, second.id);
    EXPECT_FALSE(back[0].outgoing);
}

TEST_F(Drafts, AreCancelledWithAReason) {
    const auto document = agency_.draft(Direction::outgoing, agency_.clerk);
    const auto cancel = [&](std::string_view reason) {
        return agency_.attempt([&](sql::Transaction& tx) {
            return registry_.cancel(tx, agency_.act_of(agency_.clerk), document.id,
                                    document.row_version, reason);
        });
    };
    EXPECT_EQ(cancel("").error().reason, "reason-missing");
    EXPECT_EQ(must(cancel("Ehtiyac qalmadı")).state, DocumentState::cancelled);
}

TEST_F(Drafts, CorrespondentsAreFoundByAWordsBeginning) {
    agency_.write([&](sql::Transaction& tx) {
        return registry_.add_correspondent(tx, agency_.act_of(agency_.clerk),
                                           {"Örnək Rayon İcra Hakimiyyəti", false, {}, "ornek"});
    });
    auto tx = must(agency_.database().begin_read(agency_.scope()));
    for (const auto* words : {"örnək", "ICRA", "hakim"}) {
        EXPECT_EQ(must(correspondents(tx, words)).size(), 1U) << words;
    }
    EXPECT_TRUE(must(correspondents(tx, "%")).empty());
}

TEST_F(Drafts, ACorrespondentIsNamedByTheWholeNameOnly) {
    const auto id = agency_.write([&](sql::Transaction& tx) {
        return registry_.add_correspondent(tx, agency_.act_of(agency_.clerk),
                                           {"Örnək Bankı", false, {}, {}});
    });
    auto tx = must(agency_.database().begin_read(agency_.scope()));
    EXPECT_EQ(must(correspondent_named(tx, "Örnək Bankı")), id);
    EXPECT_EQ(must(correspondent_named(tx, "Örnək")), std::nullopt);
    EXPECT_EQ(must(correspondent_named(tx, "örnək bankı")), std::nullopt);
}

}  // namespace
}  // namespace mohur::documents
