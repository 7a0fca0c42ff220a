// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pki/path_builder.h"

#include "tests/unit/signing/pki/hierarchy.h"
#include "tests/unit/signing/pki/raw_certificate.h"

#include <gtest/gtest.h>

namespace mohur::signing {
namespace {

using mohur::testing::certificate;
using mohur::testing::issue;
using mohur::testing::issue_ca;
using mohur::testing::RawCertificate;

/// A certificate of `subject`'s name and key by another issuer.
RawCertificate cross_certify(const RawCertificate& subject, const RawCertificate& issuer) {
    RawCertificate out{
        nullptr, std::unique_ptr<X509, mohur::testing::X509Free>{X509_dup(subject.x509.get())}};
    X509_set_issuer_name(out.x509.get(), X509_get_subject_name(issuer.x509.get()));
    X509_sign(out.x509.get(), issuer.key.get(), EVP_sha256());
    return out;
}

TEST(BuildPaths, LeadsFromTheSubjectToItsAnchor) {
    const auto signer = certificate("signer");
    const auto ca = certificate("issuing-ca");
    const auto root = certificate("root");
    const auto paths =
        build_paths(signer, {certificate("tsa"), ca, ca, signer}, TrustAnchors{{root}});
    EXPECT_EQ(paths, (std::vector<CertificatePath>{{signer, ca, root}}));
}

TEST(BuildPaths, EndsAtTheFirstAnchor) {
    const auto signer = certificate("signer");
    const auto ca = certificate("issuing-ca");
    const auto root = certificate("root");
    EXPECT_EQ(build_paths(signer, {root}, TrustAnchors{{ca, root}}),
              (std::vector<CertificatePath>{{signer, ca}}));
    EXPECT_EQ(build_paths(signer, {ca, root}, TrustAnchors{{signer}}),
              (std::vector<CertificatePath>{{signer}}));
}

TEST(BuildPaths, FindsNothingWithoutAnAnchorOrALink) {
    const auto signer = certificate("signer");
    const auto ca = certificate("issuing-ca");
    const auto root = certificate("root");
    EXPECT_TRUE(build_paths(signer, {ca, root}, TrustAnchors{}).empty());
    EXPECT_TRUE(build_paths(signer, {}, TrustAnchors{{root}}).empty());
    EXPECT_TRUE(build_paths(signer, {ca}, TrustAnchors{{certificate("unknown-root")}}).empty());
}

TEST(BuildPaths, IgnoresANamesakeWithAnotherKey) {
    const auto real = issue_ca("CA");
    const auto fake = issue_ca("CA");
    const auto leaf = issue({.subject = {{"CN", "A"}}}, &real).read();
    EXPECT_TRUE(build_paths(leaf, {}, TrustAnchors{{fake.read()}}).empty());
    EXPECT_EQ(build_paths(leaf, {}, TrustAnchors{{fake.read(), real.read()}}).size(), 1U);
}

TEST(BuildPaths, GivesTheShortestOfSeveralFirst) {
    const auto old_root = issue_ca("Old root");
    const auto new_root = issue_ca("New root");
    const auto crossed = cross_certify(new_root, old_root);
    const auto ca = issue_ca("CA", &new_root);
    const auto leaf = issue({.subject = {{"CN", "A"}}}, &ca).read();
    const auto paths = build_paths(leaf, {crossed.read(), ca.read()},
                                   TrustAnchors{{old_root.read(), new_root.read()}});
    ASSERT_EQ(paths.size(), 2U);
    EXPECT_EQ(paths[0], (CertificatePath{leaf, ca.read(), new_root.read()}));
    EXPECT_EQ(paths[1], (CertificatePath{leaf, ca.read(), crossed.read(), old_root.read()}));
    EXPECT_EQ(build_paths(leaf, {crossed.read(), ca.read()},
                          TrustAnchors{{old_root.read(), new_root.read()}}, nullptr, 10, 1)
                  .size(),
              1U);
}

TEST(BuildPaths, CutsCirclesOfCrossCertificates) {
    const auto a = issue_ca("A");
    const auto b = issue_ca("B");
    const auto root = issue_ca("Root");
    const auto leaf = issue({.subject = {{"CN", "leaf"}}}, &a).read();
    const std::vector<Certificate> candidates{a.read(), b.read(), cross_certify(a, b).read(),
                                              cross_certify(b, a).read(),
                                              cross_certify(b, root).read()};
    const auto paths = build_paths(leaf, candidates, TrustAnchors{{root.read()}});
    ASSERT_EQ(paths.size(), 1U);
    EXPECT_EQ(paths[0].size(), 4U);
}

TEST(BuildPaths, StopsAtTheLengthBound) {
    std::vector<RawCertificate> chain;
    chain.push_back(issue_ca("0"));
    for (int i = 1; i < 5; ++i) {
        chain.push_back(issue_ca(std::to_string(i), &chain.back()));
    }
    std::vector<Certificate> candidates;
    for (const auto& link : chain) {
        candidates.push_back(link.read());
    }
    const auto subject = candidates.back();
    const TrustAnchors anchors{{candidates.front()}};
    EXPECT_EQ(build_paths(subject, candidates, anchors, nullptr, 5).size(), 1U);
    EXPECT_TRUE(build_paths(subject, candidates, anchors, nullptr, 4).empty());
}

// Fifty authorities that share one name and one key, each certified by each other.
TEST(BuildPaths, IsNotDrownedByNamesakes) {
    const auto root = issue_ca("Root");
    std::vector<RawCertificate> namesakes;
    std::vector<Certificate> candidates;
    for (int i = 0; i < 50; ++i) {
        namesakes.push_back(issue_ca("Same"));
        candidates.push_back(namesakes.back().read());
        candidates.push_back(cross_certify(namesakes.back(), namesakes.front()).read());
    }
    const auto leaf = issue({.subject = {{"CN", "leaf"}}}, &namesakes.back()).read();
    EXPECT_TRUE(build_paths(leaf, candidates, TrustAnchors{{root.read()}}).empty());
}

}  // namespace
}  // namespace mohur::signing
