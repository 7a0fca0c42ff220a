// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/cades/creation.h"
#include "signing/cms/signed_data_editor.h"
#include "signing/creation/cades_signer_internal.h"
#include "signing/creation/request_check_internal.h"
#include "signing/creation/xades_document_internal.h"
#include "signing/crypto/hash.h"
#include "signing/xades/augmentation.h"
#include "signing/xades/names.h"

namespace mohur::signing {
namespace {

/// The document whose signature is countersigned, with the position of that signature.
struct CountersignedDocument {
    xades::Augmentation document;
    std::size_t position;
};

Result<CountersignedDocument> open_document(const SigningRequest& request,
                                            const ReadOptions& options,
                                            xades::ContentResolver& contents) {
    MOHUR_TRY(auto bytes, file_to_countersign(request)->read_all(options.limits.xml_bytes));
    MOHUR_TRY(const auto signatures, xades::read_signatures(bytes, options, contents));
    MOHUR_TRY(const auto position, countersigned_position(request, signatures));
    MOHUR_TRY(auto document, xades::Augmentation::parse(std::move(bytes), options, contents));
    return CountersignedDocument{std::move(document), position};
}

Result<Bytes> with_counter_signature(const CountersignedDocument& parent, BytesView signature) {
    return parent.document.with_unsigned(
        {{parent.position, xades::counter_signature_property(signature)}});
}

/// The CMS whose signature is countersigned, with the position of its SignerInfo.
struct CountersignedCms {
    SignedData data;
    std::size_t position;
};

Result<CountersignedCms> open_cms(const SigningRequest& request) {
    const auto options = read_options(request);
    MOHUR_TRY(auto data, SignedData::parse(file_to_countersign(request), options.limits));
    const auto facts = cades::read_signatures(data, options);
    MOHUR_TRY(const auto position, countersigned_position(request, facts.signatures));
    if (cades::has_sealed_material(data)) {
        return Error::unsupported("cades-archive-v2");
    }
    return CountersignedCms{std::move(data), position};
}

}  // namespace

// EN 319 132-1 clause 5.2.7: over the ds:SignatureValue, which has to have an Id.
Result<Prepared> prepare_xades_counter(const SigningRequest& request,
                                       const PreparationParts& parts) {
    const auto options = read_options(request);
    const auto contents = xades::supplied_contents(options);
    MOHUR_TRY(const auto parent, open_document(request, options, *contents));
    const auto value_id = parent.document.value_id(parent.position);
    if (value_id.empty()) {
        return Error::unsupported("signature-not-extendable", "SignatureValue without Id");
    }
    MOHUR_TRY(const auto value, parent.document.signature_timestamp_input(parent.position));
    XadesObject object{{"#" + value_id,
                        "",
                        {},
                        xades::ObjectTransform::canonical,
                        std::string{xades::kCounterSignatureType}},
                       [&value](const xml::Sink& sink) -> Result<void> {
                           sink(value);
                           return {};
                       }};
    const auto id = new_signature_id(parts.random);
    MOHUR_TRY(auto prepared, prepare_xades_signature(request, {std::move(object)}, id, parts));
    MOHUR_TRY(const auto composed, with_counter_signature(parent, prepared.state.fragment));
    MOHUR_TRY_VOID(check_signature_fits(request, parent.document.bytes(), composed, id));
    return prepared;
}

Result<void> complete_xades_counter(const SigningRequest& request, PreparedState state,
                                    const CompletionParts& parts, ByteTarget& target) {
    const auto options = read_options(request);
    const auto contents = xades::supplied_contents(options);
    MOHUR_TRY(const auto parent, open_document(request, options, *contents));
    MOHUR_TRY(const auto signature,
              xades::with_signature_value(state.fragment, request.algorithm,
                                          request.signer.public_key(), parts.signature_value));
    MOHUR_TRY(const auto xml, with_counter_signature(parent, signature));
    return target.write_at(0, xml);
}

// RFC 5652 clause 11.4: over the octets of the signature value.
Result<Prepared> prepare_cades_counter(const SigningRequest& request,
                                       const PreparationParts& parts) {
    MOHUR_TRY(const auto parent, open_cms(request));
    const auto& value = parent.data.signers()[parent.position].signature();
    return prepare_signer_info(request, digest_of(request.algorithm.digest, value), {}, parts);
}

Result<void> complete_cades_counter(const SigningRequest& request, PreparedState state,
                                    const CompletionParts& parts, ByteTarget& target) {
    MOHUR_TRY(const auto parent, open_cms(request));
    MOHUR_TRY(const auto signer, assemble_signer_info(plan_for(request), state.signed_attributes,
                                                      parts.signature_value));
    SignedDataAdditions added{
        .certificates = request.chain,
        .digest_algorithms = {request.algorithm.digest},
        .unsigned_attributes = {{parent.position, {cades::counter_signature_attribute(signer)}}}};
    added.certificates.push_back(request.signer);
    MOHUR_TRY_VOID(copy(*with_additions(parent.data, added), target));
    return {};
}

}  // namespace mohur::signing
