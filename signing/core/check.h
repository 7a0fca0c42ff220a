// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace mohur {

/// Prints the broken invariant to stderr and aborts.
[[noreturn]] void check_failed(const char* expression, const char* file, int line) noexcept;

}  // namespace mohur

/// Ends the process when an invariant is broken. Never reachable from input: input errors are `Error`.
#define MOHUR_CHECK(condition)                                    \
    do {                                                          \
        if (!(condition)) {                                       \
            ::mohur::check_failed(#condition, __FILE__, __LINE__); \
        }                                                         \
    } while (false)
