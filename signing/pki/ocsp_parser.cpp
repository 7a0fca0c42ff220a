// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/asn1/der.h"
#include "signing/pki/name_internal.h"
#include "signing/pki/ocsp_internal.h"
#include "signing/pki/openssl_values_internal.h"

namespace mohur::signing {
namespace {

constexpr std::size_t kMaxResponseBytes = 1U << 20U;
constexpr int kMaxSingles = 1'000;
constexpr int kMaxCertificates = 32;
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

CertId cert_id_from(const OCSP_CERTID* id) {
    ASN1_OCTET_STRING* name_hash = nullptr;
    ASN1_OCTET_STRING* key_hash = nullptr;
    ASN1_OBJECT* algorithm = nullptr;
    ASN1_INTEGER* serial = nullptr;
    // The getter takes a mutable pointer and changes nothing.
    OCSP_id_get0_info(&name_hash, &algorithm, &key_hash, &serial, const_cast<OCSP_CERTID*>(id));
    return {digest_algorithm_from(openssl::dotted(algorithm)),
            to_bytes(openssl::view_of(name_hash)), to_bytes(openssl::view_of(key_hash)),
            openssl::integer_content(serial)};
}

CertificateStatus status_from(int status) noexcept {
    switch (status) {
        case V_OCSP_CERTSTATUS_GOOD: return CertificateStatus::good;
        case V_OCSP_CERTSTATUS_REVOKED: return CertificateStatus::revoked;
        default: return CertificateStatus::unknown;
    }
}

bool has_critical(const OCSP_SINGLERESP* single) {
    auto* mutable_single = const_cast<OCSP_SINGLERESP*>(single);  // as above
    return OCSP_SINGLERESP_get_ext_by_critical(mutable_single, 1, -1) >= 0;
}

Result<SingleResponse> single_from(OCSP_SINGLERESP* single) {
    int reason = -1;
    ASN1_GENERALIZEDTIME* revoked = nullptr;
    ASN1_GENERALIZEDTIME* this_update = nullptr;
    ASN1_GENERALIZEDTIME* next_update = nullptr;
    const int status =
        OCSP_single_get0_status(single, &reason, &revoked, &this_update, &next_update);
    const auto from = openssl::time_from(this_update);
    if (!from.has_value()) {
        return invalid("thisUpdate");
    }
    SingleResponse out{cert_id_from(OCSP_SINGLERESP_get0_id(single)), {}};
    out.entry.status = status_from(status);
    out.entry.this_update = *from;
    out.entry.next_update = openssl::time_from(next_update);
    out.entry.revocation_time = openssl::time_from(revoked);
    if ((next_update != nullptr && !out.entry.next_update.has_value()) ||
        (out.entry.status == CertificateStatus::revoked &&
         !out.entry.revocation_time.has_value())) {
        return invalid("time");
    }
    if (out.entry.status == CertificateStatus::revoked && reason >= 0) {
        out.entry.reason = static_cast<RevocationReason>(reason);
    }
    return out;
}

// RFC 6960 4.4.1; some responders leave the inner OCTET STRING out.
std::optional<Bytes> nonce_of(OCSP_BASICRESP* basic) {
    const int at = OCSP_BASICRESP_get_ext_by_NID(basic, NID_id_pkix_OCSP_Nonce, -1);
    if (at < 0) {
        return std::nullopt;
    }
    const auto value = openssl::view_of(X509_EXTENSION_get_data(OCSP_BASICRESP_get_ext(basic, at)));
    DerReader reader{value};
    auto inner = reader.octet_string();
    return inner && reader.at_end() ? *std::move(inner) : to_bytes(value);
}

Result<void> read_singles(OCSP_BASICRESP* basic, OcspResponse::State& state) {
    const int count = OCSP_resp_count(basic);
    if (count > kMaxSingles) {
        return Error::too_large("ocsp-invalid", "single responses");
    }
    for (int i = 0; i < count; ++i) {
        OCSP_SINGLERESP* single = OCSP_resp_get0(basic, i);
        // RFC 6960 4.4: none of the extensions defined for a single response is critical to us.
        if (has_critical(single)) {
            return Error::unsupported("ocsp-invalid", "critical extension");
        }
        MOHUR_TRY(auto read, single_from(single));
        state.singles.push_back(std::move(read));
    }
    return {};
}

void read_certificates(const OCSP_BASICRESP* basic, OcspResponse::State& state) {
    const STACK_OF(X509)* certificates = OCSP_resp_get0_certs(basic);
    for (int i = 0; i < std::min(sk_X509_num(certificates), kMaxCertificates); ++i) {
        auto read =
            Certificate::from_der(openssl::encode<i2d_X509>(sk_X509_value(certificates, i)));
        if (read) {
            state.certificates.push_back(*std::move(read));
        }
    }
}

Result<void> read_responder(const OCSP_BASICRESP* basic, OcspResponse::State& state) {
    const ASN1_OCTET_STRING* key_hash = nullptr;
    const X509_NAME* name = nullptr;
    OCSP_resp_get0_id(basic, &key_hash, &name);
    if (name != nullptr) {
        state.responder_name = name_from(name);
    } else if (key_hash != nullptr) {
        state.responder_key_hash = to_bytes(openssl::view_of(key_hash));
    } else {
        return invalid("responderID");
    }
    return {};
}

Result<void> read_basic(BytesView der, OcspResponse::State& state) {
    const auto basic = openssl::parse_whole<openssl::BasicResponse, d2i_OCSP_BASICRESP>(der);
    if (basic == nullptr) {
        return invalid("not a basic response");
    }
    const auto produced_at = openssl::time_from(OCSP_resp_get0_produced_at(basic.get()));
    if (!produced_at.has_value()) {
        return invalid("producedAt");
    }
    state.produced_at = *produced_at;
    if (OCSP_BASICRESP_get_ext_by_critical(basic.get(), 1, -1) >= 0) {
        return Error::unsupported("ocsp-invalid", "critical extension");
    }
    state.nonce = nonce_of(basic.get());
    MOHUR_TRY_VOID(read_responder(basic.get(), state));
    MOHUR_TRY_VOID(read_singles(basic.get(), state));
    read_certificates(basic.get(), state);
    return {};
}

}  // namespace

Result<OcspResponse> OcspResponse::from_der(BytesView der) {
    if (der.size() > kMaxResponseBytes) {
        return Error::too_large("ocsp-invalid", "longer than 1 MiB");
    }
    auto state = std::make_shared<State>();
    Bytes basic = to_bytes(der);
    if (is_whole_response(der)) {
        MOHUR_TRY(basic, basic_of(der));
        state->der = to_bytes(der);
    } else {
        state->der = whole_response(der);
    }
    auto signed_bytes = SignedStructure::read(basic);
    if (!signed_bytes) {
        return invalid(signed_bytes.error().detail);
    }
    state->basic = *std::move(signed_bytes);
    MOHUR_TRY_VOID(read_basic(state->basic.der, *state));
    return OcspResponse{std::move(state)};
}

}  // namespace mohur::signing
