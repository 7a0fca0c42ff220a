// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/xmldsig/signature.h"

#include "signing/xmldsig/algorithm.h"
#include "signing/xmldsig/names.h"

namespace mohur::signing::xmldsig {
namespace {

Error undecodable(std::string_view what) {
    return Error::malformed("undecodable-signature", std::string{what});
}

/// The one child of that name.
Result<xml::Element> only(const xml::Element& parent, std::string_view name) {
    const auto found = parent.children(kNamespace, name);
    if (found.size() != 1) {
        return undecodable(name);
    }
    return found.front();
}

/// Calls `take` for the decoded content of each ds:X509Data child of that name.
template <class Take>
void each_x509_datum(const std::optional<xml::Element>& key_info, std::string_view name,
                     std::size_t limit, Take take) {
    if (!key_info) {
        return;
    }
    std::size_t count = 0;
    for (const auto& data : key_info->children(kNamespace, "X509Data")) {
        for (const auto& datum : data.children(kNamespace, name)) {
            const auto der = datum.base64();
            if (der && count++ < limit) {
                take(*der);
            }
        }
    }
}

}  // namespace

Result<Signature> Signature::parse(const xml::Document& document, const xml::Element& element,
                                   const Limits& limits) {
    MOHUR_TRY(const auto signed_info, only(element, "SignedInfo"));
    MOHUR_TRY(const auto value, only(element, "SignatureValue"));
    MOHUR_TRY(const auto canonicalization, only(signed_info, "CanonicalizationMethod"));
    MOHUR_TRY(const auto method, only(signed_info, "SignatureMethod"));
    const auto references = signed_info.children(kNamespace, "Reference");
    if (references.empty()) {
        return undecodable("Reference");
    }
    if (references.size() > limits.xml_references) {
        return Error::too_large("limit-exceeded", "references of one signature");
    }
    Signature signature{document, element, signed_info, value};
    signature.id_ = element.attribute("Id").value_or("");
    signature.canonical_ = canonical_method(canonicalization);
    signature.algorithm_ = signature_method(method);
    auto octets = value.base64();
    if (!octets) {
        return undecodable("SignatureValue");
    }
    signature.value_ = *std::move(octets);
    for (const auto& reference : references) {
        auto parsed = parse_reference(reference);
        if (!parsed) {
            return undecodable("Reference");
        }
        signature.references_.push_back(*std::move(parsed));
    }
    return signature;
}

std::optional<xml::Element> Signature::key_info() const noexcept {
    return element_.child(kNamespace, "KeyInfo");
}

std::vector<xml::Element> Signature::objects() const {
    return element_.children(kNamespace, "Object");
}

std::vector<Certificate> Signature::certificates(const Limits& limits) const {
    std::vector<Certificate> found;
    each_x509_datum(key_info(), "X509Certificate", limits.certificates, [&](const Bytes& der) {
        if (auto certificate = Certificate::from_der(der)) {
            found.push_back(*std::move(certificate));
        }
    });
    return found;
}

std::vector<Crl> Signature::crls(const Limits& limits) const {
    std::vector<Crl> found;
    each_x509_datum(key_info(), "X509CRL", limits.certificates, [&](const Bytes& der) {
        if (auto crl = Crl::from_der(der)) {
            found.push_back(*std::move(crl));
        }
    });
    return found;
}

Result<Bytes> Signature::signed_octets() const {
    if (!canonical_) {
        return Error::unsupported("algorithm-unsupported", "CanonicalizationMethod");
    }
    return xml::canonicalize(xml::NodeSet::subtree(document_, signed_info_, true), *canonical_);
}

bool Signature::verify(const PublicKey& key, BytesView octets) const {
    if (!algorithm_) {
        return false;
    }
    const auto value = from_xml_value(*algorithm_, key, value_);
    return value && key.verify(*algorithm_, octets, *value);
}

}  // namespace mohur::signing::xmldsig
