// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/cms/signed_data_editor.h"

#include "pki-test/hierarchy.h"
#include "tests/unit/signing/cms/cms_fixture.h"

#include <algorithm>

namespace mohur::signing {
namespace {

using testing::make_identity;

const testing::TestIdentity& signer() {
    static const auto identity = make_identity({});
    return identity;
}

Bytes all(const std::shared_ptr<const ByteSource>& from) {
    return from->read_range(0, from->size()).value();
}

SignedData parsed(const Bytes& encoding) {
    return SignedData::parse(encoding, {}).value();
}

SignedData edited(const SignedData& data, const SignedDataAdditions& added) {
    return parsed(all(with_additions(data, added)));
}

Time now() {
    return *parse_rfc3339("2026-08-22T10:00:00Z");
}

const pkitest::Hierarchy& pki() {
    static const auto hierarchy = pkitest::Hierarchy::standard(now);
    return hierarchy;
}

/// One answer for all tests: each that is asked for carries a signature of its own.
const OcspResponse& ocsp() {
    static const auto one = OcspResponse::from_der(pki().ocsp_response_for("signer")).value();
    return one;
}

const Crl& crl() {
    static const auto one = Crl::from_der(pki().crl("issuing-ca")).value();
    return one;
}

SignedData plain() {
    return parsed(sign_plan(plan_for(signer()), signer().key));
}

TEST(SignedDataEditor, GivesTheSameFileForNothing) {
    const auto data = plain();
    EXPECT_TRUE(SignedDataAdditions{}.empty());
    EXPECT_EQ(all(with_additions(data, {})), data.encoding());
}

TEST(SignedDataEditor, AddsMaterialAndRaisesTheVersion) {
    const auto data = plain();
    const auto with_crl = edited(data, {.crls = {crl()}});
    EXPECT_EQ(with_crl.fields().version, der::integer(1));
    EXPECT_EQ(with_crl.crls(), std::vector{crl()});
    const auto other = Certificate::from_der(pki().certificate("issuing-ca")).value();
    const auto full = edited(with_crl, {.certificates = {other}, .ocsp_responses = {ocsp()}});
    EXPECT_EQ(full.fields().version, der::integer(5)) << "RFC 5652 clause 5.1";
    EXPECT_EQ(full.ocsp_responses(), std::vector{ocsp()});
    EXPECT_EQ(full.crls(), std::vector{crl()});
    EXPECT_EQ(full.certificates().size(), 2U);
    EXPECT_TRUE(is_der(full.encoding())) << "sets that were sorted stay so";
    EXPECT_TRUE(all_hold(check_of(full)));
}

TEST(SignedDataEditor, AddsNothingTwice) {
    const auto data = plain();
    const SignedDataAdditions same{.certificates = {signer().certificate},
                                   .digest_algorithms = {DigestAlgorithm::sha256}};
    EXPECT_EQ(all(with_additions(data, same)), data.encoding());
    const auto once = edited(data, {.ocsp_responses = {ocsp()}});
    EXPECT_EQ(all(with_additions(once, {.ocsp_responses = {ocsp()}})), once.encoding());
}

TEST(SignedDataEditor, KnowsADigestAlgorithmWithParameters) {
    auto raw = RawSigner{.attributes = required_attributes()};
    auto encoding = raw_signed_data(raw, signer());
    const auto data = parsed(encoding);
    const auto more =
        edited(data, {.digest_algorithms = {DigestAlgorithm::sha256, DigestAlgorithm::sha512}});
    EXPECT_EQ(more.fields().digest_algorithms,
              der::set_of({der::algorithm(oid_of(DigestAlgorithm::sha256)),
                           der::algorithm(oid_of(DigestAlgorithm::sha512))}));
}

// What an archive timestamp covers has an order of its own; nobody may sort it.
TEST(SignedDataEditor, KeepsOctetsAndOrderOfWhatWasThere) {
    const auto data = plain();
    const auto second = cms_attribute("2.999.2", Bytes{0x30, 0x80, 0x00, 0x00});
    const auto first = cms_attribute("2.999.1", der::null());
    // 2.999.2 before 2.999.1: made by hand, as another producer would leave it.
    const auto& fields = data.signers()[0].fields();
    Bytes unsorted = second;
    append(unsorted, first);
    const Bytes info =
        der::sequence({fields.version, fields.sid, fields.digest_algorithm,
                       fields.signed_attributes, fields.signature_algorithm, fields.signature,
                       der::element(tag::context_set(1), unsorted)});
    auto encoding = data.encoding();
    const auto old = data.signers()[0].encoding();
    const auto rebuilt = edited(data, {.signers = {info}});
    ASSERT_EQ(rebuilt.signers().size(), 2U);
    const auto added = cms_attribute("2.999.0", der::null());
    const auto after = edited(rebuilt, {.unsigned_attributes = {{1, {added}}}});
    EXPECT_EQ(after.signers()[0].encoding(), old);
    std::vector<Bytes> found;
    for (const auto& attribute : after.signers()[1].unsigned_attributes()) {
        found.push_back(attribute.encoding);
    }
    EXPECT_EQ(found, (std::vector<Bytes>{second, first, added}));
    EXPECT_EQ(after.signers()[1].fields().signed_attributes, fields.signed_attributes);
}

TEST(SignedDataEditor, SortsIntoAnOrderedSet) {
    const auto data = plain();
    const auto b = cms_attribute("2.999.2", der::null());
    const auto a = cms_attribute("2.999.1", der::null());
    const auto one = edited(data, {.unsigned_attributes = {{0, {b}}}});
    const auto two = edited(one, {.unsigned_attributes = {{0, {a}}}});
    EXPECT_TRUE(is_der(two.encoding()));
    EXPECT_EQ(two.signers()[0].unsigned_attributes()[0].encoding, a);
}

}  // namespace
}  // namespace mohur::signing
