// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "templates/facts_schema.h"

#include "signing/core/az_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <regex>

namespace mohur::templates {
namespace {

constexpr std::int64_t kMaxPatternText = 256;  // std::regex recurses with the text's length

constexpr std::array<std::string_view, 6> kTypes{"object",  "array",  "string",
                                                 "integer", "number", "boolean"};
constexpr std::array<std::string_view, 17> kKeywords{
    "type",     "properties", "required",  "additionalProperties",
    "items",    "enum",       "minLength", "maxLength",
    "pattern",  "format",     "minimum",   "maximum",
    "minItems", "maxItems",   "title",     "description",
    "$schema"};

Error bad_schema(const std::string& where, std::string_view what) {
    return Error::malformed("template-invalid",
                            "schema " + (where.empty() ? "/" : where) + ": " + std::string{what});
}

template <class List, class Value>
bool contains(const List& list, const Value& wanted) {
    return std::find(list.begin(), list.end(), wanted) != list.end();
}

bool is_name(std::string_view text) {
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    };
    return !text.empty() && text.front() >= 'a' && text.front() <= 'z' &&
           std::all_of(text.begin(), text.end(), allowed);
}

Result<void> check_schema(const Json& schema, const std::string& where);

Result<void> check_object(const Json& schema, const std::string& where) {
    const Json& closed = schema["additionalProperties"];
    if (!closed.is_bool() || closed.as_bool(true)) {
        return bad_schema(where, "additionalProperties must be false");
    }
    for (const auto& [name, member] : schema["properties"].members()) {
        if (!is_name(name)) {
            return bad_schema(where, "a property name is not a lower-case identifier");
        }
        MOHUR_TRY_VOID(check_schema(member, where + "/" + name));
    }
    for (const Json& name : schema["required"].items()) {
        if (!schema["properties"].contains(name.as_string())) {
            return bad_schema(where, "required names no property: " + name.as_string());
        }
    }
    return {};
}

Result<void> check_pattern(const Json& schema, const std::string& where) {
    if (!schema.contains("pattern")) {
        return {};
    }
    const std::int64_t longest = schema["maxLength"].as_integer(kMaxPatternText + 1);
    if (longest > kMaxPatternText) {
        return bad_schema(where, "pattern needs a maxLength of at most 256");
    }
    try {
        static_cast<void>(std::regex{schema["pattern"].as_string()});
    } catch (const std::regex_error&) { return bad_schema(where, "pattern"); }
    return {};
}

Result<void> check_schema(const Json& schema, const std::string& where) {
    for (const auto& [keyword, value] : schema.members()) {
        if (!contains(kKeywords, keyword) && keyword != "$id") {
            return bad_schema(where, "unknown keyword " + keyword);
        }
    }
    const std::string& type = schema["type"].as_string();
    if (!contains(kTypes, type)) {
        return bad_schema(where, "type");
    }
    if (schema.contains("format") && schema["format"].as_string() != "date") {
        return bad_schema(where, "format");
    }
    if (type == "object") {
        return check_object(schema, where);
    }
    if (type == "array") {
        return check_schema(schema["items"], where + "/items");
    }
    return check_pattern(schema, where);
}

/// RFC 6901: what a name must not hold within a pointer.
std::string escape_pointer(std::string_view name) {
    std::string out;
    for (const char c : name) {
        out += c == '~' ? "~0" : c == '/' ? "~1" : std::string{c};
    }
    return out;
}

Error fault(std::string reason, const std::string& where, std::string_view keyword = {}) {
    std::string detail = where.empty() ? "/" : where;
    if (!keyword.empty()) {
        detail.append(": ").append(keyword);
    }
    return Error::malformed(std::move(reason), std::move(detail));
}

bool has_type(const Json& value, std::string_view type) {
    return (type == "object" && value.is_object()) || (type == "array" && value.is_array()) ||
           (type == "string" && value.is_string()) || (type == "integer" && value.is_integer()) ||
           (type == "number" && value.is_number()) || (type == "boolean" && value.is_bool());
}

std::int64_t code_points(std::string_view utf8) {
    return std::count_if(utf8.begin(), utf8.end(),
                         [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
}

/// C0 and C1 controls (line feed is a line break), and the marks that reorder text: a paper must
/// not read otherwise than its facts.
bool has_forbidden_character(std::string_view utf8) {
    static const std::array<std::string_view, 9> kOverrides{
        "\u202A", "\u202B", "\u202C", "\u202D", "\u202E", "\u2066", "\u2067", "\u2068", "\u2069"};
    const bool control = std::any_of(utf8.begin(), utf8.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20U && c != '\n') || byte == 0x7FU;
    });
    const auto is_c1 = [&] {
        for (std::size_t at = utf8.find('\xC2'); at != utf8.npos; at = utf8.find('\xC2', at + 1)) {
            if (at + 1 < utf8.size() && static_cast<unsigned char>(utf8[at + 1]) < 0xA0U) {
                return true;
            }
        }
        return false;
    };
    return control || is_c1() || std::any_of(kOverrides.begin(), kOverrides.end(), [&](auto mark) {
               return utf8.find(mark) != utf8.npos;
           });
}

bool matches(const std::string& text, const std::string& pattern) {
    return std::regex_search(text, std::regex{pattern});
}

Result<void> validate_string(const Json& schema, const std::string& text,
                             const std::string& where) {
    const std::int64_t length = code_points(text);
    if (!is_valid_utf8(text) || has_forbidden_character(text)) {
        return fault("fact-invalid", where, "characters");
    }
    if (schema.contains("minLength") && length < schema["minLength"].as_integer()) {
        return fault("fact-invalid", where, "minLength");
    }
    if (schema.contains("maxLength") && length > schema["maxLength"].as_integer()) {
        return fault("fact-invalid", where, "maxLength");
    }
    if (schema.contains("pattern") && !matches(text, schema["pattern"].as_string())) {
        return fault("fact-invalid", where, "pattern");
    }
    if (schema.contains("format") && !is_iso_date(text)) {
        return fault("fact-invalid", where, "format");
    }
    return {};
}

Result<void> validate_number(const Json& schema, double number, const std::string& where) {
    if (schema.contains("minimum") && number < schema["minimum"].as_number()) {
        return fault("fact-invalid", where, "minimum");
    }
    if (schema.contains("maximum") && number > schema["maximum"].as_number()) {
        return fault("fact-invalid", where, "maximum");
    }
    return {};
}

Result<void> validate_value(const Json& schema, const Json& value, const std::string& where);

Result<void> validate_object(const Json& schema, const Json& value, const std::string& where) {
    const Json& properties = schema["properties"];
    for (const auto& [name, member] : value.members()) {
        if (!properties.contains(name)) {
            return fault("fact-unknown", where + "/" + escape_pointer(name));
        }
        MOHUR_TRY_VOID(validate_value(properties[name], member, where + "/" + name));
    }
    for (const Json& name : schema["required"].items()) {
        if (!value.contains(name.as_string())) {
            return fault("fact-missing", where + "/" + name.as_string());
        }
    }
    return {};
}

Result<void> validate_array(const Json& schema, const Json& value, const std::string& where) {
    const auto count = static_cast<std::int64_t>(value.items().size());
    if (count < schema["minItems"].as_integer(0)) {
        return fault("fact-invalid", where, "minItems");
    }
    if (schema.contains("maxItems") && count > schema["maxItems"].as_integer()) {
        return fault("fact-invalid", where, "maxItems");
    }
    for (std::size_t i = 0; i < value.items().size(); ++i) {
        MOHUR_TRY_VOID(
            validate_value(schema["items"], value.items()[i], where + "/" + std::to_string(i)));
    }
    return {};
}

Result<void> validate_value(const Json& schema, const Json& value, const std::string& where) {
    if (!has_type(value, schema["type"].as_string())) {
        return fault("fact-invalid", where, "type");
    }
    if (schema.contains("enum") && !contains(schema["enum"].items(), value)) {
        return fault("fact-invalid", where, "enum");
    }
    if (value.is_object()) {
        return validate_object(schema, value, where);
    }
    if (value.is_array()) {
        return validate_array(schema, value, where);
    }
    return value.is_string() ? validate_string(schema, value.as_string(), where)
                             : validate_number(schema, value.as_number(), where);
}

void add_paths(const Json& schema, const std::string& prefix,
               std::set<std::string, std::less<>>& out) {
    for (const auto& [name, member] : schema["properties"].members()) {
        out.insert(prefix + name);
        add_paths(member, prefix + name + ".", out);
    }
}

/// "…" as often as the schema asks for; null where a text must have a form.
Json placeholder(const Json& schema) {
    const bool free = schema["type"].as_string() == "string" && !schema.contains("pattern") &&
                      !schema.contains("format") && !schema.contains("enum");
    if (!free) {
        return {};
    }
    std::string out{"…"};
    for (std::int64_t i = 1; i < schema["minLength"].as_integer(1); ++i) {
        out += "…";
    }
    return out;
}

Json filled(const Json& schema, const Json& value) {
    const std::string& type = schema["type"].as_string();
    const bool empty = value.is_null() || (value.is_array() && value.items().empty());
    if (type == "array" && empty && schema["minItems"].as_integer(0) > 0) {
        Json out = Json::array();
        Json item = filled(schema["items"], {});
        return item.is_null() ? value : out.push(std::move(item));
    }
    if (type != "object" || (!value.is_null() && !value.is_object())) {
        return value.is_null() ? placeholder(schema) : value;
    }
    Json out = value.is_null() ? Json::object() : value;
    for (const Json& name : schema["required"].items()) {
        Json member = filled(schema["properties"][name.as_string()], value[name.as_string()]);
        if (!member.is_null()) {
            out.set(name.as_string(), std::move(member));
        }
    }
    return out;
}

}  // namespace

bool is_iso_date(std::string_view text) noexcept {
    int year = 0;
    unsigned month = 0;
    unsigned day = 0;
    const char* at = text.data();
    const bool read = text.size() == 10 && text[4] == '-' && text[7] == '-' &&
                      std::from_chars(at, at + 4, year).ptr == at + 4 &&
                      std::from_chars(at + 5, at + 7, month).ptr == at + 7 &&
                      std::from_chars(at + 8, at + 10, day).ptr == at + 10;
    return read && year > 0 &&
           std::chrono::year_month_day{std::chrono::year{year}, std::chrono::month{month},
                                       std::chrono::day{day}}
               .ok();
}

Result<FactsSchema> FactsSchema::create(Json schema) {
    if (schema["type"].as_string() != "object") {
        return bad_schema({}, "the facts are an object");
    }
    MOHUR_TRY_VOID(check_schema(schema, {}));
    return FactsSchema{std::move(schema)};
}

Result<void> FactsSchema::validate(const Json& facts) const {
    return validate_value(schema_, facts, {});
}

std::set<std::string, std::less<>> FactsSchema::paths() const {
    std::set<std::string, std::less<>> out;
    add_paths(schema_, "", out);
    return out;
}

Json FactsSchema::filled_for_preview(const Json& facts) const {
    const Json& properties = schema_["properties"];
    const Json required = filled(schema_, facts);
    Json out = Json::object();
    for (const auto& [name, value] : required.members()) {
        const bool is_required = contains(schema_["required"].items(), Json{name});
        if (is_required || !value.is_object() || !properties.contains(name)) {
            out.set(name, value);
            continue;
        }
        // An optional group that was begun is completed, or left out where "…" cannot complete it.
        Json group = filled(properties[name], value);
        const auto& members = properties[name]["required"].items();
        if (std::ranges::all_of(
                members, [&](const Json& each) { return group.contains(each.as_string()); })) {
            out.set(name, std::move(group));
        }
    }
    return out;
}

}  // namespace mohur::templates
