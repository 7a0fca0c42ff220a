// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/cades/creation.h"
#include "signing/cms/signed_data_builder.h"
#include "signing/creation/format_signer_internal.h"

namespace mohur::signing {

/// The signed part of a new SignerInfo over content with that digest: the octets to be signed, kept
/// as `state.signed_attributes`. The statements that CAdES has attributes for are taken from the
/// request; `mime_type` is the content's, or empty.
[[nodiscard]] Result<Prepared> prepare_signer_info(const SigningRequest& request,
                                                   const Digest& content_digest,
                                                   const std::string& mime_type,
                                                   const PreparationParts& parts);

/// What `complete` assembles around the value; its message digest has the right algorithm only.
[[nodiscard]] SignerInfoPlan plan_for(const SigningRequest& request);

/// The SignedData `present`, or a new one around `attached` (null: detached), with the new
/// SignerInfo last, at level B. `unsupported` "cades-archive-v2".
[[nodiscard]] Result<std::shared_ptr<const ByteSource>> add_signer_info(
    const SigningRequest& request, const PreparedState& state, BytesView signature_value,
    const std::shared_ptr<const ByteSource>& present,
    const std::shared_ptr<const ByteSource>& attached);

}  // namespace mohur::signing
