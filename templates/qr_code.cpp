// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "templates/qr_code.h"

#include "signing/core/handle.h"

#include <qrencode.h>

namespace mohur::templates {

using SymbolPtr = Handle<QRcode, QRcode_free>;

Result<QrCode> QrCode::encode(std::string_view text) {
    constexpr int kAnyVersion = 0;
    const SymbolPtr symbol{QRcode_encodeData(static_cast<int>(text.size()),
                                             reinterpret_cast<const unsigned char*>(text.data()),
                                             kAnyVersion, QR_ECLEVEL_M)};
    if (text.empty() || symbol == nullptr) {
        return Error::too_large("qr-too-long", "the text does not fit a QR code");
    }
    QrCode out;
    out.size_ = static_cast<std::size_t>(symbol->width);
    out.modules_.reserve(out.size_ * out.size_);
    for (std::size_t i = 0; i < out.size_ * out.size_; ++i) {
        out.modules_.push_back((symbol->data[i] & 1U) != 0);
    }
    return out;
}

}  // namespace mohur::templates
