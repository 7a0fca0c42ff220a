// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/worker/signing_messages.h"

#include "pki-test/hierarchy.h"

#include <gtest/gtest.h>

namespace mohur::server {
namespace {

using signing::Certificate;
using signing::SignatureScheme;
using signing::SigningRequest;

const Time kMoment = parse_rfc3339("2026-11-21T12:00:00Z").value();

Certificate certificate(std::string_view name) {
    static const auto pki = pkitest::Hierarchy::standard([] { return kMoment; });
    return Certificate::from_der(pki.certificate(name)).value();
}

const std::vector<std::shared_ptr<const ByteSource>>& inputs() {
    static const std::vector<std::shared_ptr<const ByteSource>> one{
        std::make_shared<MemorySource>(Bytes{1})};
    return one;
}

const std::vector<std::shared_ptr<const ByteSource>>& two_inputs() {
    static const std::vector<std::shared_ptr<const ByteSource>> two{
        inputs().front(), std::make_shared<MemorySource>(Bytes{2})};
    return two;
}

SigningRequest full_request() {
    return {signing::CreationFormat::pades,
            signing::SignatureLevel::LT,
            {{"ərizə.pdf", "application/pdf", inputs().front()}},
            certificate("signer-rsa"),
            {certificate("issuing-ca")},
            {SignatureScheme::rsa_pss, DigestAlgorithm::sha384, DigestAlgorithm::sha256, 48},
            kMoment,
            "səbəb",
            "Bakı",
            {"Nazir", "Sədr"},
            {}};
}

TEST(SigningMessages, CarryAWholeRequest) {
    const auto before = full_request();
    const auto after = signing_request_from(to_json(before), inputs());
    ASSERT_TRUE(after) << after.error().detail;
    EXPECT_EQ(after->format, before.format);
    EXPECT_EQ(after->level, before.level);
    EXPECT_EQ(after->data.front().name, before.data.front().name);
    EXPECT_EQ(after->data.front().mime_type, before.data.front().mime_type);
    EXPECT_EQ(after->data.front().bytes, inputs().front());
    EXPECT_EQ(after->signer, before.signer);
    EXPECT_EQ(after->chain, before.chain);
    EXPECT_EQ(after->algorithm, before.algorithm);
    EXPECT_EQ(after->signing_time, before.signing_time);
    EXPECT_EQ(after->reason, before.reason);
    EXPECT_EQ(after->location, before.location);
    EXPECT_EQ(after->claimed_roles, before.claimed_roles);
}

TEST(SigningMessages, CarryWhatIsOptional) {
    auto before = full_request();
    before.format = signing::CreationFormat::cades_detached;
    before.present_signature = two_inputs().back();
    before.countersigned = "S1";
    before.commitment_types = {"1.2.840.113549.1.9.16.6.1"};
    before.policy = {"2.999.1", {DigestAlgorithm::sha256, Bytes(32, 5)}, "http://policy.example/1"};
    before.content_timestamp = true;
    const auto after = signing_request_from(to_json(before), two_inputs());
    ASSERT_TRUE(after) << after.error().detail;
    EXPECT_EQ(after->format, before.format);
    EXPECT_EQ(after->data.size(), 1U);
    EXPECT_EQ(after->present_signature, two_inputs().back());
    EXPECT_EQ(after->countersigned, "S1");
    EXPECT_EQ(after->commitment_types, before.commitment_types);
    ASSERT_TRUE(after->policy);
    EXPECT_EQ(after->policy->id, before.policy->id);
    EXPECT_EQ(after->policy->digest, before.policy->digest);
    EXPECT_EQ(after->policy->spuri, before.policy->spuri);
    EXPECT_TRUE(after->content_timestamp);
    EXPECT_FALSE(signing_request_from(to_json(before), inputs())) << "an input is missing";
}

TEST(SigningMessages, CarryWhatOnlyAPdfHas) {
    auto before = full_request();
    before.pdf.field = "Rəis";
    before.pdf.certification = 2;
    before.pdf.content = signing::ContentPolicy::refuse;
    const signing::pades::PagePlace place{3, false, 56.5, 700, 200, 70.25};
    before.pdf.appearance = {two_inputs().back(), "Elektron imza", place};
    const auto after = signing_request_from(to_json(before), two_inputs());
    ASSERT_TRUE(after) << after.error().detail;
    EXPECT_EQ(after->pdf.field, "Rəis");
    EXPECT_EQ(after->pdf.certification, 2);
    EXPECT_EQ(after->pdf.content, signing::ContentPolicy::refuse);
    ASSERT_TRUE(after->pdf.appearance);
    EXPECT_EQ(after->pdf.appearance->drawing, two_inputs().back());
    EXPECT_EQ(after->pdf.appearance->description, "Elektron imza");
    EXPECT_EQ(after->pdf.appearance->place, place);
    EXPECT_FALSE(signing_request_from(to_json(before), inputs())) << "the drawing is missing";
    before.pdf.appearance->place.reset();
    EXPECT_FALSE(signing_request_from(to_json(before), two_inputs())->pdf.appearance->place);
}

class BrokenRequest : public ::testing::TestWithParam<std::pair<const char*, Json>> {};

TEST_P(BrokenRequest, IsRefused) {
    auto json = to_json(full_request());
    json.set(GetParam().first, GetParam().second);
    EXPECT_FALSE(signing_request_from(json, inputs()));
}

INSTANTIATE_TEST_SUITE_P(
    SigningMessages, BrokenRequest,
    ::testing::Values(
        std::pair{"format", Json{"p7m"}}, std::pair{"packaging", Json{"attached"}},
        std::pair{"level", Json{"X"}}, std::pair{"present_signature", Json{true}},
        std::pair{"policy", Json::object({{"id", "1.2"}})}, std::pair{"data", Json::array()},
        std::pair{"signer", Json{"AAAA"}}, std::pair{"signer", Json{}},
        std::pair{"chain", Json::array({"!"})},
        std::pair{"algorithm", Json::object({{"scheme", "dsa"}, {"digest", "sha-256"}})},
        std::pair{"algorithm", Json::object({{"scheme", "ecdsa"}, {"digest", "crc32"}})},
        std::pair{"signing_time", Json{"yesterday"}}));

TEST(SigningMessages, CarryAnExtension) {
    const signing::ExtensionRequest before{signing::SignatureLevel::LTA,
                                           two_inputs().front(),
                                           {{"ərizə.txt", "", two_inputs().back()}},
                                           {"S0", "S2"},
                                           {},
                                           {certificate("issuing-ca")}};
    const auto after = extension_request_from(to_json(before), two_inputs());
    ASSERT_TRUE(after) << after.error().detail;
    EXPECT_EQ(after->level, before.level);
    EXPECT_EQ(after->file, before.file);
    ASSERT_EQ(after->contents.size(), 1U);
    EXPECT_EQ(after->contents[0].name, "ərizə.txt");
    EXPECT_EQ(after->contents[0].bytes, two_inputs().back());
    EXPECT_EQ(after->signatures, before.signatures);
    EXPECT_EQ(after->certificates, before.certificates);
    EXPECT_FALSE(extension_request_from(to_json(before), inputs()));
    EXPECT_FALSE(extension_request_from(to_json(before), {}));
    auto json = to_json(before);
    json.set("level", "X");
    EXPECT_FALSE(extension_request_from(json, two_inputs()));
}

TEST(SigningMessages, CarryAPreparedSignature) {
    const signing::PreparedSignature before{
        Bytes{1, 2}, {DigestAlgorithm::sha384, Bytes(48, 3)}, Bytes{4}};
    const auto after = prepared_signature_from(to_json(before));
    ASSERT_TRUE(after);
    EXPECT_EQ(after->to_be_signed, before.to_be_signed);
    EXPECT_EQ(after->to_be_signed_digest, before.to_be_signed_digest);
    EXPECT_EQ(after->state, before.state);
    EXPECT_FALSE(prepared_signature_from(Json::object()));
    EXPECT_FALSE(prepared_signature_from(
        to_json(signing::PreparedSignature{{}, before.to_be_signed_digest, Bytes{4}})));
}

}  // namespace
}  // namespace mohur::server
