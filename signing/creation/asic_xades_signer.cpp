// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/asic/manifest.h"
#include "signing/asic/names.h"
#include "signing/creation/asic_container_internal.h"
#include "signing/crypto/hash.h"
#include "signing/xades/creation.h"

namespace mohur::signing {
namespace {

constexpr std::size_t kIdBytes = 8;
// The fixed name of ASiC-S (EN 319 162-1 clause 4.3.3.2 item 4 b).
constexpr std::string_view kSimpleSignatures = "META-INF/signatures.xml";

/// Other kinds of signature in a container would not be covered or would cover what changes, and
/// ASiC-S has one file for all XAdES signatures.
Result<void> check_present(const SigningRequest& request, const asic::ContainerDraft& draft) {
    const bool other = !draft.cades().empty() || !draft.timestamps().empty() ||
                       draft.has_evidence_records() || draft.kind() == ContainerKind::asic_s;
    return present_container(request) && other
               ? Result<void>{Error::unsupported("asic-not-extendable")}
               : Result<void>{};
}

std::string free_signatures(const asic::ContainerDraft& draft) {
    if (draft.kind() == ContainerKind::asic_s) {
        return std::string{kSimpleSignatures};
    }
    for (std::size_t number = 0;; ++number) {
        auto name = "META-INF/signatures" + std::to_string(number) + ".xml";
        if (!draft.contains(name)) {
            return name;
        }
    }
}

}  // namespace

Result<Prepared> prepare_asic_xades(const SigningRequest& request, const PreparationParts& parts) {
    MOHUR_TRY(auto draft, draft_of(request));
    MOHUR_TRY_VOID(check_present(request, draft));
    std::vector<xades::ReferencedObject> objects;
    for (const auto& file : draft.data()) {
        MOHUR_TRY(auto digest, draft.digest(file.name, request.algorithm.digest));
        objects.push_back({asic::uri_of_entry(file.name), file.mime_type, std::move(digest)});
    }
    const xades::SignaturePlan plan{
        std::move(objects),    request.signer,
        request.chain,         request.algorithm,
        request.signing_time,  request.location,
        request.claimed_roles, "S-" + to_hex(parts.random.bytes(kIdBytes))};
    MOHUR_TRY(auto signature, xades::draft(plan));
    Prepared prepared;
    prepared.to_be_signed = std::move(signature.to_be_signed);
    prepared.state.fragment = std::move(signature.xml);
    prepared.state.entry = free_signatures(draft);
    return prepared;
}

Result<void> complete_asic_xades(const SigningRequest& request, PreparedState state,
                                 const CompletionParts& parts, ByteTarget& target) {
    MOHUR_TRY(auto xml,
              xades::with_signature_value(state.fragment, request.algorithm,
                                          request.signer.public_key(), parts.signature_value));
    Time stamped_at{};
    if (request.level >= SignatureLevel::T) {
        MOHUR_TRY(const auto stamped, xades::signature_timestamp_input(xml));
        MOHUR_TRY(const auto token,
                  parts.evidence.stamp(digest_of(DigestAlgorithm::sha256, stamped)));
        MOHUR_TRY(xml, xades::with_signature_timestamp(xml, token.encoding()));
        stamped_at = token.time();
    }
    if (request.level >= SignatureLevel::LT) {
        MOHUR_TRY(const auto material,
                  parts.evidence.material({{request.signer, request.chain, stamped_at}}));
        MOHUR_TRY(xml, xades::with_validation_data(xml, material.certificates, material.ocsp,
                                                   material.crls));
    }
    MOHUR_TRY(auto draft, draft_of(request));
    MOHUR_TRY_VOID(check_present(request, draft));
    if (state.entry != free_signatures(draft)) {
        return Error::conflict("signing-state-invalid", "entry");
    }
    // EN 319 162-1 clause 4.4.3.2 item 4: ASiC-E with XAdES lists its files.
    if (!present_container(request) && draft.kind() == ContainerKind::asic_e) {
        std::vector<asic::OdfFile> files;
        for (const auto& file : draft.data()) {
            files.push_back({file.name, file.mime_type});
        }
        draft.put(std::string{asic::kOdfManifest},
                  asic::write_odf_manifest(asic::kMimeAsicE, files));
    }
    draft.put(std::move(state.entry), std::move(xml));
    return draft.write(target, request.signing_time);
}

}  // namespace mohur::signing
