// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/validation/validation_order.h"

/// `validateSignature` of the REST service of EU DSS (cookbook, "REST Services, Validation
/// service"): what its clients send, and the simple report that they read.
namespace mohur::server::dss {

/// {"signedDocument": {"bytes", "name"}, "originalDocuments": [{"bytes", "digestAlgorithm",
/// "name"}], "evidenceRecords": [{"bytes", "name"}], "validationTime", "policy"}. A policy of the
/// client's own is not taken: `malformed` "field-invalid". Otherwise the errors of
/// `validation_order_from`.
[[nodiscard]] Result<ValidationOrder> order_from(const Json& body);

/// {"simpleReport": {...}} of a verdict (docs/verdict.schema.json).
[[nodiscard]] Json report(const Json& verdict, const std::string& file_name);

}  // namespace mohur::server::dss
