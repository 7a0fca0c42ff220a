// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/asic/container_draft.h"
#include "signing/cades/reader.h"
#include "signing/creation/format_signer_internal.h"

namespace mohur::signing {

/// The present container that the request adds to, or a new one around its data.
[[nodiscard]] Result<asic::ContainerDraft> draft_of(const SigningRequest& request);

/// What a CMS structure that covers an entry of a container signs.
[[nodiscard]] cades::SignedContent content_of_entry(asic::ContainerDraft& draft,
                                                    const std::string& entry);

/// The container's long-term form (EN 319 162-1 annex A.7) for `signatures`, beside those that have
/// it: every token that nothing seals yet gets the material for its own validation, the last
/// archive manifest makes room for the next, which names signatures, tokens, their manifests and
/// the data files, and a token covers it. Errors: those of `Evidence`.
[[nodiscard]] Result<void> add_archive_manifest(asic::ContainerDraft& draft,
                                                std::vector<asic::ContainedCms> signatures,
                                                const Limits& limits, Evidence& evidence);

}  // namespace mohur::signing
