// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/asn1/der.h"
#include "signing/crypto/hash.h"
#include "signing/xades/certificate_reference_internal.h"
#include "signing/xmldsig/algorithm.h"
#include "signing/xmldsig/names.h"

#include <algorithm>

namespace mohur::signing::xades {
namespace {

// Each entry is compared with each candidate; a path is at most some certificates long.
constexpr std::size_t kMaxEntries = 32;

std::optional<Digest> read_digest(const std::optional<xml::Element>& element) {
    if (!element) {
        return std::nullopt;
    }
    // TS 101 903 V1.1.1 has its own elements of the same names.
    const auto part = [&](std::string_view name) {
        const auto common = element->child(xmldsig::kNamespace, name);
        return common ? common : property(*element, name);
    };
    const auto method = part("DigestMethod");
    const auto value = part("DigestValue");
    const auto algorithm = method ? xmldsig::digest_method(*method) : std::nullopt;
    auto octets = value ? value->base64() : Result<Bytes>{Error::malformed("xml-base64")};
    if (!algorithm || !octets) {
        return std::nullopt;
    }
    return Digest{*algorithm, *std::move(octets)};
}

/// Some producers write the name in the order of RFC 4514, the reverse of the certificate's. The
/// digest decides whose certificate it is, so the order of the parts does not matter here.
bool same_parts(const Name& a, const Name& b) {
    if (a.matches(b)) {
        return true;
    }
    const auto parts = [](const Name& name) {
        std::vector<std::string> all;
        for (const auto& attribute : name.attributes) {
            all.push_back(attribute.oid + '=' + attribute.value);
        }
        std::sort(all.begin(), all.end());
        return all;
    };
    return parts(a) == parts(b);
}

struct IssuerSerial {
    Name issuer;
    Bytes serial;
};
/// RFC 5035 clause 4: IssuerSerial with one directoryName.
Result<IssuerSerial> read_issuer_serial(BytesView encoding) {
    DerReader outer{encoding};
    MOHUR_TRY(auto fields, outer.enter(tag::kSequence));
    MOHUR_TRY(auto names, fields.enter(tag::kSequence));
    MOHUR_TRY(const auto name, names.expect(tag::context_set(4)));
    MOHUR_TRY(auto serial, fields.integer());
    MOHUR_TRY(auto issuer, Name::from_der(name.content));
    return IssuerSerial{std::move(issuer), std::move(serial)};
}

bool is_number(std::string_view text) noexcept {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

// A part that cannot be decoded is a fault of the structure; it neither names nor contradicts.
SigningCertificateProperty SigningCertificateProperty::read(
    const QualifyingProperties& qualifying) {
    SigningCertificateProperty result;
    for (const auto* name : {"SigningCertificate", "SigningCertificateV2"}) {
        for (const auto& element : properties(qualifying.signed_signature, name)) {
            const auto before = result.entries_.size();
            for (const auto& entry : properties(element, "Cert")) {
                if (result.entries_.size() == kMaxEntries) {
                    break;
                }
                if (auto digest = read_digest(property(entry, "CertDigest"))) {
                    result.entries_.push_back(read_entry(entry, *std::move(digest)));
                }
            }
            result.count_ += result.entries_.size() > before ? 1U : 0U;
        }
    }
    return result;
}

SigningCertificateProperty::Entry SigningCertificateProperty::read_entry(
    const xml::Element& element, Digest digest) {
    Entry entry{std::move(digest), {}, {}, {}};
    if (const auto issuer_serial = property(element, "IssuerSerial")) {
        const auto number = issuer_serial->child(xmldsig::kNamespace, "X509SerialNumber");
        const auto text = number ? std::string{xml::trim(number->text())} : std::string{};
        entry.serial_decimal = is_number(text) ? text : std::string{};
    }
    if (const auto issuer_serial = property(element, "IssuerSerialV2")) {
        const auto encoding = issuer_serial->base64();
        if (auto read =
                encoding ? read_issuer_serial(*encoding) : Result<IssuerSerial>{encoding.error()}) {
            entry.issuer = std::move(read->issuer);
            entry.serial = std::move(read->serial);
        }
    }
    return entry;
}

bool SigningCertificateProperty::names(const Certificate& certificate) const {
    return std::any_of(entries_.begin(), entries_.end(), [&](const Entry& entry) {
        return digest_of(entry.digest.algorithm, certificate.der()) == entry.digest;
    });
}

bool SigningCertificateProperty::matches(const Certificate& certificate) const {
    return std::any_of(entries_.begin(), entries_.end(), [&](const Entry& entry) {
        return digest_of(entry.digest.algorithm, certificate.der()) == entry.digest &&
               (entry.serial_decimal.empty() ||
                entry.serial_decimal == certificate.serial_decimal()) &&
               (!entry.issuer || (same_parts(*entry.issuer, certificate.issuer()) &&
                                  entry.serial == certificate.serial()));
    });
}

}  // namespace mohur::signing::xades
