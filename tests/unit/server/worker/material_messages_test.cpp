// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/worker/material_messages.h"

#include "pki-test/hierarchy.h"

#include <gtest/gtest.h>

namespace mohur::server {
namespace {

const pkitest::Hierarchy& pki() {
    static const auto made =
        pkitest::Hierarchy::standard([] { return parse_rfc3339("2026-11-21T12:00:00Z").value(); });
    return made;
}

TEST(MaterialMessages, SurviveTheWay) {
    const signing::ValidationMaterial material{
        {signing::Certificate::from_der(pki().certificate("signer")).value()},
        {signing::OcspResponse::from_der(pki().ocsp_response_for("signer")).value()},
        {signing::Crl::from_der(pki().crl("issuing-ca")).value()}};
    const auto json = Json::parse(to_json(material).dump()).value();
    EXPECT_EQ(validation_material_from(json).value(), material);
    EXPECT_EQ(validation_material_from(to_json(signing::ValidationMaterial{})).value(),
              signing::ValidationMaterial{});
}

TEST(MaterialMessages, RefuseWhatIsNoMaterial) {
    for (const auto* text : {"{}", "[]", R"({"certificates":["?"],"ocsp_responses":[],"crls":[]})",
                             R"({"certificates":[],"ocsp_responses":["AAAA"],"crls":[]})",
                             R"({"certificates":[],"ocsp_responses":[],"crls":{}})"}) {
        const auto material = validation_material_from(Json::parse(text).value());
        ASSERT_FALSE(material) << text;
        EXPECT_EQ(material.error().code, ErrorCode::malformed) << text;
    }
}

}  // namespace
}  // namespace mohur::server
