// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/byte_source.h"

#include <qpdf/InputSource.hh>
#include <qpdf/QPDF.hh>

#include <memory>

namespace mohur::signing::pdf {

/// Runs `body` and turns what libqpdf throws into `error`, with libqpdf's words as detail.
template <class Body>
auto translate_qpdf(const Error& error, Body&& body) -> decltype(body()) {
    try {
        return body();
    } catch (const std::exception& failure) {
        Error translated = error;
        translated.detail = failure.what();
        return translated;
    }
}

/// libqpdf over a source, silent. Borrows the source. Throws what libqpdf throws.
[[nodiscard]] std::unique_ptr<QPDF> open_qpdf(const ByteSource& source, bool repair);

}  // namespace mohur::signing::pdf
