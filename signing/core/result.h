// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/check.h"
#include "signing/core/error.h"

#include <optional>
#include <type_traits>
#include <utility>
#include <variant>

namespace mohur {

/// A value of type `T`, or the `Error` that says why there is none (ADR 0001).
///
/// `value()` on an error (and the reverse) is a broken invariant and ends the process.
template <class T>
class [[nodiscard]] Result {
public:
    using value_type = T;

    Result(T value) : state_{std::in_place_index<0>, std::move(value)} {}       // NOLINT(google-explicit-constructor): return by value reads best
    Result(Error error) : state_{std::in_place_index<1>, std::move(error)} {}  // NOLINT(google-explicit-constructor): as above

    [[nodiscard]] bool has_value() const noexcept { return state_.index() == 0; }
    explicit operator bool() const noexcept { return has_value(); }

    [[nodiscard]] T& value() & {
        MOHUR_CHECK(has_value());
        return *std::get_if<0>(&state_);
    }
    [[nodiscard]] const T& value() const& {
        MOHUR_CHECK(has_value());
        return *std::get_if<0>(&state_);
    }
    [[nodiscard]] T&& value() && {
        MOHUR_CHECK(has_value());
        return std::move(*std::get_if<0>(&state_));
    }
    [[nodiscard]] const Error& error() const& {
        MOHUR_CHECK(!has_value());
        return *std::get_if<1>(&state_);
    }
    [[nodiscard]] Error&& error() && {
        MOHUR_CHECK(!has_value());
        return std::move(*std::get_if<1>(&state_));
    }
    [[nodiscard]] T value_or(T fallback) && {
        return has_value() ? std::move(*std::get_if<0>(&state_)) : std::move(fallback);
    }

    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

private:
    std::variant<T, Error> state_;
};

/// Success without a value, or the `Error`.
template <>
class [[nodiscard]] Result<void> {
public:
    using value_type = void;

    Result() = default;
    Result(Error error) : error_{std::move(error)} {}  // NOLINT(google-explicit-constructor): return by value reads best

    [[nodiscard]] bool has_value() const noexcept { return !error_.has_value(); }
    explicit operator bool() const noexcept { return has_value(); }
    void value() const { MOHUR_CHECK(has_value()); }
    [[nodiscard]] const Error& error() const& {
        MOHUR_CHECK(error_.has_value());
        return *error_;
    }
    [[nodiscard]] Error&& error() && {
        MOHUR_CHECK(error_.has_value());
        return std::move(*error_);
    }

private:
    std::optional<Error> error_;
};

}  // namespace mohur

#define MOHUR_CONCAT_(a, b) a##b
#define MOHUR_CONCAT(a, b) MOHUR_CONCAT_(a, b)

/// Declares `decl` from the value of `expr`, or returns its error from the enclosing function.
#define MOHUR_TRY(decl, ...)                                                   \
    auto MOHUR_CONCAT(mohur_try_, __LINE__) = (__VA_ARGS__);                   \
    if (!MOHUR_CONCAT(mohur_try_, __LINE__)) {                                 \
        return std::move(MOHUR_CONCAT(mohur_try_, __LINE__)).error();          \
    }                                                                          \
    decl = std::move(MOHUR_CONCAT(mohur_try_, __LINE__)).value()

/// Evaluates `expr` and returns its error from the enclosing function; the value is dropped.
#define MOHUR_TRY_VOID(...)                                                    \
    do {                                                                       \
        auto mohur_try_void = (__VA_ARGS__);                                   \
        if (!mohur_try_void) {                                                 \
            return std::move(mohur_try_void).error();                          \
        }                                                                      \
    } while (false)
