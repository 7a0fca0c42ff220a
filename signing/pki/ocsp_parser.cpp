// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/asn1/der.h"
#include "signing/pki/ocsp_internal.h"

namespace mohur::signing {
namespace {

constexpr std::size_t kMaxResponseBytes = 1U << 20U;
constexpr std::size_t kMaxSingles = 1'000;
constexpr std::size_t kMaxCertificates = 32;
constexpr std::string_view kNonce = "1.3.6.1.5.5.7.48.1.2";
constexpr std::string_view kBasicResponse = "1.3.6.1.5.5.7.48.1.1";
constexpr std::int64_t kSuccessful = 0;

Error invalid(std::string detail) {
    return Error::malformed("ocsp-invalid", std::move(detail));
}

// OCSPResponse begins with its status, BasicOCSPResponse with a SEQUENCE (RFC 6960 4.2.1).
bool is_whole_response(BytesView der) {
    DerReader outer{der};
    const auto fields = outer.enter(tag::kSequence);
    return fields && fields->peek() == tag::kEnumerated;
}

Result<Bytes> basic_of(BytesView response) {
    DerReader outer{response};
    MOHUR_TRY(DerReader fields, outer.enter(tag::kSequence));
    MOHUR_TRY(const Tlv status, fields.expect(tag::kEnumerated));
    if (status.content.size() != 1 || status.content.front() != kSuccessful) {
        return Error::unavailable("ocsp-not-successful", "status " + to_hex(status.content));
    }
    MOHUR_TRY(DerReader wrapped, fields.enter(tag::context_set(0)));
    MOHUR_TRY(DerReader bytes, wrapped.enter(tag::kSequence));
    MOHUR_TRY(const Oid type, bytes.oid());
    if (!(type == kBasicResponse)) {
        return Error::unsupported("ocsp-invalid", "response type " + type.dotted());
    }
    if (!outer.at_end()) {
        return invalid("trailing bytes");
    }
    return bytes.octet_string();
}

Bytes whole_response(BytesView basic) {
    const Bytes status = der::element(tag::kEnumerated, Bytes{kSuccessful});
    const Bytes bytes = der::sequence({der::oid(kBasicResponse), der::octet_string(basic)});
    return der::sequence({status, der::element(tag::context_set(0), bytes)});
}

// RFC 6960 4.4.1; some responders leave the inner OCTET STRING out.
Bytes nonce_of(const Bytes& value) {
    DerReader reader{value};
    auto inner = reader.octet_string();
    return inner && reader.at_end() ? *std::move(inner) : value;
}

Result<CertId> read_cert_id(DerReader fields) {
    CertId id;
    MOHUR_TRY(DerReader algorithm, fields.enter(tag::kSequence));
    MOHUR_TRY(const Oid oid, algorithm.oid());
    id.algorithm = digest_algorithm_from(oid.dotted());
    MOHUR_TRY(id.issuer_name_hash, fields.octet_string());
    MOHUR_TRY(id.issuer_key_hash, fields.octet_string());
    MOHUR_TRY(id.serial, fields.integer());
    MOHUR_TRY_VOID(fields.finish());
    return id;
}

// RevokedInfo: when, and perhaps why.
Result<void> read_revoked(DerReader fields, StatusEntry& entry) {
    MOHUR_TRY(entry.revocation_time, fields.time());
    MOHUR_TRY(const auto wrapped, fields.optional(tag::context_set(0)));
    MOHUR_TRY_VOID(fields.finish());
    if (wrapped.has_value()) {
        MOHUR_TRY(const Tlv reason, fields.into(*wrapped).expect(tag::kEnumerated));
        if (reason.content.size() != 1) {
            return invalid("reason");
        }
        entry.reason = static_cast<RevocationReason>(reason.content.front());
    }
    return {};
}

Result<void> read_status(DerReader& fields, StatusEntry& entry) {
    MOHUR_TRY(const Tlv status, fields.next());
    if (status.tag == tag::context(0)) {
        entry.status = CertificateStatus::good;
        return {};
    }
    if (status.tag == tag::context(2)) {
        entry.status = CertificateStatus::unknown;
        return {};
    }
    if (status.tag != tag::context_set(1)) {
        return invalid("certStatus");
    }
    entry.status = CertificateStatus::revoked;
    return read_revoked(fields.into(status), entry);
}

/// Extensions ::= SEQUENCE OF SEQUENCE { OID, BOOLEAN OPTIONAL, OCTET STRING }. None that is
/// defined for answers may be critical to us (RFC 6960 4.4). Gives the nonce out.
Result<std::optional<Bytes>> read_extensions(DerReader wrapped) {
    MOHUR_TRY(DerReader list, wrapped.enter(tag::kSequence));
    std::optional<Bytes> nonce;
    while (!list.at_end()) {
        MOHUR_TRY(DerReader fields, list.enter(tag::kSequence));
        MOHUR_TRY(const Oid oid, fields.oid());
        bool critical = false;
        if (fields.peek() == tag::kBoolean) {
            MOHUR_TRY(critical, fields.boolean());
        }
        if (critical) {
            return Error::unsupported("ocsp-invalid", "critical extension " + oid.dotted());
        }
        MOHUR_TRY(const Bytes value, fields.octet_string());
        if (oid == kNonce) {
            nonce = nonce_of(value);
        }
    }
    return nonce;
}

Result<SingleResponse> read_single(DerReader fields) {
    SingleResponse out;
    MOHUR_TRY(DerReader id, fields.enter(tag::kSequence));
    MOHUR_TRY(out.id, read_cert_id(id));
    MOHUR_TRY_VOID(read_status(fields, out.entry));
    MOHUR_TRY(out.entry.this_update, fields.time());
    MOHUR_TRY(const auto next_update, fields.optional(tag::context_set(0)));
    if (next_update.has_value()) {
        MOHUR_TRY(out.entry.next_update, fields.into(*next_update).time());
    }
    MOHUR_TRY(const auto extensions, fields.optional(tag::context_set(1)));
    if (extensions.has_value()) {
        MOHUR_TRY_VOID(read_extensions(fields.into(*extensions)));
    }
    MOHUR_TRY_VOID(fields.finish());
    return out;
}

Result<void> read_singles(DerReader list, OcspResponse::State& state) {
    while (!list.at_end()) {
        if (state.singles.size() == kMaxSingles) {
            return Error::too_large("ocsp-invalid", "single responses");
        }
        MOHUR_TRY(DerReader fields, list.enter(tag::kSequence));
        MOHUR_TRY(auto single, read_single(fields));
        state.singles.push_back(std::move(single));
    }
    return {};
}

// ResponderID: EXPLICIT TAGS, so both choices are wrapped.
Result<void> read_responder(DerReader& fields, OcspResponse::State& state) {
    MOHUR_TRY(const Tlv id, fields.next());
    DerReader inner = fields.into(id);
    if (id.tag == tag::context_set(1)) {
        MOHUR_TRY(const Tlv name, inner.expect(tag::kSequence));
        MOHUR_TRY(state.responder_name, Name::from_der(name.whole));
    } else if (id.tag == tag::context_set(2)) {
        MOHUR_TRY(state.responder_key_hash, inner.octet_string());
    } else {
        return invalid("responderID");
    }
    return inner.finish();
}

// RFC 6960 4.2.1: ResponseData.
Result<void> read_data(DerReader fields, OcspResponse::State& state) {
    MOHUR_TRY_VOID(fields.optional(tag::context_set(0)));  // version
    MOHUR_TRY_VOID(read_responder(fields, state));
    MOHUR_TRY(state.produced_at, fields.time());
    MOHUR_TRY(DerReader responses, fields.enter(tag::kSequence));
    MOHUR_TRY_VOID(read_singles(responses, state));
    MOHUR_TRY(const auto extensions, fields.optional(tag::context_set(1)));
    if (extensions.has_value()) {
        MOHUR_TRY(state.nonce, read_extensions(fields.into(*extensions)));
    }
    return fields.finish();
}

// One that does not read is left out: the signer must be found all the same.
Result<void> read_certificates(DerReader wrapped, OcspResponse::State& state) {
    MOHUR_TRY(DerReader list, wrapped.enter(tag::kSequence));
    while (!list.at_end()) {
        MOHUR_TRY(const Tlv element, list.next());
        auto certificate = Certificate::from_der(element.whole);
        if (certificate && state.certificates.size() < kMaxCertificates) {
            state.certificates.push_back(*std::move(certificate));
        }
    }
    return {};
}

// BasicOCSPResponse; SignedStructure has read the algorithm and the signature.
Result<void> read_basic(BytesView der, OcspResponse::State& state) {
    DerReader outer{der};
    MOHUR_TRY(DerReader fields, outer.enter(tag::kSequence));
    MOHUR_TRY(DerReader data, fields.enter(tag::kSequence));
    MOHUR_TRY_VOID(read_data(data, state));
    MOHUR_TRY_VOID(fields.expect(tag::kSequence));
    MOHUR_TRY_VOID(fields.expect(tag::kBitString));
    MOHUR_TRY(const auto certificates, fields.optional(tag::context_set(0)));
    MOHUR_TRY_VOID(fields.finish());
    return certificates.has_value() ? read_certificates(fields.into(*certificates), state)
                                    : Result<void>{};
}

Result<void> read_all(BytesView der, OcspResponse::State& state) {
    Bytes basic = to_bytes(der);
    if (is_whole_response(der)) {
        MOHUR_TRY(basic, basic_of(der));
        state.der = to_bytes(der);
    } else {
        state.der = whole_response(der);
    }
    MOHUR_TRY(state.basic, SignedStructure::read(basic));
    return read_basic(state.basic.der, state);
}

/// Whatever went wrong inside, it is this answer that is unreadable.
Error unreadable(const Error& error) {
    return error.reason.starts_with("ocsp-") ? error : invalid(error.reason + " " + error.detail);
}

}  // namespace

Result<OcspResponse> OcspResponse::from_der(BytesView der) {
    if (der.size() > kMaxResponseBytes) {
        return Error::too_large("ocsp-invalid", "longer than 1 MiB");
    }
    auto state = std::make_shared<State>();
    if (const auto read = read_all(der, *state); !read) {
        return unreadable(read.error());
    }
    return OcspResponse{std::move(state)};
}

}  // namespace mohur::signing
