// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/pki-test/workspace.h"

#include <gmock/gmock.h>

namespace mohur::pkitest::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Ran verify(const std::string& name, const std::string& options = {}) {
    const Workspace work;
    lay_out(work, name);
    return work.run("openssl verify" + kAtTime + "-x509_strict -auth_level 1 " + options +
                    " -CAfile root.pem -untrusted chain.pem " + name + ".pem");
}

std::string printed(const std::string& name) {
    const Workspace work;
    lay_out(work, name);
    return work
        .run("openssl x509 -noout -text -nameopt multiline,utf8,-esc_msb -in " + name + ".pem")
        .output;
}

struct Verdict {
    const char* certificate;
    const char* output;
};

class OpensslVerify : public ::testing::TestWithParam<Verdict> {};

TEST_P(OpensslVerify, AgreesWithTheName) {
    EXPECT_THAT(verify(GetParam().certificate).output, HasSubstr(GetParam().output));
}

INSTANTIATE_TEST_SUITE_P(
    Certificates, OpensslVerify,
    ::testing::Values(Verdict{"issuing-ca", ": OK"}, Verdict{"signer", ": OK"},
                      Verdict{"signer-rsa", ": OK"}, Verdict{"signer-p384", ": OK"},
                      Verdict{"signer-p521", ": OK"}, Verdict{"signer-ed25519", ": OK"},
                      Verdict{"seal-ministry", ": OK"}, Verdict{"seal-agency", ": OK"},
                      Verdict{"tsa", ": OK"}, Verdict{"ocsp", ": OK"},
                      Verdict{"signer-expired", "certificate has expired"},
                      Verdict{"signer-not-yet-valid", "not yet valid"},
                      Verdict{"signer-weak-key", ": OK"},
                      Verdict{"signer-unknown-ca", "unable to get local issuer"},
                      Verdict{"tsa-unknown-ca", "unable to get local issuer"}));

TEST(Certificate, WeakKeyFallsBelowTheUsualSecurityLevel) {
    EXPECT_THAT(verify("signer-weak-key", "-auth_level 2").output, HasSubstr("too weak"));
}

TEST(Certificate, RevokedAndSuspendedStandInTheCrl) {
    const Hierarchy& pki = shared_pki();
    for (const char* name : {"signer-revoked", "signer-suspended", "tsa-revoked"}) {
        const Workspace work;
        lay_out(work, name);
        work.write("ca.crl", pki.crl("issuing-ca"));
        const Ran ran =
            work.run("openssl crl -inform DER -in ca.crl -out ca.pem && openssl verify" + kAtTime +
                     "-crl_check -CRLfile ca.pem -CAfile root.pem " + "-untrusted chain.pem " +
                     name + ".pem");
        EXPECT_THAT(ran.output, HasSubstr("certificate revoked")) << name;
    }
}

TEST(Certificate, CarriesTheAzerbaijaniSubjectProfile) {
    const std::string text = printed("signer");
    EXPECT_THAT(text, HasSubstr("Nümunə Nazirliyi"));
    EXPECT_THAT(text, HasSubstr("TIN:9952601861"));
    EXPECT_THAT(text, HasSubstr("Nazir"));
    EXPECT_THAT(text, HasSubstr("1AB2C3D"));
    EXPECT_THAT(text, HasSubstr("Məmmədov Anar Rəşad oğlu"));
    EXPECT_THAT(text, HasSubstr("Digital Signature, Non Repudiation"));
    EXPECT_THAT(text, HasSubstr("2.999.31.1.1"));
    EXPECT_THAT(text, HasSubstr("OCSP - URI:http://127.0.0.1:8899/ocsp"));
    EXPECT_THAT(text, HasSubstr("CA Issuers - URI:http://127.0.0.1:8899/ca/issuing-ca.cer"));
    EXPECT_THAT(text, HasSubstr("URI:http://127.0.0.1:8899/crl/issuing-ca.crl"));
}

TEST(Certificate, TimestampUnitHasOneCriticalPurpose) {
    EXPECT_THAT(printed("tsa"),
                HasSubstr("Extended Key Usage: critical\n                Time Stamping\n"));
    EXPECT_THAT(printed("tsa-non-critical-eku"),
                HasSubstr("Extended Key Usage: \n                Time Stamping\n"));
    EXPECT_THAT(printed("tsa-wrong-eku"), Not(HasSubstr("Time Stamping")));
    EXPECT_THAT(printed("tsa-two-eku"), HasSubstr("Time Stamping, E-mail Protection"));
}

TEST(Certificate, ResponderIsDelegatedWithoutRevocationCheck) {
    EXPECT_THAT(printed("ocsp"), HasSubstr("OCSP Signing"));
    EXPECT_THAT(printed("ocsp"), HasSubstr("OCSP No Check"));
    EXPECT_THAT(printed("ocsp-no-eku"), Not(HasSubstr("OCSP Signing")));
}

TEST(Certificate, SignerWithoutKeyUsageHasNone) {
    EXPECT_THAT(printed("signer-no-key-usage"), Not(HasSubstr("Key Usage")));
    EXPECT_THAT(printed("signer-encryption-only"), HasSubstr("Key Agreement"));
}

}  // namespace
}  // namespace mohur::pkitest::testing
