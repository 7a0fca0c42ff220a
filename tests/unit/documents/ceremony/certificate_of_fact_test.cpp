// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/ceremony/certificate_of_fact.h"

#include "documents/ceremony/signing_session.h"
#include "tests/support/agency/test_agency.h"

#include <gtest/gtest.h>

namespace mohur::documents {
namespace {

using testing::must;
using testing::TestAgency;

const Date kToday{std::chrono::year{2026} / 3 / 5};

class CertificateOfFact : public ::testing::Test {
protected:
    Document request(std::optional<Date> until = {}) {
        const NewCertificate wanted{"employment-certificate",
                                    "İş yeri haqqında arayış",
                                    "Məmmədov Elçin Rauf oğlu",
                                    "1AB2C3D",
                                    "Bank",
                                    Json::object({{"vezife", "mütəxəssis"}}),
                                    until,
                                    agency_.file("%PDF-1.7 preview", FileRole::main),
                                    agency_.file("{}", FileRole::facts),
                                    agency_.keeper.assignment};
        return agency_.write([&](sql::Transaction& tx) {
            return certificates_.request(tx, agency_.act_of(agency_.clerk), wanted);
        });
    }
    SigningSession open(DocumentId id) {
        return agency_.write([&](sql::Transaction& tx) {
            return ceremonies_.open(tx, keeper(), id, agency_.certificates);
        });
    }
    Act keeper() const { return agency_.act_of(agency_.keeper); }
    NewFile issue(DocumentId id, const SigningSession& session) {
        const auto paper = agency_.file("%PDF arayış " + to_string(id), FileRole::signed_paper);
        agency_.write([&](sql::Transaction& tx) -> Result<Document> {
            const Digest digest{DigestAlgorithm::sha256, Bytes(32)};
            MOHUR_TRY_VOID(ceremonies_.record_intent(
                tx, keeper(), session.id,
                {"PAdES-BASELINE-LT", digest, digest, Bytes{1}, "pkcs11", Bytes{1}}));
            MOHUR_TRY_VOID(ceremonies_.redeem(tx, keeper(), session.id));
            return ceremonies_.complete(tx, keeper(), session.id,
                                        {{paper}, "MÖHÜR", "TOTAL-PASSED", {}, Json::object()});
        });
        return paper;
    }
    std::optional<PublicCheck> ask(std::string_view code, Date today = kToday) {
        auto tx = must(agency_.database().begin_read(sql::GlobalScope{}));
        return must(check_code(tx, code, today));
    }
    TestAgency agency_;
    SystemRandom random_;
    Certificates certificates_{agency_.ids()};
    Ceremonies ceremonies_{agency_.ids(), random_};
};

TEST_F(CertificateOfFact, IsNumberedSealedAndConfirmedToItsHolder) {
    const auto document = request();
    EXPECT_EQ(document.state, DocumentState::at_signing);
    const auto session = open(document.id);
    EXPECT_EQ(session.registration->index_text.substr(0, 14), "AR-2026-000001");
    EXPECT_EQ(session.action, StepAction::seal);
    const auto paper = issue(document.id, session);
    const auto check = ask(session.verification_code);
    ASSERT_TRUE(check);
    EXPECT_EQ(check->status, PaperStatus::valid);
    EXPECT_EQ(check->agency_name, "Nümunə Nazirliyi");
    EXPECT_EQ(check->masked_subject, "M*** E*** R*** o***");
    EXPECT_EQ(check->signed_file, paper.blob.digest());
    auto tx = must(agency_.database().begin_read(sql::GlobalScope{}));
    EXPECT_EQ(must(check_digest(tx, paper.blob.digest(), kToday))->index_text, check->index_text);
}

TEST_F(CertificateOfFact, IsUnknownBeforeItIsSealed) {
    const auto session = open(request().id);
    EXPECT_EQ(ask(session.verification_code), std::nullopt);
    EXPECT_EQ(ask("00000000000000000000"), std::nullopt);
    EXPECT_EQ(ask(""), std::nullopt);
}

TEST_F(CertificateOfFact, CodeIsReadWithDashesInAnyCase) {
    const auto document = request();
    const auto session = open(document.id);
    issue(document.id, session);
    std::string typed;
    for (const char c : session.verification_code) {
        typed += c == '1' ? 'l' : c == '0' ? 'o' : static_cast<char>(std::tolower(c));
        typed += typed.size() % 5 == 4 ? "-" : "";
    }
    EXPECT_TRUE(ask(typed));
}

TEST_F(CertificateOfFact, IsVoidedWithItsNumberAndExpiresByItsDate) {
    const auto document = request(kToday);
    const auto session = open(document.id);
    issue(document.id, session);
    EXPECT_EQ(ask(session.verification_code)->status, PaperStatus::valid);
    EXPECT_EQ(ask(session.verification_code, std::chrono::year{2026} / 3 / 6)->status,
              PaperStatus::expired);
    must(agency_.attempt([&](sql::Transaction& tx) {
        return Registrar{agency_.ids()}.void_registration(tx, agency_.act_of(agency_.office),
                                                          session.registration->id, "Səhv fakt");
    }));
    EXPECT_EQ(ask(session.verification_code)->status, PaperStatus::voided);
}

TEST_F(CertificateOfFact, KeepsItsFactsForThoseWhoTakePart) {
    const auto document = request();
    auto tx = must(agency_.database().begin_read(agency_.scope()));
    const auto facts = must(certificate_facts_of(tx, keeper(), document.id));
    EXPECT_EQ(facts.facts["vezife"].as_string(), "mütəxəssis");
    EXPECT_EQ(certificate_facts_of(tx, agency_.act_of(agency_.adviser), document.id).error().reason,
              "document-missing");
}

TEST_F(CertificateOfFact, NeedsASealerWithThePowerToSeal) {
    const auto preview = agency_.file("%PDF-1.7 preview", FileRole::main);
    const auto facts = agency_.file("{}", FileRole::facts);
    const auto refused = agency_.attempt([&](sql::Transaction& tx) {
        return certificates_.request(
            tx, agency_.act_of(agency_.clerk),
            {"x-y", "t", "s", {}, "", Json::object(), {}, preview, facts, agency_.head.assignment});
    });
    EXPECT_EQ(refused.error().reason, "signatory-without-power");
}

}  // namespace
}  // namespace mohur::documents
