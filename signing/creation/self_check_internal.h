// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/creation/signing_request.h"
#include "signing/model/facts.h"
#include "signing/pki/trust_anchors.h"

namespace mohur::signing {

/// Reads a finished file back as any verifier would and demands that the new signature is there, is
/// the signer's, intact, of the level asked for and, at LT, TOTAL-PASSED at `now` with `anchors`
/// and what the file embeds; and that no signature that was intact in `before` has suffered.
/// `before` is empty for a new container. Errors: `integrity` "result-not-valid" with what was
/// found as detail.
[[nodiscard]] Result<void> check_result(const SigningRequest& request, const FileFacts& before,
                                        std::shared_ptr<const ByteSource> result,
                                        const TrustAnchors& anchors, Time now);

}  // namespace mohur::signing
