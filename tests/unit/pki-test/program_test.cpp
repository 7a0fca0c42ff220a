// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/pki-test/workspace.h"

#include <gmock/gmock.h>

namespace mohur::pkitest::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

const std::string kProgram = MOHUR_BINARY_DIR "/bin/mohur-pki-test ";

TEST(Program, BuildsOnceAndAnewForAnotherDescription) {
    const Workspace work;
    EXPECT_EQ(work.run(kProgram + "build --data pki").output, "made: pki\n");
    const std::string before = work.read("pki/certs/signer.pem");
    EXPECT_EQ(work.run(kProgram + "build --data pki").output, "up to date: pki\n");
    EXPECT_EQ(work.read("pki/certs/signer.pem"), before);

    const Ran other = work.run(kProgram + "build --data pki --base-url http://127.0.0.1:18899");

    EXPECT_EQ(other.output, "made: pki\n");
    EXPECT_THAT(work.run("openssl x509 -noout -ocsp_uri -in pki/certs/signer.pem").output,
                HasSubstr("http://127.0.0.1:18899/ocsp"));
}

TEST(Program, ServesRevokesAndStopsOnSigterm) {
    const Workspace work;
    ASSERT_EQ(work.run(kProgram + "build --data pki").exit, 0);
    const std::string script = kProgram +
                               "serve --data pki --port 0 --port-file port & pid=$!\n"
                               "for i in $(seq 100); do [ -f port ] && break; sleep 0.05; done\n"
                               "ask() { openssl ocsp -url http://127.0.0.1:$(cat port)/ocsp "
                               "-issuer pki/certs/issuing-ca.pem"
                               " -cert pki/certs/executor.pem -CAfile pki/trust/root.pem "
                               "-verify_other pki/certs/issuing-ca.pem; }\n"
                               "ask\n" +
                               kProgram +
                               "revoke executor --data pki --reason superseded\nask\n"
                               "kill -TERM $pid; wait $pid; echo stopped $?\n";
    work.write("script", script);

    const std::string output = work.run("sh script").output;

    EXPECT_THAT(output,
                AllOf(HasSubstr("executor.pem: good"), HasSubstr("executor.pem: revoked"),
                      HasSubstr("Reason: superseded"), HasSubstr("stopped 0"),
                      HasSubstr("the certificates point at http://127.0.0.1:8899, not here")));
}

TEST(Program, ListsNamesAndBehaviours) {
    const Workspace work;
    ASSERT_EQ(work.run(kProgram + "build --data pki").exit, 0);
    EXPECT_THAT(work.run(kProgram + "list --data pki").output,
                AllOf(HasSubstr("  signer-revoked\n"), HasSubstr("  wrong-imprint\n"),
                      HasSubstr("  (honest)\n")));
}

TEST(Program, TellsWrongUseFromFailure) {
    const Workspace work;
    EXPECT_THAT(work.run(kProgram).output, StartsWith("mohur-pki-test: a test PKI"));
    EXPECT_EQ(work.run(kProgram + "help").exit, 0);
    for (const char* wrong : {"sing", "build", "build --data", "build --dada x",
                              "serve --data x --port y", "revoke --data x"}) {
        EXPECT_EQ(work.run(kProgram + wrong).exit,
                  std::string_view{wrong}.starts_with("serve") ? 1 : 64)
            << wrong;
    }
    EXPECT_EQ(work.run(kProgram + "serve --data nowhere").exit, 1);
    EXPECT_EQ(work.run(kProgram + "build --data x --hierarchy nowhere.json").exit, 1);
}

}  // namespace
}  // namespace mohur::pkitest::testing
