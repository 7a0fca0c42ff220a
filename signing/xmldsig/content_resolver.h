// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/byte_source.h"
#include "signing/core/digest.h"

#include <functional>
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
    /// Hands its octets to `sink` piece by piece, for a time-stamp that covers them. `not_found`
    /// "signed-data-not-found" when only digests are known, or nothing.
    [[nodiscard]] virtual Result<void> write(std::string_view uri,
                                             const std::function<void(BytesView)>& sink);
};

/// `uri` with each %XX replaced by its octet; anything else stays (RFC 3986 clause 2.1).
[[nodiscard]] std::string percent_decoded(std::string_view uri);

}  // namespace mohur::signing::xmldsig
