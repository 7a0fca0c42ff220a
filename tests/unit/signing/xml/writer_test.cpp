// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/xml/writer.h"

#include "signing/xml/document.h"

#include <gtest/gtest.h>

namespace mohur::signing::xml {
namespace {

TEST(Writer, writes_elements_and_closes_what_is_open) {
    Writer writer;
    writer.open("a", {{"x", "1"}, {"y", "\"<&\n"}})
        .leaf("b", "t<&>")
        .empty("c", {{"z", ""}})
        .open("d");
    writer.markup("<e/>").text("\r");
    EXPECT_EQ(writer.take(),
              "<a x=\"1\" y=\"&quot;&lt;&amp;&#xA;\"><b>t&lt;&amp;&gt;</b><c "
              "z=\"\"/><d><e/>&#xD;</d></a>");
}

TEST(Writer, survives_a_parse_with_every_character) {
    std::string text = "ə\t\n\r<>&\"' ]]>";
    Writer writer;
    writer.leaf("a", text, {{"v", text}});
    const auto document = *Document::parse(as_bytes(writer.take()), Limits{});
    EXPECT_EQ(document.root().text(), text);
    EXPECT_EQ(document.root().attribute("v"), text);
}

TEST(Writer, replaces_characters_that_xml_cannot_hold) {
    EXPECT_EQ(escape_text(std::string_view{"a\0b\x1F", 4}),
              "a\xEF\xBF\xBD"
              "b\xEF\xBF\xBD");
    EXPECT_EQ(escape_attribute("\x01"), "\xEF\xBF\xBD");
}

TEST(Writer, says_the_same_in_ascii) {
    EXPECT_EQ(ascii_markup("<a b=\"ə\">Ж€😀</a>"), "<a b=\"&#601;\">&#1046;&#8364;&#128512;</a>");
    const std::string text = "Bakı – əlavə 😀";
    const auto document = *Document::parse(as_bytes("<?xml version='1.0' encoding='ISO-8859-1'?>" +
                                                    ascii_markup("<a>" + text) + "</a>"),
                                           Limits{});
    EXPECT_EQ(document.root().text(), text);
    EXPECT_EQ(ascii_markup("a\xFF\xC3"), "a&#65533;&#65533;");
}

}  // namespace
}  // namespace mohur::signing::xml
