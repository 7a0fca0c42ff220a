// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/byte_source.h"
#include "signing/core/digest.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace mohur::signing::asic::testing {

/// A container entry by entry; the test decides what is in it.
struct ContainerBuilder {
    std::string mimetype = "application/vnd.etsi.asic-e+zip";
    std::vector<std::pair<std::string, std::string>> entries;

    ContainerBuilder& add(std::string name, std::string_view content);
    ContainerBuilder& add(std::string name, const Bytes& content);
    ContainerBuilder& replace(std::string_view name, std::string content);
    ContainerBuilder& remove(std::string_view name);
    [[nodiscard]] std::shared_ptr<const ByteSource> source() const;
};

using Files = std::vector<std::pair<std::string, std::string>>;

/// META-INF/manifest.xml over `files`.
[[nodiscard]] std::string odf_manifest(const Files& files);
/// An ASiCManifest whose signature is `sig_reference`.
[[nodiscard]] std::string asic_manifest(const std::string& sig_reference, const Files& files);
/// A XAdES signature document over `files` (SHA-256) by a test key.
[[nodiscard]] Bytes xades_over(const Files& files);
/// A detached CAdES-B over `content`, or an attached one.
[[nodiscard]] Bytes cades_over(std::string_view content, bool attached = false);
/// A token of the test PKI over `content`.
[[nodiscard]] Bytes token_over(std::string_view content);

/// A right ASiC-E with two data files and one XAdES signature.
[[nodiscard]] ContainerBuilder good_asic_e();

}  // namespace mohur::signing::asic::testing
