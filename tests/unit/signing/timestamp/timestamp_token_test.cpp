// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/timestamp/timestamp_token.h"

#include "signing/asn1/der.h"
#include "signing/cms/signed_data_builder.h"
#include "tests/support/pki/test_identity.h"
#include "tests/unit/signing/timestamp/timestamp_fixture.h"

#include <algorithm>

namespace mohur::signing {
namespace {

constexpr std::string_view kTstInfo = "1.2.840.113549.1.9.16.1.4";

std::optional<TimestampToken> parse(const Bytes& encoded) {
    auto token = TimestampToken::parse(encoded, {});
    return token ? std::optional{std::move(token).value()} : std::nullopt;
}

TEST(TimestampToken, ReadsWhatTheAuthorityStated) {
    const auto token = parse(token_of(""));
    ASSERT_TRUE(token);
    EXPECT_EQ(token->time(), test_now());
    EXPECT_EQ(token->imprint(), test_digest());
    EXPECT_TRUE(token->covers(test_digest()));
    EXPECT_FALSE(token->covers(test_digest(DigestAlgorithm::sha512)));
    EXPECT_EQ(token->policy(), Oid{"2.999.31.2.1"});
    EXPECT_FALSE(token->serial().empty());
    EXPECT_FALSE(token->nonce());
}

TEST(TimestampToken, IsIntactWithItsCertificate) {
    for (const auto* behaviour : {"", "rsa"}) {
        const auto check = parse(token_of(behaviour))->check({});
        EXPECT_TRUE(check.intact) << behaviour;
        EXPECT_TRUE(check.problems.empty());
        ASSERT_TRUE(check.tsa);
    }
    EXPECT_EQ(parse(token_of(""))->check({}).tsa->der(), test_pki().certificate("tsa"));
}

TEST(TimestampToken, TrustAndPurposeAreNoMatterOfIntegrity) {
    for (const auto* behaviour : {"wrong-eku", "expired", "revoked", "unknown-ca"}) {
        EXPECT_TRUE(parse(token_of(behaviour))->check({}).intact) << behaviour;
    }
}

TEST(TimestampToken, NeedsTheCertificateAtHand) {
    const auto token = parse(token_of("no-certificate"));
    ASSERT_TRUE(token);
    const auto without = token->check({});
    EXPECT_FALSE(without.intact);
    EXPECT_FALSE(without.tsa);
    const auto certificate = Certificate::from_der(test_pki().certificate("tsa"));
    EXPECT_TRUE(token->check({*certificate}).intact);
}

TEST(TimestampToken, SeesADamagedValue) {
    const auto check = parse(token_of("bad-signature"))->check({});
    EXPECT_FALSE(check.intact);
    EXPECT_EQ(check.problems, std::vector<std::string>{"signature-value-invalid"});
}

TEST(TimestampToken, MissingReferenceIsAProblemButNoContradiction) {
    const auto check = parse(token_of("no-signing-certificate-attribute"))->check({});
    EXPECT_TRUE(check.intact);
    EXPECT_EQ(check.problems, std::vector<std::string>{"signing-certificate-reference-missing"});
}

TEST(TimestampToken, SeesChangedTstInfo) {
    Bytes encoded = token_of("");
    const auto token = parse(encoded);
    const auto& imprint = token->imprint().value;
    const auto at = std::ranges::search(encoded, imprint).begin();
    *at = static_cast<std::uint8_t>(*at ^ 1U);
    const auto check = parse(encoded)->check({});
    EXPECT_FALSE(check.intact);
    EXPECT_EQ(check.problems, std::vector<std::string>{"hash-mismatch"});
}

TEST(TimestampToken, AReferenceToAnotherCertificateContradicts) {
    const auto tsa = testing::make_tsa(testing::make_root());
    const auto other = testing::make_tsa(testing::make_root());
    const auto token = parse(token_of(""));
    SignerInfoPlan plan{
        .signer = other.certificate,
        .algorithm = tsa.key.algorithm(),
        .content_type = Oid{kTstInfo},
        .message_digest = digest_of(DigestAlgorithm::sha256, *token->signed_data().content()),
        .attached_content = token->signed_data().content_source()};
    const auto attributes = signed_attributes(plan);
    plan.signer = tsa.certificate;
    const auto encoded =
        assemble_signed_data(plan, *attributes, tsa.key.sign(plan.algorithm, *attributes));
    const auto check = parse(*encoded)->check({});
    EXPECT_FALSE(check.intact);
    EXPECT_EQ(check.problems, std::vector<std::string>{"signing-certificate-reference-mismatch"});
}

// A SignedData over hand-made TSTInfo fields.
Result<TimestampToken> parse_fields(const std::vector<Bytes>& fields,
                                    std::string_view type = kTstInfo) {
    static const auto tsa = testing::make_tsa(testing::make_root());
    const Bytes content = der::sequence(fields);
    const SignerInfoPlan plan{.signer = tsa.certificate,
                              .algorithm = tsa.key.algorithm(),
                              .content_type = Oid{type},
                              .message_digest = digest_of(DigestAlgorithm::sha256, content),
                              .attached_content = std::make_shared<MemorySource>(content)};
    const auto attributes = signed_attributes(plan);
    const auto encoded =
        assemble_signed_data(plan, *attributes, tsa.key.sign(plan.algorithm, *attributes));
    return TimestampToken::parse(*encoded, {});
}

std::vector<Bytes> good_fields() {
    const Bytes imprint = der::sequence(
        {der::algorithm(oid_of(DigestAlgorithm::sha256)), der::octet_string(test_digest().value)});
    return {der::integer(1), der::oid("1.2.3"), imprint, der::integer(9),
            der::element(tag::kGeneralizedTime, as_bytes("20260822100000.25Z"))};
}

TEST(TstInfo, ReadsEveryOptionalField) {
    auto fields = good_fields();
    fields.push_back(der::sequence({der::integer(1)}));
    fields.push_back(der::boolean(true));
    fields.push_back(der::integer(4711));
    fields.push_back(der::element(tag::context_set(0), der::null()));
    fields.push_back(der::element(tag::context_set(1), {}));
    const auto token = parse_fields(fields);
    ASSERT_TRUE(token);
    EXPECT_EQ(to_rfc3339(token->time()), "2026-08-22T10:00:00.25Z");
    EXPECT_EQ(token->nonce(), (Bytes{0x12, 0x67}));
    EXPECT_TRUE(token->check({}).intact);
}

TEST(TstInfo, RefusesWhatIsNone) {
    ASSERT_TRUE(parse_fields(good_fields()));
    EXPECT_FALSE(parse_fields(good_fields(), "1.2.840.113549.1.7.1"));
    auto version = good_fields();
    version[0] = der::integer(2);
    auto length = good_fields();
    length[2] = der::sequence(
        {der::algorithm(oid_of(DigestAlgorithm::sha256)), der::octet_string(Bytes(20, 1))});
    auto time = good_fields();
    time[4] = der::element(tag::kUtcTime, as_bytes("260822100000Z"));
    auto behind = good_fields();
    behind.push_back(der::null());
    for (const auto& fields : {version, length, time, behind, std::vector<Bytes>{}}) {
        EXPECT_FALSE(parse_fields(fields));
    }
    auto algorithm = good_fields();
    algorithm[2] = der::sequence({der::algorithm("1.2.3.4"), der::octet_string(Bytes(32, 1))});
    EXPECT_EQ(parse_fields(algorithm).error().code, ErrorCode::unsupported);
}

}  // namespace
}  // namespace mohur::signing
