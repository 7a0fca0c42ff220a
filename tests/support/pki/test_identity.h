// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/time.h"
#include "signing/crypto/public_key.h"
#include "signing/pki/certificate.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

/// Keys and certificates that a test makes for itself with OpenSSL, so that what our code reads was
/// written by another hand.
namespace mohur::testing {

/// A private key in memory. Cheap to copy (shared).
class TestKey {
public:
    [[nodiscard]] static TestKey ec(const std::string& curve = "P-256");
    [[nodiscard]] static TestKey rsa(unsigned bits = 2048);
    [[nodiscard]] static TestKey ed25519();

    /// A value as CMS wants it: ECDSA in DER.
    [[nodiscard]] Bytes sign(const signing::SignatureAlgorithm& algorithm, BytesView message) const;
    /// What suits the key with SHA-256 (SHA-512 for Ed25519).
    [[nodiscard]] signing::SignatureAlgorithm algorithm() const;
    /// PEM, PKCS #8, for the command line of OpenSSL.
    [[nodiscard]] std::string pem() const;

    struct State;
    [[nodiscard]] const State& state() const { return *state_; }

private:
    explicit TestKey(std::shared_ptr<const State> state) : state_{std::move(state)} {}
    std::shared_ptr<const State> state_;
};

struct TestIdentity {
    TestKey key;
    signing::Certificate certificate;
    [[nodiscard]] std::string certificate_pem() const;
};

/// What a test certificate shall say. Extensions are pairs as in openssl.cnf:
/// {"keyUsage", "critical,digitalSignature"}.
struct CertificatePlan {
    std::string common_name = "Signer";
    TestKey key = TestKey::ec();
    long serial = 1;
    Time not_before = *parse_rfc3339("2020-01-01T00:00:00Z");
    Time not_after = *parse_rfc3339("2045-01-01T00:00:00Z");
    std::vector<std::pair<std::string, std::string>> extensions{};
};

/// Self-signed when `issuer` is null.
[[nodiscard]] TestIdentity make_identity(const CertificatePlan& plan,
                                         const TestIdentity* issuer = nullptr);
/// A root with CA extensions.
[[nodiscard]] TestIdentity make_root(const std::string& common_name = "Test Root");
/// The same, with a critical and only extended key usage timeStamping (RFC 3161 clause 2.3).
[[nodiscard]] TestIdentity make_tsa(const TestIdentity& issuer, const TestKey& key = TestKey::ec());

}  // namespace mohur::testing
