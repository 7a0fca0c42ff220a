// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/core/json.h"
#include "tests/integration/sign/command_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace mohur::testing {
namespace {

using ::testing::HasSubstr;

CommandLine& line() {
    return CommandLine::shared();
}

Json json_of(const CommandResult& result) {
    return Json::parse(result.output).value_or(Json{});
}

std::string services() {
    return " --tsa " + line().url("/tsa") + " --trust " + line().root().string() +
           " --certificate " + line().certificate("issuing-ca").string();
}

struct Format {
    const char* family;
    const char* options;
    const char* suffix;
    bool detached;
};

class ExtendedFormats : public ::testing::TestWithParam<Format> {};

// Signed at B, raised to LTA, renewed: every verdict by `mohur verify` in a process of its own.
TEST_P(ExtendedFormats, AreSignedRaisedAndRenewed) {
    const auto folder = line().new_folder();
    const auto file = [&](const char* name) {
        return (folder / (std::string{name} + GetParam().suffix)).string();
    };
    const auto text = line().text().string();
    const auto content = GetParam().detached ? " --content letter.txt=" + text : std::string{};
    const auto done = line().sign(text + " --format " + GetParam().options + " -o " + file("b"));
    ASSERT_EQ(done.status, 0) << done.output;
    auto last = file("b");
    for (const auto* level : {"T", "LT", "LTA", "LTA"}) {
        const auto next = file((std::string{level} + std::to_string(last.size())).c_str());
        const auto raised = line().mohur("extend " + last + " --level " + level + content +
                                         services() + " --json -o " + next);
        ASSERT_EQ(raised.status, 0) << level << raised.output;
        last = next;
        const auto verdict = line().mohur("verify " + last + content +
                                          " --offline --json --trust " + line().root().string());
        const auto json = json_of(verdict);
        const auto& signature = json["signatures"].items().at(0);
        EXPECT_EQ(signature["format"].as_string(),
                  std::string{GetParam().family} + "-BASELINE-" + level);
        EXPECT_TRUE(signature["intact"].as_bool());
        if (std::string_view{level} != "T") {
            EXPECT_EQ(verdict.status, 0) << verdict.output;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(
    Extend, ExtendedFormats,
    ::testing::Values(Format{"CAdES", "cades", ".p7m", false},
                      Format{"CAdES", "cades --packaging detached", ".p7s", true},
                      Format{"CAdES", "asic-e --packaging cades", ".asice", false},
                      Format{"CAdES", "asic-s --packaging cades", ".asics", false},
                      Format{"XAdES", "xades", ".xml", false},
                      Format{"XAdES", "xades --packaging detached", ".xml", true},
                      Format{"XAdES", "asic-e", ".asice", false},
                      Format{"XAdES", "asic-s", ".asics", false}));

TEST(Extend, MakesWhatOpensslVerifies) {
    const auto folder = line().new_folder();
    const auto file = (folder / "a.p7s").string();
    ASSERT_EQ(line()
                  .sign(line().text().string() +
                        " --format cades --packaging detached --level LTA -o " + file)
                  .status,
              0);
    const auto command = "openssl cms -verify -binary -cades -inform DER -in " + file +
                         " -CAfile " + line().root().string() +
                         " -purpose any -out /dev/null -content ";
    EXPECT_EQ(run(command + line().text().string()).status, 0);
    EXPECT_NE(run(command + line().pdf().string()).status, 0);
}

TEST(Extend, StampsAFileWithoutAKey) {
    const auto folder = line().new_folder();
    const auto once = (folder / "a.asics").string();
    const auto twice = (folder / "b.asics").string();
    const auto made = line().mohur("sign " + line().text().string() +
                                   " --format asic-s --packaging timestamp --tsa " +
                                   line().url("/tsa") + " -o " + once);
    ASSERT_EQ(made.status, 0) << made.output;
    const auto renewed =
        line().mohur("extend " + once + " --level LTA" + services() + " -o " + twice);
    ASSERT_EQ(renewed.status, 0) << renewed.output;
    const auto json =
        json_of(line().mohur("verify " + twice + " --json --trust " + line().root().string()));
    EXPECT_EQ(json["timestamps"].items().size(), 2U);
    const auto opened = [&](const std::string& container, const std::string& command) {
        return run("cd " + folder.string() + " && unzip -qqo " + container + " && openssl " +
                   command + " -in META-INF/timestamp.tst -CAfile " + line().root().string());
    };
    const auto token = opened("a.asics", "ts -verify -data letter.txt -token_in -untrusted " +
                                             line().certificate("issuing-ca").string());
    EXPECT_EQ(token.status, 0) << token.output;
    // The renewed one carries OCSP answers, which the PKCS #7 reader of `openssl ts` does not know.
    const auto sealed =
        opened("b.asics", "cms -verify -inform DER -purpose timestampsign -out /dev/null");
    EXPECT_EQ(sealed.status, 0) << sealed.output;
}

TEST(Extend, JoinsADetachedSignature) {
    const auto folder = line().new_folder();
    const auto once = (folder / "a.p7s").string();
    const auto twice = (folder / "b.p7s").string();
    const auto sign = line().text().string() + " --format cades --packaging detached --level LT";
    ASSERT_EQ(line().sign(sign + " -o " + once).status, 0);
    const auto done = line().sign(sign + " --add-to " + once + " -o " + twice, "seal-ministry");
    ASSERT_EQ(done.status, 0) << done.output;
    const auto json =
        json_of(line().mohur("verify " + twice + " --content letter.txt=" + line().text().string() +
                             " --json --offline --trust " + line().root().string()));
    EXPECT_EQ(json["signatures"].items().size(), 2U);
}

TEST(Extend, SignsXmlSideBySideAndCountersigns) {
    const auto folder = line().new_folder();
    const auto file = [&](const char* name) { return (folder / name).string(); };
    ASSERT_EQ(run("printf '<a><b/></a>' > " + file("a.xml")).status, 0);
    const std::string enveloped = " --format xades --packaging enveloped --level LT -o ";
    ASSERT_EQ(line().sign(file("a.xml") + enveloped + file("once.xml")).status, 0);
    const auto twice =
        line().sign(file("once.xml") + enveloped + file("twice.xml"), "seal-ministry");
    ASSERT_EQ(twice.status, 0) << twice.output;
    const auto counter =
        line().sign(file("twice.xml") + " --format xades --packaging counter --signature S1 -o " +
                        file("counter.xml"),
                    "executor");
    ASSERT_EQ(counter.status, 0) << counter.output;
    const auto json = json_of(line().mohur("verify " + file("counter.xml") + " --json --trust " +
                                           line().root().string()));
    ASSERT_EQ(json["signatures"].items().size(), 2U);
    EXPECT_TRUE(json["signatures"].items()[0]["counter_signatures"].items().empty());
    ASSERT_EQ(json["signatures"].items()[1]["counter_signatures"].items().size(), 1U);
    EXPECT_TRUE(json["signatures"].items()[1]["counter_signatures"].items()[0]["intact"].as_bool());
}

struct Refusal {
    const char* name;
    std::string arguments;  ///< %CMS and %PDF stand for a signed and an unsigned file
    int status;
    const char* reason;
};

class BadExtension : public ::testing::TestWithParam<Refusal> {};

TEST_P(BadExtension, IsATypedErrorAndLeavesNothing) {
    const auto folder = line().new_folder();
    const auto cms = (folder / "a.p7s").string();
    ASSERT_EQ(line()
                  .sign(line().text().string() +
                        " --format cades --packaging detached --level LT -o " + cms)
                  .status,
              0);
    auto arguments = GetParam().arguments;
    for (const auto& [what, by] :
         {std::pair<std::string, std::string>{"%CMS", cms}, {"%PDF", line().pdf().string()}}) {
        for (auto at = arguments.find(what); at != std::string::npos; at = arguments.find(what)) {
            arguments.replace(at, what.size(), by);
        }
    }
    const auto out = folder / "out";
    const auto done = line().mohur("extend " + arguments + services() + " --json -o " +
                                   out.string() + " 2>/dev/null");
    EXPECT_EQ(done.status, GetParam().status) << done.output;
    EXPECT_THAT(done.output, HasSubstr("\"" + std::string{GetParam().reason} + "\""));
    EXPECT_FALSE(std::filesystem::exists(out));
}

INSTANTIATE_TEST_SUITE_P(
    Extend, BadExtension,
    ::testing::Values(Refusal{"NoContent", "%CMS --level LTA", 2, "signature-not-intact"},
                      Refusal{"OtherContent", "%CMS --level LTA --content a=%PDF", 2,
                              "signature-not-intact"},
                      Refusal{"NothingSigned", "%PDF --level LT", 2, "extend-format-unsupported"},
                      Refusal{"NoSuchFile", "/nonexistent --level LT", 2, "file-not-readable"},
                      Refusal{"LevelB", "%CMS --level B", 64, "usage-level"}),
    [](const auto& tested) { return tested.param.name; });

}  // namespace
}  // namespace mohur::testing
