// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/asic/contents.h"
#include "signing/asic/names.h"
#include "signing/core/az_text.h"
#include "signing/creation/format_signer_internal.h"
#include "signing/crypto/hash.h"
#include "signing/xades/creation.h"
#include "signing/xml/writer.h"
#include "signing/zip/archive_reader.h"
#include "signing/zip/archive_writer.h"

#include <algorithm>
#include <array>
#include <set>

namespace mohur::signing {
namespace {

constexpr std::string_view kAnyType = "application/octet-stream";
constexpr std::size_t kIdBytes = 8;

std::string_view type_of(const std::string& mime_type) {
    return mime_type.empty() ? kAnyType : mime_type;
}

/// Formats that are compressed already; deflating them costs time and wins nothing.
bool is_compressed(std::string_view name) {
    constexpr std::array<std::string_view, 16> kSuffixes{
        ".pdf",  ".png",  ".jpg", ".jpeg", ".zip",   ".gz",    ".7z",  ".docx",
        ".xlsx", ".pptx", ".odt", ".ods",  ".asice", ".asics", ".sce", ".mp4"};
    const auto lower = caseless_key(name);
    return std::ranges::any_of(kSuffixes, [&](auto suffix) { return lower.ends_with(suffix); });
}

// OASIS ODF 1.2 part 3 clause 4; EN 319 162-1 clause 4.4.3.2 item 4
std::string odf_manifest(const SigningRequest& request) {
    xml::Writer out;
    out.open("manifest:manifest",
             {{"xmlns:manifest", asic::kOdfManifestNamespace}, {"manifest:version", "1.2"}});
    out.empty("manifest:file-entry",
              {{"manifest:full-path", "/"}, {"manifest:media-type", asic::kMimeAsicE}});
    for (const auto& object : request.data) {
        out.empty("manifest:file-entry", {{"manifest:full-path", object.name},
                                          {"manifest:media-type", type_of(object.mime_type)}});
    }
    return R"(<?xml version="1.0" encoding="UTF-8" standalone="no"?>)" + out.take();
}

/// Names must be distinct in every file system and must not play a part of the container's own.
Result<void> check_names(const SigningRequest& request) {
    std::set<std::string> seen{caseless_key(asic::kMimetypeEntry)};
    for (const auto& object : request.data) {
        const auto key = caseless_key(object.name);
        if (!zip::check_entry_name(object.name) || object.name.ends_with('/') ||
            key.starts_with(caseless_key(asic::kMetaInf)) || !seen.insert(key).second) {
            return Error::malformed("data-name-invalid", object.name);
        }
    }
    return {};
}

/// What a new signature refers to, and the name of its file.
struct Target {
    std::vector<xades::ReferencedObject> objects;
    std::string entry;
};

Result<Target> new_container(const SigningRequest& request) {
    MOHUR_TRY_VOID(check_names(request));
    Target target{{}, "META-INF/signatures0.xml"};
    for (const auto& object : request.data) {
        MOHUR_TRY(auto digest, digest_of(request.algorithm.digest, *object.bytes));
        target.objects.push_back({asic::uri_of_entry(object.name),
                                  std::string{type_of(object.mime_type)}, std::move(digest)});
    }
    return target;
}

std::string free_entry(const std::vector<std::string>& taken) {
    for (std::size_t number = 0;; ++number) {
        auto name = "META-INF/signatures" + std::to_string(number) + ".xml";
        if (std::ranges::find(taken, name) == taken.end()) {
            return name;
        }
    }
}

/// A parallel signature over every data file of the container; other kinds of signature in it would
/// not be covered or would cover what changes, so they are refused.
Result<Target> present_container(const SigningRequest& request) {
    MOHUR_TRY(const auto contents, asic::read_contents(request.data.front().bytes,
                                                       request.algorithm.digest, request.limits));
    if (contents.kind != ContainerKind::asic_e || !contents.only_xades ||
        !contents.errors.empty()) {
        return Error::unsupported("asic-not-extendable",
                                  contents.errors.empty() ? "" : contents.errors.front().code);
    }
    Target target{{}, free_entry(contents.meta_inf)};
    for (const auto& file : contents.data) {
        target.objects.push_back(
            {asic::uri_of_entry(file.name), std::string{type_of(file.media_type)}, file.digest});
    }
    return target;
}

Result<void> write_container(const SigningRequest& request, const std::string& entry,
                             Bytes signature, ByteTarget& target) {
    const zip::NewEntry signature_file{entry, std::make_shared<MemorySource>(std::move(signature))};
    if (present_asic_e(request)) {
        return zip::append_to_archive(target, request.data.front().bytes, {signature_file},
                                      request.signing_time);
    }
    std::vector<zip::NewEntry> entries;
    for (const auto& object : request.data) {
        entries.push_back({object.name, object.bytes, !is_compressed(object.name)});
    }
    entries.push_back({std::string{asic::kOdfManifest},
                       std::make_shared<MemorySource>(to_bytes(as_bytes(odf_manifest(request))))});
    entries.push_back(signature_file);
    return zip::write_archive(target, asic::kMimeAsicE, entries, request.signing_time);
}

}  // namespace

std::shared_ptr<const ByteSource> present_asic_e(const SigningRequest& request) {
    const auto& file = request.data.front().bytes;
    if (request.data.size() != 1 || !zip::looks_like_zip(*file)) {
        return nullptr;
    }
    const auto archive = zip::ArchiveReader::open(file, request.limits);
    const auto* mimetype = archive ? archive->find(asic::kMimetypeEntry) : nullptr;
    if (mimetype == nullptr) {
        return nullptr;
    }
    const auto mime = archive->read_all(*mimetype, asic::kMimeAsicE.size());
    return mime && as_text(*mime) == asic::kMimeAsicE ? file : nullptr;
}

Result<Prepared> prepare_asic_e_xades(const SigningRequest& request,
                                      const PreparationParts& parts) {
    MOHUR_TRY(auto target,
              present_asic_e(request) ? present_container(request) : new_container(request));
    const xades::SignaturePlan plan{std::move(target.objects),
                                    request.signer,
                                    request.chain,
                                    request.algorithm,
                                    request.signing_time,
                                    request.location,
                                    request.claimed_roles,
                                    "S-" + to_hex(parts.random.bytes(kIdBytes))};
    MOHUR_TRY(auto draft, xades::draft(plan));
    Prepared prepared;
    prepared.to_be_signed = std::move(draft.to_be_signed);
    prepared.state.fragment = std::move(draft.xml);
    prepared.state.entry = std::move(target.entry);
    return prepared;
}

Result<void> complete_asic_e_xades(const SigningRequest& request, PreparedState state,
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
    return write_container(request, state.entry, std::move(xml), target);
}

}  // namespace mohur::signing
