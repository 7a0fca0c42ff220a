// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "templates/facts_form.h"

#include "templates/template_package.h"

#include <gtest/gtest.h>

namespace mohur::templates {
namespace {

FactsSchema schema() {
    return *FactsSchema::create(*Json::parse(
        R"({"type": "object", "additionalProperties": false, "required": ["to"], "properties": {
            "to": {"type": "object", "additionalProperties": false, "properties": {
                "name": {"type": "string", "maxLength": 9}}},
            "body": {"type": "array", "items": {"type": "string"}}}})"));
}

Result<FactsForm> form(const char* text) {
    return FactsForm::create(*Json::parse(text), schema());
}

TEST(FactsForm, LabelsEveryFactOfTheSchema) {
    const auto labels = form(R"({"title": "Məktub",
        "labels": {"to": "Kimə", "to.name": "Ad", "body": "Mətn"}, "hints": {"to.name": "Tam ad"}})");
    ASSERT_TRUE(labels) << labels.error().detail;
    const Json labelled = labels->label(schema());
    EXPECT_EQ(labels->title(), "Məktub");
    EXPECT_EQ(labelled["title"].as_string(), "Məktub");
    EXPECT_EQ(labelled["required"], schema().document()["required"]);
    const Json& to = labelled["properties"]["to"];
    EXPECT_EQ(to["title"].as_string(), "Kimə");
    EXPECT_EQ(to["properties"]["name"]["title"].as_string(), "Ad");
    EXPECT_EQ(to["properties"]["name"]["description"].as_string(), "Tam ad");
    EXPECT_EQ(to["properties"]["name"]["maxLength"].as_integer(), 9);
    EXPECT_EQ(labelled["properties"]["body"]["title"].as_string(), "Mətn");
}

TEST(FactsForm, RefusesWhatDoesNotFitTheSchema) {
    EXPECT_EQ(form("{}").error().detail, "form: title");
    EXPECT_EQ(form(R"({"title": "M", "labels": {"to": "K", "body": "B"}})").error().detail,
              "form: no label for to.name");
    EXPECT_EQ(
        form(R"({"title": "M", "labels": {"to": "K", "to.name": "", "body": "B"}})").error().detail,
        "form: no label for to.name");
    EXPECT_EQ(
        form(R"({"title": "M", "labels": {"to": "K", "to.name": "A", "body": "B", "from": "F"}})")
            .error()
            .detail,
        "form: no fact from");
    EXPECT_EQ(form(R"({"title": "M", "labels": {"to": "K", "to.name": "A", "body": "B"},
                       "hints": {"to.post": "P"}})")
                  .error()
                  .detail,
              "form: no fact to.post");
}

TEST(FactsForm, IsThereInEveryLanguageOfAShippedTemplate) {
    for (const auto id : TemplatePackage::shipped_ids()) {
        const auto package = TemplatePackage::shipped(id);
        ASSERT_TRUE(package) << package.error().detail;
        for (const auto& language : package->languages()) {
            EXPECT_TRUE(package->form(language)) << id << " " << language;
        }
    }
}

}  // namespace
}  // namespace mohur::templates
