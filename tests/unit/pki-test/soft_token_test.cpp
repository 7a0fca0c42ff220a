// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "pki-test/soft_token.h"

#include "tests/unit/pki-test/workspace.h"

#include <gmock/gmock.h>

namespace mohur::pkitest::testing {
namespace {

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

/// `pkcs11-tool` (OpenSC) as the judge; the PIN goes by the environment.
Ran pkcs11_tool(const Workspace& work, const SoftHsm& softhsm, const std::string& token,
                const std::string& arguments) {
    return work.run("SOFTHSM2_CONF='" + softhsm.configuration.string() + "' PIN=$(cat '" +
                    softhsm.pin_file.string() + "') pkcs11-tool --module '" +
                    softhsm.module.string() + "' --token-label " + token +
                    " --login --pin env:PIN " + arguments);
}

SoftHsm provision(const Workspace& work, const Hierarchy& pki = shared_pki()) {
    return provision_softhsm(pki, work.path("hsm"), default_softhsm_module());
}

/// One installation for the tests that only read it.
struct Provisioned {
    Workspace work;
    SoftHsm softhsm = provision(work);

    static const Provisioned& shared() {
        static const Provisioned once;
        return once;
    }
};

struct TokenCase {
    const char* token;
    const char* key;
    const char* mechanism;
};

std::ostream& operator<<(std::ostream& out, const TokenCase& value) {
    return out << value.key;
}

class SoftToken : public ::testing::TestWithParam<TokenCase> {};

TEST_P(SoftToken, SignsWithTheKeyOfTheCertificate) {
    const auto& [token, key, mechanism] = GetParam();
    const auto& [work, softhsm] = Provisioned::shared();
    work.write("data", std::string{"Möhür"});
    work.write("cert.pem", shared_pki().certificate_pem(key));
    ASSERT_EQ(work.run("openssl dgst -sha256 -binary -out digest data").exit, 0);

    const Ran ran = pkcs11_tool(work, softhsm, token,
                                std::string{"--sign --label "} + key + " --mechanism " + mechanism);

    ASSERT_EQ(ran.exit, 0) << ran.output;
    EXPECT_EQ(work.run("openssl x509 -in cert.pem -pubkey -noout > key && "
                       "openssl dgst -sha256 -verify key -signature value data")
                  .output,
              "Verified OK\n");
}

INSTANTIATE_TEST_SUITE_P(
    Keys, SoftToken,
    ::testing::Values(
        TokenCase{"numune-nazir", "signer", "ECDSA --signature-format openssl -i digest -o value"},
        TokenCase{"sinaq-direktor", "signer-rsa", "SHA256-RSA-PKCS -i data -o value"}));

TEST(SoftHsm, HoldsCertificateIssuerAndAKeyThatStaysInside) {
    const auto& [work, softhsm] = Provisioned::shared();
    const std::string objects = pkcs11_tool(work, softhsm, "numune-mohur", "-O").output;
    EXPECT_THAT(objects,
                AllOf(HasSubstr("label:      seal-ministry"), HasSubstr("label:      issuing-ca"),
                      HasSubstr("EC_POINT 256 bits"), HasSubstr("Access:     sensitive")));
    const Ran read = pkcs11_tool(work, softhsm, "numune-mohur",
                                 "--read-object --type cert --label seal-ministry -o cert");
    ASSERT_EQ(read.exit, 0) << read.output;
    EXPECT_EQ(work.read_bytes("cert"), shared_pki().certificate("seal-ministry"));
}

TEST(SoftHsm, GivesUrisAndAPinFile) {
    const auto& [work, softhsm] = Provisioned::shared();
    EXPECT_EQ(softhsm.keys.front().name, "signer");
    EXPECT_THAT(
        softhsm.keys.front().uri,
        AllOf(StartsWith("pkcs11:token=numune-nazir;object=signer;id=%"), EndsWith("/hsm/pin"),
              HasSubstr(";type=private?pin-source=file:/"), Not(HasSubstr("pin-value"))));
    EXPECT_EQ(std::filesystem::status(softhsm.pin_file).permissions(),
              std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    EXPECT_THAT(to_json(softhsm),
                AllOf(HasSubstr("\"softhsm2_conf\""), HasSubstr("\"seal-agency\"")));
}

TEST(SoftHsm, IsProvisionedOnceAndFollowsANewHierarchy) {
    const Workspace work;
    const SoftHsm first = provision(work);
    const SoftHsm second = provision(work);
    EXPECT_EQ(first.keys.front().uri, second.keys.front().uri);

    const Hierarchy other = Hierarchy::standard(fixed_now);
    const SoftHsm third = provision(work, other);

    EXPECT_NE(first.keys.front().uri, third.keys.front().uri);
    const std::string objects =
        pkcs11_tool(work, third, "numune-nazir", "-O --type privkey").output;
    EXPECT_EQ(objects.find("label:      signer"), objects.rfind("label:      signer"));
}

TEST(SoftHsm, NamesAModuleThatIsNone) {
    const Workspace work;
    EXPECT_THROW(
        static_cast<void>(provision_softhsm(shared_pki(), work.path("hsm"), "/nowhere.so")),
        PkiTestError);
    EXPECT_THROW(static_cast<void>(provision_softhsm(shared_pki(), work.path("hsm"), "libz.so.1")),
                 PkiTestError);
}

}  // namespace
}  // namespace mohur::pkitest::testing
