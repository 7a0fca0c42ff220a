// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/pki-test/workspace.h"

#include <gmock/gmock.h>

namespace mohur::pkitest::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

std::string judged(const std::string& ca, std::string_view behaviour = {}) {
    const Workspace work;
    work.write("ca.pem", shared_pki().certificate_pem(ca));
    work.write("list", shared_pki().crl(ca, behaviour));
    return work.run("openssl crl -inform DER -in list -noout -text -verify -CAfile ca.pem").output;
}

TEST(Crl, IsSignedByItsCaAndNumbered) {
    for (const char* ca : {"root", "issuing-ca", "revoked-ca", "unknown-ca"}) {
        EXPECT_THAT(judged(ca), AllOf(HasSubstr("verify OK"), HasSubstr("Version 2"),
                                      HasSubstr("X509v3 CRL Number: \n                1795258800"),
                                      HasSubstr("X509v3 Authority Key Identifier")))
            << ca;
    }
}

TEST(Crl, NamesReasonAndTime) {
    EXPECT_THAT(judged("issuing-ca"),
                AllOf(HasSubstr("Key Compromise"), HasSubstr("Certificate Hold"),
                      HasSubstr("Revocation Date: Nov 20 12:00:00 2026 GMT"),
                      HasSubstr("Last Update: Nov 21 11:00:00 2026 GMT"),
                      HasSubstr("Next Update: Nov 28 12:00:00 2026 GMT")));
    EXPECT_THAT(judged("root"),
                AllOf(HasSubstr("CA Compromise"), Not(HasSubstr("Certificate Hold"))));
    EXPECT_THAT(judged("revoked-ca"), HasSubstr("No Revoked Certificates"));
}

TEST(Crl, ShowsItsBehaviour) {
    EXPECT_THAT(judged("issuing-ca", "stale"),
                AllOf(HasSubstr("verify OK"), HasSubstr("Next Update: Oct 29")));
    EXPECT_THAT(judged("issuing-ca", "future"),
                AllOf(HasSubstr("verify OK"), HasSubstr("Last Update: Nov 22")));
    EXPECT_THAT(judged("issuing-ca", "bad-signature"), HasSubstr("verify failure"));
    EXPECT_THAT(judged("issuing-ca", "wrong-signer"), HasSubstr("verify failure"));
}

TEST(Crl, LeavesUnspecifiedReasonOut) {
    Hierarchy pki = Hierarchy::standard(fixed_now);
    pki.revoke("tsa", "unspecified");
    const Workspace work;
    work.write("list", pki.crl("issuing-ca"));
    const std::string text = work.run("openssl crl -inform DER -in list -noout -text").output;
    EXPECT_THAT(text, HasSubstr("Revocation Date: Nov 21 12:00:00 2026 GMT"));
    EXPECT_THAT(text, Not(HasSubstr("Unspecified")));
}

TEST(Crl, ExistsOnlyForACa) {
    EXPECT_THROW(static_cast<void>(shared_pki().crl("signer")), PkiTestError);
}

}  // namespace
}  // namespace mohur::pkitest::testing
