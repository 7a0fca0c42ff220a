// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace mohur::signing::xades {

/// True when `text` is in the lexical space of an XML Schema type: "ID", "base64", "dateTime",
/// "integer", "boolean", "empty"; any other name ("string", "uri") takes everything.
[[nodiscard]] bool is_of_simple_type(std::string_view text, std::string_view type);

}  // namespace mohur::signing::xades
