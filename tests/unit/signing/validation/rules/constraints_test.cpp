// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/validation/rules/checks_internal.h"
#include "tests/unit/signing/pki/raw_certificate.h"

#include <gtest/gtest.h>

#include <algorithm>

/// RFC 5280 clauses 4.2.1.10 to 4.2.1.14.
namespace mohur::signing {
namespace {

using testing::Fields;
using testing::RawCertificate;

RawCertificate authority(const std::string& name, const Fields& more,
                         const RawCertificate* issuer) {
    Fields extensions{{"basicConstraints", "critical,CA:TRUE"},
                      {"keyUsage", "critical,keyCertSign,cRLSign"}};
    extensions.insert(extensions.end(), more.begin(), more.end());
    return testing::issue({.subject = {{"C", "AZ"}, {"CN", name}}, .extensions = extensions},
                          issuer);
}

/// Subject, CA with these extensions, root.
CertificatePath path_below(const Fields& of_ca, const testing::Wanted& subject) {
    const auto root = authority("root", {}, nullptr);
    const auto ca = authority("ca", of_ca, &root);
    const auto leaf = testing::issue(subject, &ca);
    return {leaf.read(), ca.read(), root.read()};
}

bool names_allowed(const std::string& constraints, const testing::Wanted& subject) {
    Conclusion conclusion{ValidationPolicy::strict()};
    rules::check_name_constraints(
        path_below({{"nameConstraints", "critical," + constraints}}, subject), conclusion);
    return conclusion.passed();
}

testing::Wanted mailbox(const std::string& address) {
    return {.subject = {{"C", "AZ"}, {"CN", "x"}},
            .extensions = {{"subjectAltName", "email:" + address}}};
}

TEST(NameConstraints, LimitMailboxesToHostsAndAddresses) {
    EXPECT_TRUE(names_allowed("permitted;email:gov.az", mailbox("a@GOV.az")));
    EXPECT_FALSE(names_allowed("permitted;email:gov.az", mailbox("a@x.gov.az")));
    EXPECT_TRUE(names_allowed("permitted;email:.gov.az", mailbox("a@x.gov.az")));
    EXPECT_FALSE(names_allowed("permitted;email:.gov.az", mailbox("a@xgov.az")));
    EXPECT_TRUE(names_allowed("permitted;email:a@gov.az", mailbox("a@gov.az")));
    EXPECT_FALSE(names_allowed("excluded;email:gov.az", mailbox("a@gov.az")));
    EXPECT_TRUE(names_allowed("excluded;email:gov.az", mailbox("a@gov.tr")));
}

TEST(NameConstraints, SayNothingOfFormsThatTheyDoNotName) {
    EXPECT_TRUE(
        names_allowed("permitted;email:gov.az", {.subject = {{"C", "AZ"}, {"CN", "no mailbox"}}}));
}

TEST(NameConstraints, CountTheMailboxInTheSubjectToo) {
    EXPECT_FALSE(
        names_allowed("permitted;email:gov.az",
                      {.subject = {{"C", "AZ"}, {"CN", "x"}, {"emailAddress", "a@evil.example"}}}));
}

TEST(NameConstraints, AreViolatedByAFormThatIsNotUnderstood) {
    const testing::Wanted host{.subject = {{"C", "AZ"}, {"CN", "x"}},
                               .extensions = {{"subjectAltName", "DNS:gov.az"}}};
    EXPECT_FALSE(names_allowed("permitted;DNS:gov.az", host));
    EXPECT_FALSE(names_allowed("excluded;DNS:example.org", host));
}

bool policies_allowed(const Fields& of_ca, const Fields& of_subject) {
    Conclusion conclusion{ValidationPolicy::strict()};
    rules::check_policies(
        path_below(of_ca, {.subject = {{"C", "AZ"}, {"CN", "x"}}, .extensions = of_subject}),
        conclusion);
    return conclusion.passed();
}

const std::pair<std::string, std::string> kRequire{"policyConstraints",
                                                   "critical,requireExplicitPolicy:0"};

TEST(PolicyConstraints, AskForNothingUnlessTheyAreThere) {
    EXPECT_TRUE(policies_allowed({}, {}));
}

TEST(PolicyConstraints, RequireAPolicyOfTheWholePath) {
    const std::pair<std::string, std::string> one{"certificatePolicies", "2.999.1"};
    const std::pair<std::string, std::string> two{"certificatePolicies", "2.999.2"};
    EXPECT_TRUE(policies_allowed({kRequire, one}, {one}));
    EXPECT_FALSE(policies_allowed({kRequire, one}, {two}));
    EXPECT_FALSE(policies_allowed({kRequire, one}, {}));
    EXPECT_FALSE(policies_allowed({kRequire}, {one}));
}

TEST(PolicyConstraints, TakeAnyPolicyUntilItIsInhibited) {
    const std::pair<std::string, std::string> any{"certificatePolicies", "2.5.29.32.0"};
    const std::pair<std::string, std::string> one{"certificatePolicies", "2.999.1"};
    EXPECT_TRUE(policies_allowed({kRequire, any}, {one}));
    EXPECT_TRUE(policies_allowed({kRequire, one}, {any}));
    EXPECT_FALSE(policies_allowed({kRequire, one, {"inhibitAnyPolicy", "critical,0"}}, {any}));
}

TEST(PolicyConstraints, BelieveNoMappedPolicyWhereOneIsRequired) {
    const std::pair<std::string, std::string> one{"certificatePolicies", "2.999.1"};
    EXPECT_FALSE(policies_allowed({kRequire, one, {"policyMappings", "2.999.1:2.999.2"}}, {one}));
}

}  // namespace
}  // namespace mohur::signing
