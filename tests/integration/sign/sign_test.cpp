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

std::size_t files_in(const std::filesystem::path& folder) {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator{folder},
                                                  std::filesystem::directory_iterator{}));
}

struct Case {
    const char* format;
    const char* level;
    const char* key;
};

class SignAndVerify : public ::testing::TestWithParam<Case> {};

TEST_P(SignAndVerify, GivesWhatEveryVerifierAccepts) {
    const auto folder = line().new_folder();
    const auto [format, level, key] = GetParam();
    const bool pades = std::string_view{format} == "pades";
    const auto file = folder / (pades ? "out.pdf" : "out.asice");
    const auto input =
        pades ? line().pdf().string() : line().text().string() + " " + line().pdf().string();
    const auto signed_file = line().sign(
        input + " --format " + format + " --level " + level + " -o " + file.string(), key);
    ASSERT_EQ(signed_file.status, 0) << signed_file.output;
    EXPECT_EQ(files_in(folder), 1U) << "no temporary file is left";

    const auto verdict = line().verify(file);
    const auto json = Json::parse(verdict.output);
    ASSERT_TRUE(json) << verdict.output;
    const auto& signature = (*json)["signatures"].items().at(0);
    EXPECT_EQ(signature["format"].as_string(),
              std::string{pades ? "PAdES" : "XAdES"} + "-BASELINE-" + level);
    EXPECT_TRUE(signature["intact"].as_bool());
    if (std::string_view{level}.starts_with("LT")) {
        EXPECT_EQ(verdict.status, 0) << verdict.output;
        EXPECT_EQ(signature["indication"].as_string(), "TOTAL-PASSED");
    }
    if (pades) {
        const auto judged = run("pdfsig -nocert " + file.string());
        EXPECT_THAT(judged.output, HasSubstr("Signature is Valid"));
        const bool last =
            !std::string_view{level}.starts_with("LT");  // there the DSS is behind the signature
        EXPECT_THAT(judged.output,
                    HasSubstr(last ? "Total document signed" : "Not total document signed"));
        EXPECT_EQ(run("qpdf --check " + file.string()).status, 0);
    } else {
        EXPECT_EQ(run("unzip -tqq " + file.string()).status, 0);
    }
}

INSTANTIATE_TEST_SUITE_P(
    Sign, SignAndVerify,
    ::testing::Values(Case{"pades", "B", "signer"}, Case{"pades", "T", "signer"},
                      Case{"pades", "LT", "signer"}, Case{"pades", "LT", "signer-rsa"},
                      Case{"pades", "LTA", "signer"}, Case{"asic-e", "B", "signer"},
                      Case{"asic-e", "T", "signer"}, Case{"asic-e", "LT", "signer"},
                      Case{"asic-e", "LT", "signer-rsa"}, Case{"asic-e", "LT", "seal-ministry"}),
    [](const auto& tested) {
        std::string name = std::string{tested.param.format} + tested.param.level + tested.param.key;
        std::erase(name, '-');
        return name;
    });

TEST(Sign, IsAcceptedByXmlsec) {
    const auto folder = line().new_folder();
    const auto file = folder / "out.asice";
    ASSERT_EQ(line()
                  .sign(line().text().string() + " --format asic-e --level LT -o " + file.string())
                  .status,
              0);
    ASSERT_EQ(run("cd " + folder.string() + " && unzip -qq out.asice").status, 0);
    const auto command =
        "cd " + folder.string() + " && xmlsec1 --verify --pubkey-cert-pem " +
        line().certificate("signer").string() +
        " --id-attr:Id http://uri.etsi.org/01903/v1.3.2#:SignedProperties META-INF/signatures0.xml";
    const auto judged = run(command);
    EXPECT_EQ(judged.status, 0) << judged.output;
    std::ofstream{folder / "letter.txt", std::ios::app} << "!";
    EXPECT_NE(run(command).status, 0);
}

TEST(Sign, IsAcceptedByOpenssl) {
    const auto folder = line().new_folder();
    const auto file = folder / "out.pdf";
    ASSERT_EQ(
        line().sign(line().pdf().string() + " --format pades --level B -o " + file.string()).status,
        0);
    const auto bytes = read_file(file);
    const auto text = as_text(bytes);
    const auto start = text.rfind("/Contents <") + 10;
    const auto end = text.find('>', start);
    std::ofstream{folder / "covered", std::ios::binary} << text.substr(0, start)
                                                        << text.substr(end + 1);
    auto cms = from_hex(text.substr(start + 1, end - start - 1)).value();
    std::ofstream{folder / "cms", std::ios::binary} << as_text(cms);
    const auto judged =
        run("openssl cms -verify -binary -cades -inform DER -in " + (folder / "cms").string() +
            " -content " + (folder / "covered").string() + " -CAfile " + line().root().string() +
            " -purpose any -out /dev/null");
    EXPECT_EQ(judged.status, 0) << judged.output;
}

TEST(Sign, TakesAPkcs12File) {
    const auto folder = line().new_folder();
    const auto password = folder / "password";
    std::ofstream{password} << line().pin();
    std::filesystem::permissions(
        password, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    const auto arguments = "sign " + line().pdf().string() + " --format pades -o " +
                           (folder / "out.pdf").string() + " --json --key ";
    const auto done = line().mohur(arguments + "'" + line().p12_uri("signer-p384") +
                                   "?pin-source=" + password.string() + "'");
    ASSERT_EQ(done.status, 0) << done.output;
    const auto json = Json::parse(done.output).value();
    EXPECT_EQ(json["algorithm"].as_string(), "ECDSA with SHA-384");
    EXPECT_THAT(run("pdfsig -nocert " + (folder / "out.pdf").string()).output,
                HasSubstr("Signature is Valid"));
    std::filesystem::permissions(password, std::filesystem::perms::others_read,
                                 std::filesystem::perm_options::add);
    EXPECT_THAT(line()
                    .mohur(arguments + "'" + line().p12_uri("signer-p384") +
                           "?pin-source=" + password.string() + "'")
                    .output,
                HasSubstr("secret-file-permissions"));
}

TEST(Sign, SignsByPssWhenAskedTo) {
    const auto folder = line().new_folder();
    const auto file = folder / "out.pdf";
    const auto done =
        line().sign(line().pdf().string() + " --format pades --rsa-pss --json -o " + file.string(),
                    "signer-rsa");
    ASSERT_EQ(done.status, 0) << done.output;
    EXPECT_THAT(Json::parse(done.output).value()["algorithm"].as_string(), HasSubstr("PSS"));
    EXPECT_THAT(run("pdfsig -nocert " + file.string()).output, HasSubstr("Signature is Valid"));
}

TEST(Sign, AddsASecondSignature) {
    const auto folder = line().new_folder();
    const auto once = (folder / "once.asice").string();
    const auto twice = (folder / "twice.asice").string();
    ASSERT_EQ(line().sign(line().text().string() + " --format asic-e --level LT -o " + once).status,
              0);
    const auto done =
        line().sign(once + " --format asic-e --level LT -o " + twice, "seal-ministry");
    ASSERT_EQ(done.status, 0) << done.output;
    const auto verdict = line().verify(twice);
    EXPECT_EQ(verdict.status, 0) << verdict.output;
    EXPECT_EQ(Json::parse(verdict.output).value()["signatures"].items().size(), 2U);
}

struct Refusal {
    const char* name;
    std::string arguments;  ///< %PDF %TEXT %KEY %P12 %TSA stand for what their names say
    int status;
    const char* reason;
};

std::string replaced(std::string text, std::string_view what, const std::string& by) {
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size())) {
        text.replace(at, what.size(), by);
    }
    return text;
}

class BadInput : public ::testing::TestWithParam<Refusal> {};

TEST_P(BadInput, IsATypedErrorAndLeavesNothing) {
    const auto folder = line().new_folder();
    const auto out = folder / "out";
    std::ofstream{out} << "what was there";
    std::ofstream{folder / "wrong-pin"} << "00000000";
    std::ofstream{folder / "right-pin"} << line().pin();
    auto arguments = GetParam().arguments;
    arguments = replaced(arguments, "%PDF", line().pdf().string());
    arguments = replaced(arguments, "%TEXT", line().text().string());
    arguments =
        replaced(arguments, "%KEY", "--key '" + line().token_uri("signer") + "' --pin-fd 8");
    arguments = replaced(arguments, "%URI", line().token_uri("signer"));
    arguments = replaced(arguments, "%P12", line().p12_uri("signer"));
    arguments = replaced(arguments, "%TSA", line().url("/tsa"));
    arguments = replaced(arguments, "%ROOT", line().root().string());
    const auto done = line().mohur("sign " + arguments + " --json -o " + out.string() + " 8<" +
                                   (folder / "right-pin").string() + " 9<" +
                                   (folder / "wrong-pin").string() + " 2>/dev/null");
    EXPECT_EQ(done.status, GetParam().status) << done.output;
    EXPECT_THAT(done.output, HasSubstr("\"" + std::string{GetParam().reason} + "\""));
    EXPECT_EQ(as_text(read_file(out)), "what was there");
    EXPECT_EQ(files_in(folder), 3U) << "no temporary file is left";
}

INSTANTIATE_TEST_SUITE_P(
    Sign, BadInput,
    ::testing::Values(
        Refusal{"WrongPin", "%PDF --format pades --key '%URI' --pin-fd 9", 2, "pin-incorrect"},
        Refusal{"WrongPassword", "%PDF --format pades --key %P12 --pin-fd 9", 2, "pin-incorrect"},
        Refusal{"PinInTheUri", "%PDF --format pades --key '%URI&pin-value=1234'", 2,
                "pin-value-in-uri"},
        Refusal{"PinInTheP12Uri", "%PDF --format pades --key '%P12?pin-value=1234'", 2,
                "pin-value-in-uri"},
        Refusal{"UnknownKeyScheme", "%PDF --format pades --key file:/x", 2, "key-uri-invalid"},
        Refusal{"TsaDown", "%PDF --format pades --level T --tsa %TSA/down %KEY", 2,
                "tsa-unreachable"},
        Refusal{"TsaLies", "%PDF --format pades --level T --tsa %TSA/wrong-imprint %KEY", 2,
                "tsa-imprint"},
        Refusal{"TsaClockAhead", "%PDF --format pades --level T --tsa %TSA/clock-ahead %KEY", 2,
                "tsa-clock-skew"},
        Refusal{"TsaOfAnUnknownCa",
                "%TEXT --format asic-e --level LT --trust %ROOT --tsa %TSA/unknown-ca %KEY", 2,
                "tsa-untrusted"},
        Refusal{"TsaRevoked",
                "%TEXT --format asic-e --level LT --trust %ROOT --tsa %TSA/revoked %KEY", 2,
                "tsa-revoked"},
        Refusal{"NotAPdf", "%TEXT --format pades %KEY", 2, "pdf-damaged"},
        Refusal{"NoSuchFile", "/nonexistent --format pades %KEY", 2, "file-not-readable"},
        Refusal{"TwoFilesForPades", "%PDF %PDF --format pades %KEY", 64, "usage-one-file"},
        Refusal{"SameNameTwice", "%PDF %PDF --format asic-e %KEY", 2, "data-name-invalid"},
        Refusal{"NotXml", "%PDF --format xades --packaging enveloped %KEY", 2,
                "xml-not-wellformed"},
        Refusal{"NoTsa", "%PDF --format pades --level T %KEY", 64, "usage-option-missing"},
        Refusal{"NoTrust", "%PDF --format pades --level LT --tsa %TSA %KEY", 64,
                "usage-option-missing"},
        Refusal{"NoKey", "%PDF --format pades", 64, "usage-option-missing"},
        Refusal{"NoFile", "--format pades %KEY", 64, "usage-file-missing"},
        Refusal{"Packaging", "%PDF --format pades --packaging enveloped %KEY", 64,
                "usage-packaging"}),
    [](const auto& tested) { return tested.param.name; });

class BadSigner : public ::testing::TestWithParam<std::pair<const char*, const char*>> {};

TEST_P(BadSigner, IsRefusedAtLevelLt) {
    const auto folder = line().new_folder();
    const auto out = folder / "out";
    const auto done =
        line().sign(line().pdf().string() + " --format pades --level LT --json -o " + out.string(),
                    GetParam().first);
    EXPECT_EQ(done.status, 2);
    EXPECT_THAT(done.output, HasSubstr("\"" + std::string{GetParam().second} + "\""));
    EXPECT_EQ(files_in(folder), 0U);
}

INSTANTIATE_TEST_SUITE_P(Sign, BadSigner,
                         ::testing::Values(std::pair{"signer-revoked", "certificate-revoked"},
                                           std::pair{"signer-suspended", "certificate-on-hold"},
                                           std::pair{"signer-expired", "certificate-expired"},
                                           std::pair{"signer-unknown-ca", "no-trusted-chain"}));

TEST(Sign, RefusesDamagedAndEncryptedPdfs) {
    const auto folder = line().new_folder();
    const auto truncated = folder / "truncated.pdf";
    const auto whole = read_file(line().pdf());
    std::ofstream{truncated, std::ios::binary} << as_text(whole).substr(0, whole.size() / 2);
    const auto encrypted = folder / "encrypted.pdf";
    ASSERT_EQ(
        run("qpdf --encrypt '' owner 256 -- " + line().pdf().string() + " " + encrypted.string())
            .status,
        0);
    const auto out = " --format pades --json -o " + (folder / "out.pdf").string();
    const auto broken = line().sign(truncated.string() + out);
    EXPECT_EQ(broken.status, 2) << broken.output;
    EXPECT_THAT(broken.output, ::testing::AnyOf(HasSubstr("\"pdf-damaged\""),
                                                HasSubstr("\"pdf-needs-normalising\"")));
    const auto locked = line().sign(encrypted.string() + out);
    EXPECT_EQ(locked.status, 2);
    EXPECT_THAT(locked.output, HasSubstr("\"pdf-encrypted\""));
    EXPECT_FALSE(std::filesystem::exists(folder / "out.pdf"));
}

TEST(Sign, SpeaksTheUsersLanguage) {
    const auto arguments =
        "sign " + line().pdf().string() + " --format pades --key x: -o /tmp/x --lang ";
    const auto az = line().mohur(arguments + "az").output;
    const auto en = line().mohur(arguments + "en").output;
    EXPECT_NE(az, en);
    EXPECT_THAT(en, ::testing::Not(HasSubstr("key-uri-invalid"))) << "a text, not a code";
}

TEST(Sign, NoticesEveryChangeAfterwards) {
    const auto folder = line().new_folder();
    const auto file = folder / "out.asice";
    ASSERT_EQ(line()
                  .sign(line().text().string() + " --format asic-e --level LT -o " + file.string())
                  .status,
              0);
    ASSERT_EQ(
        run("cd " + folder.string() + " && printf x > letter.txt && zip -q out.asice letter.txt")
            .status,
        0);
    EXPECT_NE(line().verify(file).status, 0);
    const auto pdf = folder / "out.pdf";
    ASSERT_EQ(
        line().sign(line().pdf().string() + " --format pades --level LT -o " + pdf.string()).status,
        0);
    auto bytes = read_file(pdf);
    bytes[as_text(bytes).find("100 100")] = '2';
    std::ofstream{pdf, std::ios::binary} << as_text(bytes);
    EXPECT_EQ(line().verify(pdf).status, 1);
}

}  // namespace
}  // namespace mohur::testing
