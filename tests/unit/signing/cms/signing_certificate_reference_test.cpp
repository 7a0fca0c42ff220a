// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/cms/signed_data.h"

#include "tests/unit/signing/cms/cms_fixture.h"

namespace mohur::signing {
namespace {

using testing::make_identity;

constexpr std::string_view kV1 = "1.2.840.113549.1.9.16.2.12";
constexpr std::string_view kV2 = "1.2.840.113549.1.9.16.2.47";

Bytes issuer_serial(const Certificate& certificate) {
    const Bytes directory_name = der::element(tag::context_set(4), certificate.issuer().der);
    return der::sequence(
        {der::sequence({directory_name}), der::element(tag::kInteger, certificate.serial())});
}

Bytes reference(std::string_view type, const std::vector<Bytes>& id_fields) {
    return cms_attribute(type, der::sequence({der::sequence({der::sequence(id_fields)})}));
}

Bytes hash(const Certificate& certificate, DigestAlgorithm algorithm) {
    return der::octet_string(digest_of(algorithm, certificate.der()).value);
}

class Reference : public ::testing::Test {
protected:
    SigningCertificateReference read(std::vector<Bytes> more) {
        RawSigner raw{.attributes = required_attributes()};
        for (auto& attribute : more) {
            raw.attributes.push_back(std::move(attribute));
        }
        const auto data = SignedData::parse(raw_signed_data(raw, signer_), {});
        EXPECT_TRUE(data);
        return signing_certificate_reference(data->signers()[0], signer_.certificate);
    }
    static bool holds(const SigningCertificateReference& found) {
        return found.present && found.unique && found.digest_matches && found.issuer_serial_matches;
    }

    testing::TestIdentity signer_ = make_identity({.serial = 200});
    testing::TestIdentity other_ = make_identity({.common_name = "Other", .serial = 201});
};

TEST_F(Reference, IsSaidToBeAbsent) {
    const auto found = read({});
    EXPECT_FALSE(found.present);
    EXPECT_FALSE(found.digest_matches);
}

TEST_F(Reference, HoldsInBothVersions) {
    const auto& certificate = signer_.certificate;
    const Bytes sha512 = der::algorithm(oid_of(DigestAlgorithm::sha512));
    const auto v1 = read({reference(kV1, {hash(certificate, DigestAlgorithm::sha1)})});
    EXPECT_TRUE(holds(v1));
    EXPECT_EQ(v1.digest_algorithm, DigestAlgorithm::sha1);
    const auto v2 = read({reference(kV2, {hash(certificate, DigestAlgorithm::sha256)})});
    EXPECT_TRUE(holds(v2));
    EXPECT_EQ(v2.digest_algorithm, DigestAlgorithm::sha256);
    const auto named = read({reference(
        kV2, {sha512, hash(certificate, DigestAlgorithm::sha512), issuer_serial(certificate)})});
    EXPECT_TRUE(holds(named));
    EXPECT_EQ(named.digest_algorithm, DigestAlgorithm::sha512);
}

TEST_F(Reference, SeesAnotherCertificate) {
    EXPECT_FALSE(
        read({reference(kV2, {hash(other_.certificate, DigestAlgorithm::sha256)})}).digest_matches);
    // SHA-1 octets under a version that says SHA-256.
    EXPECT_FALSE(
        read({reference(kV2, {hash(signer_.certificate, DigestAlgorithm::sha1)})}).digest_matches);
}

TEST_F(Reference, SeesAnotherIssuerOrSerial) {
    const Bytes good = hash(signer_.certificate, DigestAlgorithm::sha256);
    const auto found = read({reference(kV2, {good, issuer_serial(other_.certificate)})});
    EXPECT_TRUE(found.digest_matches);
    EXPECT_FALSE(found.issuer_serial_matches);
    const Bytes serial_only = der::sequence(
        {der::sequence({}), der::element(tag::kInteger, signer_.certificate.serial())});
    EXPECT_FALSE(read({reference(kV2, {good, serial_only})}).issuer_serial_matches);
}

TEST_F(Reference, TheNameItselfInPlaceOfGeneralNamesNamesTheIssuer) {
    const auto bare = [](const Certificate& certificate) {
        return der::sequence(
            {certificate.issuer().der, der::element(tag::kInteger, certificate.serial())});
    };
    const Bytes good = hash(signer_.certificate, DigestAlgorithm::sha256);
    EXPECT_TRUE(holds(read({reference(kV2, {good, bare(signer_.certificate)})})));
    EXPECT_FALSE(read({reference(kV2, {good, bare(other_.certificate)})}).issuer_serial_matches);
}

TEST_F(Reference, OnlyTheFirstOfAListIsTheSigners) {
    const Bytes mine = der::sequence({hash(signer_.certificate, DigestAlgorithm::sha256)});
    const Bytes issuers = der::sequence({hash(other_.certificate, DigestAlgorithm::sha256)});
    const auto list = [](const Bytes& first, const Bytes& second) {
        return cms_attribute(kV2, der::sequence({der::sequence({first, second})}));
    };
    EXPECT_TRUE(holds(read({list(mine, issuers)})));
    EXPECT_FALSE(read({list(issuers, mine)}).digest_matches);
}

TEST_F(Reference, SeveralAreNotUniqueAndAllMustHold) {
    const Bytes v1 = reference(kV1, {hash(signer_.certificate, DigestAlgorithm::sha1)});
    const Bytes v2 = reference(kV2, {hash(signer_.certificate, DigestAlgorithm::sha256)});
    const Bytes wrong = reference(kV2, {hash(other_.certificate, DigestAlgorithm::sha256)});
    const auto both = read({v1, v2});
    EXPECT_FALSE(both.unique);
    EXPECT_TRUE(both.digest_matches);
    EXPECT_FALSE(read({v1, wrong}).digest_matches);
    EXPECT_FALSE(read({wrong, v1}).digest_matches);
}

TEST_F(Reference, IllFormedOnesMatchNothing) {
    for (const auto& value : {der::null(), der::sequence({}), der::sequence({der::sequence({})})}) {
        const auto found = read({cms_attribute(kV2, value)});
        EXPECT_TRUE(found.present);
        EXPECT_FALSE(found.digest_matches);
    }
    const Bytes unknown = der::algorithm("1.2.3");
    EXPECT_FALSE(read({reference(kV2, {unknown, der::octet_string(Bytes(32, 0))})}).digest_matches);
}

}  // namespace
}  // namespace mohur::signing
