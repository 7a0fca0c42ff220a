// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/pki-test/workspace.h"

#include <gmock/gmock.h>

namespace mohur::pkitest::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

/// A request of `openssl ts` over "Möhür", answered and laid out for the judge.
class Stamped {
public:
    explicit Stamped(std::string_view behaviour, const std::string& options = "-sha256 -cert") {
        const Hierarchy& pki = shared_pki();
        work_.write("root.pem", pki.certificate_pem("root"));
        work_.write("chain.pem", pki.certificate_pem("issuing-ca"));
        work_.write("data", std::string{"Möhür"});
        EXPECT_EQ(work_.run("openssl ts -query -data data " + options + " -out request").exit, 0);
        work_.write("response", pki.timestamp_response(work_.read_bytes("request"), behaviour));
    }
    [[nodiscard]] std::string verified() const {
        return work_
            .run("openssl ts -verify" + kAtTime +
                 "-queryfile request -in response -CAfile root.pem -untrusted chain.pem")
            .output;
    }
    [[nodiscard]] std::string printed() const {
        return work_.run("openssl ts -reply -in response -text").output;
    }
    [[nodiscard]] std::string structure() const {
        return work_.run("openssl asn1parse -inform DER -in response -i").output;
    }

private:
    Workspace work_;
};

struct TimestampCase {
    const char* behaviour;
    const char* verdict;
};

std::ostream& operator<<(std::ostream& out, const TimestampCase& value) {
    return out << value.behaviour;
}

class OpensslTs : public ::testing::TestWithParam<TimestampCase> {};

TEST_P(OpensslTs, SeesTheBehaviour) {
    EXPECT_THAT(Stamped{GetParam().behaviour}.verified(), HasSubstr(GetParam().verdict));
}

INSTANTIATE_TEST_SUITE_P(
    Behaviours, OpensslTs,
    ::testing::Values(TimestampCase{"", "Verification: OK"},
                      TimestampCase{"rsa", "Verification: OK"},
                      TimestampCase{"granted-with-mods", "Verification: OK"},
                      TimestampCase{"wrong-imprint", "message imprint mismatch"},
                      TimestampCase{"wrong-nonce", "nonce mismatch"},
                      TimestampCase{"no-nonce", "nonce not returned"},
                      TimestampCase{"rejection", "failure codes: badRequest"},
                      TimestampCase{"no-certificate", "signer certificate not found"},
                      TimestampCase{"bad-signature", "signature failure"},
                      TimestampCase{"no-signing-certificate-attribute",
                                    "missing signing certificate attribute"},
                      TimestampCase{"wrong-eku", "Verification: FAILED"},
                      TimestampCase{"non-critical-eku", "Verification: FAILED"},
                      TimestampCase{"two-eku", "Verification: FAILED"},
                      TimestampCase{"expired", "certificate has expired"},
                      TimestampCase{"unknown-ca", "unable to get local issuer"}));

TEST(Timestamp, TellsTheInjectedTime) {
    EXPECT_THAT(Stamped{""}.printed(), HasSubstr("Time stamp: Nov 21 12:00:00 2026 GMT"));
    EXPECT_THAT(Stamped{"clock-ahead"}.printed(),
                HasSubstr("Time stamp: Nov 22 12:00:00 2026 GMT"));
    EXPECT_THAT(Stamped{"clock-behind"}.printed(),
                HasSubstr("Time stamp: Nov 20 12:00:00 2026 GMT"));
    EXPECT_THAT(Stamped{""}.structure(), HasSubstr("UTCTIME           :261121120000Z"));
}

TEST(Timestamp, TellsStatusAndPolicy) {
    EXPECT_THAT(Stamped{""}.printed(),
                AllOf(HasSubstr("Status: Granted."), HasSubstr("Policy OID: 2.999.31.2.1"),
                      HasSubstr("Accuracy: 0x01 seconds")));
    EXPECT_THAT(Stamped{"granted-with-mods"}.printed(),
                HasSubstr("Status: Granted with modifications."));
    EXPECT_THAT(Stamped{"rejection"}.printed(), HasSubstr("Status: Rejected."));
    EXPECT_THAT((Stamped{"", "-sha256 -tspolicy 2.999.5"}.printed()),
                HasSubstr("Policy OID: 2.999.5"));
}

TEST(Timestamp, SendsCertificatesOnlyWhenAsked) {
    EXPECT_THAT(Stamped{""}.structure(), HasSubstr("Vaxt"));
    EXPECT_THAT((Stamped{"", "-sha256"}.structure()), Not(HasSubstr("Vaxt")));
    EXPECT_THAT((Stamped{"", "-sha256"}.structure()), HasSubstr("signingCertificateV2"));
}

TEST(Timestamp, StampsOtherDigests) {
    for (const char* digest : {"-sha1", "-sha384", "-sha512", "-sha3-256"}) {
        EXPECT_THAT((Stamped{"", std::string{digest} + " -cert"}.verified()),
                    HasSubstr("Verification: OK"))
            << digest;
    }
}

TEST(Timestamp, RejectsWhatIsNoRequest) {
    const Workspace work;
    for (const Bytes& request : {Bytes{}, Bytes{0x30, 0x00}, Bytes{0x01, 0x02}}) {
        work.write("response", shared_pki().timestamp_response(request));
        EXPECT_THAT(work.run("openssl ts -reply -in response -text").output,
                    HasSubstr("Failure info: the data submitted has the wrong format"));
    }
}

TEST(Timestamp, BareTokenIsASignedDataOverTstInfo) {
    const Workspace work;
    work.write("root.pem", shared_pki().certificate_pem("root"));
    work.write("token", shared_pki().timestamp_token("sha256", Bytes(32, 7)));
    const Ran ran = work.run(
        "openssl cms -verify -inform DER -in token -CAfile root.pem -purpose timestampsign" +
        kAtTime + "-out info && openssl asn1parse -inform DER -in info");
    EXPECT_THAT(ran.output, AllOf(HasSubstr("CMS Verification successful"),
                                  HasSubstr("20261121120000Z"), HasSubstr(":sha256")));
}

TEST(Timestamp, RefusesAnUnknownBehaviour) {
    EXPECT_THROW(static_cast<void>(shared_pki().timestamp_response({}, "polite")), PkiTestError);
}

}  // namespace
}  // namespace mohur::pkitest::testing
