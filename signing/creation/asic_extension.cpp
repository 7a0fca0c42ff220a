// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/creation/asic_container_internal.h"
#include "signing/creation/cades_levels_internal.h"
#include "signing/creation/request_check_internal.h"
#include "signing/crypto/hash.h"

#include <algorithm>

namespace mohur::signing {
namespace {

/// The chosen SignerInfos of one CMS file.
struct ChosenFile {
    asic::ContainedCms cms;
    std::vector<std::size_t> signers;
};

/// The reader lists the signatures of a container by entry, then by SignerInfo; entries that cannot
/// be decoded have none.
Result<std::vector<ChosenFile>> chosen_files(const ExtensionParts& parts,
                                             asic::ContainerDraft& draft) {
    std::vector<ChosenFile> files;
    std::size_t position = 0;
    for (const auto& cms : draft.cades()) {
        MOHUR_TRY(const auto bytes, draft.read(cms.entry));
        const auto data = SignedData::parse(bytes, parts.request.limits);
        ChosenFile file{cms, {}};
        for (std::size_t i = 0; data && i < data->signers().size(); ++i, ++position) {
            if (std::ranges::find(parts.chosen, position) != parts.chosen.end()) {
                file.signers.push_back(i);
            }
        }
        if (!file.signers.empty()) {
            files.push_back(std::move(file));
        }
    }
    return files;
}

Result<void> raise(const ExtensionParts& parts, asic::ContainerDraft& draft, const ChosenFile& file,
                   SignatureLevel level) {
    MOHUR_TRY(auto bytes, draft.read(file.cms.entry));
    const auto options = read_options(parts.request);
    const CadesLevels levels{file.signers, level,
                             [&](const SignedData&, const SignerInfo&) {
                                 return content_of_entry(draft, file.cms.covers);
                             },
                             options};
    MOHUR_TRY(const auto raised, raise_signed_data(std::make_shared<MemorySource>(std::move(bytes)),
                                                   levels, parts.evidence));
    MOHUR_TRY(auto cms, raised->read_all(parts.request.limits.cms_bytes));
    draft.put(file.cms.entry, std::move(cms));
    return {};
}

}  // namespace

/// ASiC-E has its archive form in the container; so has a signature or token that is sealed by one
/// already, and a token without signature. A CAdES in ASiC-S keeps it in itself.
Result<void> extend_asic_cades(const ExtensionParts& parts, ByteTarget& target) {
    MOHUR_TRY(auto draft, asic::ContainerDraft::open(parts.request.file, parts.request.limits));
    MOHUR_TRY(const auto files, chosen_files(parts, draft));
    const auto level = parts.request.level;
    bool in_container = draft.kind() == ContainerKind::asic_e || files.empty();
    for (const auto& file : files) {
        in_container = in_container || file.cms.sealed;
    }
    if (files.empty() && level != SignatureLevel::LTA) {
        return Error::unsupported("extend-level-unsupported", "a token has no levels but LTA");
    }
    const auto own = in_container ? std::min(level, SignatureLevel::LT) : level;
    std::vector<asic::ContainedCms> protect;
    for (const auto& file : files) {
        if (file.cms.sealed && level != SignatureLevel::LTA) {
            return Error::unsupported("asic-signature-sealed", file.cms.entry);
        }
        if (!file.cms.sealed) {
            MOHUR_TRY_VOID(raise(parts, draft, file, own));
        }
        protect.push_back(file.cms);
    }
    if (level == SignatureLevel::LTA && in_container) {
        MOHUR_TRY_VOID(
            add_archive_manifest(draft, std::move(protect), parts.request.limits, parts.evidence));
    }
    return draft.write(target, parts.now);
}

Result<void> write_timestamp(const TimestampRequest& request, Time now, Evidence& evidence,
                             ByteTarget& target) {
    MOHUR_TRY(auto draft, asic::ContainerDraft::create(
                              ContainerKind::asic_s,
                              {{{request.data.name, request.data.mime_type}, request.data.bytes}},
                              request.limits));
    MOHUR_TRY(const auto digest, draft.digest(request.data.name, DigestAlgorithm::sha256));
    MOHUR_TRY(const auto token, evidence.stamp(digest));
    draft.put("META-INF/timestamp.tst", token.encoding());
    return draft.write(target, now);
}

}  // namespace mohur::signing
