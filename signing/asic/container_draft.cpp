// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/asic/container_draft.h"

#include "signing/asic/data_digests_internal.h"
#include "signing/asic/layout_internal.h"
#include "signing/asic/names.h"
#include "signing/core/az_text.h"
#include "signing/crypto/hash.h"
#include "signing/zip/archive_writer.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <set>

namespace mohur::signing::asic {
namespace {

constexpr std::string_view kArchiveManifestStem = "ASiCArchiveManifest";
constexpr std::string_view kAnyType = "application/octet-stream";

/// Formats that are compressed already; deflating them costs time and wins nothing.
bool is_compressed(std::string_view name) {
    constexpr std::array<std::string_view, 16> kSuffixes{
        ".pdf",  ".png",  ".jpg", ".jpeg", ".zip",   ".gz",    ".7z",  ".docx",
        ".xlsx", ".pptx", ".odt", ".ods",  ".asice", ".asics", ".sce", ".mp4"};
    const auto lower = caseless_key(name);
    return std::ranges::any_of(kSuffixes, [&](auto suffix) { return lower.ends_with(suffix); });
}

std::string type_or_any(const std::string& mime_type) {
    return mime_type.empty() ? std::string{kAnyType} : mime_type;
}

/// Names must be distinct in every file system and must not play a part of the container's own.
Result<void> check_names(const std::vector<ContainerDraft::NewFile>& data, bool at_root) {
    std::set<std::string> seen{caseless_key(kMimetypeEntry)};
    for (const auto& [file, bytes] : data) {
        const auto key = caseless_key(file.name);
        if (!zip::check_entry_name(file.name) || file.name.ends_with('/') ||
            key.starts_with(caseless_key(kMetaInf)) || !seen.insert(key).second ||
            (at_root && file.name.find('/') != std::string::npos)) {
            return Error::malformed("data-name-invalid", file.name);
        }
    }
    return {};
}

Result<std::map<std::string, std::string>> listed_types(const zip::ArchiveReader& archive,
                                                        const Limits& limits) {
    std::map<std::string, std::string> types;
    const auto* entry = archive.find(kOdfManifest);
    if (entry == nullptr) {
        return types;
    }
    MOHUR_TRY(const auto bytes, archive.read_all(*entry, limits.xml_bytes));
    MOHUR_TRY(const auto listed, parse_odf_manifest(bytes, limits));
    for (const auto& item : listed) {
        types.emplace(item.full_path, item.media_type);
    }
    return types;
}

/// Whether other octets in `entry` would break something: a seal is an archive manifest, and an
/// evidence record seals what its manifest names.
bool is_sealed(const Layout& layout, const std::string& entry) {
    return std::ranges::any_of(layout.manifests, [&](const AsicManifest& manifest) {
        return std::ranges::any_of(manifest.references, [&](const DataObjectReference& reference) {
            return reference.name == entry;
        });
    });
}

Result<void> write_pieces(const ByteSource& source, ByteSink& sink) {
    constexpr std::uint64_t kPiece = 1U << 16U;
    for (std::uint64_t at = 0; at < source.size(); at += kPiece) {
        MOHUR_TRY(const auto piece, source.read_range(at, std::min(kPiece, source.size() - at)));
        MOHUR_TRY_VOID(sink.write(piece));
    }
    return {};
}

std::vector<ContainedCms> cms_of(const Layout& layout, const Layout::Entries& entries) {
    std::vector<ContainedCms> out;
    for (const auto* entry : entries) {
        ContainedCms cms{entry->name, {}, is_sealed(layout, entry->name)};
        const auto manifests = layout.manifests_for(*entry);
        if (!manifests.empty()) {
            cms.covers = manifests.front()->name;
        } else if (layout.kind == ContainerKind::asic_s && layout.data.size() == 1) {
            cms.covers = layout.data.front()->name;
        }
        out.push_back(std::move(cms));
    }
    return out;
}

}  // namespace

struct ContainerDraft::State {
    Limits limits;
    ContainerKind kind = ContainerKind::asic_e;
    std::vector<DataFile> data;
    std::vector<std::string> xades;
    std::vector<ContainedCms> cades;
    std::vector<ContainedCms> timestamps;
    std::vector<std::string> archive_manifests;
    bool evidence_records = false;

    std::shared_ptr<const ByteSource> base;  ///< null: a new container
    std::optional<zip::ArchiveReader> archive;
    std::optional<DataDigests> digests;
    std::vector<NewFile> new_data;
    std::vector<std::pair<std::string, std::shared_ptr<const ByteSource>>> put;
    std::map<std::string, std::string> renamed;  ///< old name to new name

    [[nodiscard]] const std::shared_ptr<const ByteSource>* find_put(std::string_view name) const {
        const auto found =
            std::ranges::find_if(put, [&](const auto& e) { return e.first == name; });
        return found == put.end() ? nullptr : &found->second;
    }
    [[nodiscard]] const NewFile* find_new(std::string_view name) const {
        const auto found =
            std::ranges::find_if(new_data, [&](const NewFile& f) { return f.file.name == name; });
        return found == new_data.end() ? nullptr : &*found;
    }
    /// The present entry that will have this name.
    [[nodiscard]] const zip::Entry* find_present(std::string_view name) const {
        if (!archive || renamed.contains(std::string{name})) {
            return nullptr;
        }
        const auto from =
            std::ranges::find_if(renamed, [&](const auto& r) { return r.second == name; });
        return archive->find(from == renamed.end() ? name : std::string_view{from->first});
    }

    Result<void> take(const Layout& layout) {
        kind = layout.kind;
        MOHUR_TRY(const auto types, listed_types(*archive, limits));
        for (const auto* entry : layout.data) {
            const auto type = types.find(entry->name);
            data.push_back({entry->name, type_or_any(type == types.end() ? "" : type->second)});
        }
        for (const auto* entry : layout.xades) {
            xades.push_back(entry->name);
        }
        cades = cms_of(layout, layout.cades);
        timestamps = cms_of(layout, layout.timestamps);
        for (const auto& manifest : layout.manifests) {
            if (manifest.name.find(kArchiveManifestStem) != std::string::npos) {
                archive_manifests.push_back(manifest.name);
            }
        }
        evidence_records = !layout.evidence_records.empty();
        return {};
    }
};

ContainerDraft::ContainerDraft(std::unique_ptr<State> state) : state_{std::move(state)} {}
ContainerDraft::ContainerDraft(ContainerDraft&&) noexcept = default;
ContainerDraft& ContainerDraft::operator=(ContainerDraft&&) noexcept = default;
ContainerDraft::~ContainerDraft() = default;

Result<ContainerDraft> ContainerDraft::create(ContainerKind kind, const std::vector<NewFile>& data,
                                              const Limits& limits) {
    const bool simple = kind == ContainerKind::asic_s;
    if (data.empty() || (simple && data.size() != 1)) {
        return Error::malformed("signing-request-invalid");
    }
    MOHUR_TRY_VOID(check_names(data, simple));
    auto state = std::make_unique<State>();
    state->limits = limits;
    state->kind = kind;
    state->new_data = data;
    for (const auto& [file, bytes] : data) {
        state->data.push_back({file.name, type_or_any(file.mime_type)});
    }
    return ContainerDraft{std::move(state)};
}

Result<ContainerDraft> ContainerDraft::open(std::shared_ptr<const ByteSource> file,
                                            const Limits& limits) {
    auto state = std::make_unique<State>();
    state->limits = limits;
    state->base = file;
    MOHUR_TRY(state->archive, zip::ArchiveReader::open(std::move(file), limits));
    MOHUR_TRY(const auto layout, read_layout(*state->archive, limits));
    if (!layout.errors.empty()) {
        return Error::unsupported("asic-not-extendable", layout.errors.front().code);
    }
    MOHUR_TRY_VOID(state->take(layout));
    state->digests.emplace(*state->archive);
    return ContainerDraft{std::move(state)};
}

ContainerKind ContainerDraft::kind() const noexcept {
    return state_->kind;
}
const std::vector<DataFile>& ContainerDraft::data() const noexcept {
    return state_->data;
}
const std::vector<std::string>& ContainerDraft::xades() const noexcept {
    return state_->xades;
}
const std::vector<ContainedCms>& ContainerDraft::cades() const noexcept {
    return state_->cades;
}
const std::vector<ContainedCms>& ContainerDraft::timestamps() const noexcept {
    return state_->timestamps;
}
const std::vector<std::string>& ContainerDraft::archive_manifests() const noexcept {
    return state_->archive_manifests;
}
bool ContainerDraft::has_evidence_records() const noexcept {
    return state_->evidence_records;
}

bool ContainerDraft::contains(std::string_view name) const {
    const auto key = caseless_key(name);
    const auto same = [&](std::string_view other) { return caseless_key(other) == key; };
    const auto& state = *state_;
    const bool present =
        state.archive && std::ranges::any_of(state.archive->entries(), same, &zip::Entry::name);
    return present ||
           std::ranges::any_of(state.put, [&](const auto& entry) { return same(entry.first); }) ||
           std::ranges::any_of(state.data, same, &DataFile::name) ||
           std::ranges::any_of(state.renamed, [&](const auto& pair) { return same(pair.second); });
}

std::string ContainerDraft::free_name(std::string_view stem, std::string_view suffix) const {
    for (unsigned number = 1;; ++number) {
        std::array<char, 16> digits{};
        std::snprintf(digits.data(), digits.size(), "%03u", number);
        auto name = std::string{kMetaInf} + std::string{stem} + digits.data() + std::string{suffix};
        if (!contains(name)) {
            return name;
        }
    }
}

Result<Digest> ContainerDraft::digest(std::string_view name, DigestAlgorithm algorithm) {
    if (const auto* bytes = state_->find_put(name)) {
        return digest_of(algorithm, **bytes);
    }
    if (const auto* file = state_->find_new(name)) {
        return digest_of(algorithm, *file->bytes);
    }
    const auto* entry = state_->find_present(name);
    if (entry == nullptr) {
        return Error::not_found("zip-entry-missing", std::string{name});
    }
    auto found = state_->digests->of(entry->name, algorithm);
    return found ? Result<Digest>{std::move(*found)}
                 : Result<Digest>{state_->digests->failure().value_or(
                       Error::malformed("zip-invalid", std::string{name}))};
}

Result<Bytes> ContainerDraft::read(std::string_view name) const {
    if (const auto* bytes = state_->find_put(name)) {
        return (*bytes)->read_all(state_->limits.cms_bytes);
    }
    const auto* entry = state_->find_present(name);
    return entry == nullptr
               ? Result<Bytes>{Error::not_found("zip-entry-missing", std::string{name})}
               : state_->archive->read_all(*entry, state_->limits.cms_bytes);
}

Result<void> ContainerDraft::write_entry(std::string_view name,
                                         const std::function<void(BytesView)>& sink) const {
    CallingSink calling{sink};
    if (const auto* bytes = state_->find_put(name)) {
        return write_pieces(**bytes, calling);
    }
    if (const auto* file = state_->find_new(name)) {
        return write_pieces(*file->bytes, calling);
    }
    const auto* entry = state_->find_present(name);
    return entry == nullptr ? Result<void>{Error::not_found("zip-entry-missing", std::string{name})}
                            : state_->archive->read(*entry, calling);
}

void ContainerDraft::put(std::string name, Bytes bytes) {
    auto source = std::make_shared<MemorySource>(std::move(bytes));
    const auto found =
        std::ranges::find_if(state_->put, [&](const auto& entry) { return entry.first == name; });
    if (found != state_->put.end()) {
        found->second = std::move(source);
        return;
    }
    state_->put.emplace_back(std::move(name), std::move(source));
}

std::string ContainerDraft::make_room_for_archive_manifest() {
    const auto last = std::ranges::find(state_->archive_manifests, kArchiveManifest);
    if (last == state_->archive_manifests.end()) {
        return {};
    }
    auto name = free_name(kArchiveManifestStem, ".xml");
    state_->renamed.emplace(*last, name);
    *last = name;
    return name;
}

Result<void> ContainerDraft::write(ByteTarget& target, Time modified) const {
    zip::ArchiveChanges changes{.renamed = state_->renamed};
    for (const auto& [file, bytes] : state_->new_data) {
        changes.added.push_back({file.name, bytes, !is_compressed(file.name)});
    }
    for (const auto& [name, bytes] : state_->put) {
        if (const auto* present = state_->find_present(name)) {
            changes.replaced.emplace(present->name, bytes);
        } else {
            changes.added.push_back({name, bytes});
        }
    }
    if (state_->base) {
        return zip::change_archive(target, state_->base, changes, modified);
    }
    const auto mime = state_->kind == ContainerKind::asic_s ? kMimeAsicS : kMimeAsicE;
    return zip::write_archive(target, mime, changes.added, modified);
}

std::optional<ContainerKind> stated_kind(std::shared_ptr<const ByteSource> file,
                                         const Limits& limits) {
    if (!zip::looks_like_zip(*file)) {
        return std::nullopt;
    }
    const auto archive = zip::ArchiveReader::open(std::move(file), limits);
    const auto* entry = archive ? archive->find(kMimetypeEntry) : nullptr;
    const auto mime = entry == nullptr ? Result<Bytes>{Error::not_found("zip-entry-missing")}
                                       : archive->read_all(*entry, kMimeAsicE.size());
    if (!mime) {
        return std::nullopt;
    }
    if (as_text(*mime) == kMimeAsicE) {
        return ContainerKind::asic_e;
    }
    return as_text(*mime) == kMimeAsicS ? std::optional{ContainerKind::asic_s} : std::nullopt;
}

}  // namespace mohur::signing::asic
