// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/bytes.h"
#include "signing/core/id.h"
#include "signing/core/json.h"
#include "signing/core/time.h"

#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mohur::documents {

/// A day of the calendar, without a time zone.
using Date = std::chrono::year_month_day;

}  // namespace mohur::documents

namespace mohur::documents::sql {

/// One bound value of a statement. Octets travel as they are, everything else in the text form of
/// its SQL type, so that the server decides the width of numbers.
class Parameter {
public:
    // NOLINTBEGIN(google-explicit-constructor): arguments of exec() read as plain values
    Parameter(std::nullopt_t) : null_{true} {}
    Parameter(std::string_view text) : value_{text} {}
    Parameter(const std::string& text) : value_{text} {}
    Parameter(const char* text) : value_{text} {}
    Parameter(std::same_as<bool> auto value) : value_{value ? "t" : "f"} {}
    template <std::integral T>
    requires(!std::same_as<T, bool>) Parameter(T value) : value_{std::to_string(value)} {}
    Parameter(const Uuid& id) : value_{to_string(id)} {}
    template <class Tag>
    Parameter(const Id<Tag>& id) : Parameter{id.uuid()} {}
    Parameter(Time time) : value_{to_rfc3339(time)} {}
    Parameter(Date date);
    Parameter(const Json& json) : value_{json.dump()} {}
    Parameter(BytesView octets) : value_{as_text(octets)}, binary_{true} {}
    Parameter(const Bytes& octets) : Parameter{BytesView{octets}} {}
    /// text[]
    Parameter(const std::vector<std::string>& items);
    template <class T>
    Parameter(const std::optional<T>& value)
        : Parameter{value ? Parameter{*value} : Parameter{std::nullopt}} {}
    // NOLINTEND(google-explicit-constructor)

    [[nodiscard]] bool is_null() const noexcept { return null_; }
    [[nodiscard]] bool is_binary() const noexcept { return binary_; }
    [[nodiscard]] const std::string& value() const noexcept { return value_; }

private:
    std::string value_;
    bool null_ = false;
    bool binary_ = false;
};

}  // namespace mohur::documents::sql
