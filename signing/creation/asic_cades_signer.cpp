// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/asic/manifest.h"
#include "signing/asic/names.h"
#include "signing/creation/asic_container_internal.h"
#include "signing/creation/cades_levels_internal.h"
#include "signing/creation/cades_signer_internal.h"
#include "signing/creation/request_check_internal.h"
#include "signing/crypto/hash.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace mohur::signing {
namespace {

using Source = std::shared_ptr<const ByteSource>;

// The fixed name of ASiC-S (EN 319 162-1 clause 4.3.3.2 item 4 a).
constexpr std::string_view kSimpleSignature = "META-INF/signature.p7s";
constexpr std::string_view kMimeCms = "application/x-pkcs7-signature";

bool is_simple(const SigningRequest& request) {
    return request.format == CreationFormat::asic_s_cades;
}

/// Signatures of the other kind would say nothing of each other; ASiC-S has one kind by definition.
Result<void> check_present(const SigningRequest& request, const asic::ContainerDraft& draft) {
    const bool bare_token = is_simple(request) && draft.cades().empty();
    const bool sealed =
        is_simple(request) && std::ranges::any_of(draft.cades(), &asic::ContainedCms::sealed);
    const bool refused = !draft.xades().empty() || bare_token || sealed;
    return present_container(request) && refused
               ? Result<void>{Error::unsupported("asic-not-extendable")}
               : Result<void>{};
}

/// The signature and its manifest have one number.
std::string manifest_of(const std::string& signature) {
    constexpr std::string_view kStem = "META-INF/signature";
    constexpr std::string_view kSuffix = ".p7s";
    const auto number =
        signature.substr(kStem.size(), signature.size() - kStem.size() - kSuffix.size());
    return "META-INF/ASiCManifest" + number + ".xml";
}

/// Where the new signature goes; both steps find the same, as the inputs are the same.
std::string signature_entry(const SigningRequest& request, const asic::ContainerDraft& draft) {
    if (is_simple(request)) {
        return draft.cades().empty() ? std::string{kSimpleSignature} : draft.cades().front().entry;
    }
    for (unsigned number = 1;; ++number) {
        std::array<char, 32> name{};
        std::snprintf(name.data(), name.size(), "META-INF/signature%03u.p7s", number);
        if (!draft.contains(name.data()) && !draft.contains(manifest_of(name.data()))) {
            return name.data();
        }
    }
}

Result<Bytes> manifest_for(const SigningRequest& request, asic::ContainerDraft& draft,
                           const std::string& signature) {
    asic::ManifestPlan plan{signature, std::string{kMimeCms}, {}};
    for (const auto& file : draft.data()) {
        MOHUR_TRY(auto digest, draft.digest(file.name, request.algorithm.digest));
        plan.references.push_back({file.name, file.mime_type, std::move(digest)});
    }
    return asic::write_asic_manifest(plan);
}

/// The CMS file of a present ASiC-S; null in a new one.
Result<Source> present_signature(const asic::ContainerDraft& draft) {
    if (draft.cades().empty()) {
        return Source{};
    }
    MOHUR_TRY(auto bytes, draft.read(draft.cades().front().entry));
    return Source{std::make_shared<MemorySource>(std::move(bytes))};
}

/// ASiC-E keeps its long-term form in the container, ASiC-S in the signature.
SignatureLevel own_level(const SigningRequest& request) {
    return is_simple(request) ? request.level : std::min(request.level, SignatureLevel::LT);
}

Result<Bytes> raised(const SigningRequest& request, Source file, asic::ContainerDraft& draft,
                     const std::string& covered, Evidence& evidence) {
    if (request.level >= SignatureLevel::T) {
        MOHUR_TRY(const auto data, SignedData::parse(file, request.limits));
        const auto options = read_options(request);
        const CadesLevels levels{
            {data.signers().size() - 1},
            own_level(request),
            [&](const SignedData&, const SignerInfo&) { return content_of_entry(draft, covered); },
            options};
        MOHUR_TRY(file, raise_signed_data(std::move(file), levels, evidence));
    }
    return file->read_all(request.limits.cms_bytes);
}

}  // namespace

Result<Prepared> prepare_asic_cades(const SigningRequest& request, const PreparationParts& parts) {
    MOHUR_TRY(auto draft, draft_of(request));
    MOHUR_TRY_VOID(check_present(request, draft));
    const auto algorithm = request.algorithm.digest;
    if (is_simple(request)) {
        MOHUR_TRY(const auto digest, draft.digest(draft.data().front().name, algorithm));
        return prepare_signer_info(request, digest, {}, parts);
    }
    MOHUR_TRY(auto manifest, manifest_for(request, draft, signature_entry(request, draft)));
    MOHUR_TRY(auto prepared,
              prepare_signer_info(request, digest_of(algorithm, manifest), {}, parts));
    prepared.state.fragment = std::move(manifest);
    return prepared;
}

Result<void> complete_asic_cades(const SigningRequest& request, PreparedState state,
                                 const CompletionParts& parts, ByteTarget& target) {
    MOHUR_TRY(auto draft, draft_of(request));
    MOHUR_TRY_VOID(check_present(request, draft));
    const auto entry = signature_entry(request, draft);
    auto covered = draft.data().front().name;
    Source present;
    if (is_simple(request)) {
        MOHUR_TRY(present, present_signature(draft));
    } else {
        covered = manifest_of(entry);
        draft.put(covered, std::move(state.fragment));
    }
    MOHUR_TRY(auto file, add_signer_info(request, state, parts.signature_value, present, nullptr));
    MOHUR_TRY(auto cms, raised(request, std::move(file), draft, covered, parts.evidence));
    draft.put(entry, std::move(cms));
    if (request.level == SignatureLevel::LTA && !is_simple(request)) {
        MOHUR_TRY_VOID(
            add_archive_manifest(draft, {{entry, covered}}, request.limits, parts.evidence));
    }
    return draft.write(target, request.signing_time);
}

}  // namespace mohur::signing
