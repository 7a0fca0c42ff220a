// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/signers/outside_signers.h"

#include "tests/unit/server/signers/simulated_service.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include <unistd.h>

namespace mohur::server {
namespace {

using testing::certificate;
using testing::shared_pki;
using testing::SimulatedService;

class Outside : public ::testing::Test {
protected:
    Outside() {
        std::ofstream{issuer_} << shared_pki().certificate_pem("issuing-ca");
        Config config;
        config.web_eid = true;
        config.mobile_id.emplace().url = SimulatedService::kUrl;
        config.issuers = {issuer_};
        signers_.emplace(
            OutsideSigners::create(config, service_, signing::TrustAnchors{{certificate("root")}})
                .value());
    }
    ~Outside() override { std::filesystem::remove(issuer_); }

    Result<OutsideKey> check(std::string_view name, std::string_view fin) const {
        return signers_->check(certificate(name), fin, now_);
    }

    const std::filesystem::path issuer_ = std::filesystem::temp_directory_path() /
                                          ("mohur-issuer-" + std::to_string(::getpid()) + ".pem");
    SimulatedService service_;
    std::optional<OutsideSigners> signers_;
    const Time now_ =
        std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
};

TEST_F(Outside, OffersWhatIsConfigured) {
    EXPECT_EQ(signers_->means(), (std::vector<std::string>{"web-eid", "mobile-id"}));
    EXPECT_FALSE(signers_->offers("sima"));
    EXPECT_EQ(signers_->remote("web-eid"), nullptr);
    ASSERT_NE(signers_->remote("mobile-id"), nullptr);
    EXPECT_EQ(signers_->remote("mobile-id")->kind(), "mobile-id");
    const auto none = OutsideSigners::create(Config{}, service_, signing::TrustAnchors{}).value();
    EXPECT_TRUE(none.means().empty());
    EXPECT_EQ(none.remote("mobile-id"), nullptr);
}

TEST_F(Outside, TakesTheCertificateOfThePersonWithItsChain) {
    const auto key = check("signer", "1AB2C3D");
    ASSERT_TRUE(key) << key.error().reason;
    EXPECT_EQ(key->chain, std::vector{certificate("issuing-ca")});
    EXPECT_EQ(key->algorithm.digest, DigestAlgorithm::sha256);
    EXPECT_EQ(check("signer-p384", "4PA3B8C")->algorithm.digest, DigestAlgorithm::sha384);
    EXPECT_EQ(check("signer-p521", "5PB2F1G")->algorithm.digest, DigestAlgorithm::sha512);
    EXPECT_EQ(check("signer-rsa", "3QW8R5T")->algorithm.scheme,
              signing::SignatureScheme::rsa_pkcs1);
}

struct Refusal {
    const char* certificate;
    const char* fin;
    const char* reason;
};
class OutsideRefusal : public Outside, public ::testing::WithParamInterface<Refusal> {};

TEST_P(OutsideRefusal, NamesTheReason) {
    EXPECT_EQ(check(GetParam().certificate, GetParam().fin).error().reason, GetParam().reason);
}
const Refusal kRefusals[] = {
    {"executor", "1AB2C3D", "certificate-of-other-person"},
    {"signer", "", "person-without-fin"},
    {"signer-unknown-ca", "1AB2C3D", "no-trusted-chain"},
    {"signer-expired", "1EX1A1A", "certificate-expired"},
    {"signer-not-yet-valid", "1NY1A1A", "certificate-not-yet-valid"},
    {"signer-no-key-usage", "1KV1A1A", "certificate-not-for-signing"},
    {"signer-encryption-only", "1EN1A1A", "certificate-not-for-signing"},
    {"signer-ed25519", "2ED5H9J", "key-mechanism"},
};
INSTANTIATE_TEST_SUITE_P(Outside, OutsideRefusal, ::testing::ValuesIn(kRefusals));

TEST(Recipient, IsAnInternationalNumber) {
    EXPECT_EQ(Recipient::parse("+994 (50) 123-45-67", "1AB2C3D").value(),
              (Recipient{"+994501234567", "1AB2C3D"}));
    for (const auto* wrong : {"", "+", "0501234567", "+994501", "+1234567890123456",
                              "+99450x234567", "++99450123456"}) {
        EXPECT_EQ(Recipient::parse(wrong, "").error().detail, "field:phone") << wrong;
    }
    const Recipient one{"+994501234567", "1AB2C3D"};
    EXPECT_EQ(Recipient::from(one.to_json()), one);
}

}  // namespace
}  // namespace mohur::server
