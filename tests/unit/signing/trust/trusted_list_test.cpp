// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/trust/trusted_list.h"
#include "pki-test/hierarchy.h"

#include <gtest/gtest.h>

#include <algorithm>

/// ETSI TS 119 612 clauses 5.3 and 5.5, TS 119 615 clauses 4.4 and 4.5.
namespace mohur::signing::trust {
namespace {

Time day(std::string_view text) {
    return *parse_rfc3339(std::string{text} + "T00:00:00Z");
}

const pkitest::Hierarchy& pki() {
    static const auto hierarchy = pkitest::Hierarchy::standard([] { return day("2026-06-01"); });
    return hierarchy;
}

Certificate certificate(const std::string& name) {
    return Certificate::from_der(pki().certificate(name)).value();
}

constexpr std::string_view kQualificationElement = R"(<ServiceInformationExtensions>
  <Extension Critical="true"><q:Qualifications><q:QualificationElement><q:Qualifiers>
  <q:Qualifier uri="http://uri.etsi.org/TrstSvc/TrustedList/SvcInfoExt/QCStatement"/>
  <q:Qualifier uri="http://uri.etsi.org/TrstSvc/TrustedList/SvcInfoExt/QCWithQSCD"/>
  </q:Qualifiers><q:CriteriaList assert="all"><q:KeyUsage>
  <q:KeyUsageBit name="nonRepudiation">true</q:KeyUsageBit></q:KeyUsage></q:CriteriaList>
  </q:QualificationElement></q:Qualifications></Extension></ServiceInformationExtensions>)";

std::string information(const std::string& status, const std::string& from,
                        std::string_view extensions, const std::string& type = "CA/QC") {
    return "<ServiceTypeIdentifier>http://uri.etsi.org/TrstSvc/Svctype/" + type +
           "</ServiceTypeIdentifier><ServiceName><Name xml:lang='en'>CA</Name></ServiceName>"
           "<ServiceDigitalIdentity><DigitalId><X509Certificate>" +
           to_base64(pki().certificate("issuing-ca")) +
           "</X509Certificate></DigitalId></ServiceDigitalIdentity><ServiceStatus>"
           "http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/" +
           status + "</ServiceStatus><StatusStartingTime>" + from +
           "T00:00:00Z</StatusStartingTime>" + std::string{extensions};
}

struct ListText {
    std::string version = "6";
    std::string sequence = "7";
    std::string next = "2026-12-01";
    std::string current = information("granted", "2026-01-01", kQualificationElement);
    std::string history{};

    [[nodiscard]] std::string text() const {
        return "<TrustServiceStatusList xmlns='http://uri.etsi.org/02231/v2#' "
               "xmlns:q='http://uri.etsi.org/TrstSvc/SvcInfoExt/eSigDir-1999-93-EC-TrustedList/#' "
               "TSLTag='http://uri.etsi.org/02231/TSLTag'><SchemeInformation>"
               "<TSLVersionIdentifier>" +
               version + "</TSLVersionIdentifier><TSLSequenceNumber>" + sequence +
               "</TSLSequenceNumber><SchemeTerritory>AZ</SchemeTerritory>"
               "<ListIssueDateTime>2026-05-01T00:00:00Z</ListIssueDateTime><NextUpdate><dateTime>" +
               next +
               "T00:00:00Z</dateTime></NextUpdate></SchemeInformation>"
               "<TrustServiceProviderList><TrustServiceProvider><TSPServices><TSPService>"
               "<ServiceInformation>" +
               current + "</ServiceInformation>" +
               (history.empty() ? ""
                                : "<ServiceHistory><ServiceHistoryInstance>" + history +
                                      "</ServiceHistoryInstance></ServiceHistory>") +
               "</TSPService></TSPServices></TrustServiceProvider></TrustServiceProviderList>"
               "</TrustServiceStatusList>";
    }
    [[nodiscard]] Result<TrustedList> read() const {
        return read_trusted_list(as_bytes(text()), Limits{});
    }
};

TEST(TrustedList, HoldsItsServicesWithTheirHistory) {
    ListText given;
    given.history = information("undersupervision", "2020-01-01", "");
    given.current = information("withdrawn", "2026-01-01", "");
    const auto list = given.read();
    ASSERT_TRUE(list) << list.error().detail;
    EXPECT_EQ(list->version, 6);
    EXPECT_EQ(list->territory, "AZ");
    const TrustedServices services{list->services};
    const auto ca = certificate("issuing-ca");
    EXPECT_FALSE(services.granted(ca, ServiceKind::qualified_ca, day("2019-12-31")));
    EXPECT_TRUE(services.granted(ca, ServiceKind::qualified_ca, day("2025-12-31")));
    EXPECT_FALSE(services.granted(ca, ServiceKind::qualified_ca, day("2026-01-01")));
    EXPECT_FALSE(
        services.granted(certificate("root"), ServiceKind::qualified_ca, day("2025-12-31")));
}

TEST(TrustedList, SaysNothingOfTimesAfterItsNextUpdate) {
    const auto list = ListText{}.read();
    const TrustedServices services{list->services};
    const auto ca = certificate("issuing-ca");
    EXPECT_TRUE(services.granted(ca, ServiceKind::qualified_ca, day("2026-12-01")));
    EXPECT_FALSE(services.granted(ca, ServiceKind::qualified_ca, day("2026-12-02")));
}

TEST(TrustedList, IsOfVersionFiveOrSix) {
    ListText given;
    given.version = "5";
    EXPECT_TRUE(given.read());
    for (const auto* version : {"4", "7"}) {
        given.version = version;
        EXPECT_EQ(given.read().error().reason, "trust-list-version");
    }
    given.version = "six";
    EXPECT_EQ(given.read().error().reason, "trust-list-invalid");
    EXPECT_FALSE(read_trusted_list(as_bytes("<a/>"), Limits{}));
}

TEST(TrustedList, IsNotTrustedUnsigned) {
    const auto signer =
        signer_of_list(as_bytes(ListText{}.text()), {certificate("root")}, Limits{});
    EXPECT_EQ(signer.error().reason, "trust-list-untrusted");
}

TEST(TrustedList, GivesWayToANewerOneOnly) {
    auto known = ListText{}.read().value();
    auto fresh = known;
    EXPECT_TRUE(may_replace(fresh, known));
    fresh.sequence_number = 6;
    EXPECT_FALSE(may_replace(fresh, known));
    fresh = known;
    fresh.issued -= std::chrono::hours{1};
    EXPECT_FALSE(may_replace(fresh, known));
    fresh = known;
    fresh.territory = "EE";
    EXPECT_FALSE(may_replace(fresh, known));
}

TEST(TrustedList, KnowsNoServiceOfAnotherType) {
    ListText given;
    given.current = information("granted", "2026-01-01", "", "unspecified");
    const TrustedServices services{given.read()->services};
    EXPECT_TRUE(services.certificates().empty());
}

// "signer" states both itself; "ocsp" states nothing and has digitalSignature alone.
TEST(Qualification, ComesFromTheCertificateOrFromTheList) {
    const auto by = [](std::string bit) {
        ListText given;
        auto extensions = std::string{kQualificationElement};
        extensions.replace(extensions.find("nonRepudiation"), 14, bit);
        given.current = information("granted", "2026-01-01", extensions);
        return given.read()->services.front().periods.front();
    };
    const auto own = qualified_status(certificate("signer"), by("keyCertSign"));
    EXPECT_TRUE(own.qualified && own.on_device);
    const auto listed = qualified_status(certificate("ocsp"), by("digitalSignature"));
    EXPECT_TRUE(listed.qualified && listed.on_device);
    const auto neither = qualified_status(certificate("ocsp"), by("nonRepudiation"));
    EXPECT_FALSE(neither.qualified || neither.on_device);
}

TEST(Qualification, NeedsAGrantedServiceForSignatures) {
    auto period = ListText{}.read()->services.front().periods.front();
    auto withdrawn = period;
    withdrawn.granted = false;
    EXPECT_FALSE(qualified_status(certificate("signer"), withdrawn).qualified);
    auto websites = period;
    websites.for_signatures = false;
    EXPECT_FALSE(qualified_status(certificate("signer"), websites).qualified);
    auto plain = period;
    plain.kind = ServiceKind::other_ca;
    EXPECT_FALSE(qualified_status(certificate("signer"), plain).qualified);
}

TEST(Qualification, IsTakenByTheListToo) {
    auto period = ListText{}.read()->services.front().periods.front();
    period.qualifications.push_back({{"QCNoQSCD"}, {}});
    const auto status = qualified_status(certificate("signer"), period);
    EXPECT_TRUE(status.qualified);
    EXPECT_FALSE(status.on_device);
}

TEST(Criteria, HoldNeverWhereTheyAreNotUnderstood) {
    Criteria criteria;
    EXPECT_TRUE(holds(criteria, certificate("signer")));
    criteria.understood = false;
    EXPECT_FALSE(holds(criteria, certificate("signer")));
}

TEST(Criteria, AskForAllAnyOrNone) {
    const Criteria no{Criteria::Assertion::all,
                      {{{"digitalSignature", true}, {"keyCertSign", true}}}};
    const Criteria yes{Criteria::Assertion::all, {{{"nonRepudiation", true}}}};
    const auto with = [&](Criteria::Assertion assertion) {
        Criteria outer{assertion};
        outer.inner = {no, yes};
        return holds(outer, certificate("signer"));
    };
    EXPECT_FALSE(with(Criteria::Assertion::all));
    EXPECT_TRUE(with(Criteria::Assertion::at_least_one));
    EXPECT_FALSE(with(Criteria::Assertion::none));
}

}  // namespace
}  // namespace mohur::signing::trust
