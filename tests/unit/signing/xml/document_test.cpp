// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/xml/document.h"

#include <gtest/gtest.h>

namespace mohur::signing::xml {
namespace {

Result<Document> parse(std::string_view text, const Limits& limits = {}) {
    return Document::parse(as_bytes(text), limits);
}

std::string reason(std::string_view text, const Limits& limits = {}) {
    const auto document = parse(text, limits);
    return document ? "accepted" : document.error().reason;
}

TEST(Document, refuses_every_document_type_declaration) {
    EXPECT_EQ(reason("<!DOCTYPE a><a/>"), "xml-doctype");
    EXPECT_EQ(
        reason("<?xml version=\"1.0\"?><!-- x --><!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>"),
        "xml-doctype");
    EXPECT_EQ(reason("<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><a>&e;</a>"),
              "xml-doctype");
}

TEST(Document, stops_at_the_doctype_before_its_entities_are_read) {
    std::string bomb = "<!DOCTYPE a [<!ENTITY e0 \"x\">";
    for (int i = 1; i < 40; ++i) {
        const auto before = std::to_string(i - 1);
        bomb += "<!ENTITY e" + std::to_string(i) + " \"&e" + before + ";&e" + before + ";\">";
    }
    EXPECT_EQ(reason(bomb + "]><a>&e39;</a>"), "xml-doctype");
    // What follows is not even well-formed: it was never looked at.
    EXPECT_EQ(reason("<!DOCTYPE a [<!ENTITY broken"), "xml-doctype");
}

TEST(Document, knows_no_entity_but_the_predefined_ones) {
    EXPECT_EQ(parse("<a>&lt;&amp;&gt;&quot;&apos;&#x41;</a>")->root().text(), "<&>\"'A");
    EXPECT_EQ(reason("<a>&other;</a>"), "xml-not-wellformed");
}

TEST(Document, refuses_what_is_not_wellformed) {
    for (const auto* text :
         {"", " ", "text", "<a>", "<a></b>", "<a/><b/>", "<a x='1' x='2'/>", "<p:a/>", "<a b/>",
          "<a>\x01</a>", "<a>\xFF</a>", "<a xmlns:p='u' xmlns:q='u' p:x='1' q:x='2'/>"}) {
        EXPECT_EQ(reason(text), "xml-not-wellformed") << text;
    }
}

TEST(Document, ends_where_its_octets_end) {
    using std::string_view_literals::operator""sv;
    for (const auto text :
         {"<a/>\0"sv, "<a/>\0<b/>"sv, "<a/>\0 junk"sv, "<abcd>\0</abcd>"sv, "<a/> x"sv}) {
        EXPECT_EQ(reason(text), "xml-not-wellformed") << text;
    }
    EXPECT_EQ(reason("<a/>\n <!-- b -->\n"), "accepted");
}

TEST(Document, bounds_size_before_parsing) {
    Limits limits;
    limits.xml_bytes = 7;
    EXPECT_EQ(reason("<aaaaa/>", limits), "xml-too-large");
    EXPECT_EQ(reason("<aaaa/>", limits), "accepted");
}

std::string nested(int depth) {
    std::string text;
    for (int i = 0; i < depth; ++i) {
        text += "<a>";
    }
    for (int i = 0; i < depth; ++i) {
        text += "</a>";
    }
    return text;
}

TEST(Document, bounds_depth) {
    Limits limits;
    limits.xml_depth = 20;
    EXPECT_EQ(reason(nested(20), limits), "accepted");
    EXPECT_EQ(reason(nested(21), limits), "xml-too-deep");
}

std::string with_attributes(int count, const std::string& name) {
    std::string text = "<!-- ' = --><a";
    for (int i = 0; i < count; ++i) {
        text += ' ' + name + std::to_string(i) + "='=\"='";
    }
    return text + "/>";
}

TEST(Document, bounds_attributes_of_one_element) {
    EXPECT_EQ(reason(with_attributes(256, "n")), "accepted");
    EXPECT_EQ(reason(with_attributes(257, "n")), "xml-too-large");
    auto unfinished = with_attributes(100'000, "n");
    unfinished.resize(unfinished.size() - 2);
    EXPECT_EQ(reason(unfinished), "xml-too-large");
}

TEST(Document, bounds_namespaces_in_scope) {
    std::string open;
    std::string close;
    for (int level = 0; level < 3; ++level) {
        open += "<a";
        for (int i = 0; i < 100; ++i) {
            open += " xmlns:p" + std::to_string(level * 100 + i) + "='urn:x'";
        }
        open += '>';
        close += "</a>";
    }
    EXPECT_EQ(reason(open + close), "xml-too-large");
}

TEST(Document, accepts_only_encodings_that_keep_ascii) {
    EXPECT_EQ(parse("<?xml version='1.0' encoding='ISO-8859-9'?><a>\xFD</a>")->root().text(), "ı");
    EXPECT_EQ(parse("\xEF\xBB\xBF<a>ə</a>")->root().text(), "ə");
    EXPECT_EQ(reason(std::string_view{"\xFF\xFE<\0a\0/\0>\0", 10}), "xml-encoding");
    EXPECT_EQ(reason("<?xml version='1.0' encoding='UTF-7'?><a/>"), "xml-encoding");
}

TEST(Document, finds_identifiers_and_tells_when_they_are_doubled) {
    const auto document = *parse(
        "<a Id='one'><b ID='two'/><c id='three'/><d xml:id='four'/><e Id='two'/>"
        "<f x:Id='five' xmlns:x='urn:x'/><g Id='six' id='six'/></a>");
    EXPECT_EQ(document.by_id("one").element, document.root());
    EXPECT_TRUE(document.by_id("one").unique);
    EXPECT_EQ(document.by_id("two").element->name(), "b");
    EXPECT_FALSE(document.by_id("two").unique);
    EXPECT_EQ(document.by_id("three").element->name(), "c");
    EXPECT_EQ(document.by_id("four").element->name(), "d");
    EXPECT_FALSE(document.by_id("five").element.has_value());
    EXPECT_TRUE(document.by_id("six").unique);
    EXPECT_FALSE(document.by_id("").element.has_value());
}

TEST(Element, gives_names_and_attributes_by_namespace) {
    const auto document = *parse("<p:a xmlns:p='urn:p' x='1' p:x='2' y='&#xA;&lt;'/>");
    const auto root = document.root();
    EXPECT_TRUE(root.is("urn:p", "a"));
    EXPECT_FALSE(root.is("", "a"));
    EXPECT_EQ(root.attribute("x"), "1");
    EXPECT_EQ(root.attribute("urn:p", "x"), "2");
    EXPECT_EQ(root.attribute("y"), "\n<");
    EXPECT_FALSE(root.attribute("z").has_value());
    EXPECT_EQ(root.attribute_names(), (std::vector<std::string>{"x", "y"}));
}

TEST(Element, walks_children_and_descendants) {
    const auto document = *parse("<a>t<b><c/></b><!--x--><d/><b n='2'/></a>");
    const auto root = document.root();
    std::string children;
    for (const auto& child : root.children()) {
        children += child.name();
    }
    EXPECT_EQ(children, "bdb");
    EXPECT_EQ(root.children("", "b").size(), 2U);
    std::string all;
    for (auto at = std::optional{root}; at; at = at->next_within(root)) {
        all += at->name();
    }
    EXPECT_EQ(all, "abcdb");
    const auto b = *root.child("", "b");
    EXPECT_FALSE(b.first_child()->next_within(b).has_value());
    EXPECT_TRUE(root.contains(*b.first_child()));
    EXPECT_FALSE(b.contains(root));
    EXPECT_EQ(root.children("", "b")[1].path(), (std::vector<std::size_t>{2}));
    EXPECT_EQ(b.parent(), root);
    EXPECT_FALSE(root.parent().has_value());
}

TEST(Element, reads_text_and_base64) {
    const auto document = *parse("<a>AQ<!-- c -->\n ID<![CDATA[BA]]>==</a>");
    EXPECT_EQ(document.root().text(), "AQ\n IDBA==");
    EXPECT_EQ(*document.root().base64(), (Bytes{1, 2, 3, 4}));
    EXPECT_FALSE(parse("<a>AQID*</a>")->root().base64());
    EXPECT_FALSE(parse("<a>AQID<b/></a>")->root().base64());
    EXPECT_TRUE(parse("<a> x <b/></a>")->root().has_own_text());
    EXPECT_FALSE(parse("<a> <b>x</b></a>")->root().has_own_text());
}

TEST(Element, knows_the_namespaces_in_scope) {
    const auto document =
        *parse("<a xmlns='urn:d' xmlns:p='urn:p'><b xmlns='' xmlns:p='urn:q'/></a>");
    const auto b = *document.root().first_child();
    EXPECT_EQ(document.root().namespace_of_prefix(""), "urn:d");
    EXPECT_EQ(b.namespace_of_prefix(""), "");
    EXPECT_EQ(b.namespace_of_prefix("p"), "urn:q");
    EXPECT_EQ(b.namespace_of_prefix("none"), "");
}

TEST(Lists, are_split_at_white_space) {
    EXPECT_EQ(split_list(" a  b\n#default "), (std::vector<std::string>{"a", "b", "#default"}));
    EXPECT_TRUE(split_list(" ").empty());
    EXPECT_EQ(trim("\t x y \n"), "x y");
}

}  // namespace
}  // namespace mohur::signing::xml
