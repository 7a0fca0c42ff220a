// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/model/facts.h"
#include "signing/xmldsig/content_resolver.h"

namespace mohur::signing::xades {

using xmldsig::ContentResolver;

/// Every top-level ds:Signature of an XML document (XAdES in any packaging and namespace, or plain
/// XMLDSig), with counter-signatures below their parents, whether they stand in a CounterSignature
/// property or refer to the parent's SignatureValue from elsewhere in the document. A signature
/// that cannot be decoded is listed with the finding "undecodable-signature". Errors: `malformed`
/// "xml-not-wellformed", "xml-doctype"; `unsupported` "xml-encoding"; `too_large` "xml-too-large",
/// "xml-too-deep", "limit-exceeded" (number of signatures).
[[nodiscard]] Result<std::vector<SignatureFacts>> read_signatures(BytesView xml,
                                                                  const ReadOptions& options,
                                                                  ContentResolver& resolver);

/// Resolves against `options.contents` by decoded URI or name; where no content has a name, a
/// single one serves any reference. Borrows `options`.
[[nodiscard]] std::unique_ptr<ContentResolver> supplied_contents(const ReadOptions& options);

}  // namespace mohur::signing::xades
