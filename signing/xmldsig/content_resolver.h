// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/byte_source.h"
#include "signing/core/digest.h"

#include <memory>
#include <optional>
#include <string_view>

namespace mohur::signing::xmldsig {

/// Resolves a ds:Reference that is not same-document: a data object of the container or supplied
/// content.
class ContentResolver {
public:
    virtual ~ContentResolver() = default;
    /// The digest of the object named by the percent-decoded `uri` (empty: the reference has no
    /// URI), or nothing.
    [[nodiscard]] virtual std::optional<Digest> digest(std::string_view uri,
                                                       DigestAlgorithm algorithm) = 0;
    /// Its bytes, for references with transforms; null when only digests are known.
    [[nodiscard]] virtual std::shared_ptr<const ByteSource> bytes(std::string_view uri) = 0;
};

/// `uri` with each %XX replaced by its octet; anything else stays (RFC 3986 clause 2.1).
[[nodiscard]] std::string percent_decoded(std::string_view uri);

}  // namespace mohur::signing::xmldsig
