// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pki/extensions_internal.h"

#include "signing/pki/openssl_values_internal.h"

#include <algorithm>
#include <array>

namespace mohur::signing {
namespace {

constexpr std::size_t kMaxUrls = 16;
constexpr std::size_t kMaxUrlBytes = 2'048;
constexpr long kMaxPathLength = 1'000;

// Whatever a path validator must act upon and does not stays off this list (RFC 5280 4.2).
constexpr std::array kUnderstood{NID_basic_constraints,       NID_key_usage,
                                 NID_ext_key_usage,           NID_certificate_policies,
                                 NID_crl_distribution_points, NID_info_access,
                                 NID_subject_key_identifier,  NID_authority_key_identifier,
                                 NID_subject_alt_name,        NID_issuer_alt_name,
                                 NID_id_pkix_OCSP_noCheck};

// Without these nobody can say what the certificate may be used for.
constexpr std::array kDecisive{NID_basic_constraints, NID_key_usage, NID_ext_key_usage};

/// Null: absent, or not to be read. What was meant by an ill-formed or doubled extension (RFC 5280
/// 4.2: one instance each) nobody knows, so a decisive or critical one counts as not understood.
template <class Ptr>
Ptr extension(const X509* x509, int nid, Certificate::State& state, int* critical = nullptr) {
    int found = 0;
    Ptr value{static_cast<typename Ptr::pointer>(X509_get_ext_d2i(x509, nid, &found, nullptr))};
    openssl::forget_errors();
    constexpr int kAbsent = -1;
    constexpr int kDoubled = -2;
    const bool matters =
        found == 1 || found == kDoubled || std::ranges::find(kDecisive, nid) != kDecisive.end();
    if (value == nullptr && found != kAbsent && matters) {
        state.unknown_critical_extensions.emplace_back(openssl::dotted(OBJ_nid2obj(nid)));
    }
    if (critical != nullptr) {
        *critical = found;
    }
    return value;
}

std::optional<std::string> web_address(const GENERAL_NAME* name) {
    if (name == nullptr || name->type != GEN_URI) {
        return std::nullopt;
    }
    const auto url = as_text(openssl::view_of(name->d.uniformResourceIdentifier));
    const bool web = url.starts_with("http://") || url.starts_with("https://");
    const bool printable = std::ranges::all_of(url, [](char c) { return c > ' ' && c < '\x7f'; });
    if (!web || !printable || url.size() > kMaxUrlBytes) {
        return std::nullopt;
    }
    return std::string{url};
}

void add_url(std::vector<std::string>& urls, std::optional<std::string> url) {
    if (url.has_value() && urls.size() < kMaxUrls) {
        urls.push_back(*std::move(url));
    }
}

void read_basic_constraints(const X509* x509, Certificate::State& state) {
    const auto constraints =
        extension<openssl::BasicConstraints>(x509, NID_basic_constraints, state);
    if (constraints == nullptr) {
        return;
    }
    state.is_ca = constraints->ca != 0;
    if (constraints->pathlen != nullptr) {
        const long length = ASN1_INTEGER_get(constraints->pathlen);
        // Out of range (-1 beyond a long) means the narrowest promise.
        state.path_length = length >= 0 && length <= kMaxPathLength ? static_cast<int>(length) : 0;
    }
}

void read_key_usage(const X509* x509, Certificate::State& state) {
    const auto bits = extension<openssl::AsnBitString>(x509, NID_key_usage, state);
    if (bits != nullptr) {
        const auto bit = [&](int n) { return ASN1_BIT_STRING_get_bit(bits.get(), n) == 1; };
        state.key_usage = KeyUsage{bit(0), bit(1), bit(5), bit(6)};
    }
}

void read_extended_key_usage(const X509* x509, Certificate::State& state) {
    int critical = 0;
    const auto usages =
        extension<openssl::ExtendedKeyUsage>(x509, NID_ext_key_usage, state, &critical);
    for (int i = 0; usages != nullptr && i < sk_ASN1_OBJECT_num(usages.get()); ++i) {
        state.extended_key_usage.emplace_back(
            openssl::dotted(sk_ASN1_OBJECT_value(usages.get(), i)));
    }
    state.extended_key_usage_critical = critical == 1;
}

void read_policies(const X509* x509, Certificate::State& state) {
    const auto policies =
        extension<openssl::CertificatePolicies>(x509, NID_certificate_policies, state);
    for (int i = 0; policies != nullptr && i < sk_POLICYINFO_num(policies.get()); ++i) {
        state.policies.emplace_back(
            openssl::dotted(sk_POLICYINFO_value(policies.get(), i)->policyid));
    }
}

void read_information_access(const X509* x509, Certificate::State& state) {
    const auto access = extension<openssl::AuthorityInfoAccess>(x509, NID_info_access, state);
    for (int i = 0; access != nullptr && i < sk_ACCESS_DESCRIPTION_num(access.get()); ++i) {
        const ACCESS_DESCRIPTION* entry = sk_ACCESS_DESCRIPTION_value(access.get(), i);
        const int method = OBJ_obj2nid(entry->method);
        if (method == NID_ad_OCSP) {
            add_url(state.ocsp_urls, web_address(entry->location));
        } else if (method == NID_ad_ca_issuers) {
            add_url(state.ca_issuer_urls, web_address(entry->location));
        }
    }
}

void read_distribution_points(const X509* x509, Certificate::State& state) {
    const auto points = extension<openssl::CrlDistPoints>(x509, NID_crl_distribution_points, state);
    for (int i = 0; points != nullptr && i < sk_DIST_POINT_num(points.get()); ++i) {
        const DIST_POINT* point = sk_DIST_POINT_value(points.get(), i);
        // A point with its own cRLIssuer or for some reasons only leads to lists that `Crl`
        // refuses.
        if (point->distpoint == nullptr || point->distpoint->type != 0 ||
            point->CRLissuer != nullptr || point->reasons != nullptr) {
            continue;
        }
        for (auto& url : web_addresses(point->distpoint->name.fullname)) {
            add_url(state.crl_urls, std::move(url));
        }
    }
}

void read_key_identifiers(const X509* x509, Certificate::State& state) {
    const auto own = extension<openssl::AsnOctetString>(x509, NID_subject_key_identifier, state);
    if (own != nullptr) {
        state.subject_key_id = to_bytes(openssl::view_of(own.get()));
    }
    const auto authority =
        extension<openssl::AuthorityKeyId>(x509, NID_authority_key_identifier, state);
    if (authority != nullptr && authority->keyid != nullptr) {
        state.authority_key_id = to_bytes(openssl::view_of(authority->keyid));
    }
}

// RFC 5280 6.1.5 (f): unknown critical extensions fail the path.
void read_presence(const X509* x509, Certificate::State& state) {
    for (int i = 0; i < X509_get_ext_count(x509); ++i) {
        X509_EXTENSION* entry = X509_get_ext(x509, i);
        auto* object = X509_EXTENSION_get_object(entry);
        const int nid = OBJ_obj2nid(object);
        if (X509_EXTENSION_get_critical(entry) != 0 &&
            std::ranges::find(kUnderstood, nid) == kUnderstood.end()) {
            state.unknown_critical_extensions.emplace_back(openssl::dotted(object));
        }
    }
    state.has_ocsp_nocheck = X509_get_ext_by_NID(x509, NID_id_pkix_OCSP_noCheck, -1) >= 0;
}

}  // namespace

std::vector<std::string> web_addresses(const GENERAL_NAMES* names) {
    std::vector<std::string> urls;
    for (int i = 0; i < sk_GENERAL_NAME_num(names); ++i) {
        add_url(urls, web_address(sk_GENERAL_NAME_value(names, i)));
    }
    return urls;
}

void read_extensions(const X509* x509, Certificate::State& state) {
    read_presence(x509, state);
    read_basic_constraints(x509, state);
    read_key_usage(x509, state);
    read_extended_key_usage(x509, state);
    read_policies(x509, state);
    read_information_access(x509, state);
    read_distribution_points(x509, state);
    read_key_identifiers(x509, state);
}

}  // namespace mohur::signing
