// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/bytes.h"
#include "signing/core/limits.h"
#include "signing/creation/evidence_internal.h"

namespace mohur::signing {

/// The PDF with a document time-stamp over all of it, in a revision of its own (EN 319 142-1
/// clause 5.4.3). Errors: those of `pades::append_signature_field` and of `Evidence::stamp`.
[[nodiscard]] Result<Bytes> append_document_timestamp(Bytes pdf, Evidence& evidence,
                                                      const Limits& limits);

/// The PDF with `material` in its DSS, in a revision of its own; as it is when there is nothing to
/// add. `vri_of`: the CMS that gets a VRI entry; empty for none.
[[nodiscard]] Result<Bytes> append_material(Bytes pdf, BytesView vri_of,
                                            const ValidationMaterial& material,
                                            const Limits& limits);

}  // namespace mohur::signing
