// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/creation/format_signer_internal.h"
#include "signing/model/facts.h"
#include "signing/pki/trust_anchors.h"

namespace mohur::signing {

/// What a finished file is judged by: the anchors, now.
struct SelfCheck {
    const TrustAnchors& anchors;
    Time now;
};

/// Reads a finished file back as any verifier would and demands that the new signature is there, is
/// the signer's, intact, of the level asked for and, from LT on, TOTAL-PASSED with the anchors and
/// what the file embeds; and that nothing that was intact in `before` has suffered. `before` is
/// empty for a new file. Errors: `integrity` "result-not-valid" with what was found as detail.
[[nodiscard]] Result<void> check_signed(const SigningRequest& request, const FileFacts& before,
                                        std::shared_ptr<const ByteSource> result,
                                        const SelfCheck& by);

/// The same for an extended file: the chosen signatures reached the level, intact; none of the
/// others lost anything; no verdict is worse than before, and one that passed passes.
[[nodiscard]] Result<void> check_extended(const ExtensionParts& parts,
                                          std::shared_ptr<const ByteSource> result,
                                          const SelfCheck& by);

/// The same for a container with a token only: it is intact and covers the data.
[[nodiscard]] Result<void> check_stamped(const TimestampRequest& request,
                                         std::shared_ptr<const ByteSource> result);

}  // namespace mohur::signing
