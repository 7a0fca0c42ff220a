// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/model/long_term.h"

#include "pki-test/hierarchy.h"

#include <gtest/gtest.h>

namespace mohur::signing {
namespace {

const pkitest::Hierarchy& pki() {
    static const auto made =
        pkitest::Hierarchy::standard([] { return *parse_rfc3339("2026-08-22T10:00:00Z"); });
    return made;
}

Certificate certificate(const std::string& name) {
    return *Certificate::from_der(pki().certificate(name));
}

Crl crl(const std::string& ca) {
    return *Crl::from_der(pki().crl(ca));
}

SignatureFacts complete() {
    SignatureFacts facts;
    facts.signing_certificate = certificate("signer");
    facts.certificates = {certificate("signer"), certificate("issuing-ca"), certificate("root")};
    facts.ocsp_responses = {*OcspResponse::from_der(pki().ocsp_response_for("signer"))};
    facts.crls = {crl("root")};
    return facts;
}

TimestampFacts timestamp(TimestampType type) {
    TimestampFacts facts;
    facts.type = type;
    facts.time = parse_rfc3339("2026-08-22T10:00:00Z").value();
    facts.tsa = certificate("tsa");
    facts.certificates = {certificate("tsa")};
    return facts;
}

TEST(LongTermMaterial, IsAnAnswerForEveryCertificateBelowTheRoot) {
    EXPECT_TRUE(has_long_term_material(complete(), nullptr));
    auto without_ocsp = complete();
    without_ocsp.ocsp_responses.clear();
    EXPECT_FALSE(has_long_term_material(without_ocsp, nullptr));
    auto without_crl = complete();
    without_crl.crls.clear();
    EXPECT_FALSE(has_long_term_material(without_crl, nullptr));
    EXPECT_FALSE(has_long_term_material({}, nullptr));
}

TEST(LongTermMaterial, AnAnswerOfOrForSomebodyElseIsNone) {
    auto facts = complete();
    facts.ocsp_responses = {*OcspResponse::from_der(pki().ocsp_response_for("executor"))};
    EXPECT_FALSE(has_long_term_material(facts, nullptr));
    facts.crls.push_back(crl("issuing-ca"));
    EXPECT_TRUE(has_long_term_material(facts, nullptr));
}

TEST(LongTermMaterial, ALeafNeedsItsIssuerAndACaMayEndTheChain) {
    auto without_root = complete();
    without_root.certificates.pop_back();
    EXPECT_TRUE(has_long_term_material(without_root, nullptr));
    auto leaf_only = complete();
    leaf_only.certificates = {certificate("signer")};
    EXPECT_FALSE(has_long_term_material(leaf_only, nullptr));
}

TEST(LongTermMaterial, IsAskedForTheAuthoritiesOfTimestampsButTheLastArchiveOne) {
    auto facts = complete();
    facts.timestamps = {timestamp(TimestampType::signature)};
    EXPECT_FALSE(has_long_term_material(facts, nullptr));
    facts.timestamps[0].crls = {crl("issuing-ca")};
    EXPECT_TRUE(has_long_term_material(facts, nullptr));

    facts.timestamps = {timestamp(TimestampType::archive)};
    EXPECT_TRUE(has_long_term_material(facts, nullptr));
    facts.timestamps.push_back(timestamp(TimestampType::archive));
    EXPECT_FALSE(has_long_term_material(facts, nullptr));
}

TEST(SigningCertificateStatus, LooksAtTheLeafAlone) {
    auto facts = complete();
    facts.crls.clear();
    EXPECT_TRUE(has_signing_certificate_status(facts, nullptr));
    facts.ocsp_responses.clear();
    EXPECT_FALSE(has_signing_certificate_status(facts, nullptr));
    EXPECT_FALSE(has_signing_certificate_status({}, nullptr));
}

}  // namespace
}  // namespace mohur::signing
