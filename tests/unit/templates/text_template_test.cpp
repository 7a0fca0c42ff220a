// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "templates/text_template.h"

#include <gtest/gtest.h>

namespace mohur::templates {
namespace {

std::string expanded(std::string_view text) {
    static const Json facts = *Json::parse(
        R"({"agency": {"name": "Nümunə Nazirliyi"}, "date": "2026-11-21", "count": 3, "flag": true,
            "list": ["bir", "iki"], "head": "Nərimanov Əli",
            "seat": {"name": "DOST", "name_dative": "DOST-a"}, "sly": "<b>&{{date}}"})");
    Values values{facts};
    values.set("number", "4/25-123");
    const auto parsed = TextTemplate::parse(text);
    if (!parsed) {
        return parsed.error().reason + " " + parsed.error().detail;
    }
    const auto out = parsed->expand(values);
    return out ? *out : out.error().reason + " " + out.error().detail;
}

struct Text {
    const char* text;
    const char* expanded;
};

class TextTemplateExpand : public ::testing::TestWithParam<Text> {};

TEST_P(TextTemplateExpand, FillsThePlaces) {
    EXPECT_EQ(expanded(GetParam().text), GetParam().expanded);
}

INSTANTIATE_TEST_SUITE_P(
    Texts, TextTemplateExpand,
    ::testing::Values(Text{"", ""}, Text{"yalnız mətn", "yalnız mətn"},
                      Text{"№ <b>{{$number}}</b>", "№ <b>4/25-123</b>"},
                      Text{"{{agency.name|upper}}", "NÜMUNƏ NAZİRLİYİ"},
                      Text{"{{agency.name|genitive}} işi", "Nümunə Nazirliyinin işi"},
                      Text{"{{agency.name|dative|upper}}", "NÜMUNƏ NAZİRLİYİNƏ"},
                      Text{"{{agency.name|locative}}", "Nümunə Nazirliyində"},
                      Text{"{{head|person_dative}}", "Nərimanov Əliyə"},
                      Text{"{{head|person_genitive}} {{head|person_locative}}",
                           "Nərimanov Əlinin Nərimanov Əlidə"},
                      Text{"{{seat.name|dative}} {{seat.name|locative}}", "DOST-a DOST-də"},
                      Text{"{{seat.name|dative|upper}}", "DOST-A"},
                      Text{"{{date|date}}", "21.11.2026"},
                      Text{"{{count}} vərəq, {{list.1}}", "3 vərəq, iki"},
                      Text{"{{sly}}", "&lt;b&gt;&amp;{{date}}"}));

INSTANTIATE_TEST_SUITE_P(
    Faults, TextTemplateExpand,
    ::testing::Values(Text{"{{agency.voen}}", "fact-missing agency.voen"},
                      Text{"{{$page}}", "fact-missing $page"},
                      Text{"{{list.2}}", "fact-missing list.2"},
                      Text{"{{list.x}}", "fact-missing list.x"},
                      Text{"{{agency}}", "fact-invalid agency: not a text"},
                      Text{"{{flag}}", "fact-invalid flag: not a text"},
                      Text{"{{agency.name|date}}", "fact-invalid agency.name: not a date"},
                      Text{"{{date|shout}}", "template-invalid unknown filter shout"},
                      Text{"{{date", "template-invalid a place in a text is not closed"}));

}  // namespace
}  // namespace mohur::templates
