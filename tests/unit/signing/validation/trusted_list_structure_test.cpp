// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/validation/trusted_list_structure_internal.h"

#include <gtest/gtest.h>

namespace mohur::signing {
namespace {

constexpr std::string_view kList =
    R"(<TrustServiceStatusList xmlns="http://uri.etsi.org/02231/v2#" TSLTag="t">
<SchemeInformation><TSLVersionIdentifier/><TSLSequenceNumber/><TSLType/><SchemeOperatorName/>
<SchemeOperatorAddress><PostalAddresses/><ElectronicAddress/></SchemeOperatorAddress>
<SchemeName/><SchemeInformationURI/><StatusDeterminationApproach/><HistoricalInformationPeriod/>
<ListIssueDateTime/><NextUpdate/></SchemeInformation>
<TrustServiceProviderList><TrustServiceProvider><TSPInformation><TSPName/>
<TSPAddress><PostalAddresses/><ElectronicAddress/></TSPAddress><TSPInformationURI/></TSPInformation>
<TSPServices><TSPService><ServiceInformation><ServiceTypeIdentifier/><ServiceName/>
<ServiceDigitalIdentity/><ServiceStatus/><StatusStartingTime/></ServiceInformation></TSPService>
</TSPServices></TrustServiceProvider></TrustServiceProviderList></TrustServiceStatusList>)";

std::optional<std::string> fault_after(std::string_view what, std::string_view with) {
    std::string text{kList};
    const auto at = text.find(what);
    text.replace(at, what.size(), with);
    return trusted_list_fault(as_bytes(text), {});
}

TEST(TrustedListFault, FindsNoneInAListThatKeepsTheOrder) {
    EXPECT_EQ(trusted_list_fault(as_bytes(kList), {}), std::nullopt);
}

TEST(TrustedListFault, NamesWhatIsMissing) {
    EXPECT_EQ(fault_after("<NextUpdate/>", ""), "NextUpdate in SchemeInformation");
    EXPECT_EQ(fault_after("<TSLType/>", ""), "TSLType in SchemeInformation");
    EXPECT_EQ(fault_after("<ServiceStatus/>", ""), "ServiceStatus in ServiceInformation");
    EXPECT_EQ(fault_after(" TSLTag=\"t\"", ""), "TSLTag in TrustServiceStatusList");
}

TEST(TrustedListFault, NamesWhatStandsInTheWrongPlace) {
    EXPECT_EQ(fault_after("<ListIssueDateTime/><NextUpdate/>", "<NextUpdate/><ListIssueDateTime/>"),
              "ListIssueDateTime in SchemeInformation");
    EXPECT_EQ(fault_after("<TSPName/>", "<TSPName/><TSPName/>"), "TSPAddress in TSPInformation");
    EXPECT_EQ(fault_after("<NextUpdate/>", "<NextUpdate/><Surprise/>"),
              "Surprise in SchemeInformation");
}

TEST(TrustedListFault, RefusesAnotherNamespaceAndBrokenXml) {
    EXPECT_EQ(fault_after("02231/v2#", "02231/v9#"), "namespace in TrustServiceStatusList");
    EXPECT_EQ(fault_after("</TrustServiceStatusList>", ""), "xml-not-wellformed");
}

}  // namespace
}  // namespace mohur::signing
