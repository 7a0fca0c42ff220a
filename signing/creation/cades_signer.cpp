// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/creation/cades_signer_internal.h"

#include "signing/asn1/der.h"
#include "signing/cms/signed_data_editor.h"
#include "signing/creation/cades_levels_internal.h"
#include "signing/creation/request_check_internal.h"
#include "signing/crypto/hash.h"

#include <algorithm>

namespace mohur::signing {
namespace {

using Source = std::shared_ptr<const ByteSource>;

constexpr std::string_view kData = "1.2.840.113549.1.7.1";  // id-data

/// A SignedData that holds its content and is signed; anything else is content itself.
bool is_attached_signature(const Source& file, const Limits& limits) {
    const auto first = file->read_range(0, std::min<std::uint64_t>(file->size(), 1));
    if (!first || first->empty() || first->front() != tag::kSequence) {
        return false;
    }
    const auto data = SignedData::parse(file, limits);
    return data && data->content_type() == kData && data->content_source() &&
           !data->signers().empty();
}

bool is_attached(const SigningRequest& request) {
    return request.format == CreationFormat::cades_attached;
}

/// What the new signer signs.
Result<Digest> digest_to_sign(const SigningRequest& request) {
    const auto algorithm = request.algorithm.digest;
    const auto present = is_attached(request) ? present_signed_data(request) : nullptr;
    if (present == nullptr) {
        return digest_of(algorithm, *request.data.front().bytes);
    }
    MOHUR_TRY(const auto data, SignedData::parse(present, request.limits));
    return digest_of(algorithm, *data.content_source());
}

/// Another signer signs the same data, or the file would say so of things that differ.
Result<void> check_present(const SigningRequest& request) {
    const auto present = present_signed_data(request);
    if (present == nullptr) {
        return {};
    }
    MOHUR_TRY(const auto data, SignedData::parse(present, request.limits));
    if (cades::has_sealed_material(data)) {
        return Error::unsupported("cades-archive-v2");
    }
    if (is_attached(request)) {
        return {};
    }
    if (data.content_source() || data.signers().empty() || !(data.content_type() == kData)) {
        return Error::malformed("present-signature-invalid");
    }
    const auto options = read_options(request);
    const auto facts = cades::read_signatures(data, options);
    const auto covers = [](const SignatureFacts& signature) {
        return std::ranges::all_of(signature.references, &ReferenceFact::intact);
    };
    return std::ranges::all_of(facts.signatures, covers)
               ? Result<void>{}
               : Result<void>{Error::conflict("present-signature-other-data")};
}

}  // namespace

SignerInfoPlan plan_for(const SigningRequest& request) {
    const auto digest = request.algorithm.digest;
    return {.signer = request.signer,
            .chain = request.chain,
            .algorithm = request.algorithm,
            .content_type = is_counter_signature(request.format) ? Oid{} : Oid{kData},
            .message_digest = Digest{digest, Bytes(digest_size(digest))},
            .signing_time = request.signing_time};
}

Result<Prepared> prepare_signer_info(const SigningRequest& request, const Digest& content_digest,
                                     const std::string& mime_type, const PreparationParts& parts) {
    cades::SignerStatements statements{.mime_type = mime_type,
                                       .locality = request.location,
                                       .claimed_roles = request.claimed_roles,
                                       .commitment_types = request.commitment_types,
                                       .policy = request.policy};
    if (request.content_timestamp) {
        MOHUR_TRY(const auto token, parts.evidence.stamp(content_digest));
        statements.content_timestamps.push_back(token.encoding());
    }
    auto plan = plan_for(request);
    plan.message_digest = content_digest;
    MOHUR_TRY(plan.more_signed_attributes, cades::statement_attributes(statements));
    MOHUR_TRY(auto attributes, signed_attributes(plan));
    Prepared prepared;
    prepared.to_be_signed = attributes;
    prepared.state.signed_attributes = std::move(attributes);
    return prepared;
}

Result<Source> add_signer_info(const SigningRequest& request, const PreparedState& state,
                               BytesView signature_value, const Source& present,
                               const Source& attached) {
    auto plan = plan_for(request);
    if (present == nullptr) {
        plan.attached_content = attached;
        return compose_signed_data(plan, state.signed_attributes, signature_value);
    }
    MOHUR_TRY(const auto data, SignedData::parse(present, request.limits));
    if (cades::has_sealed_material(data)) {
        return Error::unsupported("cades-archive-v2");
    }
    MOHUR_TRY(auto signer, assemble_signer_info(plan, state.signed_attributes, signature_value));
    SignedDataAdditions added{.certificates = request.chain,
                              .digest_algorithms = {request.algorithm.digest},
                              .signers = {std::move(signer)}};
    added.certificates.push_back(request.signer);
    return with_additions(data, added);
}

Source present_signed_data(const SigningRequest& request) {
    if (!is_attached(request)) {
        return request.present_signature;
    }
    const auto& file = request.data.front().bytes;
    return is_attached_signature(file, request.limits) ? file : nullptr;
}

Result<Prepared> prepare_cades(const SigningRequest& request, const PreparationParts& parts) {
    MOHUR_TRY_VOID(check_present(request));
    MOHUR_TRY(const auto digest, digest_to_sign(request));
    // A present file says nothing of the type of its content.
    const bool known = !is_attached(request) || present_signed_data(request) == nullptr;
    return prepare_signer_info(request, digest, known ? request.data.front().mime_type : "", parts);
}

Result<void> complete_cades(const SigningRequest& request, PreparedState state,
                            const CompletionParts& parts, ByteTarget& target) {
    const auto present = present_signed_data(request);
    const auto attached = is_attached(request) ? request.data.front().bytes : nullptr;
    MOHUR_TRY(auto file, add_signer_info(request, state, parts.signature_value, present, attached));
    if (request.level >= SignatureLevel::T) {
        MOHUR_TRY(const auto data, SignedData::parse(file, request.limits));
        const auto options = read_options(request);
        const CadesLevels levels{{data.signers().size() - 1},
                                 request.level,
                                 [&](const SignedData& from, const SignerInfo& signer) {
                                     return cades::content_for(from, signer, options.contents);
                                 },
                                 options};
        MOHUR_TRY(file, raise_signed_data(std::move(file), levels, parts.evidence));
    }
    MOHUR_TRY_VOID(copy(*file, target));
    return {};
}

Result<void> extend_cades(const ExtensionParts& parts, ByteTarget& target) {
    const auto options = read_options(parts.request);
    const CadesLevels levels{parts.chosen, parts.request.level,
                             [&](const SignedData& data, const SignerInfo& signer) {
                                 return cades::content_for(data, signer, options.contents);
                             },
                             options};
    MOHUR_TRY(const auto file, raise_signed_data(parts.request.file, levels, parts.evidence));
    MOHUR_TRY_VOID(copy(*file, target));
    return {};
}

}  // namespace mohur::signing
