// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/creation/format_signer_internal.h"
#include "signing/xades/creation.h"
#include "signing/xml/document.h"

#include <functional>
#include <string>
#include <vector>

namespace mohur::signing {

/// One data object of a new XAdES signature, with the octets that are digested.
struct XadesObject {
    xades::ReferencedObject reference;  ///< its digest is filled in by `prepare_xades_signature`
    std::function<Result<void>(const xml::Sink&)> write;
};

/// The ds:Signature over these objects as `state.fragment`, with what the request states and, where
/// asked for, a content timestamp. Errors: those of xades::draft and of `Evidence::stamp`.
[[nodiscard]] Result<Prepared> prepare_xades_signature(const SigningRequest& request,
                                                       std::vector<XadesObject> objects,
                                                       std::string signature_id,
                                                       const PreparationParts& parts);

/// "S-" and 16 hexadecimal digits.
[[nodiscard]] std::string new_signature_id(RandomSource& random);

/// Whether a signature with that Id can stand in the document as composed: `conflict`
/// "xades-id-taken" when an Id of the document is one that the signature brings; `unsupported`
/// "xades-signature-seals" when a signature of `before` that is intact would not be any more.
/// `before` is empty for a new document.
[[nodiscard]] Result<void> check_signature_fits(const SigningRequest& request, BytesView before,
                                                BytesView composed, const std::string& id);

/// The document that a XAdES signature stands in, before it does. Immutable value.
class XadesDocument {
public:
    /// Errors: `too_large` "xml-too-large"; `malformed` "xml-doctype", "xml-not-wellformed",
    /// "data-name-invalid", "present-signature-invalid"; `conflict` "present-signature-other-data";
    /// `unsupported` "xml-encoding", "xades-not-envelopable" for a root that is a signature itself.
    [[nodiscard]] static Result<XadesDocument> create(const SigningRequest& request,
                                                      std::string signature_id);

    /// What is signed. Valid while this object lives.
    [[nodiscard]] std::vector<XadesObject> objects() const;
    /// The document with the ds:Signature in its place, behind every other.
    [[nodiscard]] Result<Bytes> with_signature(BytesView signature) const;
    /// See `check_signature_fits`.
    [[nodiscard]] Result<void> check_present(BytesView signature) const;

private:
    XadesDocument(const SigningRequest& request, std::string signature_id)
        : request_{request}, id_{std::move(signature_id)} {}
    [[nodiscard]] Result<void> open_enveloped();
    [[nodiscard]] Result<void> open_enveloping();
    [[nodiscard]] Result<void> open_detached();

    const SigningRequest& request_;
    std::string id_;
    Bytes present_;                        ///< the document that gets the signature; may be empty
    std::optional<xml::Document> parsed_;  ///< of `present_`
    std::string object_;                   ///< markup of the ds:Object of an enveloping signature
    bool nodes_ = false;                   ///< that object holds XML
};

}  // namespace mohur::signing
