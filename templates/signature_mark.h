// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/bytes.h"
#include "signing/core/result.h"

#include <string>

namespace mohur::templates {

/// What a visible signature shows. Empty members are left out.
struct SignatureMark {
    std::string language;  ///< "az", "en" or "ru": of the labels
    std::string name;      ///< who signs
    std::string post;
    std::string reason;
    std::string time;  ///< as it is to be read
    std::string qr;    ///< what a QR code holds
    Bytes image;       ///< PNG, e.g. an emblem or a handwritten signature
};

/// Draws a mark on one page of `width` by `height` points: the image left, the QR code right, the
/// text between them as large as fits. Fonts are embedded subsets, nothing is transparent and no
/// image is interpolated, so that the page can become part of a PDF/A. The same mark gives the same
/// octets. Thread-safe.
///
/// Errors: `malformed` "mark-size-invalid", "image-invalid", "glyph-missing"; `too_large`
/// "mark-too-small" when the text does not fit, "image-too-large", "qr-too-long"; `not_found`
/// "template-language"; `unavailable` "font-missing".
[[nodiscard]] Result<Bytes> draw_signature_mark(const SignatureMark& mark, double width,
                                                double height);

}  // namespace mohur::templates
