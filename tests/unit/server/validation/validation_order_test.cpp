// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/validation/validation_order.h"
#include "server/validation/dss.h"

#include <gtest/gtest.h>

namespace mohur::server {
namespace {

Json json(std::string_view text) {
    return Json::parse(text).value();
}

std::string refusal_of(std::string_view text) {
    const auto order = validation_order_from(json(text));
    return order ? "taken" : order.error().reason + " " + order.error().detail;
}

TEST(ValidationOrder, HoldsContentsDigestsAndSettings) {
    const auto order = validation_order_from(json(R"({
        "document": {"name": "letter.p7s", "content": "MIIB"},
        "contents": [{"name": "letter.pdf", "content": "JVBERg=="},
                     {"name": "b", "digests": [{"algorithm": "sha-256",
                      "value": "IucjUcbRo9Rke0bZLiP9hMqm3FHM8CTGOgmoiKRyzjQ="}]}],
        "evidence_records": ["MIIC"], "certificates": ["MIID"],
        "policy": "archive", "at": "2026-01-01T00:00:00Z", "offline": true})"));
    ASSERT_TRUE(order);
    EXPECT_EQ(order->file_name, "letter.p7s");
    ASSERT_EQ(order->files.inputs.size(), 3U);
    ASSERT_EQ(order->request.contents.size(), 2U);
    EXPECT_EQ(order->request.contents[0].input, 1U);
    EXPECT_EQ(order->request.contents[1].digests.size(), 1U);
    EXPECT_EQ(order->request.evidence_records, std::vector<std::size_t>{2});
    EXPECT_EQ(order->request.policy, "archive");
    EXPECT_TRUE(order->request.offline);
    EXPECT_TRUE(order->request.at);
    EXPECT_TRUE(order->request.trust.empty());
}

TEST(ValidationOrder, RefusesWhatItDoesNotUnderstand) {
    EXPECT_EQ(refusal_of("{}"), "field-missing field:document");
    EXPECT_EQ(refusal_of(R"({"document": {"content": "%"}})"), "field-invalid field:document");
    EXPECT_EQ(refusal_of(R"({"document": {"content": "MIIB"}, "policy": "lax"})"),
              "field-invalid field:policy");
    EXPECT_EQ(refusal_of(R"({"document": {"content": "MIIB"}, "trust": []})"),
              "field-unknown field:trust");
    EXPECT_EQ(refusal_of(R"({"document": {"content": "MIIB"}, "at": "yesterday"})"),
              "field-invalid field:at");
    EXPECT_EQ(refusal_of(R"({"document": {"content": "MIIB"}, "contents": [{"name": "a"}]})"),
              "field-invalid field:contents");
}

TEST(ValidationOrder, BoundsWhatComesTogether) {
    ValidationOrder order;
    const std::string half(kMaxOrderBytes / 2 / 3 * 4 + 8, 'A');
    EXPECT_TRUE(add_input(half, "document", order));
    EXPECT_EQ(add_input(half, "contents", order).error().reason, "body-too-large");
}

TEST(DssRequest, IsReadAsItsCookbookShowsIt) {
    const auto order = dss::order_from(json(R"({
        "signedDocument": {"bytes": "PD94bWw=", "digestAlgorithm": null, "name": "sample.xml"},
        "originalDocuments": [{"bytes": "IucjUcbRo9Rke0bZLiP9hMqm3FHM8CTGOgmoiKRyzjQ=",
                               "digestAlgorithm": "SHA256", "name": "text.txt"}],
        "policy": null, "evidenceRecords": null, "tokenExtractionStrategy": "NONE",
        "signatureId": null})"));
    ASSERT_TRUE(order);
    EXPECT_EQ(order->file_name, "sample.xml");
    EXPECT_EQ(order->request.policy, "dss-like");
    ASSERT_EQ(order->request.contents.size(), 1U);
    EXPECT_EQ(order->request.contents[0].digests.size(), 1U);
}

TEST(DssRequest, TakesNoPolicyOfTheClient) {
    const auto order = dss::order_from(
        json(R"({"signedDocument": {"bytes": "PD94"}, "policy": {"bytes": "PD94"}})"));
    EXPECT_EQ(order.error().detail, "field:policy");
}

TEST(DssReport, CountsAndSpellsAsDssDoes) {
    const auto report = dss::report(
        json(R"({"policy": "dss-like", "validation_time": "2026-11-22T07:00:00Z", "signatures": [
            {"id": "S0", "format": "PAdES-BASELINE-B", "indication": "TOTAL-PASSED",
             "sub_indication": null, "signed_by": {"common_name": "A"}, "scopes": [],
             "timestamps": [], "errors": [], "warnings": [{"code": "c", "text": "t"}]}],
            "timestamps": [], "evidence_records": []})"),
        "a.pdf");
    const auto& simple = report["simpleReport"];
    EXPECT_EQ(simple["ValidSignaturesCount"].as_integer(), 1);
    const auto& one = simple["signatureOrTimestampOrEvidenceRecord"].items()[0]["Signature"];
    EXPECT_EQ(one["Indication"].as_string(), "TOTAL_PASSED");
    EXPECT_EQ(one["AdESValidationDetails"]["Warning"].items()[0]["Key"].as_string(), "c");
}

}  // namespace
}  // namespace mohur::server
