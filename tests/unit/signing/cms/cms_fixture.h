// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/asn1/der.h"
#include "signing/cms/signed_data.h"
#include "signing/cms/signed_data_builder.h"
#include "signing/crypto/hash.h"
#include "tests/support/pki/openssl_command.h"
#include "tests/support/pki/test_identity.h"

#include <gtest/gtest.h>

namespace mohur::signing {

inline const std::string kContent = "Ədliyyə Nazirliyi";

inline Digest content_digest(DigestAlgorithm algorithm = DigestAlgorithm::sha256) {
    return digest_of(algorithm, as_bytes(kContent));
}

/// A detached plan over `kContent` with everything that the baseline asks.
inline SignerInfoPlan plan_for(const testing::TestIdentity& signer) {
    const auto algorithm = signer.key.algorithm();
    return {.signer = signer.certificate,
            .chain = {},
            .algorithm = algorithm,
            .message_digest = content_digest(algorithm.digest),
            .signing_time = *parse_rfc3339("2026-08-22T10:00:00Z"),
            .attached_content = {},
            .more_signed_attributes = {}};
}

inline Bytes sign_plan(const SignerInfoPlan& plan, const testing::TestKey& key) {
    const auto attributes = signed_attributes(plan);
    EXPECT_TRUE(attributes);
    const auto value = key.sign(plan.algorithm, *attributes);
    auto out = assemble_signed_data(plan, *attributes, value);
    EXPECT_TRUE(out);
    return std::move(out).value();
}

/// A SignedData around one SignerInfo whose parts the test chooses, valid or not.
struct RawSigner {
    std::vector<Bytes> attributes{};    ///< stored in this order
    std::vector<Bytes> signed_order{};  ///< what the value is made over; empty: as stored
    SignatureAlgorithm algorithm{SignatureScheme::ecdsa, DigestAlgorithm::sha256, {}, {}};
    std::string digest_oid{oid_of(DigestAlgorithm::sha256)};
    std::vector<Bytes> certificates{};
    std::optional<Bytes> attached_content{};
    Bytes signature_algorithm = der::algorithm("1.2.840.10045.4.3.2");
};

inline Bytes concatenated(const std::vector<Bytes>& parts) {
    Bytes out;
    for (const auto& part : parts) {
        append(out, part);
    }
    return out;
}

inline Bytes raw_signed_data(const RawSigner& raw, const testing::TestIdentity& signer) {
    const auto& order = raw.signed_order.empty() ? raw.attributes : raw.signed_order;
    const bool bare = raw.attributes.empty();
    const Bytes message =
        bare ? to_bytes(as_bytes(kContent)) : der::element(tag::kSet, concatenated(order));
    const Bytes sid = der::sequence({signer.certificate.issuer().der,
                                     der::element(tag::kInteger, signer.certificate.serial())});
    std::vector<Bytes> fields{der::integer(1), sid, der::algorithm(raw.digest_oid)};
    if (!bare) {
        fields.push_back(der::element(tag::context_set(0), concatenated(raw.attributes)));
    }
    fields.push_back(raw.signature_algorithm);
    fields.push_back(der::octet_string(signer.key.sign(raw.algorithm, message)));
    std::vector<Bytes> content{der::oid("1.2.840.113549.1.7.1")};
    if (raw.attached_content) {
        content.push_back(
            der::element(tag::context_set(0), der::octet_string(*raw.attached_content)));
    }
    auto certificates = raw.certificates;
    if (certificates.empty()) {
        certificates.push_back(signer.certificate.der());
    }
    const Bytes signed_data = der::sequence(
        {der::integer(1), der::set_of({der::algorithm(raw.digest_oid)}), der::sequence(content),
         der::element(tag::context_set(0), concatenated(certificates)),
         der::set_of({der::sequence(fields)})});
    return der::sequence(
        {der::oid("1.2.840.113549.1.7.2"), der::element(tag::context_set(0), signed_data)});
}

/// contentType, messageDigest: the attributes that RFC 5652 clause 5.3 asks, in DER order.
inline std::vector<Bytes> required_attributes() {
    return {cms_attribute("1.2.840.113549.1.9.3", der::oid("1.2.840.113549.1.7.1")),
            cms_attribute("1.2.840.113549.1.9.4", der::octet_string(content_digest().value))};
}

inline SignerInfoCheck check_of(const SignedData& data, const Digest& digest = content_digest()) {
    const auto& signer = data.signers().at(0);
    const auto certificate = data.signing_certificate(signer, {});
    EXPECT_TRUE(certificate);
    return data.check(signer, *certificate, digest);
}

inline bool all_hold(const SignerInfoCheck& check) {
    return check.content_found && check.message_digest_matches && check.content_type_matches &&
           check.signature_valid && check.signed_attributes_unique && check.signed_attributes_der &&
           check.algorithms_agree && check.problems.empty();
}

}  // namespace mohur::signing
