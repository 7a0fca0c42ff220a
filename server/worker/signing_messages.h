// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/json.h"
#include "signing/creation/signing_request.h"

namespace mohur::server {

/// A request as JSON: certificates in base64, data objects by position. The bytes of the data
/// objects travel apart.
[[nodiscard]] Json to_json(const signing::SigningRequest& request);
/// With the data objects' bytes from `inputs`, in order, then those of a present signature, then
/// the drawing of a visible one.
/// `malformed` "signing-request-invalid".
[[nodiscard]] Result<signing::SigningRequest> signing_request_from(
    const Json& json, const std::vector<std::shared_ptr<const ByteSource>>& inputs);

/// An extension as JSON: the file is input 0, detached contents follow.
[[nodiscard]] Json to_json(const signing::ExtensionRequest& request);
/// `malformed` "signing-request-invalid".
[[nodiscard]] Result<signing::ExtensionRequest> extension_request_from(
    const Json& json, const std::vector<std::shared_ptr<const ByteSource>>& inputs);

[[nodiscard]] Json to_json(const signing::PreparedSignature& prepared);
/// `malformed` "signing-request-invalid".
[[nodiscard]] Result<signing::PreparedSignature> prepared_signature_from(const Json& json);

[[nodiscard]] Json to_json(const std::vector<signing::Certificate>& certificates);
/// `malformed` "certificate-invalid".
[[nodiscard]] Result<std::vector<signing::Certificate>> certificates_from(const Json& json);

}  // namespace mohur::server
