// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/worker/verify_task.h"

#include <memory>
#include <string>

namespace mohur::server {

/// One request to judge something, whatever the shape in which it came: the file is input 0.
struct ValidationOrder {
    std::string file_name;
    VerifyRequest request;  ///< without trust, which is the server's
    TaskFiles files;
};

/// How much one order may hold, all of its files together and decoded.
inline constexpr std::uint64_t kMaxOrderBytes = 32ULL << 20U;
/// How many contents, certificates or evidence records one order may name.
inline constexpr std::size_t kMaxOrderItems = 200;

/// Schema ValidationOrder of docs/openapi.yaml. Errors (`malformed`): "field-missing",
/// "field-invalid", "field-unknown" with the member's name; `too_large` "body-too-large".
[[nodiscard]] Result<ValidationOrder> validation_order_from(const Json& body);

/// The octets of a base64 text as one more input of the order; its index.
[[nodiscard]] Result<std::size_t> add_input(std::string_view base64, std::string_view field,
                                            ValidationOrder& order);

/// "strict", "dss-like" or "archive"; anything else is `malformed` "field-invalid".
[[nodiscard]] Result<std::string> policy_named(std::string_view name, std::string_view field);

}  // namespace mohur::server
