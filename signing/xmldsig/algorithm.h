// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/digest.h"
#include "signing/crypto/public_key.h"
#include "signing/xml/document.h"

namespace mohur::signing::xmldsig {

/// The digest algorithm of a DigestMethod element (XML Signature 1.1 clause 4.4.3.5); nothing when
/// its URI is not known.
[[nodiscard]] std::optional<DigestAlgorithm> digest_method(const xml::Element& method);
/// The algorithm of a SignatureMethod element (clause 6.4, RFC 9231), with RSASSA-PSS parameters;
/// nothing when it is not known. HMAC is not known: it proves nothing about a person.
[[nodiscard]] std::optional<SignatureAlgorithm> signature_method(const xml::Element& method);
/// The algorithm URI for a new signature; empty where none says the same.
[[nodiscard]] std::string_view uri_of(const SignatureAlgorithm& algorithm) noexcept;

/// The SignatureValue of a key's value: ECDSA turns from DER into r||s of the curve's size (clause
/// 6.4.3), anything else stays.
[[nodiscard]] Result<Bytes> to_xml_value(const SignatureAlgorithm& algorithm, const PublicKey& key,
                                         BytesView value);
/// The reverse. An ECDSA value that is not exactly twice the size of the curve's order is
/// `malformed`.
[[nodiscard]] Result<Bytes> from_xml_value(const SignatureAlgorithm& algorithm,
                                           const PublicKey& key, BytesView value);

}  // namespace mohur::signing::xmldsig
