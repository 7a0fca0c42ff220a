// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

/// Names that EN 319 162-1 gives (clauses 4.3, 4.4 and annex A).
namespace mohur::signing::asic {

inline constexpr std::string_view kMimetypeEntry = "mimetype";
inline constexpr std::string_view kMimeAsicE = "application/vnd.etsi.asic-e+zip";
inline constexpr std::string_view kMimeAsicS = "application/vnd.etsi.asic-s+zip";
inline constexpr std::string_view kMetaInf = "META-INF/";
inline constexpr std::string_view kOdfManifest = "META-INF/manifest.xml";
/// The last of the chain of archive manifests (annex A.7).
inline constexpr std::string_view kArchiveManifest = "META-INF/ASiCArchiveManifest.xml";
inline constexpr std::string_view kAsicNamespace = "http://uri.etsi.org/02918/v1.2.1#";
inline constexpr std::string_view kOdfManifestNamespace =
    "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0";

/// A relative URI reference (RFC 3986) to an entry of that name: every octet that is neither
/// unreserved nor '/' is percent-encoded.
[[nodiscard]] std::string uri_of_entry(std::string_view name);
/// The name behind a URI: percent-encoded octets decoded, '+' kept, a broken escape kept as it is.
[[nodiscard]] std::string entry_of_uri(std::string_view uri);

}  // namespace mohur::signing::asic
