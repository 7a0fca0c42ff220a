// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/creation/format_signer_internal.h"

namespace mohur::signing {

/// A request that makes sense before any file is parsed: `malformed` "signing-request-invalid",
/// `too_large` "file-too-large".
[[nodiscard]] Result<void> check_shape(const SigningRequest& request);

/// What the signer wants to say must have a place in the format: `unsupported`
/// "signing-statement-unsupported".
[[nodiscard]] Result<void> check_statements(const SigningRequest& request,
                                            const FormatSigner& format);

/// A certificate that may sign now, and an algorithm that suits it (TS 119 312 clause 7):
/// `denied` "certificate-not-yet-valid", "certificate-expired", "certificate-not-for-signing";
/// `unsupported` "signature-algorithm".
[[nodiscard]] Result<void> check_signer(const SigningRequest& request, Time now);

/// The file whose signature is countersigned.
[[nodiscard]] std::shared_ptr<const ByteSource> file_to_countersign(const SigningRequest& request);
/// The position of the signature to be countersigned: `not_found` "signature-not-found" (also where
/// there are several and none is named); `integrity` "signature-not-intact".
[[nodiscard]] Result<std::size_t> countersigned_position(
    const SigningRequest& request, const std::vector<SignatureFacts>& signatures);

/// How a file of this request is read back: detached formats need their data beside it.
[[nodiscard]] ReadOptions read_options(const SigningRequest& request);
[[nodiscard]] ReadOptions read_options(const ExtensionRequest& request);

/// The level that a format found by content stands for ("CAdES-XL" holds what LT holds); empty
/// where it is no ETSI form.
[[nodiscard]] std::optional<SignatureLevel> level_of_format(std::string_view format);

/// The signatures that an extension shall raise, by position: the named ones, or all that are below
/// the level. Errors: `not_found` "signature-not-found"; `integrity` "signature-not-intact";
/// `unsupported` "signature-not-extendable"; `conflict` "extend-level-reached"; `denied`
/// "certificate-expired" where no time-stamp is in time any more.
[[nodiscard]] Result<std::vector<std::size_t>> choose_signatures(const ExtensionRequest& request,
                                                                 const FileFacts& facts, Time now);

}  // namespace mohur::signing
