// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/cms/signed_data_builder.h"

#include "signing/asn1/der.h"
#include "signing/cms/content_info_internal.h"
#include "signing/cms/signed_data_internal.h"
#include "signing/core/joined_source.h"
#include "signing/crypto/hash.h"
#include "signing/crypto/signature_algorithm.h"

#include <algorithm>

namespace mohur::signing {
namespace {

Error invalid(const char* detail) {
    return Error::malformed("signature-plan-invalid", detail);
}

// RFC 5754 clause 2: parameters absent.
Bytes digest_identifier(DigestAlgorithm algorithm) {
    return der::algorithm(oid_of(algorithm));
}

Bytes issuer_and_serial(const Certificate& certificate) {
    return der::sequence(
        {certificate.issuer().der, der::element(tag::kInteger, certificate.serial())});
}

// RFC 5035 clause 4: hashAlgorithm is left out when it is the default, as DER asks. No
// IssuerSerial: the sid has it (EN 319 122-1 5.2.2.3 makes it optional).
Bytes signing_certificate_v2(const SignerInfoPlan& plan) {
    const DigestAlgorithm algorithm = plan.message_digest.algorithm;
    const Bytes hash = der::octet_string(digest_of(algorithm, plan.signer.der()).value);
    const Bytes id = algorithm == DigestAlgorithm::sha256
                         ? der::sequence({hash})
                         : der::sequence({digest_identifier(algorithm), hash});
    const Bytes ids = der::sequence({id});
    return cms_attribute(cms_oid::kSigningCertificateV2, der::sequence({ids}));
}

Result<void> check_plan(const SignerInfoPlan& plan) {
    if (plan.message_digest.value.size() != digest_size(plan.message_digest.algorithm)) {
        return invalid("message digest length");
    }
    const bool ed25519 = plan.algorithm.scheme == SignatureScheme::ed25519;
    if (!ed25519 && plan.algorithm.digest != plan.message_digest.algorithm) {
        return invalid("digest algorithms differ");
    }
    // RFC 8419 clause 3.1.
    if (ed25519 && plan.message_digest.algorithm != DigestAlgorithm::sha512) {
        return invalid("Ed25519 goes with SHA-512");
    }
    return {};
}

std::shared_ptr<const ByteSource> encapsulated_content(const SignerInfoPlan& plan) {
    const Bytes type = der::oid(plan.content_type.dotted());
    if (!plan.attached_content) {
        return std::make_shared<MemorySource>(der::sequence({type}));
    }
    const auto size = plan.attached_content->size();
    Bytes inner = der::header(tag::kOctetString, size);
    Bytes wrapper = der::header(tag::context_set(0), inner.size() + size);
    Bytes head = der::header(tag::kSequence, type.size() + wrapper.size() + inner.size() + size);
    append(head, type);
    append(head, wrapper);
    append(head, inner);
    return std::make_shared<JoinedSource>(std::vector<JoinedSource::Piece>{
        JoinedSource::whole(std::move(head)), JoinedSource::whole(plan.attached_content)});
}

Bytes certificate_set(const SignerInfoPlan& plan) {
    std::vector<Bytes> parts{plan.signer.der()};
    for (const auto& certificate : plan.chain) {
        if (std::ranges::find(parts, certificate.der()) == parts.end()) {
            parts.push_back(certificate.der());
        }
    }
    Bytes set = der::set_of(std::move(parts));
    set.front() = tag::context_set(0);
    return set;
}

Result<void> check_parts(const SignerInfoPlan& plan, BytesView signed_attributes,
                         BytesView signature) {
    MOHUR_TRY_VOID(check_plan(plan));
    if (!is_der(signed_attributes) || signed_attributes.front() != tag::kSet) {
        return invalid("signed attributes");
    }
    return signature.empty() ? Result<void>{invalid("empty signature value")} : Result<void>{};
}

}  // namespace

Bytes cms_attribute(std::string_view oid, BytesView value) {
    return der::sequence({der::oid(oid), der::set_of({to_bytes(value)})});
}

Result<Bytes> signed_attributes(const SignerInfoPlan& plan) {
    MOHUR_TRY_VOID(check_plan(plan));
    std::vector<Bytes> attributes = plan.more_signed_attributes;
    if (!plan.content_type.dotted().empty()) {
        attributes.push_back(
            cms_attribute(cms_oid::kContentType, der::oid(plan.content_type.dotted())));
    }
    attributes.push_back(
        cms_attribute(cms_oid::kMessageDigest, der::octet_string(plan.message_digest.value)));
    attributes.push_back(signing_certificate_v2(plan));
    if (plan.signing_time) {
        attributes.push_back(cms_attribute(cms_oid::kSigningTime, der::time(*plan.signing_time)));
    }
    Bytes set = der::set_of(std::move(attributes));
    if (!is_der(set)) {
        return invalid("an additional attribute is not DER");
    }
    return set;
}

Result<Bytes> assemble_signer_info(const SignerInfoPlan& plan, BytesView signed_attributes,
                                   BytesView signature,
                                   const std::vector<Bytes>& unsigned_attributes) {
    MOHUR_TRY_VOID(check_parts(plan, signed_attributes, signature));
    MOHUR_TRY(Bytes algorithm, algorithm_identifier_of(plan.algorithm));
    Bytes signed_set = to_bytes(signed_attributes);
    // IMPLICIT [0] in place of the SET OF that was signed
    signed_set.front() = tag::context_set(0);
    std::vector<Bytes> fields{der::integer(1),
                              issuer_and_serial(plan.signer),
                              digest_identifier(plan.message_digest.algorithm),
                              std::move(signed_set),
                              std::move(algorithm),
                              der::octet_string(signature)};
    if (!unsigned_attributes.empty()) {
        Bytes set = der::set_of(unsigned_attributes);
        set.front() = tag::context_set(1);
        fields.push_back(std::move(set));
    }
    return der::sequence(fields);
}

Result<std::shared_ptr<const ByteSource>> compose_signed_data(
    const SignerInfoPlan& plan, BytesView signed_attributes, BytesView signature,
    const std::vector<Bytes>& unsigned_attributes) {
    MOHUR_TRY(Bytes signer,
              assemble_signer_info(plan, signed_attributes, signature, unsigned_attributes));
    // RFC 5652 5.1: version 3 when the content is not id-data, else 1 (sid is
    // issuerAndSerialNumber).
    const int version = plan.content_type == cms_oid::kData ? 1 : 3;
    return content_info_around(
        {.version = der::integer(version),
         .digest_algorithms = der::set_of({digest_identifier(plan.message_digest.algorithm)}),
         .encapsulated = encapsulated_content(plan),
         .certificates = certificate_set(plan),
         .crls = {},
         .signers = der::set_of({std::move(signer)})});
}

Result<Bytes> assemble_signed_data(const SignerInfoPlan& plan, BytesView signed_attributes,
                                   BytesView signature,
                                   const std::vector<Bytes>& unsigned_attributes) {
    MOHUR_TRY(const auto composed,
              compose_signed_data(plan, signed_attributes, signature, unsigned_attributes));
    return composed->read_range(0, composed->size());
}

}  // namespace mohur::signing
