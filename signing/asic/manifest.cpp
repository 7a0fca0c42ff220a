// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/asic/manifest_internal.h"

#include "signing/asic/names.h"
#include "signing/xml/document.h"

namespace mohur::signing::asic {
namespace {

constexpr std::string_view kDsig = "http://www.w3.org/2000/09/xmldsig#";

Error invalid(std::string detail) {
    return Error::malformed("asic-manifest-invalid", std::move(detail));
}

Result<DataObjectReference> read_reference(const xml::Element& element) {
    const auto uri = element.attribute("URI");
    const auto method = element.child(kDsig, "DigestMethod");
    const auto value = element.child(kDsig, "DigestValue");
    if (!uri || !method || !value) {
        return invalid("DataObjectReference");
    }
    DataObjectReference reference{
        entry_of_uri(*uri), digest_algorithm_from(method->attribute("Algorithm").value_or("")), {}};
    MOHUR_TRY(reference.digest, value->base64());
    return reference;
}

}  // namespace

Result<AsicManifest> parse_asic_manifest(std::string name, Bytes bytes, const Limits& limits) {
    MOHUR_TRY(const auto document, xml::Document::parse(bytes, limits));
    const auto root = document.root();
    const auto signatures = root.children(kAsicNamespace, "SigReference");
    if (!root.is(kAsicNamespace, "ASiCManifest") || signatures.size() != 1) {
        return invalid("SigReference");
    }
    const auto references = root.children(kAsicNamespace, "DataObjectReference");
    if (references.size() > limits.xml_references) {
        return Error::too_large("asic-manifest-references");
    }
    AsicManifest manifest{std::move(name),
                          std::move(bytes),
                          entry_of_uri(signatures.front().attribute("URI").value_or("")),
                          {}};
    for (const auto& element : references) {
        MOHUR_TRY(auto reference, read_reference(element));
        manifest.references.push_back(std::move(reference));
    }
    return manifest;
}

Result<std::vector<OdfEntry>> parse_odf_manifest(BytesView bytes, const Limits& limits) {
    MOHUR_TRY(const auto document, xml::Document::parse(bytes, limits));
    const auto root = document.root();
    if (!root.is(kOdfManifestNamespace, "manifest")) {
        return invalid("root");
    }
    const auto elements = root.children(kOdfManifestNamespace, "file-entry");
    if (elements.size() > limits.zip_entries * 2) {
        return Error::too_large("asic-manifest-references");
    }
    std::vector<OdfEntry> entries;
    for (const auto& element : elements) {
        entries.push_back({element.attribute(kOdfManifestNamespace, "full-path").value_or(""),
                           element.attribute(kOdfManifestNamespace, "media-type").value_or("")});
    }
    return entries;
}

}  // namespace mohur::signing::asic
