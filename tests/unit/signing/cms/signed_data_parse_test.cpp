// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/cms/signed_data.h"

#include "pki-test/hierarchy.h"
#include "tests/unit/signing/cms/cms_fixture.h"

namespace mohur::signing {
namespace {

using testing::make_identity;
using testing::run_openssl;
using testing::ScratchFolder;
using testing::TestIdentity;

// What OpenSSL writes with these arguments over `kContent`.
class OpenSslSigned : public ::testing::Test {
protected:
    Bytes sign(std::vector<std::string> more, const TestIdentity& signer) {
        const auto key = folder_.write("key.pem", signer.key.pem());
        const auto certificate = folder_.write("cert.pem", signer.certificate_pem());
        const auto content = folder_.write("content", kContent);
        std::vector<std::string> arguments{
            "cms", "-sign", "-binary",          "-outform",  "DER",
            "-in", content, "-signer",          certificate, "-inkey",
            key,   "-out",  folder_.path("out")};
        arguments.insert(arguments.end(), more.begin(), more.end());
        EXPECT_TRUE(run_openssl(arguments));
        return folder_.read("out");
    }

    ScratchFolder folder_;
    TestIdentity signer_ = make_identity({});
};

TEST_F(OpenSslSigned, DetachedAndAttachedAreRead) {
    const auto detached = SignedData::parse(sign({}, signer_), {});
    ASSERT_TRUE(detached);
    EXPECT_FALSE(detached->content());
    EXPECT_TRUE(all_hold(check_of(*detached)));
    EXPECT_TRUE(detached->signers()[0].signing_time());

    const auto attached = SignedData::parse(sign({"-nodetach"}, signer_), {});
    ASSERT_TRUE(attached);
    ASSERT_TRUE(attached->content());
    EXPECT_EQ(as_text(*attached->content()), kContent);
    EXPECT_EQ(attached->content_type(), Oid{"1.2.840.113549.1.7.1"});
    EXPECT_TRUE(all_hold(check_of(*attached)));
}

TEST_F(OpenSslSigned, IndefiniteLengthsAreRead) {
    const Bytes streamed = sign({"-nodetach", "-stream"}, signer_);
    ASSERT_EQ(streamed.at(1), 0x80);
    const auto data = SignedData::parse(streamed, {});
    ASSERT_TRUE(data);
    EXPECT_EQ(as_text(*data->content()), kContent);
    EXPECT_TRUE(all_hold(check_of(*data)));
    EXPECT_EQ(data->encoding(), streamed);
}

TEST_F(OpenSslSigned, SubjectKeyIdentifierNamesTheSigner) {
    const auto data = SignedData::parse(sign({"-keyid"}, signer_), {});
    ASSERT_TRUE(data);
    EXPECT_TRUE(data->signers()[0].identifies(signer_.certificate));
    EXPECT_FALSE(data->signers()[0].identifies(make_identity({}).certificate));
    EXPECT_TRUE(all_hold(check_of(*data)));
}

TEST_F(OpenSslSigned, WithoutSignedAttributesTheContentItselfIsSigned) {
    for (const auto& identity :
         {signer_, make_identity({.common_name = "RSA", .key = testing::TestKey::rsa()})}) {
        const auto data = SignedData::parse(sign({"-noattr"}, identity), {});
        ASSERT_TRUE(data);
        EXPECT_FALSE(data->signers()[0].has_signed_attributes());
        EXPECT_TRUE(all_hold(check_of(*data)));
        EXPECT_FALSE(
            check_of(*data, digest_of(DigestAlgorithm::sha256, as_bytes("x"))).signature_valid);
    }
}

TEST_F(OpenSslSigned, SchemesAndDigestsAreRead) {
    const auto rsa = make_identity({.common_name = "RSA", .key = testing::TestKey::rsa()});
    const auto p384 = make_identity({.common_name = "EC", .key = testing::TestKey::ec("P-384")});
    const std::tuple<const TestIdentity*, std::vector<std::string>, SignatureScheme,
                     DigestAlgorithm>
        rows[] = {{&rsa, {"-md", "sha256"}, SignatureScheme::rsa_pkcs1, DigestAlgorithm::sha256},
                  {&rsa, {"-md", "sha1"}, SignatureScheme::rsa_pkcs1, DigestAlgorithm::sha1},
                  {&rsa,
                   {"-md", "sha512", "-keyopt", "rsa_padding_mode:pss"},
                   SignatureScheme::rsa_pss,
                   DigestAlgorithm::sha512},
                  {&p384, {"-md", "sha384"}, SignatureScheme::ecdsa, DigestAlgorithm::sha384}};
    for (const auto& [identity, arguments, scheme, digest] : rows) {
        const auto data = SignedData::parse(sign(arguments, *identity), {});
        ASSERT_TRUE(data) << arguments.back();
        ASSERT_TRUE(data->signers()[0].signature_algorithm()) << arguments.back();
        EXPECT_EQ(data->signers()[0].signature_algorithm()->scheme, scheme);
        EXPECT_EQ(data->signers()[0].digest_algorithm(), digest);
        EXPECT_TRUE(all_hold(check_of(*data, content_digest(digest)))) << arguments.back();
    }
}

TEST_F(OpenSslSigned, CadesCarriesItsSigningCertificateReference) {
    const auto data = SignedData::parse(sign({"-cades"}, signer_), {});
    ASSERT_TRUE(data);
    const auto reference = signing_certificate_reference(data->signers()[0], signer_.certificate);
    EXPECT_TRUE(reference.present);
    EXPECT_TRUE(reference.unique);
    EXPECT_TRUE(reference.digest_matches);
    EXPECT_TRUE(reference.issuer_serial_matches);
}

TEST_F(OpenSslSigned, WithoutCertificatesTheCallersAreUsed) {
    const auto data = SignedData::parse(sign({"-nocerts"}, signer_), {});
    ASSERT_TRUE(data);
    EXPECT_TRUE(data->certificates().empty());
    const auto& signer = data->signers()[0];
    EXPECT_FALSE(data->signing_certificate(signer, {}));
    EXPECT_FALSE(data->signing_certificate(signer, {make_identity({.serial = 2}).certificate}));
    const auto found = data->signing_certificate(signer, {signer_.certificate});
    ASSERT_TRUE(found);
    EXPECT_EQ(*found, signer_.certificate);
}

TEST(SignedDataParse, OfTwoCertificatesWithOneNameTheVerifyingOneIsTaken) {
    const auto signer = make_identity({});
    const auto double_ganger = make_identity({});
    for (const bool first : {true, false}) {
        RawSigner raw{.attributes = required_attributes()};
        raw.certificates = {double_ganger.certificate.der(), signer.certificate.der()};
        if (first) {
            std::swap(raw.certificates[0], raw.certificates[1]);
        }
        const auto data = SignedData::parse(raw_signed_data(raw, signer), {});
        ASSERT_TRUE(data);
        EXPECT_EQ(*data->signing_certificate(data->signers()[0], {}), signer.certificate);
    }
}

TEST(SignedDataParse, RevocationInformationIsRead) {
    const auto pki =
        pkitest::Hierarchy::standard([] { return *parse_rfc3339("2026-08-22T10:00:00Z"); });
    const Bytes ocsp = pki.ocsp_response_for("signer");
    const Bytes other =
        der::element(tag::context_set(1), concatenated({der::oid("1.3.6.1.5.5.7.16.2"), ocsp}));
    const Bytes unknown =
        der::element(tag::context_set(1), concatenated({der::oid("1.2.3"), der::null()}));
    const Bytes broken = der::element(tag::context_set(1),
                                      concatenated({der::oid("1.3.6.1.5.5.7.16.2"), der::null()}));
    const Bytes crls = der::element(
        tag::context_set(1),
        concatenated({pki.crl("issuing-ca"), other, unknown, broken, der::sequence({})}));
    const Bytes signed_data =
        der::sequence({der::integer(5), der::set_of({}),
                       der::sequence({der::oid("1.2.840.113549.1.7.1")}), crls, der::set_of({})});
    const auto data =
        SignedData::parse(der::sequence({der::oid("1.2.840.113549.1.7.2"),
                                         der::element(tag::context_set(0), signed_data)}),
                          {});
    ASSERT_TRUE(data);
    EXPECT_EQ(data->crls().size(), 1U);
    ASSERT_EQ(data->ocsp_responses().size(), 1U);
    EXPECT_EQ(data->ocsp_responses()[0].der(), ocsp);
    EXPECT_EQ(data->fields().revocation_choices.size(), 5U);
    EXPECT_EQ(data->problems(), (std::vector<std::string>{"ocsp-undecodable", "crl-undecodable"}));
}

TEST(SignedDataParse, BytesBehindAreRefusedExceptZeroPaddingWhereAllowed) {
    const auto signer = make_identity({});
    Bytes encoded = sign_plan(plan_for(signer), signer.key);
    const std::size_t size = encoded.size();
    encoded.resize(size + 100);
    EXPECT_FALSE(SignedData::parse(encoded, {}));
    const auto padded = SignedData::parse(encoded, {}, true);
    ASSERT_TRUE(padded);
    EXPECT_EQ(padded->encoding().size(), size);
    encoded.back() = 1;
    EXPECT_FALSE(SignedData::parse(encoded, {}, true));
}

TEST(SignedDataParse, LimitsHold) {
    const auto signer = make_identity({});
    const Bytes encoded = sign_plan(plan_for(signer), signer.key);
    const auto refused = [&](Limits limits) {
        const auto data = SignedData::parse(encoded, limits);
        return !data && data.error().code == ErrorCode::too_large;
    };
    EXPECT_TRUE(refused({.cms_bytes = encoded.size() - 1}));
    EXPECT_TRUE(refused({.der_depth = 5}));
    EXPECT_TRUE(refused({.signatures = 0}));
    EXPECT_TRUE(refused({.certificates = 0}));
    EXPECT_TRUE(SignedData::parse(
        encoded,
        {.cms_bytes = encoded.size(), .der_depth = 12, .signatures = 1, .certificates = 1}));
}

TEST(SignedDataParse, AnotherContentTypeIsRefused) {
    const Bytes enveloped = der::sequence(
        {der::oid("1.2.840.113549.1.7.3"), der::element(tag::context_set(0), der::sequence({}))});
    EXPECT_FALSE(SignedData::parse(enveloped, {}));
    EXPECT_FALSE(SignedData::parse(BytesView{}, Limits{}));
}

// Truncation at every byte, and each byte changed, must end in an answer.
TEST(SignedDataParse, DamagedInputNeverBreaksTheParser) {
    const auto signer = make_identity({});
    const Bytes encoded = sign_plan(plan_for(signer), signer.key);
    for (std::size_t i = 0; i < encoded.size(); ++i) {
        EXPECT_FALSE(SignedData::parse(BytesView{encoded}.first(i), {}));
    }
    std::size_t accepted = 0;
    for (std::size_t i = 0; i < encoded.size(); ++i) {
        for (const int change : {0x01, 0x80, 0xFF}) {
            Bytes damaged = encoded;
            damaged[i] = static_cast<std::uint8_t>(damaged[i] ^ change);
            const auto data = SignedData::parse(damaged, {});
            if (!data || data->signers().empty()) {
                continue;
            }
            const auto certificate = data->signing_certificate(data->signers()[0], {});
            if (!certificate) {
                continue;
            }
            const auto check = data->check(data->signers()[0], *certificate, content_digest());
            // A damage that the verification does not see lies outside what is signed: versions,
            // digestAlgorithms, or the certificate, whose own signature is judged elsewhere.
            accepted += all_hold(check) ? 1U : 0U;
        }
    }
    EXPECT_LT(accepted, encoded.size());
}

}  // namespace
}  // namespace mohur::signing
