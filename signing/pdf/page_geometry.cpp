// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pdf/page_geometry.h"

#include <podofo/podofo.h>

#include <limits>

namespace mohur::signing::pdf {
namespace {

Error damaged(std::string detail) {
    return Error::malformed("pdf-damaged", std::move(detail));
}

std::vector<PageGeometry> read(PoDoFo::PdfMemDocument& document) {
    std::vector<PageGeometry> pages;
    for (int i = 0; i < document.GetPageCount(); ++i) {
        // PoDoFo gives a null page where the tree is broken.
        PoDoFo::PdfPage* page = document.GetPage(i);
        if (page == nullptr) {
            PODOFO_RAISE_ERROR(PoDoFo::ePdfError_PageNotFound);
        }
        const PoDoFo::PdfRect box = page->GetMediaBox();
        pages.push_back({{box.GetLeft(), box.GetBottom(), box.GetWidth(), box.GetHeight()},
                         page->GetRotation()});
    }
    return pages;
}

}  // namespace

Result<std::vector<PageGeometry>> page_geometry(BytesView pdf) {
    if (pdf.size() > static_cast<std::size_t>(std::numeric_limits<long>::max())) {
        return damaged("size");
    }
    PoDoFo::PdfError::EnableLogging(false);
    PoDoFo::PdfError::EnableDebug(false);
    try {
        PoDoFo::PdfMemDocument document;
        document.LoadFromBuffer(reinterpret_cast<const char*>(pdf.data()),
                                static_cast<long>(pdf.size()));
        return read(document);
    } catch (const PoDoFo::PdfError& failure) {
        return damaged(PoDoFo::PdfError::ErrorName(failure.GetError()));
    } catch (const std::exception& failure) { return damaged(failure.what()); }
}

}  // namespace mohur::signing::pdf
