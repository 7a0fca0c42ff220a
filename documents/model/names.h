// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace mohur::documents {

/// The spelling of the values of an enumeration in the database and the API. Immutable.
template <class Enum, std::size_t N>
struct Names {
    std::array<std::pair<Enum, std::string_view>, N> all;

    [[nodiscard]] constexpr std::string_view name_of(Enum value) const noexcept {
        for (const auto& [each, name] : all) {
            if (each == value) {
                return name;
            }
        }
        return {};
    }
    [[nodiscard]] constexpr std::optional<Enum> value_of(std::string_view wanted) const noexcept {
        for (const auto& [each, name] : all) {
            if (name == wanted) {
                return each;
            }
        }
        return std::nullopt;
    }
};

}  // namespace mohur::documents
