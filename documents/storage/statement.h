// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace mohur::documents::sql {

/// A named SQL text with `$n` parameters. Declared as a constant beside the function that uses it;
/// the name is unique in the program: it names the prepared statement and the metric.
struct Statement {
    const char* name;
    const char* text;
};

}  // namespace mohur::documents::sql
