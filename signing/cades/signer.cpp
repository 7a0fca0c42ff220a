// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/asn1/der.h"
#include "signing/cades/attributes_internal.h"
#include "signing/cades/level_internal.h"
#include "signing/cades/reader.h"
#include "signing/cades/timestamps_internal.h"
#include "signing/crypto/hash.h"

#include <algorithm>

namespace mohur::signing::cades {
namespace {

constexpr int kMaxCounterSignatureDepth = 5;

/// Reads one SignerInfo, then the ones that countersign it.
class SignerReader {
public:
    SignerReader(const SignedData& data, const ReadOptions& options, int depth)
        : data_{data}, options_{options}, depth_{depth} {}

    [[nodiscard]] SignatureFacts read(const SignerInfo& signer,
                                      const SignedContent& content) const {
        SignatureFacts facts;
        facts.form = SignatureForm::cades;
        facts.algorithm = signer.signature_algorithm();
        facts.claimed_signing_time = signer.signing_time();
        facts.claimed_roles = read_claimed_roles(signer);
        facts.signing_certificate = data_.signing_certificate(signer, options_.extra_certificates);
        const auto digest = content.digest(content_digest_algorithm(signer));
        check_signature(signer, digest, facts);
        check_reference(signer, facts);
        read_policy(signer, facts);
        add_material(signer, facts);
        facts.scopes.push_back({.name = {}, .digest = digest, .partial = false});
        facts.timestamps = read_timestamps(data_, signer, content, options_);
        add_counter_signatures(signer, facts);
        facts.structure_valid = attributes_well_formed(signer, is_counter());
        facts.format = level_of(data_, signer, facts, is_counter(), options_.verified);
        return facts;
    }

private:
    [[nodiscard]] bool is_counter() const { return depth_ > 0; }

    void check_signature(const SignerInfo& signer, const std::optional<Digest>& digest,
                         SignatureFacts& facts) const {
        ReferenceFact reference{.uri = {},
                                .found = digest.has_value(),
                                .intact = false,
                                .algorithm = signer.digest_algorithm()};
        if (facts.signing_certificate) {
            const auto role = is_counter() ? SignerRole::counter_signer : SignerRole::signer;
            const auto check = data_.check(signer, *facts.signing_certificate, digest, role);
            facts.signature_value_valid = check.signature_valid;
            reference.found = check.content_found;
            // Without signed attributes the value itself is what binds the content.
            reference.intact = signer.has_signed_attributes() ? check.message_digest_matches
                                                              : check.signature_valid;
            facts.binding_unambiguous = check.content_type_matches &&
                                        check.signed_attributes_unique &&
                                        check.signed_attributes_der &&
                                        (check.algorithms_agree || !signer.signature_algorithm());
            if (check.signed_attributes_der && !check.stored_as_der) {
                facts.warnings.push_back({"signed-attributes-not-der", {}});
            }
            for (const auto& problem : check.problems) {
                facts.errors.push_back({problem, {}});
            }
        } else {
            reference.intact = digest && message_digest_is(signer, *digest);
        }
        facts.references.push_back(std::move(reference));
    }

    [[nodiscard]] static bool message_digest_is(const SignerInfo& signer, const Digest& digest) {
        const auto value = signer.signed_attribute(oid::kMessageDigest);
        if (!value) {
            return false;
        }
        const auto octets = DerReader{*value}.octet_string();
        return octets && *octets == digest.value;
    }

    static void check_reference(const SignerInfo& signer, SignatureFacts& facts) {
        const auto& attributes = signer.signed_attributes();
        facts.signing_certificate_reference_present =
            has_attribute(attributes, oid::kSigningCertificate) ||
            has_attribute(attributes, oid::kSigningCertificateV2);
        if (!facts.signing_certificate) {
            return;
        }
        const auto reference = signing_certificate_reference(signer, *facts.signing_certificate);
        facts.signing_certificate_reference_matches =
            reference.digest_matches && reference.issuer_serial_matches;
        // Several references that all name this certificate are untidy, but leave no choice.
        facts.signing_certificate_reference_ambiguous =
            !reference.unique && !facts.signing_certificate_reference_matches;
        if (!reference.unique) {
            facts.warnings.push_back({"signing-certificate-reference-ambiguous", {}});
        }
    }

    static void read_policy(const SignerInfo& signer, SignatureFacts& facts) {
        const auto value = signer.signed_attribute(oid::kSignaturePolicy);
        if (!value) {
            return;
        }
        const auto policy = read_signature_policy(*value);
        if (policy) {
            facts.signature_policy_id = policy->id;
        }
    }

    static void warn_of(const std::vector<std::string>& problems, SignatureFacts& facts) {
        for (const auto& problem : problems) {
            facts.warnings.push_back({problem, {}});
        }
    }

    void add_material(const SignerInfo& signer, SignatureFacts& facts) const {
        auto material = read_material(signer);
        facts.certificates = data_.certificates();
        facts.crls = data_.crls();
        facts.ocsp_responses = data_.ocsp_responses();
        std::ranges::move(material.certificates, std::back_inserter(facts.certificates));
        std::ranges::move(material.crls, std::back_inserter(facts.crls));
        std::ranges::move(material.ocsp_responses, std::back_inserter(facts.ocsp_responses));
        warn_of(data_.problems(), facts);
        warn_of(material.problems, facts);
    }

    void add_counter_signatures(const SignerInfo& signer, SignatureFacts& facts) const {
        for (const auto& attribute : signer.unsigned_attributes()) {
            if (!(attribute.type == oid::kCountersignature)) {
                continue;
            }
            for (const auto& value : attribute.values) {
                add_counter_signature(signer, value, facts);
            }
        }
    }

    // RFC 5652 11.4: the content of a countersignature is the value that it countersigns.
    void add_counter_signature(const SignerInfo& parent, const Bytes& value,
                               SignatureFacts& facts) const {
        if (depth_ >= kMaxCounterSignatureDepth) {
            facts.errors.push_back({"limit-exceeded", "countersignature depth"});
            return;
        }
        const auto counter = SignerInfo::parse(value, options_.limits);
        if (!counter) {
            facts.errors.push_back({"undecodable-signature", "countersignature"});
            return;
        }
        SuppliedContent content;
        content.bytes = std::make_shared<MemorySource>(parent.signature());
        const SignerReader reader{data_, options_, depth_ + 1};
        facts.counter_signatures.push_back(reader.read(*counter, content_of(content)));
    }

    const SignedData& data_;
    const ReadOptions& options_;
    int depth_;
};

}  // namespace

DigestAlgorithm content_digest_algorithm(const SignerInfo& signer) {
    return signer.digest_algorithm().value_or(DigestAlgorithm::sha256);
}

SignatureFacts read_signer(const SignedData& signed_data, const SignerInfo& signer,
                           const SignedContent& content, const ReadOptions& options) {
    return SignerReader{signed_data, options, 0}.read(signer, content);
}

SignatureFacts read_signer(const SignedData& signed_data, const SignerInfo& signer,
                           const std::optional<Digest>& content_digest,
                           const ReadOptions& options) {
    return read_signer(signed_data, signer, content_of(content_digest), options);
}

}  // namespace mohur::signing::cades
