// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/exchange/consignment_judgement.h"

#include "signing/crypto/hash.h"

#include <gtest/gtest.h>

namespace mohur::server {
namespace {

using documents::FileRole;

constexpr const char* kVoen = "9952601861";

std::shared_ptr<const ByteSource> octets(std::string_view text) {
    return std::make_shared<MemorySource>(to_bytes(as_bytes(text)));
}

Json scope(const std::string& name, std::string_view content) {
    const auto digest = signing::digest_of(DigestAlgorithm::sha256, as_bytes(content));
    return Json::object({{"name", name}, {"digest", to_string(digest)}, {"partial", false}});
}

/// A good seal over the note and the letter, as the verdict shows it.
Json signature() {
    return Json::object(
        {{"format", "XAdES-BASELINE-LT"},
         {"indication", "TOTAL-PASSED"},
         {"sub_indication", nullptr},
         {"signed_by", Json::object({{"fin", ""}, {"voen", kVoen}})},
         {"scopes", Json::array({scope("consignment.json", "{}"), scope("letter.pdf", "%PDF")})}});
}

Json verdict(std::initializer_list<Json> signatures, const char* container = "asic-e") {
    return Json::object({{"container", container}, {"signatures", Json::array(signatures)}});
}

Json changed(const char* member, const Json& value) {
    auto json = signature();
    json.set(member, value);
    return json;
}

std::string refusal(const Json& judged) {
    const auto seal = seal_in(judged);
    return seal ? "" : seal.error().reason;
}

TEST(SealIn, TakesOneLastingSealOfALegalPerson) {
    const auto seal = seal_in(verdict({signature()}));
    ASSERT_TRUE(seal) << seal.error().reason;
    EXPECT_EQ(seal->voen, kVoen);
    EXPECT_EQ(refusal(verdict({changed("format", "XAdES-BASELINE-LTA")})), "");
}

TEST(SealIn, RefusesWhatIsNotSealed) {
    EXPECT_EQ(refusal(verdict({})), "consignment-unsealed");
    EXPECT_EQ(refusal(verdict({signature()}, "asic-s")), "consignment-unsealed");
    EXPECT_EQ(refusal(verdict({signature(), signature()})), "consignment-unsealed");
    EXPECT_EQ(refusal(Json::object({{"container", nullptr}})), "consignment-unsealed");
}

TEST(SealIn, RefusesAPersonsSignature) {
    const auto person = Json::object({{"fin", "1AB2C3D"}, {"voen", kVoen}});
    EXPECT_EQ(refusal(verdict({changed("signed_by", person)})), "consignment-unsealed");
    const auto nobody = Json::object({{"fin", ""}, {"voen", ""}});
    EXPECT_EQ(refusal(verdict({changed("signed_by", nobody)})), "consignment-unsealed");
}

TEST(SealIn, RefusesASealThatIsNotValid) {
    EXPECT_EQ(refusal(verdict({changed("indication", "TOTAL-FAILED")})), "seal-not-valid");
    EXPECT_EQ(refusal(verdict({changed("indication", "INDETERMINATE")})), "seal-not-valid");
}

TEST(SealIn, LetsTheSenderComeAgainWhileTheStateIsUnknown) {
    auto seal = changed("indication", "INDETERMINATE");
    seal.set("sub_indication", "TRY_LATER");
    const auto judged = seal_in(verdict({seal}));
    ASSERT_FALSE(judged);
    EXPECT_EQ(judged.error().reason, "seal-not-judged");
    EXPECT_EQ(judged.error().code, ErrorCode::unavailable);
}

TEST(SealIn, WantsEvidenceForLater) {
    EXPECT_EQ(refusal(verdict({changed("format", "XAdES-BASELINE-T")})), "seal-not-lasting");
}

class CheckFiles : public ::testing::Test {
protected:
    CheckFiles() {
        note_.letter =
            LetterNote{"1", {}, "s", std::nullopt, {{"letter.pdf", "l", FileRole::main}}};
        unpacked_.files = {{"consignment.json", octets("{}")}, {"letter.pdf", octets("%PDF")}};
    }
    std::string check(const Json& scopes) {
        const auto done = check_files({kVoen, scopes}, note_, unpacked_);
        return done ? "" : done.error().reason;
    }
    std::string check() { return check(signature()["scopes"]); }

    ConsignmentNote note_;
    UnpackedConsignment unpacked_;
};

TEST_F(CheckFiles, AcceptsExactlyWhatIsListedAndCovered) {
    EXPECT_EQ(check(), "");
}

TEST_F(CheckFiles, RefusesAFileThatTheSealDoesNotCover) {
    EXPECT_EQ(check(Json::array({scope("consignment.json", "{}")})), "consignment-uncovered");
    auto partial = scope("letter.pdf", "%PDF");
    partial.set("partial", true);
    EXPECT_EQ(check(Json::array({scope("consignment.json", "{}"), partial})),
              "consignment-uncovered");
}

TEST_F(CheckFiles, RefusesOctetsThatAreNotTheSealedOnes) {
    unpacked_.files["letter.pdf"] = octets("%PDF other");
    EXPECT_EQ(check(), "consignment-uncovered");
}

TEST_F(CheckFiles, RefusesADigestThatItCannotRead) {
    auto odd = scope("letter.pdf", "%PDF");
    odd.set("digest", nullptr);
    EXPECT_EQ(check(Json::array({scope("consignment.json", "{}"), odd})), "consignment-uncovered");
}

TEST_F(CheckFiles, RefusesAFileTooManyOrTooFew) {
    note_.letter->files.push_back({"annex-1-a", "a", FileRole::annex});
    EXPECT_EQ(check(), "consignment-malformed");
    note_.letter.reset();
    EXPECT_EQ(check(), "consignment-malformed") << "a receipt has no files";
}

class SenderAmong : public ::testing::Test {
protected:
    std::string refusal(const ConsignmentSender& sender, const std::string& seal) {
        const auto found = sender_among(peers_, sender, {seal, {}});
        return found ? found->code : found.error().reason;
    }
    std::vector<documents::Peer> peers_{
        {{}, "numune-nazirliyi", "Nümunə Nazirliyi", kVoen, "https://n"},
        {{}, "sinaq-agentliyi", "Sınaq Agentliyi", "9915908371", "https://s"}};
};

TEST_F(SenderAmong, FindsThePeerThatTheSealProves) {
    EXPECT_EQ(refusal({"numune-nazirliyi", "", kVoen}, kVoen), "numune-nazirliyi");
}

TEST_F(SenderAmong, RefusesAnothersNameUnderASealOfItsOwn) {
    EXPECT_EQ(refusal({"numune-nazirliyi", "", kVoen}, "9915908371"), "sender-unknown");
    EXPECT_EQ(refusal({"numune-nazirliyi", "", "9915908371"}, kVoen), "sender-unknown");
    EXPECT_EQ(refusal({"kimse", "", kVoen}, kVoen), "sender-unknown");
}

}  // namespace
}  // namespace mohur::server
