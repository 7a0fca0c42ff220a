// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/creation/asic_container_internal.h"

#include "signing/asic/manifest.h"
#include "signing/asic/names.h"
#include "signing/cms/signed_data_editor.h"
#include "signing/creation/cades_levels_internal.h"
#include "signing/crypto/hash.h"

#include <algorithm>

namespace mohur::signing {
namespace {

constexpr auto kDigest = DigestAlgorithm::sha256;
constexpr std::string_view kMimeCms = "application/x-pkcs7-signature";
constexpr std::string_view kMimeToken = "application/vnd.etsi.timestamp-token";
constexpr std::string_view kMimeXml = "text/xml";

ContainerKind kind_of(CreationFormat format) {
    return name_of(format).format == "asic-s" ? ContainerKind::asic_s : ContainerKind::asic_e;
}

/// The token with what its own validation needs (EN 319 162-1 annex A.7 items 1 and 2). Only
/// SignedData holds it (EN 319 162-2 clause 4.2.1 d ii).
Result<Bytes> with_material(const Bytes& file, const Limits& limits, Evidence& evidence) {
    MOHUR_TRY(const auto token, TimestampToken::parse(file, limits));
    const auto& data = token.signed_data();
    const auto facts = cades::read_token(token, TimestampType::container, std::nullopt, {});
    if (!facts.tsa) {
        return Error::integrity("tsa-untrusted");
    }
    MOHUR_TRY(const auto material,
              evidence.material({}, {{*facts.tsa, facts.certificates, token.time()}},
                                {facts.certificates, facts.ocsp_responses, facts.crls}));
    const auto edited = with_additions(data, {.certificates = material.certificates,
                                              .crls = material.crls,
                                              .ocsp_responses = material.ocsp});
    return edited->read_range(0, edited->size());
}

/// References in the making, each entry once.
class References {
public:
    References(asic::ContainerDraft& draft, asic::ManifestPlan& plan)
        : draft_{draft}, plan_{plan} {}

    Result<void> add(const std::string& name, std::string_view mime_type, bool root_file = false) {
        const auto known =
            std::ranges::find(plan_.references, name, &asic::ManifestReference::name);
        if (name.empty() || known != plan_.references.end()) {
            return {};
        }
        MOHUR_TRY(auto digest, draft_.digest(name, kDigest));
        plan_.references.push_back({name, std::string{mime_type}, std::move(digest), root_file});
        return {};
    }

    /// A signature or token with the manifest that it covers; a data file comes later.
    Result<void> add(const asic::ContainedCms& cms, std::string_view mime_type) {
        MOHUR_TRY_VOID(add(cms.entry, mime_type));
        return cms.covers.starts_with(asic::kMetaInf) ? add(cms.covers, kMimeXml) : Result<void>{};
    }

private:
    asic::ContainerDraft& draft_;
    asic::ManifestPlan& plan_;
};

Result<asic::ManifestPlan> plan_archive_manifest(asic::ContainerDraft& draft,
                                                 const std::vector<asic::ContainedCms>& signatures,
                                                 const std::string& previous) {
    asic::ManifestPlan plan{draft.free_name("timestamp", ".tst"), std::string{kMimeToken}, {}};
    References references{draft, plan};
    for (const auto& signature : signatures) {
        MOHUR_TRY_VOID(references.add(signature, kMimeCms));
    }
    for (const auto& name : draft.archive_manifests()) {
        MOHUR_TRY_VOID(references.add(name, kMimeXml, name == previous));
    }
    for (const auto& token : draft.timestamps()) {
        // What an archive manifest was called before is not what it is called now.
        const bool renamed = token.covers == asic::kArchiveManifest;
        MOHUR_TRY_VOID(references.add({token.entry, renamed ? "" : token.covers}, kMimeToken));
    }
    for (const auto& file : draft.data()) {
        MOHUR_TRY_VOID(references.add(file.name, file.mime_type));
    }
    return plan;
}

}  // namespace

std::shared_ptr<const ByteSource> present_container(const SigningRequest& request) {
    const auto& file = request.data.front().bytes;
    const bool present = request.data.size() == 1 &&
                         asic::stated_kind(file, request.limits) == kind_of(request.format);
    return present ? file : nullptr;
}

Result<asic::ContainerDraft> draft_of(const SigningRequest& request) {
    if (auto present = present_container(request)) {
        return asic::ContainerDraft::open(std::move(present), request.limits);
    }
    std::vector<asic::ContainerDraft::NewFile> files;
    for (const auto& object : request.data) {
        files.push_back({{object.name, object.mime_type}, object.bytes});
    }
    return asic::ContainerDraft::create(kind_of(request.format), files, request.limits);
}

cades::SignedContent content_of_entry(asic::ContainerDraft& draft, const std::string& entry) {
    return {[&draft, entry](DigestAlgorithm algorithm) -> std::optional<Digest> {
                auto digest = draft.digest(entry, algorithm);
                return digest ? std::optional{std::move(*digest)} : std::nullopt;
            },
            nullptr};
}

Result<void> add_archive_manifest(asic::ContainerDraft& draft,
                                  std::vector<asic::ContainedCms> signatures, const Limits& limits,
                                  Evidence& evidence) {
    std::ranges::copy_if(draft.cades(), std::back_inserter(signatures),
                         &asic::ContainedCms::sealed);
    for (const auto& token : draft.timestamps()) {
        if (!token.sealed) {
            MOHUR_TRY(const auto bytes, draft.read(token.entry));
            MOHUR_TRY(auto complete, with_material(bytes, limits, evidence));
            draft.put(token.entry, std::move(complete));
        }
    }
    const auto previous = draft.make_room_for_archive_manifest();
    MOHUR_TRY(const auto plan, plan_archive_manifest(draft, signatures, previous));
    auto manifest = asic::write_asic_manifest(plan);
    MOHUR_TRY(const auto token, evidence.stamp(digest_of(kDigest, manifest)));
    draft.put(std::string{asic::kArchiveManifest}, std::move(manifest));
    draft.put(plan.sig_reference, token.encoding());
    return {};
}

}  // namespace mohur::signing
