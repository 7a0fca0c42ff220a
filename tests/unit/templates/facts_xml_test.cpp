// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "templates/facts_xml.h"

#include "tests/unit/templates/samples.h"

namespace mohur::templates::testing {
namespace {

TEST(FactsXml, HoldsIssueAndFactsByName) {
    const auto letter = package("official-letter");
    Json facts;
    facts.set("agency", Json::object({{"name", "A & B <c>"}, {"voen", "9952601861"}}));
    facts.set("body", Json::array({"bir", "iki"}));
    facts.set("attachment_sheets", 3);
    const Bytes xml = write_facts_xml(letter, facts, context());
    EXPECT_EQ(
        as_text(xml),
        R"(<?xml version="1.0" encoding="UTF-8"?>)"
        "\n"
        R"(<facts xmlns="urn:mohur:facts:1" template="official-letter" version="2" xml:lang="az">)"
        "<issue><number>4/25-123</number><date>2026-11-21</date><code>K7QF-3M9P-2XRA</code>"
        "<address>https://mohur.example/v/K7QF-3M9P-2XRA</address></issue>"
        "<data><agency><name>A &amp; B &lt;c&gt;</name><voen>9952601861</voen></agency>"
        "<body><item>bir</item><item>iki</item></body>"
        "<attachment_sheets>3</attachment_sheets></data></facts>");
}

TEST(FactsXml, DatesTheFirstCenturiesWithFourDigits) {
    using namespace std::chrono_literals;
    RenderContext early = context();
    early.date = 980y / std::chrono::March / 7;
    const auto letter = package("official-letter");
    EXPECT_NE(
        as_text(write_facts_xml(letter, Json::object(), early)).find("<date>0980-03-07</date>"),
        std::string_view::npos);
}

}  // namespace
}  // namespace mohur::templates::testing
