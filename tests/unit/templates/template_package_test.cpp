// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "templates/template_package.h"

#include "tests/support/command.h"

#include <gmock/gmock.h>

namespace mohur::templates {
namespace {

using ::testing::ElementsAre;
using Files = std::map<std::string, std::string, std::less<>>;

Files small() {
    return {{"package.json", R"({"id": "small", "version": 1, "kind": "letter",
                                 "given": {"x": "agency.name"}})"},
            {"layout.json", R"({"page": {}, "styles": {"s": {"family": "Noto Sans"}},
                                "blocks": [{"type": "text", "text": "t", "style": "s"}]})"},
            {"facts.schema.json", R"({"type": "object", "additionalProperties": false,
                                      "properties": {"x": {"type": "string"}}, "required": ["x"]})"},
            {"sample.json", R"({"x": "y"})"},
            {"texts/az.json", R"({"t": "{{x}}"})"},
            {"form.az.json", R"({"title": "Kiçik", "labels": {"x": "İks"}})"}};
}

/// The detail of the error when one file has another content; empty content: the file is gone.
std::string fault(const std::string& file, const std::string& content) {
    Files files = small();
    files[file] = content;
    if (content.empty()) {
        files.erase(file);
    }
    const auto package = TemplatePackage::create(files);
    return package ? "accepted" : package.error().reason + " " + package.error().detail;
}

TEST(TemplatePackage, ReadsItsFiles) {
    const auto package = TemplatePackage::create(small());
    ASSERT_TRUE(package) << package.error().detail;
    EXPECT_EQ(package->id(), "small");
    EXPECT_EQ(package->version(), 1);
    EXPECT_EQ(package->kind(), PaperKind::letter);
    EXPECT_THAT(package->sources(), ElementsAre(FactSource{"x", "agency.name", true}));
    EXPECT_THAT(package->languages(), ElementsAre("az"));
    EXPECT_EQ((*package->form("az"))->title(), "Kiçik");
    EXPECT_EQ(package->form("ru").error().reason, "template-language");
    EXPECT_TRUE(package->text("az", "t"));
    EXPECT_EQ(package->text("az", "u").error().reason, "template-invalid");
    EXPECT_EQ(package->text("ru", "t").error().reason, "template-language");
}

TEST(TemplatePackage, NamesWhatIsWrong) {
    EXPECT_EQ(fault("layout.json", ""), "template-invalid layout.json is missing");
    EXPECT_EQ(fault("package.json", "{}"), "template-invalid package.json: id and version");
    EXPECT_EQ(fault("package.json", R"({"id": "small", "version": 1, "kind": "poem"})"),
              "template-invalid package.json: kind");
    EXPECT_EQ(fault("package.json", R"({"id": "small", "version": 1, "kind": "certificate",
                                        "suggested": {"y": "agency.name"}})"),
              "template-invalid package.json: no fact y");
    EXPECT_EQ(fault("form.az.json", ""), "template-invalid form.az.json is missing");
    EXPECT_EQ(fault("form.az.json", R"({"title": "Kiçik"})"),
              "template-invalid form: no label for x");
    EXPECT_EQ(fault("layout.json", R"({"blocks": [{"type": "film"}]})"),
              "template-invalid layout: unknown type of block: film");
    EXPECT_EQ(fault("layout.json", R"({"blocks": [{"type": "rule", "colour": "red"}]})"),
              "template-invalid layout: colour");
    EXPECT_EQ(fault("layout.json", R"({"blocks": [{"type": "rule", "color": "#000000"}]})"),
              "template-invalid layout: unknown member color");
    EXPECT_EQ(fault("layout.json", R"({"blocks": []})"), "template-invalid layout: no blocks");
    EXPECT_EQ(fault("layout.json", R"({"page": {"left": 200}, "blocks": [{"type": "rule"}]})"),
              "template-invalid layout: margins");
    EXPECT_EQ(fault("layout.json", R"({"blocks": [{"type": "shape", "path": "X"}]})"),
              "template-invalid path data");
    EXPECT_EQ(fault("layout.json",
                    R"({"styles": {"s": {"align": "middle"}}, "blocks": [{"type": "rule"}]})"),
              "template-invalid layout: align");
    EXPECT_EQ(fault("sample.json", R"({"z": 1})"), "fact-unknown /z");
    EXPECT_EQ(fault("texts/az.json", R"({"t": "{{x"})"), "template-invalid texts/az.json: t");
    EXPECT_EQ(fault("texts/az.json", R"({"t": 1})"), "template-invalid texts/az.json: t");
}

TEST(TemplatePackage, SaysWhatItsPapersAre) {
    EXPECT_EQ(TemplatePackage::shipped("official-letter")->kind(), PaperKind::letter);
    EXPECT_EQ(TemplatePackage::shipped("employment-certificate")->kind(), PaperKind::certificate);
    EXPECT_EQ(to_string(PaperKind::letter), "letter");
    EXPECT_EQ(to_string(PaperKind::certificate), "certificate");
}

TEST(TemplatePackage, LoadsTheFolderThatIsShipped) {
    for (const std::string_view id : TemplatePackage::shipped_ids()) {
        const auto shipped = TemplatePackage::shipped(id);
        const auto loaded =
            TemplatePackage::load(std::string{MOHUR_SOURCE_DIR "/templates/"}.append(id));
        ASSERT_TRUE(shipped && loaded) << id;
        EXPECT_EQ(shipped->id(), id);
        EXPECT_EQ(shipped->sample(), loaded->sample());
        EXPECT_THAT(shipped->languages(), ElementsAre("az", "en"));
        EXPECT_EQ(loaded->languages(), shipped->languages());
        EXPECT_EQ(loaded->sources(), shipped->sources());
    }
    EXPECT_EQ(TemplatePackage::shipped("love-letter").error().reason, "template-missing");
    EXPECT_EQ(TemplatePackage::load("/nowhere").error().reason, "template-missing");
}

}  // namespace
}  // namespace mohur::templates
