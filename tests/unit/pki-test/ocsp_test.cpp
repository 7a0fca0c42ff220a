// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/pki-test/workspace.h"

#include <gmock/gmock.h>

namespace mohur::pkitest::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

/// The judge compares with the host's clock, so this hierarchy lives by it too.
const Hierarchy& living_pki() {
    static const Hierarchy pki = Hierarchy::standard([] {
        return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
    });
    return pki;
}

/// What `openssl ocsp` says to the answer on its own request for `name`.
std::string judged(const std::string& name, const std::string& issuer, std::string_view behaviour,
                   const std::string& request_options = {}) {
    const Hierarchy& pki = living_pki();
    const Workspace work;
    for (const std::string& file : {std::string{"root"}, issuer, name}) {
        work.write(file + ".pem", pki.certificate_pem(file));
    }
    const std::string target = " -issuer " + issuer + ".pem -cert " + name + ".pem ";
    const Ran asked = work.run("openssl ocsp" + request_options + target + "-reqout request");
    if (asked.exit != 0) {
        return asked.output;
    }
    work.write("response", pki.ocsp_response(work.read_bytes("request"), behaviour));
    const std::string options =
        " -respin response -CAfile root.pem -verify_other " + issuer + ".pem";
    // The program makes a nonce of its own where it is given a certificate: two questions.
    return work
        .run("openssl ocsp -reqin request" + options + "; openssl ocsp -no_nonce -resp_text" +
             request_options + options + target)
        .output;
}

struct OcspCase {
    const char* certificate;
    const char* issuer;
    const char* behaviour;
    const char* verified;
    const char* status;
};

std::ostream& operator<<(std::ostream& out, const OcspCase& value) {
    return out << value.certificate << " " << value.behaviour;
}

class OpensslOcsp : public ::testing::TestWithParam<OcspCase> {};

TEST_P(OpensslOcsp, SeesTheBehaviour) {
    const auto& [certificate, issuer, behaviour, verified, status] = GetParam();
    EXPECT_THAT(judged(certificate, issuer, behaviour),
                AllOf(HasSubstr(verified), HasSubstr(status)));
}

constexpr const char* kOk = "Response verify OK";
constexpr const char* kNotOk = "Response Verify Failure";

INSTANTIATE_TEST_SUITE_P(
    Statuses, OpensslOcsp,
    ::testing::Values(
        OcspCase{"signer", "issuing-ca", "", kOk, "signer.pem: good"},
        OcspCase{"signer-revoked", "issuing-ca", "", kOk, "Reason: keyCompromise"},
        OcspCase{"signer-suspended", "issuing-ca", "", kOk, "Reason: certificateHold"},
        OcspCase{"revoked-ca", "root", "", kOk, "Reason: cACompromise"},
        OcspCase{"signer-revoked-ca", "revoked-ca", "", kOk, "signer-revoked-ca.pem: good"}));

INSTANTIATE_TEST_SUITE_P(
    Behaviours, OpensslOcsp,
    ::testing::Values(
        OcspCase{"signer", "issuing-ca", "ca-signed", kOk, "signer.pem: good"},
        OcspCase{"signer", "issuing-ca", "no-nonce", kOk, "WARNING: no nonce in response"},
        OcspCase{"signer", "issuing-ca", "wrong-nonce", "Nonce Verify error", ""},
        OcspCase{"signer", "issuing-ca", "unknown", kOk, "signer.pem: unknown"},
        OcspCase{"signer", "issuing-ca", "wrong-cert-id", kOk, "ERROR: No Status found"},
        OcspCase{"signer", "issuing-ca", "stale", kOk, "status expired"},
        OcspCase{"signer", "issuing-ca", "future", kOk, "status not yet valid"},
        OcspCase{"signer", "issuing-ca", "bad-signature", kNotOk, "signature failure"},
        OcspCase{"signer", "issuing-ca", "foreign-responder", kNotOk, "unable to get local issuer"},
        OcspCase{"signer", "issuing-ca", "no-eku-responder", kNotOk, "missing ocspsigning usage"},
        OcspCase{"signer", "issuing-ca", "expired-responder", kNotOk, "certificate has expired"},
        OcspCase{"signer", "issuing-ca", "no-certificate", kNotOk, "signer certificate not found"},
        OcspCase{"signer", "issuing-ca", "try-later", "Responder Error: trylater", ""},
        OcspCase{"signer", "issuing-ca", "internal-error", "Responder Error: internalerror", ""},
        OcspCase{"signer", "issuing-ca", "unauthorized", "Responder Error: unauthorized", ""}));

TEST(Ocsp, AnswersRequestsWithSha256CertIds) {
    EXPECT_THAT(
        judged("signer", "issuing-ca", "", " -sha256"),
        AllOf(HasSubstr(kOk), HasSubstr("signer.pem: good"), HasSubstr("Hash Algorithm: sha256")));
}

TEST(Ocsp, LeavesNextUpdateOutWhenTold) {
    EXPECT_THAT(judged("signer", "issuing-ca", ""), HasSubstr("Next Update"));
    EXPECT_THAT(judged("signer", "issuing-ca", "no-next-update"), Not(HasSubstr("Next Update")));
}

TEST(Ocsp, IsUnauthorizedForAForeignCa) {
    EXPECT_THAT(judged("signer-unknown-ca", "unknown-ca", ""), HasSubstr(kNotOk));
    const Workspace work;
    work.write("ca.pem", shared_pki().certificate_pem("issuing-ca"));
    work.write("cert.pem", shared_pki().certificate_pem("signer"));
    ASSERT_EQ(work.run("openssl ocsp -issuer ca.pem -cert cert.pem -reqout request").exit, 0);
    work.write("response", living_pki().ocsp_response(work.read_bytes("request")));
    EXPECT_THAT(work.run("openssl ocsp -respin response").output, HasSubstr("unauthorized"));
}

TEST(Ocsp, TellsNewRevocationsAtOnce) {
    Hierarchy pki = Hierarchy::standard(fixed_now);
    const Workspace work;
    const auto text = [&] {
        work.write("response", pki.ocsp_response_for("executor"));
        return work.run("openssl ocsp -respin response -noverify -resp_text").output;
    };
    EXPECT_THAT(text(), HasSubstr("Cert Status: good"));
    pki.revoke("executor", "superseded");
    EXPECT_THAT(text(), AllOf(HasSubstr("Cert Status: revoked"), HasSubstr("superseded"),
                              HasSubstr("Revocation Time: Nov 21 12:00:00 2026 GMT"),
                              HasSubstr("Produced At: Nov 21 12:00:00 2026 GMT")));
}

TEST(Ocsp, RefusesWhatIsNoRequest) {
    EXPECT_THROW(static_cast<void>(shared_pki().ocsp_response(Bytes{0x30, 0x00, 0x00})),
                 PkiTestError);
    EXPECT_THROW(static_cast<void>(shared_pki().ocsp_response({})), PkiTestError);
}

}  // namespace
}  // namespace mohur::pkitest::testing
