// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/creation/creation_format.h"
#include "signing/creation/evidence_internal.h"
#include "signing/xades/reader.h"

#include <vector>

namespace mohur::signing {

/// Which signatures of one XML document are raised, and what they sign outside of it.
struct XadesLevels {
    std::vector<std::size_t> signatures;  ///< by position, as `xades::read_signatures` lists them
    SignatureLevel level = SignatureLevel::T;
    xades::ContentResolver& contents;
    const ReadOptions& options;
};

/// The document with these signatures at that level (EN 319 132-1 clause 6.3), whoever made them: a
/// SignatureTimeStamp where there is none, the validation material of everything in them, an
/// xades141:ArchiveTimeStamp each. Only unsigned properties are added; every octet that was there
/// stays. Errors: those of `Evidence`; `unsupported` "signature-not-extendable"; those of the
/// references that an archive timestamp covers.
[[nodiscard]] Result<Bytes> raise_signatures(Bytes xml, const XadesLevels& levels,
                                             Evidence& evidence);

}  // namespace mohur::signing
