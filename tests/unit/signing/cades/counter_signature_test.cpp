// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/signing/cades/cades_fixture.h"

namespace mohur::signing::cades {
namespace {

constexpr std::string_view kCountersignature = "1.2.840.113549.1.9.6";

// messageDigest and the reference to the certificate; no contentType (RFC 5652 11.4).
Signer counter_sign(BytesView value) {
    const auto reference = der::sequence({der::sequence(
        {der::sequence({der::octet_string(digest(test_pki().certificate("signer")).value)})})});
    return sign_attributes(
        der::set_of({cms_attribute("1.2.840.113549.1.9.4", der::octet_string(digest(value).value)),
                     cms_attribute("1.2.840.113549.1.9.16.2.47", reference)}));
}

CmsFile countersigned(const Signer& counter, Signer signer) {
    signer.unsigned_attributes = {cms_attribute(kCountersignature, counter.encoding())};
    return {.signers = {std::move(signer)}};
}

TEST(Countersignature, StandsUnderItsParent) {
    const auto signer = sign();
    const auto facts = read_first(countersigned(counter_sign(signer.value), signer));
    EXPECT_TRUE(facts.intact());
    ASSERT_EQ(facts.counter_signatures.size(), 1U);
    const auto& counter = facts.counter_signatures[0];
    EXPECT_TRUE(counter.intact());
    EXPECT_EQ(counter.id, "S0-C0");
    EXPECT_EQ(counter.structure_valid, true);
    EXPECT_EQ(counter.format, "CAdES-BES");
    EXPECT_EQ(counter.scopes[0].digest, digest(signer.value));
}

TEST(Countersignature, OverAnotherValueIsNotIntact) {
    const auto signer = sign();
    const auto facts = read_first(countersigned(counter_sign(as_bytes("other")), signer));
    EXPECT_TRUE(facts.intact());
    EXPECT_FALSE(facts.counter_signatures.at(0).intact());
    EXPECT_TRUE(facts.counter_signatures[0].signature_value_valid);
}

TEST(Countersignature, DoesNotTakeSuppliedContentForItsOwn) {
    const auto signer = sign();
    const auto facts = read_first(countersigned(counter_sign(as_bytes(kContent)), signer));
    EXPECT_FALSE(facts.counter_signatures.at(0).intact());
}

TEST(Countersignature, OwnsItsTimestamp) {
    const auto signer = sign();
    auto counter = counter_sign(signer.value);
    counter.unsigned_attributes = {cms_attribute(kSignatureTimestamp, token_over(counter.value))};
    const auto facts = read_first(countersigned(counter, signer));
    EXPECT_TRUE(facts.timestamps.empty());
    ASSERT_EQ(facts.counter_signatures.at(0).timestamps.size(), 1U);
    EXPECT_TRUE(facts.counter_signatures[0].timestamps[0].intact);
    EXPECT_EQ(facts.counter_signatures[0].timestamps[0].id, "S0-C0-T0");
    EXPECT_EQ(facts.counter_signatures[0].format, "CAdES-T");
}

TEST(Countersignature, NestingIsBounded) {
    std::vector<Signer> chain{sign()};
    for (int i = 0; i < 7; ++i) {
        chain.push_back(counter_sign(chain.back().value));
    }
    Signer outer = chain.back();
    for (std::size_t i = chain.size() - 1; i-- > 0;) {
        chain[i].unsigned_attributes = {cms_attribute(kCountersignature, outer.encoding())};
        outer = chain[i];
    }
    auto facts = read_first({.signers = {outer}});
    std::size_t depth = 0;
    while (!facts.counter_signatures.empty()) {
        EXPECT_TRUE(facts.intact());
        const SignatureFacts inner = facts.counter_signatures.at(0);
        facts = inner;
        ++depth;
    }
    EXPECT_EQ(depth, 5U);
    EXPECT_TRUE(has_finding(facts.errors, "limit-exceeded"));
}

TEST(Countersignature, ThatCannotBeDecodedIsSaid) {
    auto signer = sign();
    signer.unsigned_attributes = {cms_attribute(kCountersignature, der::sequence({der::null()}))};
    const auto facts = read_first({.signers = {signer}});
    EXPECT_TRUE(facts.intact());
    EXPECT_TRUE(facts.counter_signatures.empty());
    EXPECT_TRUE(has_finding(facts.errors, "undecodable-signature"));
}

}  // namespace
}  // namespace mohur::signing::cades
