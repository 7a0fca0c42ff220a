// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "pki-test/hierarchy.h"
#include "pki-test/http_server.h"
#include "signing/core/json.h"
#include "tests/support/command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <memory>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

/// `mohur verify` and `mohur inspect` as a script sees them, over signatures that OpenSSL made with
/// certificates of the test PKI, which answers on the loopback.
namespace mohur {
namespace {

using ::testing::HasSubstr;

/// A port that nobody listens on at this moment.
std::uint16_t free_port() {
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    static_cast<void>(::bind(socket, generic, size));
    static_cast<void>(::getsockname(socket, generic, &size));
    ::close(socket);
    return ntohs(address.sin_port);
}

pkitest::Time now() {
    return std::chrono::time_point_cast<std::chrono::microseconds>(
        std::chrono::system_clock::now());
}

/// A running test PKI whose files lie in a folder.
class Pki {
public:
    Pki() : port_{free_port()}, hierarchy_{build(port_)}, server_{hierarchy_, port_} {
        hierarchy_.save(folder_ / "pki");
    }
    [[nodiscard]] std::string file(const std::string& name) const {
        return (folder_ / ("pki/" + name)).string();
    }
    [[nodiscard]] Bytes token(const Bytes& sha256) const {
        return hierarchy_.timestamp_token("sha256", sha256);
    }

private:
    static pkitest::Hierarchy build(std::uint16_t port) {
        std::string description{pkitest::Hierarchy::standard_description()};
        const std::string old = "http://127.0.0.1:8899";
        description.replace(description.find(old), old.size(),
                            "http://127.0.0.1:" + std::to_string(port));
        return pkitest::Hierarchy::build(description, now);
    }

    testing::TemporaryFolder folder_;
    std::uint16_t port_;
    pkitest::Hierarchy hierarchy_;
    pkitest::HttpServer server_;
};

class VerifyCommand : public ::testing::Test {
protected:
    static void SetUpTestSuite() { pki_ = std::make_unique<Pki>(); }
    static void TearDownTestSuite() { pki_.reset(); }

    void SetUp() override { folder_.write("letter.txt", as_bytes("Hörmətli vətəndaş")); }

    [[nodiscard]] std::string path(const std::string& name) const {
        return (folder_ / name).string();
    }
    [[nodiscard]] std::string trust() const { return " --trust " + pki_->file("trust/root.pem"); }

    /// A detached CAdES-BES signature over letter.txt, as `name`.
    void sign(const std::string& name, const std::string& signer = "signer",
              const std::string& more = "") const {
        const auto ran =
            testing::run("openssl cms -sign -cades -binary -md sha256 -outform DER -in " +
                         path("letter.txt") + " -signer " + pki_->file("certs/" + signer + ".pem") +
                         " -inkey " + pki_->file("keys/" + signer + ".pem") + " -certfile " +
                         pki_->file("certs/issuing-ca.pem") + " " + more + " -out " + path(name));
        ASSERT_EQ(ran.status, 0) << ran.output;
    }
    [[nodiscard]] static testing::CommandResult mohur(const std::string& arguments) {
        return testing::run(
            "MOHUR_ALLOW_NETWORKS=127.0.0.0/8 LANG=C " MOHUR_BINARY_DIR "/bin/mohur " + arguments);
    }
    [[nodiscard]] testing::CommandResult verify(const std::string& file,
                                                const std::string& options) const {
        return mohur("verify " + path(file) + " " + options);
    }
    [[nodiscard]] static Json verdict(const testing::CommandResult& ran) {
        const auto json = Json::parse(ran.output);
        EXPECT_TRUE(json) << ran.output;
        return json ? *json : Json{};
    }

    testing::TemporaryFolder folder_;
    static std::unique_ptr<Pki> pki_;
};

std::unique_ptr<Pki> VerifyCommand::pki_;

TEST_F(VerifyCommand, PassesAGoodSignatureOverTheNetwork) {
    sign("good.p7s");
    const auto ran = verify("good.p7s", "--json --content =" + path("letter.txt") + trust());
    EXPECT_EQ(ran.status, 0) << ran.output;
    const auto json = verdict(ran);
    EXPECT_EQ(json["container"].as_string(), "cades");
    const auto& signature = json["signatures"].items().at(0);
    EXPECT_EQ(signature["indication"].as_string(), "TOTAL-PASSED");
    EXPECT_EQ(signature["format"].as_string(), "CAdES-BASELINE-B");
    EXPECT_EQ(signature["signed_by"]["fin"].as_string(), "1AB2C3D");
}

TEST_F(VerifyCommand, PassesAContentGivenAsDigestOnly) {
    sign("good.p7s");
    const auto digest =
        testing::run("openssl dgst -sha256 -binary " + path("letter.txt") + " | base64 -w0");
    const auto ran =
        verify("good.p7s", "--json --content-digest =SHA-256:" + digest.output + trust());
    EXPECT_EQ(ran.status, 0) << ran.output;
}

TEST_F(VerifyCommand, DoesNotFindTheCertificateOfTheSignersNamesake) {
    sign("stranger.p7s", "signer-unknown-ca");
    const auto ran = verify("stranger.p7s", "--json --content =" + path("letter.txt") + trust());
    EXPECT_EQ(ran.status, 1);
    EXPECT_EQ(verdict(ran)["signatures"].items().at(0)["sub_indication"].as_string(),
              "NO_CERTIFICATE_CHAIN_FOUND");
}

struct Refusal {
    const char* signer;
    const char* sub_indication;
};

TEST_F(VerifyCommand, RefusesSignersInABadState) {
    for (const auto& refusal :
         {Refusal{"signer-revoked", "REVOKED_NO_POE"}, Refusal{"signer-suspended", "TRY_LATER"},
          Refusal{"signer-encryption-only", "CHAIN_CONSTRAINTS_FAILURE"}}) {
        sign("bad.p7s", refusal.signer);
        const auto ran = verify("bad.p7s", "--json --content =" + path("letter.txt") + trust());
        EXPECT_EQ(ran.status, 1) << refusal.signer;
        EXPECT_EQ(verdict(ran)["signatures"].items().at(0)["sub_indication"].as_string(),
                  refusal.sub_indication);
    }
}

TEST_F(VerifyCommand, TrustsNobodyUnasked) {
    sign("good.p7s");
    const auto ran = verify("good.p7s", "--json --content =" + path("letter.txt"));
    EXPECT_EQ(ran.status, 1);
    EXPECT_EQ(verdict(ran)["signatures"].items().at(0)["sub_indication"].as_string(),
              "NO_CERTIFICATE_CHAIN_FOUND");
}

TEST_F(VerifyCommand, AsksNobodyOffline) {
    sign("good.p7s");
    const auto ran =
        verify("good.p7s", "--json --offline --content =" + path("letter.txt") + trust());
    EXPECT_EQ(ran.status, 1);
    const auto json = verdict(ran);
    EXPECT_EQ(json["signatures"].items().at(0)["sub_indication"].as_string(),
              "CERTIFICATE_CHAIN_GENERAL_FAILURE");
    EXPECT_TRUE(json["signatures"].items().at(0)["intact"].as_bool());
}

TEST_F(VerifyCommand, FindsChangedAndMissingData) {
    sign("good.p7s");
    folder_.write("other.txt", as_bytes("başqa mətn"));
    auto ran = verify("good.p7s", "--json --content =" + path("other.txt") + trust());
    EXPECT_EQ(ran.status, 1);
    EXPECT_EQ(verdict(ran)["signatures"].items().at(0)["sub_indication"].as_string(),
              "HASH_FAILURE");
    ran = verify("good.p7s", "--json" + trust());
    EXPECT_EQ(ran.status, 1);
    EXPECT_EQ(verdict(ran)["signatures"].items().at(0)["sub_indication"].as_string(),
              "SIGNED_DATA_NOT_FOUND");
}

TEST_F(VerifyCommand, AnswersNothingIdentifiedWith2) {
    folder_.write("text.bin", as_bytes("just words"));
    folder_.write("doctype.xml", as_bytes("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"));
    folder_.write("plain.xml", as_bytes("<a/>"));
    folder_.write("empty", {});
    const std::pair<const char*, const char*> cases[] = {{"text.bin", "format-unknown"},
                                                         {"doctype.xml", "xml-doctype"},
                                                         {"plain.xml", "nothing-to-validate"},
                                                         {"empty", "format-unknown"}};
    for (const auto& [file, code] : cases) {
        const auto ran = verify(file, "--json");
        EXPECT_EQ(ran.status, 2) << file;
        EXPECT_EQ(verdict(ran)["errors"].items().at(0)["code"].as_string(), code) << file;
    }
}

TEST_F(VerifyCommand, AnswersWrongUsageWith64) {
    sign("good.p7s");
    for (const auto* options : {"--no-such-option", "--at yesterday", "--policy lax", "second-file",
                                "--trust /no/such", "--report etsi", "--content x"}) {
        EXPECT_EQ(verify("good.p7s", options).status, 64) << options;
    }
    EXPECT_EQ(verify("not-there.p7s", "").status, 64);
    EXPECT_EQ(verify("good.p7s", "--trust " + path("letter.txt")).status, 64);
    EXPECT_EQ(mohur("verify").status, 64);
    EXPECT_EQ(mohur("verifi").status, 64);
}

TEST_F(VerifyCommand, GoesOnWithoutAListThatNobodyTrustedSigned) {
    sign("good.p7s");
    folder_.write("list.xml", as_bytes("<TrustServiceStatusList/>"));
    const auto options = "--json --offline --trust " + path("list.xml");
    const auto ran = verify("good.p7s", options);
    EXPECT_EQ(ran.status, 1);
    EXPECT_EQ(verdict(ran)["errors"].items().at(0)["code"].as_string(), "trust-list-untrusted");
    const auto read = verify("good.p7s", options + " --trust-unsigned-list");
    EXPECT_EQ(verdict(read)["errors"].items().at(0)["code"].as_string(), "trust-list-invalid");
}

TEST_F(VerifyCommand, ListsAnEvidenceRecordThatItCannotRead) {
    sign("good.p7s");
    folder_.write("record.ers", as_bytes("0"));
    const auto ran = verify("good.p7s", "--json --content =" + path("letter.txt") + trust() +
                                            " --evidence-record " + path("record.ers"));
    EXPECT_EQ(ran.status, 0);
    const auto json = verdict(ran);
    const auto& record = json["evidence_records"].items().at(0);
    EXPECT_FALSE(record["intact"].as_bool());
    EXPECT_EQ(record["indication"].as_string(), "FAILED");
    EXPECT_EQ(record["errors"].items().at(0)["code"].as_string(), "evidence-record-invalid");
}

TEST_F(VerifyCommand, JudgesAsOfAChosenTime) {
    sign("good.p7s");
    const auto ran = verify(
        "good.p7s", "--json --at 2020-01-01T00:00:00Z --content =" + path("letter.txt") + trust());
    EXPECT_EQ(ran.status, 1);
    const auto json = verdict(ran);
    EXPECT_TRUE(json["hypothetical"].as_bool());
    EXPECT_EQ(json["validation_time"].as_string(), "2020-01-01T00:00:00Z");
    EXPECT_EQ(json["signatures"].items().at(0)["sub_indication"].as_string(),
              "OUT_OF_BOUNDS_NO_POE");
}

TEST_F(VerifyCommand, JudgesABareTimestampToken) {
    const auto digest = testing::run("openssl dgst -sha256 -binary -out " + path("digest") + " " +
                                     path("letter.txt"));
    ASSERT_EQ(digest.status, 0);
    folder_.write("token.tst", pki_->token(testing::read_file(folder_ / "digest")));
    const auto ran = verify("token.tst", "--json --content =" + path("letter.txt") + trust());
    EXPECT_EQ(ran.status, 0) << ran.output;
    const auto json = verdict(ran);
    EXPECT_EQ(json["container"].as_string(), "tst");
    EXPECT_EQ(json["timestamps"].items().at(0)["indication"].as_string(), "PASSED");
    EXPECT_EQ(verify("token.tst", "--json" + trust()).status, 1);
}

TEST_F(VerifyCommand, SpeaksToPeopleInTheirLanguage) {
    sign("good.p7s");
    const auto english = verify("good.p7s", "--content =" + path("letter.txt") + trust());
    EXPECT_THAT(english.output, HasSubstr("S0 CAdES-BASELINE-B: valid (TOTAL-PASSED)"));
    const auto other = verify("good.p7s", "--lang az --content =" + path("letter.txt") + trust());
    EXPECT_THAT(other.output, HasSubstr("etibarlıdır (TOTAL-PASSED)"));
}

TEST_F(VerifyCommand, InspectsWithoutAVerdict) {
    sign("good.p7s");
    const auto ran = mohur("inspect --json " + path("good.p7s"));
    ASSERT_EQ(ran.status, 0) << ran.output;
    const auto json = verdict(ran);
    EXPECT_EQ(json["container"].as_string(), "cades");
    const auto& signature = json["signatures"].items().at(0);
    EXPECT_THAT(signature["signed_by"].as_string(), HasSubstr("CN=Məmmədov Anar"));
    EXPECT_EQ(signature["certificates"].items().size(), 2U);
    EXPECT_THAT(mohur("inspect " + path("good.p7s")).output, HasSubstr("certificate: "));
    EXPECT_EQ(mohur("inspect " + path("letter.txt")).status, 2);
    EXPECT_EQ(mohur("inspect").status, 64);
}

}  // namespace
}  // namespace mohur
