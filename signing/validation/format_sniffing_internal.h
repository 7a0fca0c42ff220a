// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/bytes.h"

#include <string>

namespace mohur::signing {

/// What the first bytes of a file say it is. Names and media types are never asked.
enum class FileFormat { zip, pdf, xml, ber, base64, unknown };

/// How many first bytes `sniff_format` wants to see.
inline constexpr std::size_t kSniffedBytes = 64U * 1024U;

/// Judges by the beginning: zip magic; a BER SEQUENCE; the first character of an XML document in
/// UTF-8 or UTF-16; "%PDF-" within the first 1024 bytes (ISO 32000-1 annex H.3.4.1); PEM or base64
/// text.
[[nodiscard]] FileFormat sniff_format(BytesView head);

/// The root element of an XML document as far as its beginning shows it.
struct XmlRoot {
    std::string local_name;  ///< empty when none was found
    std::string start_tag;   ///< from '<' to '>', for namespace declarations
    bool doctype = false;
};
/// Steps over the declaration, comments and processing instructions, and stops at the first element
/// or at a DOCTYPE.
[[nodiscard]] XmlRoot sniff_xml_root(BytesView head);

/// True for the beginning of an RFC 4998 EvidenceRecord: SEQUENCE { version INTEGER 1,
/// digestAlgorithms SEQUENCE OF AlgorithmIdentifier ... }.
[[nodiscard]] bool looks_like_evidence_record(BytesView head);

}  // namespace mohur::signing
