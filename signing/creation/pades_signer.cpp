// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/cms/signed_data_builder.h"
#include "signing/creation/format_signer_internal.h"
#include "signing/creation/pades_levels_internal.h"
#include "signing/crypto/hash.h"
#include "signing/pades/creation.h"
#include "signing/pades/document_survey.h"

#include <algorithm>

namespace mohur::signing {
namespace {

// id-aa-signatureTimeStampToken (RFC 3161 appendix A)
constexpr std::string_view kSignatureTimestamp = "1.2.840.113549.1.9.16.2.14";
constexpr std::size_t kMinReserve = 16'384;
constexpr std::size_t kReserveForAttributes = 4'096;
constexpr std::size_t kReserveForToken = 12'288;

std::size_t reserve_for(const SigningRequest& request) {
    std::size_t size = kReserveForAttributes + request.signer.der().size();
    for (const auto& certificate : request.chain) {
        size += certificate.der().size();
    }
    if (request.level != SignatureLevel::B) {
        size += kReserveForToken;
    }
    return std::max(size, kMinReserve);
}

/// `message_digest` is signed in the first step; the second needs only its algorithm and length.
SignerInfoPlan plan_of(const SigningRequest& request) {
    return {.signer = request.signer,
            .chain = request.chain,
            .algorithm = request.algorithm,
            .content_type = Oid{"1.2.840.113549.1.7.1"},
            .message_digest =
                Digest{request.algorithm.digest, Bytes(digest_size(request.algorithm.digest))},
            .signing_time = std::nullopt,  // EN 319 142-1 clause 6.3: /M instead
            .attached_content = nullptr,
            .more_signed_attributes = {}};
}

pades::SignatureFieldPlan field_of(const SigningRequest& request) {
    return {.field_name = request.pdf.field,
            .name = identity_of(request.signer).common_name,
            .reason = request.reason,
            .location = request.location,
            .signing_time = request.signing_time,
            .reserve = reserve_for(request),
            .document_timestamp = false,
            .certification = request.pdf.certification,
            .appearance = request.pdf.appearance,
            .traits = {.digest = request.algorithm.digest,
                       .timestamped = request.level >= SignatureLevel::T,
                       .long_term = request.level >= SignatureLevel::LT,
                       .certificate = request.signer.der()}};
}

/// What the signer should know of what is shown; an error when the policy forbids it.
Result<std::vector<Finding>> content_warnings(const SigningRequest& request) {
    MOHUR_TRY(auto survey, pades::survey(*request.data.front().bytes, request.limits));
    if (request.pdf.content == ContentPolicy::refuse && !survey.findings.empty()) {
        std::string codes;
        for (const auto& finding : survey.findings) {
            codes += (codes.empty() ? "" : ", ") + finding.code;
        }
        return Error::denied("pdf-content-refused", std::move(codes));
    }
    return std::move(survey.findings);
}

/// The file of the request with the signed revision behind it.
Result<pades::OpenRevision> reopen(const SigningRequest& request, const PreparedState& state) {
    MOHUR_TRY(auto file, request.data.front().bytes->read_all(request.limits.pdf_bytes));
    append(file, state.fragment);
    const auto size = file.size();
    if (state.contents_offset > size || state.contents_length > size - state.contents_offset) {
        return Error::conflict("signing-state-invalid", "contents");
    }
    return pades::OpenRevision{std::move(file), state.contents_offset, state.contents_length};
}

}  // namespace

Result<Prepared> prepare_pades(const SigningRequest& request, const PreparationParts& /*parts*/) {
    const auto& pdf = *request.data.front().bytes;
    const auto field = field_of(request);
    MOHUR_TRY(const auto revision, pades::append_signature_field(pdf, field, request.limits));
    MOHUR_TRY(auto warnings, content_warnings(request));
    auto plan = plan_of(request);
    MOHUR_TRY(plan.message_digest, pades::byte_range_digest(revision, request.algorithm.digest));
    MOHUR_TRY(auto attributes, signed_attributes(plan));
    Prepared prepared;
    prepared.to_be_signed = attributes;
    prepared.state.signed_attributes = std::move(attributes);
    prepared.state.fragment =
        to_bytes(BytesView{revision.file}.subspan(static_cast<std::size_t>(pdf.size())));
    prepared.state.contents_offset = revision.contents_offset;
    prepared.state.contents_length = revision.contents_length;
    prepared.warnings = std::move(warnings);
    return prepared;
}

Result<void> complete_pades(const SigningRequest& request, PreparedState state,
                            const CompletionParts& parts, ByteTarget& target) {
    const auto plan = plan_of(request);
    std::vector<Bytes> unsigned_attributes;
    Time stamped_at{};
    if (request.level >= SignatureLevel::T) {
        MOHUR_TRY(const auto token,
                  parts.evidence.stamp(digest_of(DigestAlgorithm::sha256, parts.signature_value)));
        unsigned_attributes.push_back(cms_attribute(kSignatureTimestamp, token.encoding()));
        stamped_at = token.time();
    }
    MOHUR_TRY(const auto cms, assemble_signed_data(plan, state.signed_attributes,
                                                   parts.signature_value, unsigned_attributes));
    MOHUR_TRY(auto revision, reopen(request, state));
    MOHUR_TRY(auto file, pades::close_revision(std::move(revision), cms));
    if (request.level >= SignatureLevel::LT) {
        MOHUR_TRY(const auto material,
                  parts.evidence.material({{request.signer, request.chain, stamped_at}}));
        MOHUR_TRY(file, append_material(std::move(file), cms, material, request.limits));
    }
    if (request.level >= SignatureLevel::LTA) {
        MOHUR_TRY(file, append_document_timestamp(std::move(file), parts.evidence, request.limits));
    }
    return target.write_at(0, file);
}

}  // namespace mohur::signing
