// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/xmldsig/xpath.h"

#include "tests/support/xmldsig/oracle.h"

#include <gtest/gtest.h>

namespace mohur::signing::xmldsig {
namespace {

constexpr std::string_view kDocument =
    "<r xmlns:p='urn:p'><a Id='1'><p:b Id='2'><a Id='3'><c Id='4'/></a></p:b></a>"
    "<b Id='5'><p:b Id='6'/><c Id='7'/></b></r>";

std::string ids(const std::vector<xml::Element>& elements) {
    std::string all;
    for (const auto& element : elements) {
        all += element.attribute("Id").value_or("r");
    }
    return all;
}

std::string select(std::string_view expression) {
    const auto document = parse(kDocument);
    const auto path = LocationPath::parse(expression, document.root());
    if (!path) {
        return path.error().reason;
    }
    return path->selects_root() ? "/" : ids(path->select(document));
}

TEST(LocationPath, selects_over_child_and_descendant_steps) {
    const std::pair<std::string_view, std::string_view> cases[] = {
        {"/", "/"},
        {"/r", "r"},
        {"/a", ""},
        {"/r/a", "1"},
        {"/child::r/child::a", "1"},
        {"/r/*", "15"},
        {"//a", "13"},
        {"/descendant::a", "13"},
        {" / descendant :: a ", "13"},
        {"//*", "r1234567"},
        {"//p:b", "26"},
        {"//b", "5"},
        {"//p:b/a/c", "4"},
        {"//p:b//c", "4"},
        {"/r/descendant::c", "47"},
        {"/r//p:b/*", "3"},
        {"//a[@Id='3']", "3"},
        {"//*[@Id=\"6\"]", "6"},
        {"//*[@Id='9']", ""},
        {"//*[@Id='1']/p:b/a", "3"},
        {"/descendant::*[name()='p:b']", "26"},
        {"/descendant::*[name()='b']", "5"},
        {"//a//a//a", ""},
        {"//a//c", "4"},
    };
    for (const auto& [expression, expected] : cases) {
        EXPECT_EQ(select(expression), expected) << expression;
    }
}

TEST(LocationPath, refuses_everything_outside_its_grammar) {
    for (const auto* expression : {"",
                                   "a",
                                   "a/b",
                                   "..",
                                   "/..",
                                   "/r/..",
                                   "//a[1]",
                                   "//a[position()=1]",
                                   "//a | //b",
                                   "///a",
                                   "/r/",
                                   "//",
                                   "//a[@Id]",
                                   "//a[@Id='3'][@Id='3']",
                                   "//a[@Id='3' or 1=1]",
                                   "//node()",
                                   "//text()",
                                   "/following::a",
                                   "/ancestor::a",
                                   "/self::r",
                                   "//@Id",
                                   "id('1')",
                                   "//q:a",
                                   "//a[@p:Id='3']",
                                   "//a[contains(@Id,'3')]",
                                   "//a[@Id=3]",
                                   "//a[name()=1]",
                                   "//a[@Id='3",
                                   "document('x')",
                                   "//a[count(//*)>0]",
                                   "/r/descendant-or-self::a",
                                   "//-a",
                                   "here()"}) {
        EXPECT_EQ(select(expression), "transform-refused") << expression;
    }
    EXPECT_EQ(select("/" + std::string(1024, 'a')), "transform-refused");
    std::string steps;
    for (int i = 0; i < 17; ++i) {
        steps += "//a";
    }
    EXPECT_EQ(select(steps), "transform-refused");
    EXPECT_EQ(select(steps.substr(3)), "");
}

std::string condition(std::string_view expression) {
    const auto document = parse(kDocument);
    const auto parsed = AncestorCondition::parse(expression, document.root());
    if (!parsed) {
        return parsed.error().reason;
    }
    return (parsed->negated ? "not " : "") + ids(parsed->apexes(document));
}

TEST(AncestorCondition, finds_the_subtrees_that_it_keeps_or_drops) {
    EXPECT_EQ(condition("not(ancestor-or-self::p:b)"), "not 26");
    EXPECT_EQ(condition("\n not ( ancestor-or-self :: a ) "), "not 13");
    EXPECT_EQ(condition("ancestor-or-self::a[@Id='3']"), "3");
}

TEST(AncestorCondition, refuses_everything_else) {
    for (const auto* expression :
         {"", "true()", "1", "not(ancestor-or-self::a", "not(ancestor::a)", "ancestor-or-self::q:a",
          "not(not(ancestor-or-self::a))", "not(ancestor-or-self::a) and 1=1",
          "count(ancestor-or-self::a)=0", "not(self::a)", "ancestor-or-self::a or self::b",
          "not(ancestor-or-self::a | ancestor-or-self::b)"}) {
        EXPECT_EQ(condition(expression), "transform-refused") << expression;
    }
}

}  // namespace
}  // namespace mohur::signing::xmldsig
