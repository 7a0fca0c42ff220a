// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/http/json_fields.h"

#include "signing/core/time.h"

namespace mohur::server {

JsonFields::JsonFields(const Json& object) : object_{object} {
    if (!object.is_object()) {
        fail("json-invalid", "");
    }
}

const Json& JsonFields::member(std::string_view name) {
    known_.emplace(name);
    return object_[name];
}

void JsonFields::fail(std::string_view reason, std::string_view name) {
    if (!error_) {
        error_ = Error::malformed(std::string{reason}, "field:" + std::string{name});
    }
}

std::string JsonFields::text(std::string_view name, std::size_t max) {
    auto value = optional_text(name, max);
    if (value.empty()) {
        fail("field-missing", name);
    }
    return value;
}

std::string JsonFields::optional_text(std::string_view name, std::size_t max) {
    const auto& value = member(name);
    if (value.is_null()) {
        return {};
    }
    // Octets, not characters: an upper bound of four octets a character keeps the check cheap.
    if (!value.is_string() || value.as_string().size() > max * 4) {
        fail("field-invalid", name);
        return {};
    }
    return value.as_string();
}

std::optional<bool> JsonFields::boolean(std::string_view name) {
    const auto& value = member(name);
    if (value.is_null()) {
        return std::nullopt;
    }
    if (!value.is_bool()) {
        fail("field-invalid", name);
    }
    return value.as_bool();
}

std::optional<std::int64_t> JsonFields::integer(std::string_view name, std::int64_t low,
                                                std::int64_t high) {
    const auto& value = member(name);
    if (value.is_null()) {
        return std::nullopt;
    }
    const auto number = value.as_integer(low - 1);
    if (!value.is_integer() || number < low || number > high) {
        fail("field-invalid", name);
        return std::nullopt;
    }
    return number;
}

std::optional<std::chrono::year_month_day> JsonFields::date(std::string_view name) {
    const auto value = optional_text(name, 10);
    if (value.empty()) {
        return std::nullopt;
    }
    const auto moment = parse_rfc3339(value + "T00:00:00Z");
    if (!moment) {
        fail("field-invalid", name);
        return std::nullopt;
    }
    return std::chrono::year_month_day{std::chrono::floor<std::chrono::days>(*moment)};
}

Json JsonFields::object(std::string_view name) {
    const auto& value = member(name);
    if (!value.is_null() && !value.is_object()) {
        fail("field-invalid", name);
    }
    return value;
}

std::vector<Json> JsonFields::array(std::string_view name, std::size_t most) {
    const auto& value = member(name);
    if (!value.is_null() && (!value.is_array() || value.items().size() > most)) {
        fail("field-invalid", name);
        return {};
    }
    return value.items();
}

std::vector<std::string> JsonFields::texts(std::string_view name, std::size_t most) {
    const auto& value = member(name);
    if (!value.is_null() && (!value.is_array() || value.items().size() > most)) {
        fail("field-invalid", name);
    }
    std::vector<std::string> all;
    for (const auto& item : value.items()) {
        if (!item.is_string() || item.as_string().empty() || item.as_string().size() > 64) {
            fail("field-invalid", name);
        } else {
            all.push_back(item.as_string());
        }
    }
    return all;
}

Result<void> JsonFields::finish() const {
    if (error_) {
        return *error_;
    }
    for (const auto& [name, value] : object_.members()) {
        if (!known_.contains(name)) {
            return Error::malformed("field-unknown", "field:" + name);
        }
    }
    return {};
}

}  // namespace mohur::server
