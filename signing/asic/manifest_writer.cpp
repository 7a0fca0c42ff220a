// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/asic/manifest.h"

#include "signing/asic/names.h"
#include "signing/xml/writer.h"

namespace mohur::signing::asic {
namespace {

constexpr std::string_view kDsig = "http://www.w3.org/2000/09/xmldsig#";

Bytes document(std::string root) {
    const auto text = R"(<?xml version="1.0" encoding="UTF-8" standalone="no"?>)" + root;
    return to_bytes(as_bytes(text));
}

void write_reference(xml::Writer& out, const ManifestReference& reference) {
    const auto uri = uri_of_entry(reference.name);
    if (reference.root_file) {
        out.open("asic:DataObjectReference",
                 {{"URI", uri}, {"MimeType", reference.mime_type}, {"Rootfile", "true"}});
    } else {
        out.open("asic:DataObjectReference", {{"URI", uri}, {"MimeType", reference.mime_type}});
    }
    out.empty("ds:DigestMethod", {{"Algorithm", xml_uri_of(reference.digest.algorithm)}});
    out.leaf("ds:DigestValue", to_base64(reference.digest.value));
    out.close();
}

}  // namespace

Bytes write_asic_manifest(const ManifestPlan& plan) {
    xml::Writer out;
    const auto uri = uri_of_entry(plan.sig_reference);
    out.open("asic:ASiCManifest", {{"xmlns:asic", kAsicNamespace}, {"xmlns:ds", kDsig}});
    out.empty("asic:SigReference", {{"URI", uri}, {"MimeType", plan.sig_mime_type}});
    for (const auto& reference : plan.references) {
        write_reference(out, reference);
    }
    return document(out.take());
}

Bytes write_odf_manifest(std::string_view container_mime_type, const std::vector<OdfFile>& files) {
    xml::Writer out;
    out.open("manifest:manifest",
             {{"xmlns:manifest", kOdfManifestNamespace}, {"manifest:version", "1.2"}});
    out.empty("manifest:file-entry",
              {{"manifest:full-path", "/"}, {"manifest:media-type", container_mime_type}});
    for (const auto& file : files) {
        out.empty("manifest:file-entry",
                  {{"manifest:full-path", file.name}, {"manifest:media-type", file.mime_type}});
    }
    return document(out.take());
}

}  // namespace mohur::signing::asic
