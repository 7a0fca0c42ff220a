// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/asn1/der.h"
#include "signing/cms/content_scan_internal.h"
#include "signing/cms/signed_data.h"
#include "signing/cms/signed_data_internal.h"
#include "signing/crypto/signature_algorithm.h"

#include <algorithm>

namespace mohur::signing {
namespace {

/// Above it the content of a file is left where it is.
constexpr std::uint64_t kHeldFile = 1U << 20U;

Error invalid(const char* detail) {
    return Error::malformed("cms-invalid", detail);
}

// BSI TR-03111 5.2.1: ecdsa-plain-SHA1, -SHA224, -SHA256, -SHA384, -SHA512.
std::optional<DigestAlgorithm> plain_ecdsa_digest(std::string_view oid) {
    constexpr std::string_view arc = "0.4.0.127.0.7.1.1.4.1.";
    if (!oid.starts_with(arc) || oid.size() != arc.size() + 1) {
        return std::nullopt;
    }
    switch (oid.back()) {
        case '1': return DigestAlgorithm::sha1;
        case '2': return DigestAlgorithm::sha224;
        case '3': return DigestAlgorithm::sha256;
        case '4': return DigestAlgorithm::sha384;
        case '5': return DigestAlgorithm::sha512;
        default: return std::nullopt;
    }
}

Result<Oid> algorithm_oid(BytesView identifier) {
    DerReader outer{identifier};
    MOHUR_TRY(DerReader reader, outer.enter(tag::kSequence));
    return reader.oid();
}

Result<std::vector<CmsAttribute>> read_attributes(DerReader reader) {
    std::vector<CmsAttribute> out;
    while (!reader.at_end()) {
        MOHUR_TRY(const Tlv element, reader.expect(tag::kSequence));
        DerReader fields = reader.into(element);
        CmsAttribute attribute;
        attribute.encoding = to_bytes(element.whole);
        MOHUR_TRY(attribute.type, fields.oid());
        MOHUR_TRY(DerReader values, fields.enter(tag::kSet));
        MOHUR_TRY_VOID(fields.finish());
        while (!values.at_end()) {
            MOHUR_TRY(const Tlv value, values.next());
            attribute.values.push_back(to_bytes(value.whole));
        }
        out.push_back(std::move(attribute));
    }
    return out;
}

Result<SignerIdentifier> read_sid(const Tlv& element, DerReader reader) {
    SignerIdentifier sid;
    if (element.tag == tag::kSequence) {
        MOHUR_TRY(const Tlv issuer, reader.expect(tag::kSequence));
        MOHUR_TRY(sid.issuer, Name::from_der(issuer.whole));
        MOHUR_TRY(sid.serial, reader.integer());
        return sid;
    }
    if (element.tag != tag::context(0)) {
        return invalid("sid");
    }
    sid.subject_key_id = to_bytes(element.content);
    return sid;
}

Result<void> read_algorithms(SignerInfo::State& state) {
    MOHUR_TRY(const Oid digest, algorithm_oid(state.fields.digest_algorithm));
    state.digest_algorithm = digest_algorithm_from(digest.dotted());
    MOHUR_TRY(const Oid signature, algorithm_oid(state.fields.signature_algorithm));
    if (const auto plain = plain_ecdsa_digest(signature.dotted())) {
        state.plain_ecdsa = true;
        state.signature_algorithm = SignatureAlgorithm{SignatureScheme::ecdsa, *plain, {}, {}};
        return {};
    }
    // With its own digest where it names one; the agreement is checked apart (RFC 5652 5.3).
    state.signature_algorithm = signature_algorithm_from(state.fields.signature_algorithm);
    if (!state.signature_algorithm) {
        state.signature_algorithm =
            signature_algorithm_from(state.fields.signature_algorithm, state.digest_algorithm);
    }
    return {};
}

Result<void> read_optional_attributes(DerReader& fields, std::uint8_t tag, Bytes& whole,
                                      std::vector<CmsAttribute>& attributes) {
    MOHUR_TRY(const auto element, fields.optional(tag));
    if (!element) {
        return {};
    }
    whole = to_bytes(element->whole);
    MOHUR_TRY(attributes, read_attributes(fields.into(*element)));
    return {};
}

Result<void> read_certificates(DerReader choices, const Limits& limits, SignedData::State& state) {
    while (!choices.at_end()) {
        MOHUR_TRY(const Tlv choice, choices.next());
        state.fields.certificate_choices.push_back(to_bytes(choice.whole));
        if (state.fields.certificate_choices.size() > limits.certificates) {
            return Error::too_large("too-many-certificates");
        }
        // Attribute certificates and the other choices carry no signing key.
        if (choice.tag != tag::kSequence) {
            continue;
        }
        auto certificate = Certificate::from_der(choice.whole);
        if (certificate) {
            state.certificates.push_back(std::move(certificate).value());
        } else {
            state.problems.emplace_back("certificate-undecodable");
        }
    }
    return {};
}

// RFC 5940 clause 2.1: OtherRevocationInfoFormat with an OCSP response; older producers put the
// BasicOCSPResponse there under its own type.
Result<void> read_other_revocation(DerReader other, SignedData::State& state) {
    MOHUR_TRY(const Oid format, other.oid());
    if (!(format == cms_oid::kOcspResponse) && !(format == cms_oid::kOcspBasic)) {
        return {};
    }
    MOHUR_TRY(const Tlv info, other.next());
    auto response = OcspResponse::from_der(info.whole);
    if (response) {
        state.ocsp_responses.push_back(std::move(response).value());
    } else {
        state.problems.emplace_back("ocsp-undecodable");
    }
    return {};
}

Result<void> read_revocations(DerReader choices, const Limits& limits, SignedData::State& state) {
    while (!choices.at_end()) {
        MOHUR_TRY(const Tlv choice, choices.next());
        state.fields.revocation_choices.push_back(to_bytes(choice.whole));
        if (state.fields.revocation_choices.size() > limits.certificates) {
            return Error::too_large("too-many-revocations");
        }
        if (choice.tag == tag::context_set(1)) {
            MOHUR_TRY_VOID(read_other_revocation(choices.into(choice), state));
        } else if (choice.tag == tag::kSequence) {
            auto crl = Crl::from_der(choice.whole);
            if (crl) {
                state.crls.push_back(std::move(crl).value());
            } else {
                state.problems.emplace_back("crl-undecodable");
            }
        }
    }
    return {};
}

Result<void> read_encapsulated(DerReader& fields, SignedData::State& state) {
    MOHUR_TRY(const Tlv element, fields.expect(tag::kSequence));
    state.encapsulated = std::make_shared<MemorySource>(to_bytes(element.whole));
    DerReader info = fields.into(element);
    MOHUR_TRY(const Tlv type, info.expect(tag::kOid));
    state.fields.content_type = to_bytes(type.whole);
    MOHUR_TRY(state.content_type, Oid::from_content(type.content));
    MOHUR_TRY(const auto wrapped, info.optional(tag::context_set(0)));
    MOHUR_TRY_VOID(info.finish());
    if (!wrapped) {
        return {};
    }
    DerReader inner = info.into(*wrapped);
    if (inner.peek() == tag::kOctetString || inner.peek() == (tag::kOctetString | 0x20U)) {
        MOHUR_TRY(state.content, inner.octet_string());
        return inner.finish();
    }
    // RFC 5652 5.2.1: PKCS #7 allows any type, whose content octets are what is digested.
    MOHUR_TRY(const Tlv any, inner.next());
    state.content = to_bytes(any.content);
    return inner.finish();
}

Result<void> read_signers(DerReader infos, const Limits& limits, SignedData::State& state) {
    while (!infos.at_end()) {
        MOHUR_TRY(const Tlv element, infos.expect(tag::kSequence));
        MOHUR_TRY(auto signer, parse_signer_info(element, infos.into(element)));
        state.signers.push_back(std::move(signer));
        if (state.signers.size() > limits.signatures) {
            return Error::too_large("too-many-signatures");
        }
    }
    return {};
}

Result<void> read_signed_data(DerReader fields, const Limits& limits, SignedData::State& state) {
    MOHUR_TRY(const Tlv version, fields.expect(tag::kInteger));
    state.fields.version = to_bytes(version.whole);
    // digestAlgorithms: a hint for one-pass readers
    MOHUR_TRY(const Tlv algorithms, fields.expect(tag::kSet));
    state.fields.digest_algorithms = to_bytes(algorithms.whole);
    MOHUR_TRY_VOID(read_encapsulated(fields, state));
    if (state.content) {
        state.content_source = std::make_shared<MemorySource>(*state.content);
    }
    MOHUR_TRY(const auto certificates, fields.optional(tag::context_set(0)));
    if (certificates) {
        state.fields.certificates = to_bytes(certificates->whole);
        MOHUR_TRY_VOID(read_certificates(fields.into(*certificates), limits, state));
    }
    MOHUR_TRY(const auto crls, fields.optional(tag::context_set(1)));
    if (crls) {
        state.fields.crls = to_bytes(crls->whole);
        MOHUR_TRY_VOID(read_revocations(fields.into(*crls), limits, state));
    }
    MOHUR_TRY(DerReader signers, fields.enter(tag::kSet));
    MOHUR_TRY_VOID(read_signers(signers, limits, state));
    return fields.finish();
}

bool is_padding(BytesView rest) {
    return std::ranges::all_of(rest, [](std::uint8_t octet) { return octet == 0; });
}

}  // namespace

Result<SignerInfo> parse_signer_info(const Tlv& element, DerReader reader) {
    auto state = std::make_shared<SignerInfo::State>();
    state->encoding = to_bytes(element.whole);
    MOHUR_TRY(const Tlv version, reader.expect(tag::kInteger));
    state->fields.version = to_bytes(version.whole);
    MOHUR_TRY(const Tlv sid, reader.next());
    state->fields.sid = to_bytes(sid.whole);
    MOHUR_TRY(state->sid, read_sid(sid, reader.into(sid)));
    MOHUR_TRY(const Tlv digest, reader.expect(tag::kSequence));
    state->fields.digest_algorithm = to_bytes(digest.whole);
    MOHUR_TRY_VOID(read_optional_attributes(
        reader, tag::context_set(0), state->fields.signed_attributes, state->signed_attributes));
    MOHUR_TRY(const Tlv algorithm, reader.expect(tag::kSequence));
    state->fields.signature_algorithm = to_bytes(algorithm.whole);
    const BytesView before_signature = reader.rest();
    MOHUR_TRY(state->signature, reader.octet_string());
    state->fields.signature =
        to_bytes(before_signature.first(before_signature.size() - reader.rest().size()));
    MOHUR_TRY_VOID(read_optional_attributes(reader, tag::context_set(1),
                                            state->fields.unsigned_attributes,
                                            state->unsigned_attributes));
    MOHUR_TRY_VOID(reader.finish());
    MOHUR_TRY_VOID(read_algorithms(*state));
    return SignerInfo{std::move(state)};
}

Result<SignerInfo> SignerInfo::parse(BytesView encoding, const Limits& limits) {
    DerReader reader{encoding, limits.der_depth};
    MOHUR_TRY(const Tlv element, reader.expect(tag::kSequence));
    MOHUR_TRY_VOID(reader.finish());
    return parse_signer_info(element, reader.into(element));
}

Result<SignedData> SignedData::parse(BytesView content_info, const Limits& limits,
                                     bool allow_padding) {
    if (content_info.size() > limits.cms_bytes) {
        return Error::too_large("cms-too-large");
    }
    DerReader reader{content_info, limits.der_depth};
    MOHUR_TRY(const Tlv element, reader.expect(tag::kSequence));
    const bool clean = reader.at_end() || (allow_padding && is_padding(reader.rest()));
    if (!clean) {
        return invalid("bytes after the ContentInfo");
    }
    DerReader outer = reader.into(element);
    MOHUR_TRY(const Oid type, outer.oid());
    if (!(type == cms_oid::kSignedData)) {
        return invalid("not a SignedData");
    }
    MOHUR_TRY(DerReader wrapped, outer.enter(tag::context_set(0)));
    MOHUR_TRY_VOID(outer.finish());
    MOHUR_TRY(DerReader fields, wrapped.enter(tag::kSequence));
    MOHUR_TRY_VOID(wrapped.finish());
    auto state = std::make_shared<State>();
    state->encoding = to_bytes(element.whole);
    MOHUR_TRY_VOID(read_signed_data(fields, limits, *state));
    return SignedData{std::move(state)};
}

Result<SignedData> SignedData::parse(const std::shared_ptr<const ByteSource>& file,
                                     const Limits& limits) {
    const bool small = file->size() <= kHeldFile;
    auto scanned =
        small ? Result<ScannedContentInfo>{invalid("small")} : scan_content_info(file, limits);
    if (!scanned) {
        // PKCS #7 content that is no OCTET STRING, or nested pieces: only the whole reader knows.
        if (!small && file->size() > limits.cms_bytes) {
            return scanned.error();
        }
        MOHUR_TRY(const auto bytes, file->read_all(limits.cms_bytes));
        return parse(bytes, limits);
    }
    Bytes fields = std::move(scanned->before);
    append(fields, der::sequence({scanned->content_type}));
    append(fields, scanned->after);
    auto state = std::make_shared<State>();
    MOHUR_TRY_VOID(read_signed_data(DerReader{fields, limits.der_depth}, limits, *state));
    state->encapsulated = std::move(scanned->encapsulated);
    state->content_source = std::move(scanned->content);
    return SignedData{std::move(state)};
}

}  // namespace mohur::signing
