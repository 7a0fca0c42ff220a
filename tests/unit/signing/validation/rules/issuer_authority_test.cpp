// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "pki-test/hierarchy.h"
#include "signing/validation/rules/checks_internal.h"

#include <gtest/gtest.h>

#include <chrono>

namespace mohur::signing {
namespace {

/// Issuers that may not issue, and what they issued all the same.
constexpr std::string_view kDescription = R"({
  "base_url": "http://127.0.0.1:1", "pin": "1234", "anchors": ["root"],
  "profiles": {
    "ca": {"key": "p256", "not_before": "-10d", "not_after": "+10d", "ca": true,
           "key_usage": ["keyCertSign"]},
    "leaf": {"key": "p256", "not_before": "-10d", "not_after": "+10d",
             "key_usage": ["digitalSignature"]}
  },
  "certificates": [
    {"name": "root", "profile": "ca", "subject": [["commonName", "root"]]},
    {"name": "top", "profile": "ca", "issuer": "root", "path_length": 0, "subject": [["commonName", "top"]]},
    {"name": "below", "profile": "ca", "issuer": "top", "subject": [["commonName", "below"]]},
    {"name": "good", "profile": "leaf", "issuer": "top", "subject": [["commonName", "good"]]},
    {"name": "too-deep", "profile": "leaf", "issuer": "below", "subject": [["commonName", "too-deep"]]},
    {"name": "by-a-leaf", "profile": "leaf", "issuer": "good", "subject": [["commonName", "by-a-leaf"]]},
    {"name": "no-cert-sign", "profile": "ca", "issuer": "root", "key_usage": ["cRLSign"], "subject": [["commonName", "no-cert-sign"]]},
    {"name": "by-no-cert-sign", "profile": "leaf", "issuer": "no-cert-sign", "subject": [["commonName", "by-no-cert-sign"]]}
  ],
  "responders": {}, "ocsp_behaviours": {"": {}}, "timestamp_policy": "2.999",
  "timestamp_behaviours": {"": {"signer": "good"}}, "crl_behaviours": {"": {}}, "tokens": []
})";

Certificate certificate(std::string_view name) {
    static const auto pki = pkitest::Hierarchy::build(kDescription, [] {
        return pkitest::Time{std::chrono::sys_days{std::chrono::year{2026} / 6 / 1}};
    });
    return Certificate::from_der(pki.certificate(name)).value();
}

struct PathCase {
    const char* name;
    std::vector<const char*> path;
    const char* code;  // null: nothing is wrong
};

void PrintTo(const PathCase& path_case, std::ostream* out) {
    *out << path_case.name;
}

class CheckIssuers : public ::testing::TestWithParam<PathCase> {};

TEST_P(CheckIssuers, LetsOnlyIssuersIssue) {
    CertificatePath path;
    for (const auto* name : GetParam().path) {
        path.push_back(certificate(name));
    }
    Conclusion conclusion{ValidationPolicy::strict()};
    rules::check_issuers(path, conclusion);
    ASSERT_EQ(conclusion.passed(), GetParam().code == nullptr);
    if (GetParam().code != nullptr) {
        EXPECT_EQ(conclusion.deciding()->code, GetParam().code);
    }
}

INSTANTIATE_TEST_SUITE_P(
    Rules, CheckIssuers,
    ::testing::Values(
        PathCase{"Good", {"good", "top", "root"}, nullptr},
        PathCase{"AnchorAlone", {"root"}, nullptr},
        PathCase{"BelowPathLength", {"too-deep", "below", "top", "root"}, "path-length-exceeded"},
        PathCase{"PathLengthOfTheAnchor", {"too-deep", "below", "top"}, "path-length-exceeded"},
        PathCase{"IssuedByALeaf", {"by-a-leaf", "good", "top", "root"}, "issuer-not-ca"},
        PathCase{"AnchoredLeafIsNoIssuer", {"by-a-leaf", "good"}, "issuer-not-ca"},
        PathCase{"KeyMayNotSignCertificates",
                 {"by-no-cert-sign", "no-cert-sign", "root"},
                 "issuer-key-usage"}),
    [](const auto& instance) { return instance.param.name; });

}  // namespace
}  // namespace mohur::signing
