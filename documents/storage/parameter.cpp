// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/storage/parameter.h"

#include <cstdio>

namespace mohur::documents::sql {

Parameter::Parameter(Date date) {
    char text[16];
    const int length =
        std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()),
                      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    value_.assign(text, static_cast<std::size_t>(length));
}

// PostgreSQL manual 8.15.2: every element quoted, backslash before a quote or a backslash.
Parameter::Parameter(const std::vector<std::string>& items) {
    value_ = "{";
    for (const auto& item : items) {
        value_ += value_.size() > 1 ? ",\"" : "\"";
        for (const char c : item) {
            if (c == '"' || c == '\\') {
                value_ += '\\';
            }
            value_ += c;
        }
        value_ += '"';
    }
    value_ += '}';
}

}  // namespace mohur::documents::sql
