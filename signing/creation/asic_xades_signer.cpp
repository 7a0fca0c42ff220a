// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/asic/manifest.h"
#include "signing/asic/names.h"
#include "signing/creation/asic_container_internal.h"
#include "signing/creation/request_check_internal.h"
#include "signing/creation/xades_document_internal.h"
#include "signing/creation/xades_levels_internal.h"
#include "signing/xades/augmentation.h"
#include "signing/xades/names.h"
#include "signing/xml/source_map.h"
#include "signing/xml/writer.h"
#include "signing/xmldsig/names.h"

#include <algorithm>

namespace mohur::signing {
namespace {

// The fixed name of ASiC-S (EN 319 162-1 clause 4.3.3.2 item 4 b).
constexpr std::string_view kSimpleSignatures = "META-INF/signatures.xml";

/// Resolves the references of a signature to the entries of a container in the making. Borrows it.
class EntriesOfDraft final : public xades::ContentResolver {
public:
    EntriesOfDraft(asic::ContainerDraft& draft, const Limits& limits)
        : draft_{draft}, limits_{limits} {}

    std::optional<Digest> digest(std::string_view uri, DigestAlgorithm algorithm) override {
        auto digest = draft_.digest(name_of_uri(uri), algorithm);
        return digest ? std::optional{std::move(*digest)} : std::nullopt;
    }
    std::shared_ptr<const ByteSource> bytes(std::string_view uri) override {
        Bytes all;
        bool fits = true;
        const auto written = draft_.write_entry(name_of_uri(uri), [&](BytesView piece) {
            fits = fits && all.size() + piece.size() <= limits_.xml_bytes;
            append(all, fits ? piece : BytesView{});
        });
        return written && fits ? std::make_shared<MemorySource>(std::move(all)) : nullptr;
    }
    Result<void> write(std::string_view uri, const xml::Sink& sink) override {
        return draft_.write_entry(name_of_uri(uri), sink);
    }

private:
    /// In ASiC-S a reference without URI means the one data file.
    std::string name_of_uri(std::string_view uri) const {
        return uri.empty() && draft_.data().size() == 1 ? draft_.data().front().name
                                                        : std::string{uri};
    }

    asic::ContainerDraft& draft_;
    const Limits& limits_;
};

/// Tokens and evidence records of a container may seal signature files, and what is in CAdES would
/// not cover this signature.
bool has_other_kinds(const asic::ContainerDraft& draft) {
    return !draft.cades().empty() || !draft.timestamps().empty() || draft.has_evidence_records();
}

Result<void> check_present(const SigningRequest& request, const asic::ContainerDraft& draft) {
    return present_container(request) && has_other_kinds(draft)
               ? Result<void>{Error::unsupported("asic-not-extendable")}
               : Result<void>{};
}

/// A file of its own in ASiC-E; the one file for all in ASiC-S, whether it is there or not.
std::string signatures_entry(const asic::ContainerDraft& draft) {
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

/// The document in `entry` with `signature` behind those that it holds, or a new one.
Result<Bytes> place_signature(const asic::ContainerDraft& draft, const std::string& entry,
                              BytesView signature, const Limits& limits) {
    if (!draft.contains(entry)) {
        return xades::in_asic_document(signature);
    }
    MOHUR_TRY(const auto present, draft.read(entry));
    MOHUR_TRY(const auto document, xml::Document::parse(present, limits));
    const auto root = document.root();
    if (!root.is(xades::kAsicNamespace, "XAdESSignatures")) {
        return Error::unsupported("asic-not-extendable", entry);
    }
    return xml::with_appended(present, root, xml::ascii_markup(as_text(signature)));
}

std::vector<XadesObject> objects_of(const asic::ContainerDraft& draft) {
    std::vector<XadesObject> objects;
    for (const auto& file : draft.data()) {
        objects.push_back({{asic::uri_of_entry(file.name), file.mime_type, {}},
                           [&draft, name = file.name](const xml::Sink& sink) {
                               return draft.write_entry(name, sink);
                           }});
    }
    return objects;
}

/// EN 319 162-1 clause 4.4.3.2 item 4: ASiC-E with XAdES lists its files.
void put_file_list(asic::ContainerDraft& draft) {
    std::vector<asic::OdfFile> files;
    for (const auto& file : draft.data()) {
        files.push_back({file.name, file.mime_type});
    }
    draft.put(std::string{asic::kOdfManifest}, asic::write_odf_manifest(asic::kMimeAsicE, files));
}

/// The chosen signatures of one file in META-INF.
struct ChosenFile {
    std::string entry;
    std::vector<std::size_t> signatures;
};

/// The reader lists the signatures of a container by entry, then by position in it; entries that
/// cannot be decoded have none.
Result<std::vector<ChosenFile>> chosen_files(const ExtensionParts& parts,
                                             const asic::ContainerDraft& draft,
                                             const ReadOptions& options,
                                             xades::ContentResolver& contents) {
    std::vector<ChosenFile> files;
    std::size_t position = 0;
    for (const auto& entry : draft.xades()) {
        MOHUR_TRY(auto bytes, draft.read(entry));
        const auto document = xades::Augmentation::parse(std::move(bytes), options, contents);
        ChosenFile file{entry, {}};
        for (std::size_t i = 0; document && i < document->size(); ++i, ++position) {
            if (std::ranges::find(parts.chosen, position) != parts.chosen.end()) {
                file.signatures.push_back(i);
            }
        }
        if (!file.signatures.empty()) {
            files.push_back(std::move(file));
        }
    }
    return files;
}

}  // namespace

Result<Prepared> prepare_asic_xades(const SigningRequest& request, const PreparationParts& parts) {
    MOHUR_TRY(const auto draft, draft_of(request));
    MOHUR_TRY_VOID(check_present(request, draft));
    MOHUR_TRY(auto prepared, prepare_xades_signature(request, objects_of(draft),
                                                     new_signature_id(parts.random), parts));
    MOHUR_TRY_VOID(
        place_signature(draft, signatures_entry(draft), prepared.state.fragment, request.limits));
    return prepared;
}

Result<void> complete_asic_xades(const SigningRequest& request, PreparedState state,
                                 const CompletionParts& parts, ByteTarget& target) {
    MOHUR_TRY(const auto signature,
              xades::with_signature_value(state.fragment, request.algorithm,
                                          request.signer.public_key(), parts.signature_value));
    MOHUR_TRY(auto draft, draft_of(request));
    MOHUR_TRY_VOID(check_present(request, draft));
    const auto entry = signatures_entry(draft);
    MOHUR_TRY(auto xml, place_signature(draft, entry, signature, request.limits));
    if (request.level >= SignatureLevel::T) {
        const auto options = read_options(request);
        EntriesOfDraft contents{draft, request.limits};
        MOHUR_TRY(const auto document, xades::Augmentation::parse(xml, options, contents));
        const XadesLevels levels{{document.size() - 1}, request.level, contents, options};
        MOHUR_TRY(xml, raise_signatures(std::move(xml), levels, parts.evidence));
    }
    if (!present_container(request) && draft.kind() == ContainerKind::asic_e) {
        put_file_list(draft);
    }
    draft.put(entry, std::move(xml));
    return draft.write(target, request.signing_time);
}

Result<void> extend_asic_xades(const ExtensionParts& parts, ByteTarget& target) {
    const auto options = read_options(parts.request);
    MOHUR_TRY(auto draft, asic::ContainerDraft::open(parts.request.file, options.limits));
    if (has_other_kinds(draft)) {
        return Error::unsupported("asic-not-extendable");
    }
    EntriesOfDraft contents{draft, options.limits};
    MOHUR_TRY(const auto files, chosen_files(parts, draft, options, contents));
    for (const auto& file : files) {
        MOHUR_TRY(auto xml, draft.read(file.entry));
        MOHUR_TRY(xml, raise_signatures(std::move(xml),
                                        {file.signatures, parts.request.level, contents, options},
                                        parts.evidence));
        draft.put(file.entry, std::move(xml));
    }
    return draft.write(target, parts.now);
}

}  // namespace mohur::signing
