// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/result.h"

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace mohur {

/// A JSON value (RFC 8259). Objects keep the order of their members; numbers are integers where
/// they were written as such. Value type; no member access throws.
class Json {
public:
    using Array = std::vector<Json>;
    using Member = std::pair<std::string, Json>;
    using Object = std::vector<Member>;

    Json() = default;
    Json(std::nullptr_t) {}                                                  // NOLINT(google-explicit-constructor): literals read as JSON
    Json(bool value) : value_{value} {}                                      // NOLINT(google-explicit-constructor): as above
    Json(int value) : value_{std::int64_t{value}} {}                         // NOLINT(google-explicit-constructor): as above
    Json(std::int64_t value) : value_{value} {}                              // NOLINT(google-explicit-constructor): as above
    Json(std::uint64_t value) : value_{static_cast<std::int64_t>(value)} {}  // NOLINT(google-explicit-constructor): as above
    Json(double value) : value_{value} {}                                    // NOLINT(google-explicit-constructor): as above
    Json(std::string value) : value_{std::move(value)} {}                    // NOLINT(google-explicit-constructor): as above
    Json(std::string_view value) : value_{std::string{value}} {}             // NOLINT(google-explicit-constructor): as above
    Json(const char* value) : value_{std::string{value}} {}                  // NOLINT(google-explicit-constructor): as above
    Json(Array value) : value_{std::move(value)} {}                          // NOLINT(google-explicit-constructor): as above
    Json(Object value) : value_{std::move(value)} {}                         // NOLINT(google-explicit-constructor): as above

    /// `Json::object({{"a", 1}, {"b", "x"}})`.
    [[nodiscard]] static Json object(std::initializer_list<Member> members = {});
    [[nodiscard]] static Json array(std::initializer_list<Json> items = {});

    /// Strict RFC 8259 in UTF-8; duplicate member names, depth over `max_depth` and trailing text
    /// are `malformed` ("json-invalid").
    [[nodiscard]] static Result<Json> parse(std::string_view text, std::size_t max_depth = 64);
    /// Compact, or indented by two spaces.
    [[nodiscard]] std::string dump(bool pretty = false) const;

    [[nodiscard]] bool is_null() const noexcept { return std::holds_alternative<std::monostate>(value_); }
    [[nodiscard]] bool is_bool() const noexcept { return std::holds_alternative<bool>(value_); }
    [[nodiscard]] bool is_integer() const noexcept { return std::holds_alternative<std::int64_t>(value_); }
    [[nodiscard]] bool is_number() const noexcept { return is_integer() || std::holds_alternative<double>(value_); }
    [[nodiscard]] bool is_string() const noexcept { return std::holds_alternative<std::string>(value_); }
    [[nodiscard]] bool is_array() const noexcept { return std::holds_alternative<Array>(value_); }
    [[nodiscard]] bool is_object() const noexcept { return std::holds_alternative<Object>(value_); }

    /// The value, or the fallback when it is of another kind.
    [[nodiscard]] bool as_bool(bool fallback = false) const noexcept;
    [[nodiscard]] std::int64_t as_integer(std::int64_t fallback = 0) const noexcept;
    [[nodiscard]] double as_number(double fallback = 0) const noexcept;
    [[nodiscard]] const std::string& as_string() const noexcept;
    [[nodiscard]] const Array& items() const noexcept;
    [[nodiscard]] const Object& members() const noexcept;

    /// The member, or a null value.
    [[nodiscard]] const Json& operator[](std::string_view name) const noexcept;
    [[nodiscard]] bool contains(std::string_view name) const noexcept;
    /// Adds or replaces a member; a null value becomes an object first.
    Json& set(std::string name, Json value);
    /// Adds an item; a null value becomes an array first.
    Json& push(Json item);

    bool operator==(const Json&) const = default;

private:
    std::variant<std::monostate, bool, std::int64_t, double, std::string, Array, Object> value_;
};

}  // namespace mohur
