// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/model/facts.h"

namespace mohur::signing::xades {

/// Resolves a ds:Reference that is not same-document: a data object of the container or supplied content.
class ContentResolver {
public:
    virtual ~ContentResolver() = default;
    /// The digest of the object named by the percent-decoded `uri` (empty: the reference has no URI), or nothing.
    [[nodiscard]] virtual std::optional<Digest> digest(std::string_view uri, DigestAlgorithm algorithm) = 0;
    /// Its bytes, for references with transforms; null when only digests are known.
    [[nodiscard]] virtual std::shared_ptr<const ByteSource> bytes(std::string_view uri) = 0;
};

/// Every top-level ds:Signature of an XML document (XAdES in any packaging, or plain XMLDSig), with
/// counter-signatures below their parents. Errors: `malformed` "xml-not-wellformed", "xml-doctype";
/// `too_large`.
[[nodiscard]] Result<std::vector<SignatureFacts>> read_signatures(BytesView xml, const ReadOptions& options,
                                                                  ContentResolver& resolver);

/// Resolves against `options.contents` by decoded URI or name.
[[nodiscard]] std::unique_ptr<ContentResolver> supplied_contents(const ReadOptions& options);

}  // namespace mohur::signing::xades
