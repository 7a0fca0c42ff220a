// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/signers/mobile_id_messages.h"

#include <gtest/gtest.h>

namespace mohur::server::mobile_id {
namespace {

const signing::SignatureAlgorithm kEcdsa{};

HttpResponse json(std::string_view text, int status = 200) {
    return {status, "application/json", to_bytes(as_bytes(text))};
}

Digest digest(std::uint8_t first, std::uint8_t last) {
    Bytes value(32, 0x55);
    value.front() = first;
    value.back() = last;
    return {DigestAlgorithm::sha256, value};
}

TEST(MobileIdMessages, ControlCodeIsTheFirstSixBitsAndTheLastSeven) {
    EXPECT_EQ(control_code(digest(0x00, 0x00)), "0000");
    EXPECT_EQ(control_code(digest(0xff, 0xff)), "8191");
    EXPECT_EQ(control_code(digest(0x04, 0x00)), "0128");
    EXPECT_EQ(control_code(digest(0x03, 0x80)), "0000") << "bits that do not count";
    EXPECT_EQ(control_code(digest(0x03, 0x7f)), "0127");
}

TEST(MobileIdMessages, TheTelephoneShowsFiftyUnits) {
    EXPECT_EQ(display_text("D-1/26 Sorğu"), "D-1/26 Sorğu");
    std::string letters;
    for (int i = 0; i < 60; ++i) {
        letters += "ə";
    }
    EXPECT_EQ(display_text(letters).size(), 100U) << "two octets each, fifty letters";
    const std::string face = "\xF0\x9F\x99\x82";
    EXPECT_EQ(display_text(std::string(49, 'x') + face), std::string(49, 'x'))
        << "half of a pair is not shown";
    EXPECT_EQ(display_text(std::string(48, 'x') + face), std::string(48, 'x') + face);
}

TEST(MobileIdMessages, AsksAsTheProtocolSays) {
    const auto asked = signature_request(
        {"uuid-1", "MOHUR"}, {{"+994501234567", "1AB2C3D"}, digest(1, 2), "D-1/26"}, "AZE");
    EXPECT_EQ(asked["relyingPartyUUID"].as_string(), "uuid-1");
    EXPECT_EQ(asked["phoneNumber"].as_string(), "+994501234567");
    EXPECT_EQ(asked["nationalIdentityNumber"].as_string(), "1AB2C3D");
    EXPECT_EQ(from_base64(asked["hash"].as_string()).value(), digest(1, 2).value);
    EXPECT_EQ(asked["hashType"].as_string(), "SHA256");
    EXPECT_EQ(asked["language"].as_string(), "AZE");
    EXPECT_EQ(asked["displayTextFormat"].as_string(), "UCS-2");
}

TEST(MobileIdMessages, NamesNoSessionThatCouldLeaveItsPath) {
    EXPECT_EQ(session_from(json(R"({"sessionID":"de305d54-75b4"})")).value(), "de305d54-75b4");
    for (const auto* text : {R"({"sessionID":"../x"})", R"({"sessionID":"a?b"})",
                             R"({"sessionID":""})", R"({})", "[]", "{"}) {
        EXPECT_EQ(session_from(json(text)).error().reason, "mobile-id-answer-invalid") << text;
    }
    EXPECT_FALSE(session_from(json("{\"sessionID\":\"" + std::string(65, 'a') + "\"}")));
}

struct Outcome {
    const char* text;
    int status;
    ErrorCode code;
    const char* reason;
};
class MobileIdOutcome : public ::testing::TestWithParam<Outcome> {};

TEST_P(MobileIdOutcome, IsATypedError) {
    const auto got = value_from(json(GetParam().text, GetParam().status), kEcdsa);
    ASSERT_FALSE(got) << GetParam().text;
    EXPECT_EQ(got.error().code, GetParam().code);
    EXPECT_EQ(got.error().reason, GetParam().reason);
}

constexpr auto kUnavailable = ErrorCode::unavailable;
constexpr auto kIntegrity = ErrorCode::integrity;
const Outcome kOutcomes[] = {
    {R"({"state":"COMPLETE","result":"TIMEOUT"})", 200, kUnavailable, "mobile-id-timeout"},
    {R"({"state":"COMPLETE","result":"EXPIRED_TRANSACTION"})", 200, kUnavailable,
     "mobile-id-timeout"},
    {R"({"state":"COMPLETE","result":"NOT_MID_CLIENT"})", 200, ErrorCode::not_found,
     "mobile-id-not-client"},
    {R"({"state":"COMPLETE","result":"USER_CANCELLED"})", 200, ErrorCode::denied,
     "mobile-id-cancelled"},
    {R"({"state":"COMPLETE","result":"SIGNATURE_HASH_MISMATCH"})", 200, kIntegrity,
     "mobile-id-hash-mismatch"},
    {R"({"state":"COMPLETE","result":"PHONE_ABSENT"})", 200, kUnavailable,
     "mobile-id-phone-absent"},
    {R"({"state":"COMPLETE","result":"DELIVERY_ERROR"})", 200, kUnavailable, "mobile-id-delivery"},
    {R"({"state":"COMPLETE","result":"SIM_ERROR"})", 200, kUnavailable, "mobile-id-sim"},
    {R"({"state":"COMPLETE","result":"NEW"})", 200, kIntegrity, "mobile-id-answer-invalid"},
    {R"({"state":"DONE","result":"OK"})", 200, kIntegrity, "mobile-id-answer-invalid"},
    {R"({"state":"COMPLETE","result":"OK"})", 200, kIntegrity, "mobile-id-answer-invalid"},
    {R"({"state":"COMPLETE","result":"OK","signature":{"value":"AA==","algorithm":"SHA1WithECEncryption"}})",
     200, kIntegrity, "mobile-id-answer-invalid"},
    {R"({"state":"COMPLETE","result":"OK","signature":{"value":"?","algorithm":"SHA256WithECEncryption"}})",
     200, kIntegrity, "mobile-id-answer-invalid"},
    {"<html>", 200, kIntegrity, "mobile-id-answer-invalid"},
    {"", 400, ErrorCode::malformed, "mobile-id-request-refused"},
    {"", 401, kUnavailable, "mobile-id-not-authorised"},
    {"", 404, ErrorCode::conflict, "mobile-id-session-lost"},
    {"", 405, kUnavailable, "mobile-id-unavailable"},
    {"", 500, kUnavailable, "mobile-id-unavailable"},
    {"", 503, kUnavailable, "mobile-id-unavailable"},
};
INSTANTIATE_TEST_SUITE_P(MobileIdMessages, MobileIdOutcome, ::testing::ValuesIn(kOutcomes));

TEST(MobileIdMessages, TellsWaitingFromAValue) {
    EXPECT_EQ(value_from(json(R"({"state":"RUNNING"})"), kEcdsa).value(), std::nullopt);
    const auto value = value_from(json(R"({"state":"COMPLETE","result":"OK","signature":
        {"value":"AQI=","algorithm":"SHA256WithECEncryption"}})"),
                                  kEcdsa);
    EXPECT_EQ(value.value(), (Bytes{1, 2}));
}

}  // namespace
}  // namespace mohur::server::mobile_id
