// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/validation/siva.h"

#include <gtest/gtest.h>

namespace mohur::server::siva {
namespace {

Json json(std::string_view text) {
    return Json::parse(text).value();
}

/// The request of SiVa's interface description, its document cut short.
constexpr std::string_view kValidate = R"({
  "filename": "sample.bdoc",
  "document": "UEsDBAo=",
  "documentType": "XROAD",
  "signaturePolicy": "POLv3",
  "reportType": "Simple"
})";

constexpr std::string_view kHashcode = R"({
  "signatureFiles": [{
    "signature": "PD94bWw=",
    "datafiles": [{
      "filename": "test.pdf",
      "hashAlgo": "SHA256",
      "hash": "IucjUcbRo9Rke0bZLiP9hMqm3FHM8CTGOgmoiKRyzjQ="
    }]
  }],
  "signaturePolicy": "POLv4",
  "reportType": "Detailed"
})";

std::vector<RequestError> errors_of(std::string_view text) {
    return read_validation(json(text)).errors;
}

TEST(SivaRequest, IsReadAsItsDocumentationShowsIt) {
    const auto reading = read_validation(json(kValidate));
    ASSERT_EQ(reading.orders.size(), 1U);
    const auto& order = reading.orders.front();
    EXPECT_EQ(order.file_name, "sample.bdoc");
    EXPECT_EQ(order.request.policy, "dss-like");
    ASSERT_EQ(order.files.inputs.size(), 1U);
    EXPECT_EQ(order.files.inputs.front()->size(), 5U);
}

TEST(SivaRequest, TakesTheStrictPolicyWhenNoneIsNamed) {
    const auto reading = read_validation(json(R"({"filename": "a.pdf", "document": "JVBERg=="})"));
    ASSERT_EQ(reading.orders.size(), 1U);
    EXPECT_EQ(reading.orders.front().request.policy, "strict");
}

TEST(SivaRequest, NamesEveryMemberThatIsMissing) {
    const std::vector<RequestError> expected{{"filename", "must not be blank"},
                                             {"document", "must not be blank"}};
    EXPECT_EQ(errors_of("{}"), expected);
}

TEST(SivaRequest, RefusesWhatIsNoBase64AndAnUnknownPolicy) {
    const auto errors =
        errors_of(R"({"filename": "a.pdf", "document": "%%%", "signaturePolicy": "POLv9"})");
    ASSERT_EQ(errors.size(), 2U);
    EXPECT_EQ(errors[0].message, "Document is not encoded in a valid base64 string");
    EXPECT_EQ(errors[1].key, "signaturePolicy");
}

TEST(SivaRequest, RefusesAFileNameThatIsAPath) {
    EXPECT_EQ(errors_of(R"({"filename": "../a.pdf", "document": "JVBERg=="})").front().key,
              "filename");
}

TEST(SivaRequest, OfHashcodesGivesDigestsInPlaceOfContents) {
    const auto reading = read_hashcode_validation(json(kHashcode));
    ASSERT_EQ(reading.orders.size(), 1U);
    const auto& contents = reading.orders.front().request.contents;
    ASSERT_EQ(contents.size(), 1U);
    EXPECT_EQ(contents[0].name, "test.pdf");
    ASSERT_EQ(contents[0].digests.size(), 1U);
    EXPECT_EQ(contents[0].digests[0].algorithm, DigestAlgorithm::sha256);
    EXPECT_EQ(reading.orders.front().request.policy, "strict");
}

TEST(SivaRequest, OfHashcodesSaysWhichDataFileIsWrong) {
    const auto errors = read_hashcode_validation(json(R"({"signatureFiles": [
        {"signature": "PD94bWw=", "datafiles": [{"filename": "a", "hashAlgo": "CRC32", "hash": "AA=="}]}]})"))
                            .errors;
    ASSERT_EQ(errors.size(), 1U);
    EXPECT_EQ(errors[0].key, "signatureFiles[0].datafiles[0].hashAlgo");
    EXPECT_EQ(read_hashcode_validation(json("{}")).errors.front().key, "signatureFiles");
}

constexpr std::string_view kVerdict = R"({
  "container": "asic-e", "validation_time": "2026-11-22T07:00:00Z", "policy": "strict",
  "signatures": [
    {"id": "S0", "format": "XAdES-BASELINE-LT", "indication": "TOTAL-PASSED",
     "sub_indication": null, "signed_by": {"common_name": "A", "serial_number": "PNOAZ-1"},
     "claimed_signing_time": "2026-11-21T07:00:00Z", "best_signature_time": "2026-11-21T07:00:01Z",
     "scopes": [{"name": "letter.pdf", "partial": false}], "timestamps": [], "errors": [],
     "warnings": []},
    {"id": "S1", "format": "XAdES-BASELINE-B", "indication": "INDETERMINATE",
     "sub_indication": "NO_CERTIFICATE_CHAIN_FOUND", "signed_by": null, "scopes": [],
     "timestamps": [], "errors": [{"code": "no-trusted-chain", "text": "No chain"}],
     "warnings": []}],
  "timestamps": [], "evidence_records": [], "errors": [], "warnings": []})";

TEST(SivaReport, CountsAndSpellsAsSivaDoes) {
    const Asked asked{"letter.asice", Digest{DigestAlgorithm::sha256, Bytes(32, 0)}};
    const auto all = report({json(kVerdict)}, asked);
    const auto& conclusion = all["validationReport"]["validationConclusion"];
    EXPECT_EQ(conclusion["signaturesCount"].as_integer(), 2);
    EXPECT_EQ(conclusion["validSignaturesCount"].as_integer(), 1);
    EXPECT_EQ(conclusion["signatureForm"].as_string(), "ASiC-E");
    EXPECT_EQ(conclusion["policy"]["policyName"].as_string(), "POLv4");
    EXPECT_EQ(conclusion["validatedDocument"]["hashAlgo"].as_string(), "SHA256");
    const auto& first = conclusion["signatures"].items()[0];
    EXPECT_EQ(first["signatureFormat"].as_string(), "XAdES_BASELINE_LT");
    EXPECT_EQ(first["signatureScopes"].items()[0]["scope"].as_string(), "FULL");
    EXPECT_EQ(first["info"]["bestSignatureTime"].as_string(), "2026-11-21T07:00:01Z");
    const auto& second = conclusion["signatures"].items()[1];
    EXPECT_EQ(second["errors"].items()[0]["content"].as_string(), "no-trusted-chain: No chain");
}

TEST(SivaReport, AddsUpTheSignatureFilesOfOneRequest) {
    const auto all = report({json(kVerdict), json(kVerdict)}, {});
    EXPECT_EQ(all["validationReport"]["validationConclusion"]["signaturesCount"].as_integer(), 4);
}

}  // namespace
}  // namespace mohur::server::siva
