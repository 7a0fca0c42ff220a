// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pki/extensions_internal.h"

#include "signing/pki/openssl_values_internal.h"

#include <algorithm>
#include <array>

namespace mohur::signing {
namespace {

constexpr std::size_t kMaxExtensions = 256;
constexpr std::size_t kMaxUrls = 16;
constexpr std::size_t kMaxUrlBytes = 2'048;
constexpr long kMaxPathLength = 1'000;

constexpr std::string_view kBasicConstraints = "2.5.29.19";
constexpr std::string_view kKeyUsage = "2.5.29.15";
constexpr std::string_view kExtendedKeyUsage = "2.5.29.37";
constexpr std::string_view kPolicies = "2.5.29.32";
constexpr std::string_view kDistributionPoints = "2.5.29.31";
constexpr std::string_view kInformationAccess = "1.3.6.1.5.5.7.1.1";
constexpr std::string_view kSubjectKeyId = "2.5.29.14";
constexpr std::string_view kAuthorityKeyId = "2.5.29.35";
constexpr std::string_view kSubjectAltName = "2.5.29.17";
constexpr std::string_view kIssuerAltName = "2.5.29.18";
constexpr std::string_view kOcspNoCheck = "1.3.6.1.5.5.7.48.1.5";

// Whatever a path validator must act upon and does not stays off this list (RFC 5280 4.2).
constexpr std::array kUnderstood{kBasicConstraints, kKeyUsage,           kExtendedKeyUsage,
                                 kPolicies,         kDistributionPoints, kInformationAccess,
                                 kSubjectKeyId,     kAuthorityKeyId,     kSubjectAltName,
                                 kIssuerAltName,    kOcspNoCheck};

// Without these nobody can say what the certificate may be used for.
constexpr std::array kDecisive{kBasicConstraints, kKeyUsage, kExtendedKeyUsage};

struct Extension {
    Oid oid;
    bool critical = false;
    Bytes value;
};
using Extensions = std::vector<Extension>;

Result<Extension> read_extension(DerReader& list) {
    MOHUR_TRY(DerReader fields, list.enter(tag::kSequence));
    Extension out;
    MOHUR_TRY(out.oid, fields.oid());
    if (fields.peek() == tag::kBoolean) {
        MOHUR_TRY(out.critical, fields.boolean());
    }
    MOHUR_TRY(out.value, fields.octet_string());
    MOHUR_TRY_VOID(fields.finish());
    return out;
}

Result<Extensions> read_list(DerReader wrapped) {
    MOHUR_TRY(DerReader list, wrapped.enter(tag::kSequence));
    MOHUR_TRY_VOID(wrapped.finish());
    Extensions out;
    while (!list.at_end()) {
        if (out.size() == kMaxExtensions) {
            return Error::too_large("certificate-invalid", "extensions");
        }
        MOHUR_TRY(auto extension, read_extension(list));
        out.push_back(std::move(extension));
    }
    return out;
}

/// The decoded value; null when it is absent or not to be read. What was meant by an ill-formed or
/// doubled extension (RFC 5280 4.2: one instance each) nobody knows, so a decisive or critical one
/// counts as not understood.
template <class Ptr, auto D2i>
Ptr decoded(const Extensions& all, std::string_view oid, Certificate::State& state) {
    const auto is_it = [&](const Extension& extension) { return extension.oid == oid; };
    const auto first = std::ranges::find_if(all, is_it);
    if (first == all.end()) {
        return nullptr;
    }
    const bool doubled = std::ranges::count_if(all, is_it) > 1;
    Ptr value = doubled ? nullptr : openssl::parse_whole<Ptr, D2i>(first->value);
    const bool matters =
        doubled || first->critical || std::ranges::find(kDecisive, oid) != kDecisive.end();
    if (value == nullptr && matters) {
        state.unknown_critical_extensions.emplace_back(oid);
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

void read_basic_constraints(const Extensions& all, Certificate::State& state) {
    const auto constraints =
        decoded<openssl::BasicConstraints, d2i_BASIC_CONSTRAINTS>(all, kBasicConstraints, state);
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

void read_key_usage(const Extensions& all, Certificate::State& state) {
    const auto bits = decoded<openssl::AsnBitString, d2i_ASN1_BIT_STRING>(all, kKeyUsage, state);
    if (bits != nullptr) {
        const auto bit = [&](int n) { return ASN1_BIT_STRING_get_bit(bits.get(), n) == 1; };
        state.key_usage = KeyUsage{bit(0), bit(1), bit(5), bit(6)};
    }
}

void read_extended_key_usage(const Extensions& all, Certificate::State& state) {
    const auto usages =
        decoded<openssl::ExtendedKeyUsage, d2i_EXTENDED_KEY_USAGE>(all, kExtendedKeyUsage, state);
    for (int i = 0; usages != nullptr && i < sk_ASN1_OBJECT_num(usages.get()); ++i) {
        state.extended_key_usage.emplace_back(
            openssl::dotted(sk_ASN1_OBJECT_value(usages.get(), i)));
    }
    state.extended_key_usage_critical = std::ranges::any_of(all, [](const Extension& extension) {
        return extension.oid == kExtendedKeyUsage && extension.critical;
    });
}

void read_policies(const Extensions& all, Certificate::State& state) {
    const auto policies =
        decoded<openssl::CertificatePolicies, d2i_CERTIFICATEPOLICIES>(all, kPolicies, state);
    for (int i = 0; policies != nullptr && i < sk_POLICYINFO_num(policies.get()); ++i) {
        state.policies.emplace_back(
            openssl::dotted(sk_POLICYINFO_value(policies.get(), i)->policyid));
    }
}

void read_information_access(const Extensions& all, Certificate::State& state) {
    const auto access = decoded<openssl::AuthorityInfoAccess, d2i_AUTHORITY_INFO_ACCESS>(
        all, kInformationAccess, state);
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

void read_distribution_points(const Extensions& all, Certificate::State& state) {
    const auto points =
        decoded<openssl::CrlDistPoints, d2i_CRL_DIST_POINTS>(all, kDistributionPoints, state);
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

void read_key_identifiers(const Extensions& all, Certificate::State& state) {
    const auto own =
        decoded<openssl::AsnOctetString, d2i_ASN1_OCTET_STRING>(all, kSubjectKeyId, state);
    if (own != nullptr) {
        state.subject_key_id = to_bytes(openssl::view_of(own.get()));
    }
    const auto authority =
        decoded<openssl::AuthorityKeyId, d2i_AUTHORITY_KEYID>(all, kAuthorityKeyId, state);
    if (authority != nullptr && authority->keyid != nullptr) {
        state.authority_key_id = to_bytes(openssl::view_of(authority->keyid));
    }
}

// RFC 5280 6.1.5 (f): unknown critical extensions fail the path.
void read_presence(const Extensions& all, Certificate::State& state) {
    for (const auto& extension : all) {
        const bool understood =
            std::ranges::find(kUnderstood, std::string_view{extension.oid.dotted()}) !=
            kUnderstood.end();
        if (extension.critical && !understood) {
            state.unknown_critical_extensions.push_back(extension.oid);
        }
        state.has_ocsp_nocheck = state.has_ocsp_nocheck || extension.oid == kOcspNoCheck;
    }
}

}  // namespace

std::vector<std::string> web_addresses(const GENERAL_NAMES* names) {
    std::vector<std::string> urls;
    for (int i = 0; i < sk_GENERAL_NAME_num(names); ++i) {
        add_url(urls, web_address(sk_GENERAL_NAME_value(names, i)));
    }
    return urls;
}

Result<void> read_extensions(DerReader list, Certificate::State& state) {
    MOHUR_TRY(const Extensions all, read_list(list));
    read_presence(all, state);
    read_basic_constraints(all, state);
    read_key_usage(all, state);
    read_extended_key_usage(all, state);
    read_policies(all, state);
    read_information_access(all, state);
    read_distribution_points(all, state);
    read_key_identifiers(all, state);
    return {};
}

}  // namespace mohur::signing
