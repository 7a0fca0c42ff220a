// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "templates/facts_schema.h"

#include <gtest/gtest.h>

namespace mohur::templates {
namespace {

Json json(std::string_view text) {
    auto parsed = Json::parse(text);
    EXPECT_TRUE(parsed) << text;
    return *std::move(parsed);
}

FactsSchema schema_of(const std::string& properties, const std::string& required = "") {
    auto schema = FactsSchema::create(
        json(R"({"type": "object", "additionalProperties": false, "required": [)" + required +
             R"(], "properties": )" + properties + "}"));
    EXPECT_TRUE(schema) << schema.error().detail;
    return *std::move(schema);
}

/// "reason detail", or "ok".
std::string verdict(const Result<void>& result) {
    return result ? "ok" : result.error().reason + " " + result.error().detail;
}

struct Fact {
    const char* schema;
    const char* value;
    const char* verdict;
};

class FactsSchemaValue : public ::testing::TestWithParam<Fact> {};

TEST_P(FactsSchemaValue, IsJudged) {
    const FactsSchema schema = schema_of(std::string{R"({"x": )"} + GetParam().schema + "}");
    const Json facts = json(std::string{R"({"x": )"} + GetParam().value + "}");
    EXPECT_EQ(verdict(schema.validate(facts)), GetParam().verdict);
}

INSTANTIATE_TEST_SUITE_P(
    Texts, FactsSchemaValue,
    ::testing::Values(
        Fact{R"({"type": "string"})", R"("əüöğçşıİ")", "ok"},
        Fact{R"({"type": "string"})", "1", "fact-invalid /x: type"},
        Fact{R"({"type": "string"})", "null", "fact-invalid /x: type"},
        Fact{R"({"type": "string", "minLength": 2})", R"("əə")", "ok"},
        Fact{R"({"type": "string", "minLength": 3})", R"("əə")", "fact-invalid /x: minLength"},
        Fact{R"({"type": "string", "maxLength": 2})", R"("əə")", "ok"},
        Fact{R"({"type": "string", "maxLength": 1})", R"("əə")", "fact-invalid /x: maxLength"},
        Fact{R"({"type": "string", "maxLength": 9, "pattern": "^[0-9]+$"})", R"("12")", "ok"},
        Fact{R"({"type": "string", "maxLength": 9, "pattern": "^[0-9]+$"})", R"("1a")",
             "fact-invalid /x: pattern"},
        Fact{R"({"type": "string", "enum": ["a", "b"]})", R"("b")", "ok"},
        Fact{R"({"type": "string", "enum": ["a", "b"]})", R"("c")", "fact-invalid /x: enum"},
        Fact{R"({"type": "string"})", R"("iki\nsətir")", "ok"},
        Fact{R"({"type": "string"})", R"("bell\u0007")", "fact-invalid /x: characters"},
        Fact{R"({"type": "string"})", R"("c1\u0085")", "fact-invalid /x: characters"},
        Fact{R"({"type": "string"})", R"("\u00A0©")", "ok"},
        Fact{R"({"type": "string"})", R"("100\u202E001")", "fact-invalid /x: characters"}));

INSTANTIATE_TEST_SUITE_P(
    Dates, FactsSchemaValue,
    ::testing::Values(Fact{R"({"type": "string", "format": "date"})", R"("2026-11-21")", "ok"},
                      Fact{R"({"type": "string", "format": "date"})", R"("2028-02-29")", "ok"},
                      Fact{R"({"type": "string", "format": "date"})", R"("2026-02-29")",
                           "fact-invalid /x: format"},
                      Fact{R"({"type": "string", "format": "date"})", R"("2026-13-01")",
                           "fact-invalid /x: format"},
                      Fact{R"({"type": "string", "format": "date"})", R"("21.11.2026")",
                           "fact-invalid /x: format"},
                      Fact{R"({"type": "string", "format": "date"})", R"("2026-11-21T")",
                           "fact-invalid /x: format"},
                      Fact{R"({"type": "string", "format": "date"})", R"("2026-1-021")",
                           "fact-invalid /x: format"}));

INSTANTIATE_TEST_SUITE_P(
    OtherTypes, FactsSchemaValue,
    ::testing::Values(
        Fact{R"({"type": "integer", "minimum": 0, "maximum": 9})", "9", "ok"},
        Fact{R"({"type": "integer", "minimum": 0, "maximum": 9})", "-1",
             "fact-invalid /x: minimum"},
        Fact{R"({"type": "integer", "minimum": 0, "maximum": 9})", "10",
             "fact-invalid /x: maximum"},
        Fact{R"({"type": "integer"})", "1.5", "fact-invalid /x: type"},
        Fact{R"({"type": "number"})", "1.5", "ok"}, Fact{R"({"type": "boolean"})", "true", "ok"},
        Fact{R"({"type": "array", "items": {"type": "string"}})", R"(["a", 1])",
             "fact-invalid /x/1: type"},
        Fact{R"({"type": "array", "minItems": 1, "items": {"type": "string"}})", "[]",
             "fact-invalid /x: minItems"},
        Fact{R"({"type": "array", "maxItems": 1, "items": {"type": "string"}})", R"(["a", "b"])",
             "fact-invalid /x: maxItems"},
        Fact{
            R"({"type": "object", "additionalProperties": false, "properties": {"y": {"type": "string"}}})",
            R"({"y": 1})", "fact-invalid /x/y: type"},
        Fact{R"({"type": "object", "additionalProperties": false, "properties": {}})",
             R"({"z": 1})", "fact-unknown /x/z"}));

TEST(FactsSchema, NamesTheFactThatIsMissing) {
    const FactsSchema schema = schema_of(R"({"x": {"type": "string"}})", R"("x")");
    EXPECT_EQ(verdict(schema.validate(json("{}"))), "fact-missing /x");
    EXPECT_EQ(verdict(schema.validate(json("[]"))), "fact-invalid /: type");
}

TEST(FactsSchema, NeverRepeatsAValue) {
    const FactsSchema schema = schema_of(R"({"fin": {"type": "string", "maxLength": 7}})");
    const auto result = schema.validate(json(R"({"fin": "5TR8W1Z-secret"})"));
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().detail.find("secret"), std::string::npos);
}

struct Broken {
    const char* schema;
    const char* detail;
};

class FactsSchemaCreate : public ::testing::TestWithParam<Broken> {};

TEST_P(FactsSchemaCreate, RefusesWhatItCannotHold) {
    const auto schema = FactsSchema::create(json(GetParam().schema));
    ASSERT_FALSE(schema);
    EXPECT_EQ(schema.error().reason, "template-invalid");
    EXPECT_EQ(schema.error().detail, GetParam().detail);
}

INSTANTIATE_TEST_SUITE_P(
    Schemas, FactsSchemaCreate,
    ::testing::Values(
        Broken{R"({"type": "array"})", "schema /: the facts are an object"},
        Broken{R"({"type": "object"})", "schema /: additionalProperties must be false"},
        Broken{R"({"type": "object", "additionalProperties": false, "oneOf": []})",
               "schema /: unknown keyword oneOf"},
        Broken{R"({"type": "object", "additionalProperties": false, "required": ["x"]})",
               "schema /: required names no property: x"},
        Broken{
            R"({"type": "object", "additionalProperties": false, "properties": {"X y": {"type": "string"}}})",
            "schema /: a property name is not a lower-case identifier"},
        Broken{
            R"({"type": "object", "additionalProperties": false, "properties": {"x": {"type": "text"}}})",
            "schema /x: type"},
        Broken{
            R"({"type": "object", "additionalProperties": false, "properties": {"x": {"type": "string", "format": "email"}}})",
            "schema /x: format"},
        Broken{
            R"({"type": "object", "additionalProperties": false, "properties": {"x": {"type": "string", "pattern": "a"}}})",
            "schema /x: pattern needs a maxLength of at most 256"},
        Broken{
            R"({"type": "object", "additionalProperties": false, "properties": {"x": {"type": "string", "maxLength": 9, "pattern": "("}}})",
            "schema /x: pattern"},
        Broken{
            R"({"type": "object", "additionalProperties": false, "properties": {"x": {"type": "array"}}})",
            "schema /x/items: type"}));

TEST(FactsSchema, NamesItsPaths) {
    const auto schema = schema_of(R"({"a": {"type": "object", "additionalProperties": false,
        "properties": {"b": {"type": "string"}}},
        "c": {"type": "array", "items": {"type": "string"}}})");
    EXPECT_EQ(schema.paths(), (std::set<std::string, std::less<>>{"a", "a.b", "c"}));
}

TEST(FactsSchema, PointsAtAStrangeNameByRfc6901) {
    EXPECT_EQ(verdict(schema_of("{}").validate(json(R"({"a/b~c": 1})"))), "fact-unknown /a~1b~0c");
}

struct Unfinished {
    const char* facts;
    const char* filled;
};

class FactsSchemaFills : public ::testing::TestWithParam<Unfinished> {};

TEST_P(FactsSchemaFills, WhatAPreviewNeeds) {
    const auto schema = schema_of(
        R"({"to": {"type": "object", "additionalProperties": false, "required": ["name", "phone"],
                   "properties": {"name": {"type": "string"},
                                  "phone": {"type": "string", "minLength": 3}}},
            "body": {"type": "array", "minItems": 1, "items": {"type": "string"}},
            "code": {"type": "string", "maxLength": 3, "pattern": "^[0-9]+$"},
            "of": {"type": "object", "additionalProperties": false, "required": ["no"],
                   "properties": {"no": {"type": "string"}, "day": {"type": "string"}}},
            "on": {"type": "object", "additionalProperties": false, "required": ["day"],
                   "properties": {"day": {"type": "string", "format": "date"},
                                  "no": {"type": "string"}}}})",
        R"("to", "body", "code")");
    EXPECT_EQ(schema.filled_for_preview(json(GetParam().facts)), json(GetParam().filled));
}

INSTANTIATE_TEST_SUITE_P(
    Facts, FactsSchemaFills,
    ::testing::Values(
        Unfinished{"{}", R"({"to": {"name": "…", "phone": "………"}, "body": ["…"]})"},
        Unfinished{R"({"to": {"name": "A"}, "body": ["b"]})",
                   R"({"to": {"name": "A", "phone": "………"}, "body": ["b"]})"},
        Unfinished{R"({"to": {"name": "A", "phone": "112"}, "body": ["b"], "of": {"day": "d"}})",
                   R"({"to": {"name": "A", "phone": "112"}, "body": ["b"],
                       "of": {"day": "d", "no": "…"}})"},
        Unfinished{R"({"on": {"no": "1"}})",
                   R"({"to": {"name": "…", "phone": "………"}, "body": ["…"]})"},
        Unfinished{R"({"to": 1, "body": "x", "code": "y"})",
                   R"({"to": 1, "body": "x", "code": "y"})"}));

}  // namespace
}  // namespace mohur::templates
