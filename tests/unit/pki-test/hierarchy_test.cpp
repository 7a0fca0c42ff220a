// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "pki-test/hierarchy.h"

#include "tests/unit/pki-test/workspace.h"

#include <gmock/gmock.h>

namespace mohur::pkitest::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

struct SignerCase {
    const char* name;
    const char* digest;
    RsaPadding padding;
    const char* options;
};

class SignDigest : public ::testing::TestWithParam<SignerCase> {};

TEST_P(SignDigest, IsVerifiedByOpenssl) {
    const Hierarchy& pki = shared_pki();
    const Workspace work;
    work.write("data", std::string{"Möhür"});
    work.write("cert.pem", pki.certificate_pem(GetParam().name));
    const std::string digest = GetParam().digest;
    ASSERT_EQ(work.run("openssl dgst -" + digest + " -binary -out digest data").exit, 0);

    work.write("value", pki.sign_digest(GetParam().name, digest, work.read_bytes("digest"),
                                        GetParam().padding));

    const Ran ran =
        work.run("openssl x509 -in cert.pem -pubkey -noout > key && openssl dgst -" + digest +
                 " -verify key -signature value " + GetParam().options + " data");
    EXPECT_EQ(ran.output, "Verified OK\n");
}

INSTANTIATE_TEST_SUITE_P(
    Keys, SignDigest,
    ::testing::Values(
        SignerCase{"signer", "sha256", RsaPadding::pkcs1, ""},
        SignerCase{"signer-p384", "sha384", RsaPadding::pkcs1, ""},
        SignerCase{"signer-p521", "sha512", RsaPadding::pkcs1, ""},
        SignerCase{"signer-rsa3072", "sha256", RsaPadding::pss, "-sigopt rsa_padding_mode:pss"},
        SignerCase{"signer-rsa", "sha256", RsaPadding::pkcs1, ""},
        SignerCase{"signer-rsa", "sha512", RsaPadding::pss, "-sigopt rsa_padding_mode:pss"}));

TEST(Hierarchy, GivesPkcs12ThatOpensslReads) {
    const Workspace work;
    work.write("signer.p12", shared_pki().pkcs12("signer", "gizli"));
    const Ran ran = work.run("openssl pkcs12 -in signer.p12 -passin pass:gizli -nodes");
    EXPECT_THAT(ran.output, HasSubstr("BEGIN PRIVATE KEY"));
    EXPECT_THAT(ran.output, HasSubstr("friendlyName: signer"));
    EXPECT_NE(work.run("openssl pkcs12 -in signer.p12 -passin pass:wrong -nodes").exit, 0);
}

TEST(Hierarchy, HandsOutOnlyTheKnownRoot) {
    EXPECT_THAT(shared_pki().anchors(), ElementsAre("root"));
    EXPECT_THAT(shared_pki().issuers("signer"), ElementsAre("issuing-ca", "root"));
    EXPECT_THAT(shared_pki().issuers("signer-unknown-ca"),
                ElementsAre("unknown-ca", "unknown-root"));
    EXPECT_THAT(shared_pki().issuers("root"), ElementsAre());
}

TEST(Hierarchy, NamesAnUnknownCertificate) {
    try {
        static_cast<void>(shared_pki().certificate("nobody"));
        FAIL();
    } catch (const PkiTestError& failure) {
        EXPECT_STREQ(failure.what(), "no such certificate: nobody");
    }
}

TEST(Hierarchy, AnswersByPathAndByAddress) {
    const Hierarchy& pki = shared_pki();
    EXPECT_EQ(pki.answer("/ca/issuing-ca.cer").body, pki.certificate("issuing-ca"));
    EXPECT_EQ(pki.answer("http://127.0.0.1:8899/ca/root.cer").body, pki.certificate("root"));
    EXPECT_EQ(pki.answer("/crl/issuing-ca.crl").content_type, "application/pkix-crl");
    EXPECT_EQ(pki.answer("/tsa/down").status, 503);
    EXPECT_EQ(pki.answer("/ocsp/garbage").body.front(), '<');
    EXPECT_EQ(pki.answer("/tsa/slow").delay, std::chrono::milliseconds{3000});
    EXPECT_EQ(pki.answer("/tsa/no-such-behaviour").status, 404);
    EXPECT_EQ(pki.answer("/crl/signer.crl").status, 404);
    EXPECT_EQ(pki.answer("/").status, 404);
}

TEST(Hierarchy, SavesAndOpensTheSame) {
    const Workspace work;
    const Hierarchy& pki = shared_pki();
    pki.save(work.path());
    EXPECT_TRUE(Hierarchy::is_saved(work.path(), Hierarchy::standard_description()));
    EXPECT_FALSE(Hierarchy::is_saved(work.path(), "{}"));

    const Hierarchy opened = Hierarchy::open(work.path(), fixed_now);

    EXPECT_EQ(opened.names(), pki.names());
    EXPECT_EQ(opened.certificate("signer"), pki.certificate("signer"));
    EXPECT_EQ(opened.private_key_pem("signer"), pki.private_key_pem("signer"));
    using std::filesystem::perms;
    for (const char* secret : {"keys/signer.pem", "p12/signer.p12", "pin"}) {
        EXPECT_EQ(std::filesystem::status(work.path(secret)).permissions(),
                  perms::owner_read | perms::owner_write)
            << secret;
    }
    EXPECT_TRUE(std::filesystem::exists(work.path("trust/root.pem")));
    EXPECT_FALSE(std::filesystem::exists(work.path("trust/unknown-root.pem")));
}

TEST(Hierarchy, SeesRevocationsOfAnotherProcess) {
    const Workspace work;
    shared_pki().save(work.path());
    const Hierarchy serving = Hierarchy::open(work.path(), fixed_now);
    const Bytes before = serving.crl("issuing-ca");

    Hierarchy::open(work.path(), fixed_now).revoke("executor", "cessationOfOperation");

    EXPECT_GT(serving.crl("issuing-ca").size(), before.size());
}

TEST(Hierarchy, RefusesAnUnknownReason) {
    Hierarchy pki = Hierarchy::build(Hierarchy::standard_description(), fixed_now);
    EXPECT_THROW(pki.revoke("signer", "boredom"), PkiTestError);
    EXPECT_THROW(pki.revoke("nobody"), PkiTestError);
}

TEST(Hierarchy, NamesWhatIsWrongInADescription) {
    const auto message = [](std::string_view description) -> std::string {
        try {
            static_cast<void>(Hierarchy::build(description, fixed_now));
        } catch (const PkiTestError& failure) { return failure.what(); }
        return "accepted";
    };
    EXPECT_THAT(message("{"), HasSubstr("the description is not valid"));
    EXPECT_THAT(message("[]"), HasSubstr("the description is not valid"));
    EXPECT_THAT(message("{}"), HasSubstr("missing"));
    EXPECT_THAT(message(R"({"basis_url": ""})"),
                HasSubstr("unknown member in the description: basis_url"));
    std::string offset{Hierarchy::standard_description()};
    offset.replace(offset.find("+7300d"), 6, "7300 d");
    EXPECT_THAT(message(offset), HasSubstr("not an offset: 7300 d"));
}

}  // namespace
}  // namespace mohur::pkitest::testing
