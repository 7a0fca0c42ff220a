// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/signers/mobile_id_signer.h"

#include "server/signers/outside_signers.h"
#include "signing/crypto/hash.h"
#include "tests/unit/server/signers/simulated_service.h"

#include <gtest/gtest.h>

namespace mohur::server {
namespace {

using testing::certificate;
using testing::SimulatedService;

MobileIdConfig config(std::string party = "MOHUR") {
    MobileIdConfig config;
    config.url = SimulatedService::kUrl;
    config.relying_party_uuid = "00000000-0000-4000-8000-000000000001";
    config.relying_party_name = std::move(party);
    return config;
}

class MobileId : public ::testing::Test {
protected:
    static Recipient recipient(const std::string& last) {
        return {"+9945000000" + last, "1AB2C3D"};
    }
    /// Asks and polls until the service says something.
    Result<Bytes> sign(const std::string& last) {
        const auto digest = signing::digest_of(DigestAlgorithm::sha256, data_);
        MOHUR_TRY(const auto question, signer_.ask({recipient(last), digest, "D-1/26"}));
        for (;;) {
            MOHUR_TRY(const auto value,
                      signer_.answer(question, algorithm_, std::chrono::milliseconds{200}));
            if (value) {
                return *value;
            }
        }
    }

    SimulatedService service_;
    MobileIdSigner signer_{config(), service_};
    const signing::SignatureAlgorithm algorithm_{};
    const Bytes data_{1, 2, 3};
};

TEST_F(MobileId, SignsWhatItWasAskedAndNothingElse) {
    const auto found = signer_.certificates(recipient("02")).value();
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0], certificate("signer"));
    const auto value = sign("02");
    ASSERT_TRUE(value) << value.error().reason;
    EXPECT_EQ(value->size(), 64U) << "r||s";
    const OutsideKey key{found[0], {}, algorithm_};
    EXPECT_TRUE(checked_value(key, data_, *value));
    EXPECT_EQ(checked_value(key, Bytes{9}, *value).error().reason, "signature-value-wrong");
}

struct Lie {
    const char* last;
    const char* reason;
};
class MobileIdLie : public MobileId, public ::testing::WithParamInterface<Lie> {};

TEST_P(MobileIdLie, IsSeen) {
    const auto value = sign(GetParam().last);
    ASSERT_TRUE(value) << value.error().reason;
    const OutsideKey key{certificate("signer"), {}, algorithm_};
    EXPECT_EQ(checked_value(key, data_, *value).error().reason, GetParam().reason);
}
const Lie kLies[] = {{"33", "signature-value-wrong"},     {"34", "signature-value-wrong"},
                     {"35", "signature-value-malformed"}, {"36", "signature-value-malformed"},
                     {"37", "signature-value-malformed"}, {"38", "signature-value-wrong"}};
INSTANTIATE_TEST_SUITE_P(MobileId, MobileIdLie, ::testing::ValuesIn(kLies));

TEST_F(MobileId, WaitsNoLongerThanItWasTold) {
    const auto digest = signing::digest_of(DigestAlgorithm::sha256, data_);
    const auto question = signer_.ask({recipient("04"), digest, ""}).value();
    const auto value = signer_.answer(question, algorithm_, std::chrono::milliseconds{60});
    EXPECT_EQ(value.value(), std::nullopt);
    EXPECT_EQ(service_.last.timeout, std::chrono::milliseconds{1'560});
}

TEST_F(MobileId, SaysWhoIsNotThere) {
    EXPECT_EQ(signer_.certificates({"+994500009999", "1AB2C3D"}).error().reason,
              "mobile-id-not-client");
    EXPECT_EQ(signer_.certificates({"+994500000001", "7XK9M2P"}).error().reason,
              "mobile-id-not-client")
        << "the number of somebody else";
    MobileIdSigner stranger{config("SOMEBODY"), service_};
    EXPECT_EQ(stranger.certificates(recipient("01")).error().reason, "mobile-id-not-authorised");
    service_.down = true;
    EXPECT_EQ(signer_.certificates(recipient("01")).error().reason, "mobile-id-unreachable");
}

}  // namespace
}  // namespace mohur::server
