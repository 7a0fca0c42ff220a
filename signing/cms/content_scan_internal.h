// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/byte_source.h"
#include "signing/core/limits.h"

#include <memory>

namespace mohur::signing {

/// A ContentInfo with a SignedData, taken apart where its content lies, so that the content is
/// never in memory. Parts are whole elements as received.
struct ScannedContentInfo {
    Bytes before;                                    ///< version and digestAlgorithms
    Bytes content_type;                              ///< eContentType
    std::shared_ptr<const ByteSource> encapsulated;  ///< encapContentInfo
    std::shared_ptr<const ByteSource> content;       ///< eContent octets; null when detached
    Bytes after;                                     ///< certificates, crls, signerInfos
};

/// Errors: `malformed` "cms-invalid", "asn1-invalid", "truncated"; `too_large` "cms-too-large" when
/// what is not content is above `limits.cms_bytes`, or the content is in too many pieces.
[[nodiscard]] Result<ScannedContentInfo> scan_content_info(
    const std::shared_ptr<const ByteSource>& file, const Limits& limits);

}  // namespace mohur::signing
