// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/id.h"
#include "signing/core/json.h"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace mohur::server {

/// Reads the members of a request's JSON object. Every call remembers its name, so that `finish`
/// can refuse what nobody asked for; the first error wins and the values read after it are empty.
/// Errors (`malformed`): "field-missing", "field-invalid", "field-unknown", with detail
/// "field:<name>".
class JsonFields {
public:
    explicit JsonFields(const Json& object);

    /// A required text of 1 to `max` characters of UTF-8.
    [[nodiscard]] std::string text(std::string_view name, std::size_t max);
    /// Empty when absent.
    [[nodiscard]] std::string optional_text(std::string_view name, std::size_t max);
    [[nodiscard]] std::optional<bool> boolean(std::string_view name);
    [[nodiscard]] std::optional<std::int64_t> integer(std::string_view name, std::int64_t low,
                                                      std::int64_t high);
    /// A calendar day, "2026-11-21".
    [[nodiscard]] std::optional<std::chrono::year_month_day> date(std::string_view name);
    /// An object with any members; null when absent.
    [[nodiscard]] Json object(std::string_view name);
    /// At most `most` values of any kind; empty when absent.
    [[nodiscard]] std::vector<Json> array(std::string_view name, std::size_t most);

    template <class IdType>
    [[nodiscard]] std::optional<IdType> id(std::string_view name) {
        const auto value = optional_text(name, 36);
        if (value.empty()) {
            return std::nullopt;
        }
        const auto parsed = IdType::parse(value);
        if (!parsed) {
            fail("field-invalid", name);
        }
        return parsed ? std::optional{*parsed} : std::nullopt;
    }
    template <class IdType>
    [[nodiscard]] IdType required_id(std::string_view name) {
        const auto value = id<IdType>(name);
        if (!value) {
            fail("field-missing", name);
        }
        return value.value_or(IdType{});
    }
    /// At most `most` texts of at most 64 characters each; empty when absent.
    [[nodiscard]] std::vector<std::string> texts(std::string_view name, std::size_t most);
    template <class IdType>
    [[nodiscard]] std::vector<IdType> ids(std::string_view name, std::size_t most) {
        std::vector<IdType> all;
        for (const auto& one : texts(name, most)) {
            const auto parsed = IdType::parse(one);
            if (!parsed) {
                fail("field-invalid", name);
            }
            if (parsed) {
                all.push_back(*parsed);
            }
        }
        return all;
    }

    /// For a rule between fields.
    void fail(std::string_view reason, std::string_view name);
    [[nodiscard]] Result<void> finish() const;

private:
    const Json& member(std::string_view name);

    const Json& object_;
    std::set<std::string, std::less<>> known_;
    std::optional<Error> error_;
};

}  // namespace mohur::server
