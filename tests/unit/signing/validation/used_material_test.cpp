// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/validation/used_material.h"

#include "tests/unit/signing/validation/world.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace mohur::signing::testing {
namespace {

SignatureFacts without_material() {
    auto facts = signature_of();
    facts.certificates = {*facts.signing_certificate};
    facts.ocsp_responses.clear();
    facts.crls.clear();
    return facts;
}

ValidationMaterial outside_material() {
    return {{certificate("issuing-ca")}, {ocsp("signer")}, {crl("root")}};
}

TEST(UsedMaterial, IsThePathToTheAnchorAndWhatWasFound) {
    const auto around = outside_material();
    StoredRevocationSource outside{around};
    RecordingRevocationSource recording{outside};
    auto context = context_at(issued());
    context.revocation = &recording;
    const auto verdict = validate(file_with(without_material()), context);
    ASSERT_EQ(status_of(verdict.signatures[0]), "TOTAL-PASSED");
    const auto material = used_material(verdict, recording.found());
    EXPECT_EQ(material.certificates.size(), 3U);
    EXPECT_NE(std::ranges::find(material.certificates, certificate("root")),
              material.certificates.end());
    EXPECT_EQ(material.ocsp_responses, around.ocsp_responses);
    EXPECT_EQ(material.crls, around.crls);
}

TEST(UsedMaterial, SufficesToReachTheVerdictAgain) {
    StoredRevocationSource outside{outside_material()};
    RecordingRevocationSource recording{outside};
    auto context = context_at(issued());
    context.revocation = &recording;
    const auto facts = file_with(without_material());
    const auto first = validate(facts, context);
    const auto material = used_material(first, recording.found());
    StoredRevocationSource stored{material};
    auto again = context_at(issued());
    again.extra_certificates = material.certificates;
    again.revocation = &stored;
    EXPECT_EQ(status_of(validate(facts, again).signatures[0]), "TOTAL-PASSED");
    StoredRevocationSource nothing{{}};
    again.extra_certificates.clear();
    again.revocation = &nothing;
    EXPECT_NE(status_of(validate(facts, again).signatures[0]), "TOTAL-PASSED");
}

TEST(UsedMaterial, CountsThePathsOfTimestamps) {
    auto facts = signature_of();
    facts.timestamps = {token(TimestampType::signature, issued())};
    const auto verdict = validate(file_with(facts), context_at(issued()));
    const auto material = used_material(verdict, {});
    EXPECT_NE(std::ranges::find(material.certificates, certificate("tsa")),
              material.certificates.end());
}

}  // namespace
}  // namespace mohur::signing::testing
