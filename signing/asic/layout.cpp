// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/asic/layout_internal.h"

#include "signing/asic/names.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

namespace mohur::signing::asic {
namespace {

constexpr std::uint64_t kMaxMimetype = 1024;

/// Formats that are ASiC-E in all but name, or that came before it.
constexpr std::array<std::string_view, 3> kRelatedMimes{"application/vnd.bdoc-1.0",
                                                        "application/vnd.lt.archyvai.adoc",
                                                        "application/vnd.oasis.opendocument."};

bool matches(std::string_view name, std::string_view part, std::string_view suffix) {
    return name.starts_with(kMetaInf) && name.ends_with(suffix) &&
           name.substr(kMetaInf.size()).find(part) != std::string_view::npos;
}

bool is_manifest(std::string_view name) {
    return matches(name, "ASiCManifest", ".xml") || matches(name, "ASiCArchiveManifest", ".xml") ||
           matches(name, "ASiCEvidenceRecordManifest", ".xml");
}

/// White space and a byte order mark around the value are no part of it, but break the rule that
/// the file holds nothing else (annex A.1).
std::string_view trimmed(std::string_view text) {
    if (text.starts_with("\xef\xbb\xbf")) {
        text.remove_prefix(3);
    }
    constexpr std::string_view kSpace = " \t\r\n";
    const auto first = text.find_first_not_of(kSpace);
    return first == std::string_view::npos
               ? ""
               : text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

std::optional<ContainerKind> kind_of_mime(std::string_view mime) {
    if (mime == kMimeAsicS) {
        return ContainerKind::asic_s;
    }
    const bool related =
        std::ranges::any_of(kRelatedMimes, [&](auto prefix) { return mime.starts_with(prefix); });
    return mime == kMimeAsicE || related ? std::optional{ContainerKind::asic_e} : std::nullopt;
}

void sort_entries(const zip::ArchiveReader& archive, Layout& layout) {
    for (const auto& entry : archive.entries()) {
        if (entry.is_directory()) {
            continue;
        }
        switch (part_of(entry.name)) {
            case EntryPart::data: layout.data.push_back(&entry); break;
            case EntryPart::odf_manifest: layout.has_odf_manifest = true; break;
            case EntryPart::xades: layout.xades.push_back(&entry); break;
            case EntryPart::cades: layout.cades.push_back(&entry); break;
            case EntryPart::timestamp: layout.timestamps.push_back(&entry); break;
            case EntryPart::evidence_record: layout.evidence_records.push_back(&entry); break;
            case EntryPart::mimetype:
            case EntryPart::asic_manifest:
            case EntryPart::other: break;
        }
    }
}

Result<void> read_manifests(const zip::ArchiveReader& archive, const Limits& limits,
                            Layout& layout) {
    for (const auto& entry : archive.entries()) {
        if (part_of(entry.name) != EntryPart::asic_manifest) {
            continue;
        }
        MOHUR_TRY(auto bytes, archive.read_all(entry, limits.xml_bytes));
        auto manifest = parse_asic_manifest(entry.name, std::move(bytes), limits);
        if (manifest) {
            layout.manifests.push_back(std::move(*manifest));
        } else {
            layout.errors.push_back(
                {"asic-manifest-invalid", entry.name + ": " + manifest.error().reason});
        }
    }
    return {};
}

/// Annex A.1: the first entry, stored, without extra field.
void check_mimetype_entry(const zip::ArchiveReader& archive, const zip::Entry& entry,
                          Layout& layout) {
    if (&archive.entries().front() != &entry || !entry.stored || entry.has_extra_field) {
        layout.warnings.push_back(
            {"container-mimetype-placement", "mimetype is not the first entry, stored and bare"});
    }
}

/// The type that the mimetype entry or the archive comment states (annex A.1).
Result<std::optional<ContainerKind>> stated_kind(const zip::ArchiveReader& archive,
                                                 Layout& layout) {
    constexpr std::string_view kComment = "mimetype=";
    std::string mime;
    if (const auto* entry = archive.find(kMimetypeEntry)) {
        MOHUR_TRY(const auto bytes, archive.read_all(*entry, kMaxMimetype));
        mime = as_text(bytes);
        check_mimetype_entry(archive, *entry, layout);
    } else if (archive.comment().starts_with(kComment)) {
        mime = archive.comment().substr(kComment.size());
    } else {
        layout.warnings.push_back(
            {"container-mimetype-missing", "neither a mimetype entry nor a comment"});
        return std::optional<ContainerKind>{};
    }
    const auto kind = kind_of_mime(trimmed(mime));
    if (!kind) {
        layout.errors.push_back({"container-mimetype-invalid", "the mimetype is not one of ASiC"});
    } else if (trimmed(mime) != mime) {
        layout.warnings.push_back(
            {"container-mimetype-placement", "the mimetype has octets around its value"});
    }
    return kind;
}

/// Without a statement: the fixed names of ASiC-S over a single file are ASiC-S, all else is
/// ASiC-E.
ContainerKind kind_by_content(const zip::ArchiveReader& archive, const Layout& layout) {
    constexpr std::array<std::string_view, 5> kSimple{
        "META-INF/signatures.xml", "META-INF/signature.p7s", "META-INF/timestamp.tst",
        "META-INF/evidencerecord.ers", "META-INF/evidencerecord.xml"};
    const bool simple =
        std::ranges::any_of(kSimple, [&](auto name) { return archive.find(name) != nullptr; });
    const bool single =
        layout.data.size() == 1 && layout.manifests.empty() && !layout.has_odf_manifest;
    return simple && single ? ContainerKind::asic_s : ContainerKind::asic_e;
}

/// Clauses 4.3.3 and 4.4.3: what must, and what must not, lie in the container.
void check_content(Layout& layout) {
    const bool simple = layout.kind == ContainerKind::asic_s;
    if (layout.data.empty()) {
        layout.errors.push_back({"container-data-missing", "no data file"});
    }
    if (simple && layout.data.size() > 1) {
        layout.errors.push_back({"container-data-surplus",
                                 std::to_string(layout.data.size()) + " data files in ASiC-S"});
    }
    const auto kinds = static_cast<int>(!layout.xades.empty()) +
                       static_cast<int>(!layout.cades.empty()) +
                       static_cast<int>(!layout.timestamps.empty() && layout.cades.empty());
    if (simple && kinds > 1) {
        layout.errors.push_back(
            {"container-data-surplus", "signatures of several kinds in ASiC-S"});
    }
    if (!simple && !layout.xades.empty() && !layout.has_odf_manifest) {
        layout.errors.push_back({"container-manifest-missing", std::string{kOdfManifest}});
    }
}

/// META-INF/manifest.xml lists the data files, no fewer and no more.
Result<void> check_odf_manifest(const zip::ArchiveReader& archive, const Limits& limits,
                                Layout& layout) {
    const auto* entry = archive.find(kOdfManifest);
    if (entry == nullptr) {
        return {};
    }
    MOHUR_TRY(const auto bytes, archive.read_all(*entry, limits.xml_bytes));
    const auto listed = parse_odf_manifest(bytes, limits);
    if (!listed) {
        layout.errors.push_back(
            {"asic-manifest-invalid", entry->name + ": " + listed.error().reason});
        return {};
    }
    std::set<std::string> names;
    for (const auto& item : *listed) {
        if (item.full_path.ends_with('/') || item.full_path.starts_with(kMetaInf)) {
            continue;
        }
        if (!names.insert(item.full_path).second) {
            layout.warnings.push_back(
                {"container-manifest-mismatch", "listed twice: " + item.full_path});
        }
    }
    for (const auto* data : layout.data) {
        if (names.erase(data->name) == 0 && names.erase(uri_of_entry(data->name)) == 0) {
            layout.warnings.push_back({"container-manifest-mismatch", "not listed: " + data->name});
        }
    }
    for (const auto& name : names) {
        if (name != kMimetypeEntry) {
            layout.warnings.push_back(
                {"container-manifest-mismatch", "listed but not there: " + name});
        }
    }
    return {};
}

}  // namespace

EntryPart part_of(std::string_view name) {
    if (name == kMimetypeEntry) {
        return EntryPart::mimetype;
    }
    if (!name.starts_with(kMetaInf)) {
        return EntryPart::data;
    }
    if (is_manifest(name)) {
        return EntryPart::asic_manifest;
    }
    if (name == kOdfManifest) {
        return EntryPart::odf_manifest;
    }
    if (matches(name, "evidencerecord", ".ers") || matches(name, "evidencerecord", ".xml")) {
        return EntryPart::evidence_record;
    }
    if (matches(name, "signatures", ".xml")) {
        return EntryPart::xades;
    }
    if (matches(name, "signature", ".p7s")) {
        return EntryPart::cades;
    }
    return matches(name, "timestamp", ".tst") ? EntryPart::timestamp : EntryPart::other;
}

std::vector<const AsicManifest*> Layout::manifests_for(const zip::Entry& entry) const {
    std::vector<const AsicManifest*> found;
    for (const auto& manifest : manifests) {
        if (manifest.sig_reference == entry.name) {
            found.push_back(&manifest);
        }
    }
    return found;
}

Result<Layout> read_layout(const zip::ArchiveReader& archive, const Limits& limits) {
    Layout layout;
    sort_entries(archive, layout);
    MOHUR_TRY_VOID(read_manifests(archive, limits, layout));
    MOHUR_TRY(const auto stated, stated_kind(archive, layout));
    if (!stated && !layout.has_signatures()) {
        return Error::malformed("zip-not-asic");
    }
    layout.kind_stated = stated.has_value();
    layout.kind = stated.value_or(kind_by_content(archive, layout));
    check_content(layout);
    MOHUR_TRY_VOID(check_odf_manifest(archive, limits, layout));
    return layout;
}

}  // namespace mohur::signing::asic
