// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/json.h"
#include "signing/pki/validation_material.h"

namespace mohur::server {

/// {"certificates":[…],"ocsp_responses":[…],"crls":[…]}, each the DER in base64: between worker and
/// parent, and as it is stored beside a time-stamp token.
[[nodiscard]] Json to_json(const signing::ValidationMaterial& material);
/// `malformed` of the parsers, "validation-material-invalid" for what is no such object.
[[nodiscard]] Result<signing::ValidationMaterial> validation_material_from(const Json& json);

}  // namespace mohur::server
