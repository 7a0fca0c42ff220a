// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/signing/validation/world.h"

#include "signing/validation/finding_codes_internal.h"
#include "signing/validation/rules/rule.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <unistd.h>

namespace mohur::signing::testing {
namespace {

/// A verdict in which every part of the schema occurs.
FileVerdict full_verdict() {
    auto signature = signature_of();
    signature.timestamps = {token(TimestampType::signature, issued())};
    signature.scopes = {{"letter.pdf", Digest{DigestAlgorithm::sha256, Bytes(32, 7)}, false},
                        {"", std::nullopt, true}};
    signature.counter_signatures = {signature_of("signer-revoked")};
    signature.warnings = {{"structure-not-judged", "a warning of the reader"}};
    auto file = file_with(signature);
    auto pdf = signature_of();
    pdf.id = "S1";
    pdf.form = SignatureForm::pades;
    pdf.pdf_modifications = {"page-difference"};
    pdf.signing_certificate.reset();
    pdf.claimed_signing_time.reset();
    pdf.structure_valid.reset();
    file.signatures.push_back(pdf);
    file.timestamps = {token(TimestampType::container, issued())};
    file.timestamps[0].covers = {"S0"};
    EvidenceRecordFacts record;
    record.covers = {"S0"};
    record.errors = {{"unsupported-format", ""}};
    file.evidence_records = {record};
    file.errors = {{"no-such-code", "from a reader"}};
    return validate(file, context_at(issued()));
}

/// What a JSON Schema validator of other hands says of `json`; empty when it holds.
std::string complaint_of_schema(const Json& json) {
    const auto folder = std::filesystem::path{::testing::TempDir()};
    const auto instance = folder / ("verdict-" + std::to_string(::getpid()) + ".json");
    const auto complaint = folder / ("complaint-" + std::to_string(::getpid()) + ".txt");
    std::ofstream{instance} << json.dump();
    const std::string command =
        "python3 -c 'import json,sys\nfrom jsonschema import Draft202012Validator as V\n"
        "for e in V(json.load(open(sys.argv[1]))).iter_errors(json.load(open(sys.argv[2]))):"
        " print(e.json_path, e.message)' '" +
        std::string{MOHUR_SOURCE_DIR} + "/docs/verdict.schema.json' '" + instance.string() +
        "' > '" + complaint.string() + "' 2>&1";
    const int code = std::system(command.c_str());
    std::string text;
    std::getline(std::ifstream{complaint}, text, '\0');
    std::filesystem::remove(instance);
    std::filesystem::remove(complaint);
    return code == 0 ? text : "validator: " + text;
}

bool has_schema_validator() {
    return std::system("python3 -c 'import jsonschema' 2>/dev/null") == 0;
}

TEST(VerdictJson, FitsItsSchema) {
    if (!has_schema_validator()) {
        GTEST_SKIP() << "python3-jsonschema is not installed";
    }
    EXPECT_EQ(complaint_of_schema(to_json(full_verdict())), "");
    EXPECT_EQ(complaint_of_schema(
                  to_json(verdict_of(Error::malformed("zip-name", "../x"), context_at(issued())))),
              "");
}

TEST(VerdictJson, IsRefusedByItsSchemaWhenAMemberIsWrong) {
    if (!has_schema_validator()) {
        GTEST_SKIP() << "python3-jsonschema is not installed";
    }
    auto json = to_json(full_verdict());
    json.set("container", "doc");
    EXPECT_NE(complaint_of_schema(json), "");
    json = to_json(full_verdict());
    json.set("mood", "good");
    EXPECT_NE(complaint_of_schema(json), "");
}

TEST(VerdictJson, SpellsWhatTheContractShows) {
    const auto json = to_json(full_verdict());
    EXPECT_EQ(json["container"].as_string(), "xades");
    EXPECT_EQ(json["validation_time"].as_string(), "2026-06-01T12:00:00Z");
    EXPECT_EQ(json["policy"].as_string(), "strict");
    const auto& signature = json["signatures"].items()[0];
    EXPECT_EQ(signature["indication"].as_string(), "TOTAL-PASSED");
    EXPECT_TRUE(signature["sub_indication"].is_null());
    EXPECT_EQ(signature["signed_by"]["fin"].as_string(), "1AB2C3D");
    EXPECT_EQ(signature["signed_by"]["voen"].as_string(), "9952601861");
    EXPECT_TRUE(signature["pdf_modifications"].is_null());
    EXPECT_EQ(signature["scopes"].items()[0]["digest"].as_string(),
              "sha-256:BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=");
    EXPECT_EQ(signature["timestamps"].items()[0]["type"].as_string(), "signature");
    EXPECT_FALSE(signature["timestamps"].items()[0].contains("covers"));
    EXPECT_EQ(json["timestamps"].items()[0]["covers"].items()[0].as_string(), "S0");
    EXPECT_TRUE(json["signatures"].items()[1]["signed_by"].is_null());
    EXPECT_TRUE(json["signatures"].items()[1]["structure_valid"].is_null());
}

TEST(VerdictJson, NeverPrintsACodeOutsideTheList) {
    const auto json = to_json(full_verdict());
    EXPECT_EQ(json["errors"].items()[0]["code"].as_string(), "unlisted-finding");
    EXPECT_EQ(json["errors"].items()[0]["text"].as_string(), "no-such-code: from a reader");
}

TEST(FindingCodes, ListEveryRule) {
    for (const Rule* rule : all_rules()) {
        EXPECT_TRUE(is_listed_code(rule->code)) << rule->code;
    }
    EXPECT_FALSE(is_listed_code("no-such-code"));
}

struct ErrorCase {
    Error error;
    const char* code;
};

class FindingOfError : public ::testing::TestWithParam<ErrorCase> {};

TEST_P(FindingOfError, NamesTheReasonOrItsKind) {
    EXPECT_EQ(finding_of(GetParam().error).code, GetParam().code);
}

INSTANTIATE_TEST_SUITE_P(
    FindingCodes, FindingOfError,
    ::testing::Values(ErrorCase{Error::malformed("xml-doctype"), "xml-doctype"},
                      ErrorCase{Error::malformed("odd-reason"), "malformed-file"},
                      ErrorCase{Error::unsupported("odd-reason"), "unsupported-format"},
                      ErrorCase{Error::too_large("odd-reason"), "limit-exceeded"},
                      ErrorCase{Error::unavailable("odd-reason"), "file-unreadable"},
                      ErrorCase{Error::unavailable("worker-timeout"), "worker-timeout"},
                      ErrorCase{Error::internal("odd-reason"), "internal-error"}));

/// What a file holds, and what the caller's script sees.
struct ExitCase {
    const char* name;
    std::vector<const char*> signers;
    std::vector<const char*> authorities;
    bool record;
    const char* error;
    int code;
};

void PrintTo(const ExitCase& exit_case, std::ostream* out) {
    *out << exit_case.name;
}

class ExitCode : public ::testing::TestWithParam<ExitCase> {};

TEST_P(ExitCode, SaysWhetherEverythingPassed) {
    FileFacts file;
    for (const auto* signer : GetParam().signers) {
        file.signatures.push_back(signature_of(signer));
    }
    for (const auto* authority : GetParam().authorities) {
        file.timestamps.push_back(token(TimestampType::content, issued(), authority));
        file.timestamps.back().crls = {crl("root")};
    }
    if (GetParam().record) {
        file.evidence_records.emplace_back();
    }
    if (GetParam().error != nullptr) {
        file.errors = {{GetParam().error, ""}};
    }
    EXPECT_EQ(validate(file, context_at(issued())).exit_code(), GetParam().code);
}

INSTANTIATE_TEST_SUITE_P(
    FileVerdict, ExitCode,
    ::testing::Values(
        ExitCase{"Nothing", {}, {}, false, nullptr, 2},
        ExitCase{"OneGood", {"signer"}, {}, false, nullptr, 0},
        ExitCase{"OneOfTwoBad", {"signer", "signer-revoked"}, {}, false, nullptr, 1},
        ExitCase{"GoodAndUndecodable", {"signer"}, {}, false, "undecodable-signature", 1},
        ExitCase{"OnlyUndecodable", {}, {}, false, "undecodable-signature", 1},
        ExitCase{"SignatureDecidesNotTheToken", {"signer"}, {"tsa-revoked"}, false, nullptr, 0},
        ExitCase{"TokenAlone", {}, {"tsa"}, false, nullptr, 0},
        ExitCase{"BadTokenAlone", {}, {"tsa-revoked"}, false, nullptr, 1},
        ExitCase{"RecordIsNotJudged", {}, {}, true, nullptr, 1}),
    [](const auto& instance) { return instance.param.name; });

}  // namespace
}  // namespace mohur::signing::testing
