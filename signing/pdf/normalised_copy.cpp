// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pdf/normalised_copy.h"

#include "signing/pdf/qpdf_internal.h"

#include <qpdf/QPDFExc.hh>
#include <qpdf/QPDFWriter.hh>

#include <algorithm>

namespace mohur::signing::pdf {
namespace {

constexpr std::size_t kBlock = 1U << 20U;
// Every signature dictionary has one (ISO 32000-1 table 252).
constexpr std::string_view kMark = "/ByteRange";

/// Whether the octets speak of a signature at all, whatever the cross-references make of them.
Result<bool> mentions_signature(const ByteSource& source) {
    const auto overlap = kMark.size() - 1;
    for (std::uint64_t at = 0; at < source.size(); at += kBlock) {
        const auto length = std::min<std::uint64_t>(kBlock + overlap, source.size() - at);
        MOHUR_TRY(const auto block, source.read_range(at, length));
        if (as_text(block).find(kMark) != std::string_view::npos) {
            return true;
        }
    }
    return false;
}

bool holds_signature(QPDF& document) {
    auto objects = document.getAllObjects();
    return std::ranges::any_of(objects, [](QPDFObjectHandle& object) {
        return object.isDictionary() && object.hasKey("/ByteRange");
    });
}

Bytes write(QPDF& document) {
    QPDFWriter writer{document};
    writer.setOutputMemory();
    writer.setPreserveEncryption(false);
    writer.setDeterministicID(true);
    writer.setNewlineBeforeEndstream(true);  // ISO 19005-1 clause 6.1.7
    writer.write();
    const auto buffer = writer.getBufferSharedPointer();
    return Bytes(buffer->getBuffer(), buffer->getBuffer() + buffer->getSize());
}

Result<Bytes> rewrite(const ByteSource& source, const Limits& limits) {
    try {
        const auto document = open_qpdf(source, true);
        if (document->getObjectCount() > limits.pdf_objects) {
            return Error::too_large("limit-exceeded", "pdf-objects");
        }
        if (document->isEncrypted() && !document->allowModifyOther()) {
            return Error::denied("pdf-restricted");
        }
        if (holds_signature(*document)) {
            return Error::conflict("pdf-normalise-signed");
        }
        return write(*document);
    } catch (const QPDFExc& failure) {
        return failure.getErrorCode() == qpdf_e_password
                   ? Error::denied("pdf-password")
                   : Error::malformed("pdf-damaged", failure.what());
    } catch (const std::exception& failure) {
        return Error::malformed("pdf-damaged", failure.what());
    }
}

}  // namespace

Result<Bytes> normalised_copy(const ByteSource& source, const Limits& limits) {
    if (source.size() > limits.pdf_bytes) {
        return Error::too_large("limit-exceeded", "pdf-bytes");
    }
    MOHUR_TRY(const bool mentions, mentions_signature(source));
    return mentions ? Result<Bytes>{Error::conflict("pdf-normalise-signed")}
                    : rewrite(source, limits);
}

}  // namespace mohur::signing::pdf
