// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/signing/validation/world.h"

#include <algorithm>
#include <chrono>

namespace mohur::signing::testing {
namespace {

using namespace std::chrono_literals;

Time now_of_pki = std::chrono::sys_days{2026y / 6 / 1} + 12h;

const pkitest::Hierarchy& pki() {
    static const auto hierarchy = pkitest::Hierarchy::standard([] { return now_of_pki; });
    return hierarchy;
}

/// Lets the PKI answer as of another moment.
class At {
public:
    explicit At(Time time) {
        static_cast<void>(pki());  // issued before the clock moves
        now_of_pki = time;
    }
    At(const At&) = delete;
    At& operator=(const At&) = delete;
    ~At() { now_of_pki = issued(); }
};

}  // namespace

Time issued() {
    return std::chrono::sys_days{2026y / 6 / 1} + 12h;
}
Time days_later(int days) {
    return issued() + days * 24h;
}

Certificate certificate(std::string_view name) {
    return Certificate::from_der(pki().certificate(name)).value();
}

OcspResponse ocsp(std::string_view name, std::string_view behaviour, Time when) {
    const At at{when};
    return OcspResponse::from_der(pki().ocsp_response_for(name, behaviour)).value();
}

Crl crl(std::string_view ca, std::string_view behaviour, Time when) {
    const At at{when};
    return Crl::from_der(pki().crl(ca, behaviour)).value();
}

SignatureFacts signature_of(std::string_view signer) {
    SignatureFacts facts;
    facts.id = "S0";
    facts.form = SignatureForm::xades;
    facts.format = "XAdES-BASELINE-LT";
    facts.signing_certificate = certificate(signer);
    facts.signing_certificate_reference_present = true;
    facts.signing_certificate_reference_matches = true;
    facts.signature_value_valid = true;
    facts.references = {{"letter.pdf", true, true, DigestAlgorithm::sha256}};
    facts.scopes = {{"letter.pdf", std::nullopt, false}};
    facts.structure_valid = true;
    facts.algorithm = SignatureAlgorithm{SignatureScheme::ecdsa, DigestAlgorithm::sha256, {}, {}};
    facts.claimed_signing_time = issued();
    facts.certificates = {certificate(signer), certificate("issuing-ca")};
    facts.ocsp_responses = {ocsp(signer)};
    facts.crls = {crl("root")};
    return facts;
}

TimestampFacts token(TimestampType type, Time time, std::string_view tsa) {
    TimestampFacts facts;
    facts.id = "T";
    facts.type = type;
    facts.intact = facts.imprint_found = facts.imprint_intact = facts.token_intact = true;
    facts.time = time;
    facts.tsa = certificate(tsa);
    facts.certificates = {certificate(tsa), certificate("issuing-ca")};
    facts.ocsp_responses = {ocsp(tsa)};
    facts.algorithm = SignatureAlgorithm{SignatureScheme::ecdsa, DigestAlgorithm::sha256, {}, {}};
    facts.imprint_algorithm = DigestAlgorithm::sha256;
    return facts;
}

FileFacts file_with(SignatureFacts signature) {
    FileFacts facts;
    facts.container = ContainerKind::xades;
    facts.signatures.push_back(std::move(signature));
    return facts;
}

ValidationContext context_at(Time time, std::string_view policy) {
    ValidationContext context;
    context.anchors = TrustAnchors{{certificate("root")}};
    context.validation_time = time;
    context.policy = ValidationPolicy::named(policy).value();
    return context;
}

SignatureVerdict verdict_on(const SignatureFacts& facts, const ValidationContext& context) {
    return validate(file_with(facts), context).signatures.front();
}

bool has_code(const std::vector<Finding>& findings, std::string_view code) {
    return std::ranges::find(findings, code, &Finding::code) != findings.end();
}

}  // namespace mohur::signing::testing
