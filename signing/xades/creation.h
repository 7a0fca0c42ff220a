// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/digest.h"
#include "signing/core/time.h"
#include "signing/model/policy_reference.h"
#include "signing/pki/certificate.h"
#include "signing/xml/canonical.h"

#include <optional>
#include <string>
#include <vector>

namespace mohur::signing::xades {

/// What turns a data object into the octets that are digested.
enum class ObjectTransform {
    none,                ///< the octets of a detached object
    base64,              ///< those in the text of a ds:Object
    canonical,           ///< Exclusive XML Canonicalization 1.0 of an element
    without_signatures,  ///< of the whole document but every ds:Signature (XPath Filter 2.0)
};

/// One data object to be referenced.
struct ReferencedObject {
    std::string uri;  ///< percent-encoded; "" is the document that the signature stands in
    std::string mime_type;
    Digest digest;  ///< of the transformed octets
    ObjectTransform transform = ObjectTransform::none;
    /// Optional ds:Reference/@Type. A counter-signature has kCounterSignatureType: what it signs is
    /// no data object and gets no DataObjectFormat.
    std::string type{};
};

/// The elements of a new XAdES baseline signature (EN 319 132-1 clause 6.3).
struct SignaturePlan {
    std::vector<ReferencedObject> objects;
    Certificate signer;
    std::vector<Certificate> chain;
    SignatureAlgorithm algorithm;
    Time signing_time;
    std::string location;                    ///< optional; City (clause 5.2.5)
    std::vector<std::string> claimed_roles;  ///< optional (clause 5.2.6)
    std::string signature_id;                ///< an NCName; no Id of the document begins with it
    std::vector<std::string> commitment_types{};       ///< dotted identifiers (clause 5.2.3)
    std::optional<SignaturePolicyReference> policy{};  ///< clause 5.2.9
    /// AllDataObjectsTimeStamp tokens over the transformed octets of the objects in order (clause
    /// 5.2.8.1).
    std::vector<Bytes> content_timestamps{};
};

/// A ds:Signature without its value, and the canonical SignedInfo octets to be signed. The element
/// declares the prefixes that it uses, and what is signed is in exclusive canonical form, so that
/// it means the same wherever it is put.
struct Draft {
    Bytes xml;
    Bytes to_be_signed;
};
/// `malformed` "xades-signature-id", "xades-no-object", "signing-request-invalid" for a commitment
/// type or policy that is none; `unsupported` "algorithm-unsupported".
[[nodiscard]] Result<Draft> draft(const SignaturePlan& plan);

/// Inserts the value into the one ds:Signature that `xml` is (ECDSA as raw r||s, converted here
/// from DER).
[[nodiscard]] Result<Bytes> with_signature_value(BytesView xml, const SignatureAlgorithm& algorithm,
                                                 const PublicKey& key, BytesView value);

/// The document of ASiC around a ds:Signature: asic:XAdESSignatures (EN 319 162-1 annex A.5).
[[nodiscard]] Bytes in_asic_document(BytesView signature);

/// Hands what ObjectTransform::without_signatures leaves of `document` to `sink`.
[[nodiscard]] Result<void> write_without_signatures(const xml::Document& document,
                                                    const xml::Sink& sink);

/// A ds:Object that holds `data` in base64.
[[nodiscard]] std::string base64_object(const std::string& id, const std::string& mime_type,
                                        BytesView data);
/// A ds:Object around an element, which `root` is the markup of.
[[nodiscard]] std::string node_object(const std::string& id, const std::string& mime_type,
                                      std::string_view root);

}  // namespace mohur::signing::xades
