// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/bytes.h"
#include "signing/core/time.h"

#include <string>
#include <vector>

namespace mohur::signing::pdf {

/// What a PDF/A says of itself. All text is UTF-8.
struct PdfaMetadata {
    std::string title;
    std::string language;  ///< BCP 47, e.g. "az"
    std::string author;
    std::string subject;  ///< optional
    Time created;
};

/// A file inside the document (ISO 19005-3 clause 6.8).
struct Attachment {
    std::string name;       ///< file name without path, unique in the document
    std::string mime_type;  ///< "application/xml"
    Bytes bytes;
    std::string
        relationship;  ///< /AFRelationship: Source, Data, Alternative, Supplement or Unspecified
    std::string description;  ///< optional
};

/// A PDF that we made ourselves (by cairo), finished as PDF/A-3, conformance level B (ISO 19005-3):
/// XMP metadata that agree with /Info, an sRGB output intent, /ID, /Lang, the title in the window,
/// associated files. Fonts, colours and transparency are the renderer's part. The same input gives
/// the same octets. Errors: `malformed` "pdfa-metadata" (empty title or language, control
/// characters), "pdfa-attachment" (name or relationship), "pdf-damaged"; `unsupported`
/// "pdf-encrypted".
[[nodiscard]] Result<Bytes> finish_pdfa3(BytesView pdf, const PdfaMetadata& metadata,
                                         const std::vector<Attachment>& attachments);

}  // namespace mohur::signing::pdf
