// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pki/certificate.h"
#include "tests/unit/signing/pki/raw_certificate.h"

#include <gtest/gtest.h>

namespace mohur::signing {
namespace {

SubjectIdentity identity(const mohur::testing::Fields& subject) {
    return identity_of(mohur::testing::issue({.subject = subject}).read());
}

TEST(Identity, IsReadFromTheNationalProfile) {
    const auto person = identity({{"C", "AZ"},
                                  {"O", "Ədliyyə Nazirliyi"},
                                  {"OU", "Hüquq şöbəsi"},
                                  {"OU", "TIN:1400057421"},
                                  {"title", "Baş mütəxəssis"},
                                  {"CN", "Məmmədova Ülkər Elçin qızı"},
                                  {"GN", "Ülkər"},
                                  {"SN", "Məmmədova"},
                                  {"serialNumber", "5ABC123"}});
    EXPECT_EQ(person.common_name, "Məmmədova Ülkər Elçin qızı");
    EXPECT_EQ(person.given_name, "Ülkər");
    EXPECT_EQ(person.surname, "Məmmədova");
    EXPECT_EQ(person.serial_number, "5ABC123");
    EXPECT_EQ(person.fin, "5ABC123");
    EXPECT_EQ(person.voen, "1400057421");
    EXPECT_EQ(person.organization, "Ədliyyə Nazirliyi");
    EXPECT_EQ(person.title, "Baş mütəxəssis");
}

TEST(Identity, IsReadFromTheEtsiProfile) {
    const auto person = identity({{"CN", "A"}, {"serialNumber", "PNOAZ-5ABC123"}});
    EXPECT_EQ(person.serial_number, "PNOAZ-5ABC123");
    EXPECT_EQ(person.fin, "5ABC123");
    EXPECT_EQ(identity({{"organizationIdentifier", "NTRAZ-1400057421"}}).voen, "1400057421");
    EXPECT_EQ(identity({{"organizationIdentifier", "VATAZ-1400057421"}}).voen, "1400057421");
}

TEST(Identity, LeavesForeignAndIllFormedNumbersOut) {
    for (const auto* number : {"PNOEE-38001085718", "5abc123", "5ABC12", "5ABC1234", "PNOAZ-"}) {
        EXPECT_EQ(identity({{"serialNumber", number}}).fin, "") << number;
    }
    for (const auto* number :
         {"TIN:140005742", "TIN:14000574210", "TIN:140005742A", "1400057421"}) {
        EXPECT_EQ(identity({{"OU", number}}).voen, "") << number;
    }
}

}  // namespace
}  // namespace mohur::signing
