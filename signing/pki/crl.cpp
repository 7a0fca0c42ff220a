// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pki/crl.h"

#include "signing/asn1/der.h"
#include "signing/pki/certificate_internal.h"
#include "signing/pki/extensions_internal.h"
#include "signing/pki/name_internal.h"
#include "signing/pki/openssl_values_internal.h"

#include <algorithm>

namespace mohur::signing {

/// What the issuing distribution point (RFC 5280 clause 5.2.5) leaves of the scope.
struct CrlScope {
    bool users_only = false;
    bool authorities_only = false;
    std::optional<std::vector<std::string>> points;  // empty: every distribution point
};

struct Crl::State {
    SignedStructure signed_bytes;
    openssl::X509CrlPtr list;  // kept for its table of entries; looked up under OpenSSL's own lock
    Name issuer;
    Time this_update{};
    std::optional<Time> next_update;
    CrlScope scope;
};

namespace {

constexpr std::size_t kMaxCrlBytes = 64U << 20U;

Error invalid(std::string detail) {
    return Error::malformed("crl-invalid", std::move(detail));
}
Error unsupported(std::string detail) {
    return Error::unsupported("crl-unsupported", std::move(detail));
}

// Deltas, indirect and partitioned-by-reason lists say only part of the truth.
Result<void> refuse_unknown_extensions(const X509_CRL* list) {
    for (int i = 0; i < X509_CRL_get_ext_count(list); ++i) {
        X509_EXTENSION* extension = X509_CRL_get_ext(list, i);
        const auto* object = X509_EXTENSION_get_object(extension);
        const int nid = OBJ_obj2nid(object);
        const bool critical = X509_EXTENSION_get_critical(extension) != 0;
        if (nid == NID_delta_crl || (critical && nid != NID_issuing_distribution_point &&
                                     nid != NID_authority_key_identifier)) {
            return unsupported(openssl::dotted(object));
        }
    }
    return {};
}

Result<std::optional<std::vector<std::string>>> points_of(const ISSUING_DIST_POINT* point) {
    if (point->distpoint == nullptr) {
        return std::optional<std::vector<std::string>>{};
    }
    if (point->distpoint->type != 0) {
        return unsupported("distribution point relative to the issuer");
    }
    return std::optional{web_addresses(point->distpoint->name.fullname)};
}

Result<CrlScope> scope_of(const X509_CRL* list) {
    int found = 0;
    const openssl::IssuingDistPoint point{static_cast<ISSUING_DIST_POINT*>(
        X509_CRL_get_ext_d2i(list, NID_issuing_distribution_point, &found, nullptr))};
    openssl::forget_errors();
    constexpr int kAbsent = -1;
    if (point == nullptr) {
        return found == kAbsent ? Result<CrlScope>{CrlScope{}}
                                : invalid("issuing distribution point");
    }
    if (point->indirectCRL > 0 || point->onlyattr > 0 || point->onlysomereasons != nullptr) {
        return unsupported("indirect or partial list");
    }
    CrlScope scope{point->onlyuser > 0, point->onlyCA > 0, std::nullopt};
    MOHUR_TRY(scope.points, points_of(point.get()));
    return scope;
}

// RFC 5280 6.3.3 (b)(2).
bool covers(const CrlScope& scope, const Certificate& subject) {
    if ((scope.users_only && subject.is_ca()) || (scope.authorities_only && !subject.is_ca())) {
        return false;
    }
    return !scope.points.has_value() ||
           std::ranges::any_of(*scope.points, [&](const std::string& point) {
               return std::ranges::find(subject.crl_urls(), point) != subject.crl_urls().end();
           });
}

std::optional<RevocationReason> reason_of(const X509_REVOKED* revoked) {
    const openssl::AsnEnumerated reason{static_cast<ASN1_ENUMERATED*>(
        X509_REVOKED_get_ext_d2i(revoked, NID_crl_reason, nullptr, nullptr))};
    openssl::forget_errors();
    if (reason == nullptr) {
        return std::nullopt;
    }
    return static_cast<RevocationReason>(ASN1_ENUMERATED_get(reason.get()));
}

openssl::AsnInteger serial_of(const Certificate& subject) {
    return openssl::parse_whole<openssl::AsnInteger, d2i_ASN1_INTEGER>(
        der::element(tag::kInteger, subject.serial()));
}

Result<void> read_fields(Crl::State& state) {
    const X509_CRL* list = state.list.get();
    const auto this_update = openssl::time_from(X509_CRL_get0_lastUpdate(list));
    const auto* next_update = X509_CRL_get0_nextUpdate(list);
    state.next_update = openssl::time_from(next_update);
    if (!this_update.has_value() || (next_update != nullptr && !state.next_update.has_value())) {
        return invalid("time");
    }
    state.this_update = *this_update;
    state.issuer = name_from(X509_CRL_get_issuer(list));
    state.signed_bytes.require_inner_algorithm();
    MOHUR_TRY_VOID(refuse_unknown_extensions(list));
    MOHUR_TRY(state.scope, scope_of(list));
    return {};
}

}  // namespace

Result<Crl> Crl::from_der(BytesView der) {
    if (der.size() > kMaxCrlBytes) {
        return Error::too_large("crl-invalid", "longer than 64 MiB");
    }
    auto state = std::make_shared<State>();
    state->list = openssl::parse_whole<openssl::X509CrlPtr, d2i_X509_CRL>(der);
    if (state->list == nullptr) {
        return invalid("not a certificate list");
    }
    auto signed_bytes = SignedStructure::read(der);
    if (!signed_bytes) {
        return invalid(signed_bytes.error().detail);
    }
    state->signed_bytes = *std::move(signed_bytes);
    MOHUR_TRY_VOID(read_fields(*state));
    return Crl{std::move(state)};
}

const Bytes& Crl::der() const noexcept {
    return state_->signed_bytes.der;
}
const Name& Crl::issuer() const noexcept {
    return state_->issuer;
}
Time Crl::this_update() const noexcept {
    return state_->this_update;
}
std::optional<Time> Crl::next_update() const noexcept {
    return state_->next_update;
}
const std::optional<SignatureAlgorithm>& Crl::signature_algorithm() const noexcept {
    return state_->signed_bytes.algorithm;
}

bool Crl::signed_by(const Certificate& issuer, VerifiedSignatures* verified) const {
    return state_->issuer.matches(issuer.subject()) &&
           state_->signed_bytes.signed_by(issuer.public_key(), verified);
}

std::optional<StatusEntry> Crl::status_of(const Certificate& subject) const {
    const auto serial = serial_of(subject);
    if (serial == nullptr || !state_->issuer.matches(subject.issuer()) ||
        !covers(state_->scope, subject)) {
        return std::nullopt;
    }
    StatusEntry entry{CertificateStatus::good, state_->this_update, state_->next_update,
                      std::nullopt, std::nullopt};
    X509_REVOKED* revoked = nullptr;
    if (X509_CRL_get0_by_serial(state_->list.get(), &revoked, serial.get()) != 0 &&
        revoked != nullptr) {
        entry.status = CertificateStatus::revoked;
        entry.revocation_time = openssl::time_from(X509_REVOKED_get0_revocationDate(revoked));
        entry.reason = reason_of(revoked);
    }
    return entry;
}

}  // namespace mohur::signing
