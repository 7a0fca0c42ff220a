// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/byte_source.h"
#include "signing/core/limits.h"

namespace mohur::signing::pdf {

/// The document written anew by libqpdf: without encryption, without cross-references of two kinds,
/// with its header at the first octet, damage to its cross-references repaired. It shows the same
/// pages, but it is another file; a signed document cannot survive that and is refused. Nothing is
/// taken away from a document whose author forbade changes.
///
/// Errors: `conflict` "pdf-normalise-signed"; `denied` "pdf-restricted", "pdf-password";
/// `malformed` "pdf-damaged"; `too_large`.
[[nodiscard]] Result<Bytes> normalised_copy(const ByteSource& source, const Limits& limits);

}  // namespace mohur::signing::pdf
