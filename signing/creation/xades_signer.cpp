// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/creation/request_check_internal.h"
#include "signing/creation/xades_document_internal.h"
#include "signing/creation/xades_levels_internal.h"
#include "signing/xades/augmentation.h"

namespace mohur::signing {

std::shared_ptr<const ByteSource> present_xades(const SigningRequest& request) {
    return request.format == CreationFormat::xades_enveloped ? request.data.front().bytes
                                                             : request.present_signature;
}

Result<Prepared> prepare_xades(const SigningRequest& request, const PreparationParts& parts) {
    const auto id = new_signature_id(parts.random);
    MOHUR_TRY(const auto document, XadesDocument::create(request, id));
    MOHUR_TRY(auto prepared, prepare_xades_signature(request, document.objects(), id, parts));
    MOHUR_TRY_VOID(document.check_present(prepared.state.fragment));
    return prepared;
}

Result<void> complete_xades(const SigningRequest& request, PreparedState state,
                            const CompletionParts& parts, ByteTarget& target) {
    MOHUR_TRY(const auto signature,
              xades::with_signature_value(state.fragment, request.algorithm,
                                          request.signer.public_key(), parts.signature_value));
    MOHUR_TRY(const auto document, XadesDocument::create(request, state.entry));
    MOHUR_TRY(auto xml, document.with_signature(signature));
    if (request.level >= SignatureLevel::T) {
        const auto options = read_options(request);
        const auto contents = xades::supplied_contents(options);
        MOHUR_TRY(const auto count, xades::Augmentation::parse(xml, options, *contents));
        const XadesLevels levels{{count.size() - 1}, request.level, *contents, options};
        MOHUR_TRY(xml, raise_signatures(std::move(xml), levels, parts.evidence));
    }
    return target.write_at(0, xml);
}

Result<void> extend_xades(const ExtensionParts& parts, ByteTarget& target) {
    const auto options = read_options(parts.request);
    const auto contents = xades::supplied_contents(options);
    MOHUR_TRY(auto xml, parts.request.file->read_all(options.limits.xml_bytes));
    const XadesLevels levels{parts.chosen, parts.request.level, *contents, options};
    MOHUR_TRY(xml, raise_signatures(std::move(xml), levels, parts.evidence));
    return target.write_at(0, xml);
}

}  // namespace mohur::signing
