// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/xml/source_map.h"

#include <gtest/gtest.h>

namespace mohur::signing::xml {
namespace {

constexpr std::string_view kSource =
    "<?xml version='1.0'?><!-- <x> --><p:a xmlns:p='urn:p' t='>'>\n"
    "<b><![CDATA[<b>]]></b><?pi <b>?><b><c n=\"/>\"/></b></p:a>\n";

Document parse(std::string_view text) {
    return *Document::parse(as_bytes(text), Limits{});
}

std::string located(std::string_view source, const Element& element) {
    const auto range = *locate(as_bytes(source), element);
    return std::string{source.substr(range.begin, range.end - range.begin)};
}

TEST(SourceMap, finds_each_element_in_its_bytes) {
    const auto document = parse(kSource);
    const auto bs = document.root().children("", "b");
    EXPECT_EQ(located(kSource, document.root()), kSource.substr(33, kSource.size() - 34));
    EXPECT_EQ(located(kSource, bs[0]), "<b><![CDATA[<b>]]></b>");
    EXPECT_EQ(located(kSource, bs[1]), "<b><c n=\"/>\"/></b>");
    EXPECT_EQ(located(kSource, *bs[1].first_child()), "<c n=\"/>\"/>");
}

TEST(SourceMap, inserts_without_touching_other_bytes) {
    const auto document = parse(kSource);
    const auto b = document.root().children("", "b")[1];
    const auto after = *with_following(as_bytes(kSource), *b.first_child(), "<d/>");
    EXPECT_EQ(as_text(after).size(), kSource.size() + 4);
    EXPECT_NE(as_text(after).find("<c n=\"/>\"/><d/></b>"), std::string_view::npos);
    const auto inside = *with_appended(as_bytes(kSource), b, "<d/>");
    EXPECT_EQ(as_text(inside), as_text(after));
    const auto opened = *with_appended(as_bytes(kSource), *b.first_child(), "text");
    EXPECT_NE(as_text(opened).find("<c n=\"/>\">text</c></b>"), std::string_view::npos);
}

TEST(SourceMap, inserts_in_several_places_at_once) {
    using Place = Insertion::Place;
    const auto document = parse(kSource);
    const auto bs = document.root().children("", "b");
    const auto all = *with_insertions(as_bytes(kSource), {{bs[1], Place::last_child, "3"},
                                                          {bs[1], Place::first_child, "2"},
                                                          {document.root(), Place::after, "4"},
                                                          {bs[0], Place::before, "1"}});
    EXPECT_EQ(as_text(all),
              "<?xml version='1.0'?><!-- <x> --><p:a xmlns:p='urn:p' t='>'>\n"
              "1<b><![CDATA[<b>]]></b><?pi <b>?><b>2<c n=\"/>\"/>3</b></p:a>4\n");
    const auto empty = *bs[1].first_child();
    EXPECT_FALSE(with_insertions(
        as_bytes(kSource), {{empty, Place::first_child, "1"}, {empty, Place::last_child, "2"}}))
        << "an empty tag opens once";
}

TEST(SourceMap, refuses_bytes_of_another_document) {
    const auto document = parse(kSource);
    const auto c = *document.root().children("", "b")[1].first_child();
    for (const auto* other : {"<a/>", "<a><b/></a>", "<a><b/><b/></a>", "<a><b/><b>", ""}) {
        EXPECT_FALSE(locate(as_bytes(other), c)) << other;
    }
}

}  // namespace
}  // namespace mohur::signing::xml
