// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/result.h"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mohur::server {

/// An option that a command knows.
struct OptionSpec {
    enum class Kind { flag, value, values };
    std::string_view name;  ///< with its dashes: "--content", "-o"
    Kind kind = Kind::flag;
};

/// The arguments of one command, sorted into options and the rest. Immutable value.
class Arguments {
public:
    /// `--name value` and `--name=value` alike; `--` ends the options. Errors (all `malformed`):
    /// "usage-unknown-option", "usage-value-missing", "usage-value-unexpected",
    /// "usage-repeated-option"; the detail names the option.
    [[nodiscard]] static Result<Arguments> parse(std::span<const std::string> arguments,
                                                 std::span<const OptionSpec> specs);

    [[nodiscard]] const std::vector<std::string>& positionals() const noexcept {
        return positionals_;
    }
    [[nodiscard]] bool has(std::string_view name) const;
    [[nodiscard]] std::optional<std::string> value(std::string_view name) const;
    [[nodiscard]] const std::vector<std::string>& values(std::string_view name) const;

private:
    std::vector<std::string> positionals_;
    std::map<std::string, std::vector<std::string>, std::less<>> options_;
};

/// "NAME=VALUE" at the first '='; `malformed` "usage-name-value" without one. NAME may be empty.
[[nodiscard]] Result<std::pair<std::string, std::string>> split_name_value(const std::string& text);

}  // namespace mohur::server
