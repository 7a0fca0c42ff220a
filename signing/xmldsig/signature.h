// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/pki/certificate.h"
#include "signing/pki/crl.h"
#include "signing/xmldsig/reference.h"

namespace mohur::signing::xmldsig {

/// A ds:Signature as it stands (XML Signature 1.1 clause 4.2). Immutable; valid while its document
/// lives.
class Signature {
public:
    /// `malformed` ("undecodable-signature") without exactly one SignedInfo, SignatureValue,
    /// CanonicalizationMethod and SignatureMethod, without a reference, or with a base64 value that
    /// does not decode; `too_large` ("limit-exceeded") with more references than the limit.
    [[nodiscard]] static Result<Signature> parse(const xml::Document& document,
                                                 const xml::Element& element, const Limits& limits);

    [[nodiscard]] const xml::Element& element() const noexcept { return element_; }
    [[nodiscard]] const std::string& id() const noexcept { return id_; }
    [[nodiscard]] const xml::Element& signed_info() const noexcept { return signed_info_; }
    [[nodiscard]] const xml::Element& value_element() const noexcept { return value_element_; }
    [[nodiscard]] const Bytes& value() const noexcept { return value_; }
    [[nodiscard]] const std::vector<Reference>& references() const noexcept { return references_; }
    /// Empty: not known.
    [[nodiscard]] const std::optional<SignatureAlgorithm>& algorithm() const noexcept {
        return algorithm_;
    }
    [[nodiscard]] std::optional<xml::Element> key_info() const noexcept;
    [[nodiscard]] std::vector<xml::Element> objects() const;

    /// Certificates and CRLs of ds:X509Data that decode, in order. Candidates only: a ds:KeyValue
    /// is never looked at, since it says nothing about whose key it is.
    [[nodiscard]] std::vector<Certificate> certificates(const Limits& limits) const;
    [[nodiscard]] std::vector<Crl> crls(const Limits& limits) const;

    /// The canonical SignedInfo: what the value is over. `unsupported` ("algorithm-unsupported")
    /// for a CanonicalizationMethod that is none.
    [[nodiscard]] Result<Bytes> signed_octets() const;
    /// True when `key` made the value over `octets`.
    [[nodiscard]] bool verify(const PublicKey& key, BytesView octets) const;

private:
    Signature(const xml::Document& document, const xml::Element& element,
              const xml::Element& signed_info, const xml::Element& value)
        : document_{document},
          element_{element},
          signed_info_{signed_info},
          value_element_{value} {}

    xml::Document document_;
    xml::Element element_;
    xml::Element signed_info_;
    xml::Element value_element_;
    std::string id_;
    Bytes value_;
    std::optional<xml::CanonicalMethod> canonical_;
    std::optional<SignatureAlgorithm> algorithm_;
    std::vector<Reference> references_;
};

}  // namespace mohur::signing::xmldsig
