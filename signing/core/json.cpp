// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/core/json.h"

#include <algorithm>

#include <rapidjson/error/en.h>
#include <rapidjson/prettywriter.h>
#include <rapidjson/reader.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

namespace mohur {
namespace {

const Json kNull;
const std::string kEmptyString;
const Json::Array kEmptyArray;
const Json::Object kEmptyObject;

/// Builds a Json from parser events, with a stack of open containers.
class Builder {
public:
    explicit Builder(std::size_t max_depth) : max_depth_{max_depth} {}

    bool Null() { return add(Json{}); }
    bool Bool(bool value) { return add(Json{value}); }
    bool Int(int value) { return add(Json{value}); }
    bool Uint(unsigned value) { return add(Json{std::int64_t{value}}); }
    bool Int64(std::int64_t value) { return add(Json{value}); }
    bool Uint64(std::uint64_t value) {
        return value > INT64_MAX ? add(Json{static_cast<double>(value)}) : add(Json{value});
    }
    bool Double(double value) { return add(Json{value}); }
    bool RawNumber(const char*, unsigned, bool) { return false; }
    bool String(const char* text, unsigned length, bool) { return add(Json{std::string{text, length}}); }
    bool StartObject() { return open(Json::object()); }
    bool Key(const char* text, unsigned length, bool) {
        keys_.back().assign(text, length);
        return !stack_.back().contains(keys_.back());
    }
    bool EndObject(unsigned) { return close(); }
    bool StartArray() { return open(Json::array()); }
    bool EndArray(unsigned) { return close(); }

    Json take() { return std::move(root_); }

private:
    bool add(Json value) {
        if (stack_.empty()) {
            root_ = std::move(value);
        } else if (stack_.back().is_object()) {
            stack_.back().set(keys_.back(), std::move(value));
        } else {
            stack_.back().push(std::move(value));
        }
        return true;
    }
    bool open(Json container) {
        if (stack_.size() >= max_depth_) { return false; }
        stack_.push_back(std::move(container));
        keys_.emplace_back();
        return true;
    }
    bool close() {
        Json done = std::move(stack_.back());
        stack_.pop_back();
        keys_.pop_back();
        return add(std::move(done));
    }

    std::size_t max_depth_;
    std::vector<Json> stack_;
    std::vector<std::string> keys_;
    Json root_;
};

template <class Writer>
void write(Writer& writer, const Json& value) {
    const auto text = [](const std::string& s) { return static_cast<rapidjson::SizeType>(s.size()); };
    if (value.is_null()) {
        writer.Null();
    } else if (value.is_bool()) {
        writer.Bool(value.as_bool());
    } else if (value.is_integer()) {
        writer.Int64(value.as_integer());
    } else if (value.is_number()) {
        writer.Double(value.as_number());
    } else if (value.is_string()) {
        writer.String(value.as_string().data(), text(value.as_string()));
    } else if (value.is_array()) {
        writer.StartArray();
        for (const auto& item : value.items()) { write(writer, item); }
        writer.EndArray();
    } else {
        writer.StartObject();
        for (const auto& [name, member] : value.members()) {
            writer.Key(name.data(), text(name));
            write(writer, member);
        }
        writer.EndObject();
    }
}

}  // namespace

Json Json::object(std::initializer_list<Member> members) { return Json{Object{members}}; }
Json Json::array(std::initializer_list<Json> items) { return Json{Array{items}}; }

Result<Json> Json::parse(std::string_view text, std::size_t max_depth) {
    Builder builder{max_depth};
    rapidjson::Reader reader;
    rapidjson::MemoryStream stream{text.data(), text.size()};
    constexpr unsigned flags = rapidjson::kParseValidateEncodingFlag |
                               rapidjson::kParseFullPrecisionFlag | rapidjson::kParseIterativeFlag;
    const auto outcome = reader.Parse<flags>(stream, builder);
    if (outcome.IsError()) {
        return Error::malformed("json-invalid",
                                std::string{rapidjson::GetParseError_En(outcome.Code())} +
                                    " at byte " + std::to_string(outcome.Offset()));
    }
    return builder.take();
}

std::string Json::dump(bool pretty) const {
    rapidjson::StringBuffer buffer;
    if (pretty) {
        rapidjson::PrettyWriter writer{buffer};
        writer.SetIndent(' ', 2);
        write(writer, *this);
    } else {
        rapidjson::Writer writer{buffer};
        write(writer, *this);
    }
    return {buffer.GetString(), buffer.GetSize()};
}

bool Json::as_bool(bool fallback) const noexcept {
    const auto* value = std::get_if<bool>(&value_);
    return value != nullptr ? *value : fallback;
}

std::int64_t Json::as_integer(std::int64_t fallback) const noexcept {
    const auto* value = std::get_if<std::int64_t>(&value_);
    return value != nullptr ? *value : fallback;
}

double Json::as_number(double fallback) const noexcept {
    if (is_integer()) { return static_cast<double>(as_integer()); }
    const auto* value = std::get_if<double>(&value_);
    return value != nullptr ? *value : fallback;
}

const std::string& Json::as_string() const noexcept {
    const auto* value = std::get_if<std::string>(&value_);
    return value != nullptr ? *value : kEmptyString;
}

const Json::Array& Json::items() const noexcept {
    const auto* value = std::get_if<Array>(&value_);
    return value != nullptr ? *value : kEmptyArray;
}

const Json::Object& Json::members() const noexcept {
    const auto* value = std::get_if<Object>(&value_);
    return value != nullptr ? *value : kEmptyObject;
}

const Json& Json::operator[](std::string_view name) const noexcept {
    const auto& all = members();
    const auto found = std::ranges::find(all, name, &Member::first);
    return found != all.end() ? found->second : kNull;
}

bool Json::contains(std::string_view name) const noexcept {
    const auto& all = members();
    return std::ranges::find(all, name, &Member::first) != all.end();
}

Json& Json::set(std::string name, Json value) {
    if (is_null()) { value_ = Object{}; }
    auto* all = std::get_if<Object>(&value_);
    MOHUR_CHECK(all != nullptr);
    const auto found = std::ranges::find(*all, name, &Member::first);
    if (found != all->end()) {
        found->second = std::move(value);
    } else {
        all->emplace_back(std::move(name), std::move(value));
    }
    return *this;
}

Json& Json::push(Json item) {
    if (is_null()) { value_ = Array{}; }
    auto* all = std::get_if<Array>(&value_);
    MOHUR_CHECK(all != nullptr);
    all->push_back(std::move(item));
    return *this;
}

}  // namespace mohur
