// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pdf/object.h"

#include <algorithm>
#include <charconv>

namespace mohur::signing::pdf {
namespace {

bool by_key(const Dictionary::Entry& a, const Dictionary::Entry& b) {
    return a.first < b.first;
}

bool is_regular(unsigned char c) {
    constexpr std::string_view kDelimiters = "()<>[]{}/%#";
    return c > ' ' && c < 0x7F && kDelimiters.find(static_cast<char>(c)) == std::string_view::npos;
}

void write_name(std::string& out, const std::string& name) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    out += '/';
    for (const char c : name) {
        const auto octet = static_cast<unsigned char>(c);
        if (is_regular(octet)) {
            out += c;
        } else {
            out += '#';
            out += kDigits[octet >> 4U];
            out += kDigits[octet & 0x0FU];
        }
    }
}

void write_string(std::string& out, const String& string) {
    const auto printable = [](std::uint8_t c) { return c >= 0x20 && c < 0x7F; };
    if (string.hexadecimal || !std::ranges::all_of(string.value, printable)) {
        out += '<' + to_hex(string.value) + '>';
        return;
    }
    out += '(';
    for (const auto c : string.value) {
        if (c == '(' || c == ')' || c == '\\') {
            out += '\\';
        }
        out += static_cast<char>(c);
    }
    out += ')';
}

void write_real(std::string& out, double value) {
    char text[400];
    const auto end =
        std::to_chars(std::begin(text), std::end(text), value, std::chars_format::fixed);
    out.append(std::begin(text), end.ptr);
}

void write(std::string& out, const Object& object);

void write(std::string& out, const Dictionary& dictionary) {
    out += "<<";
    for (const auto& [key, value] : dictionary.entries()) {
        out += ' ';
        write_name(out, key);
        out += ' ';
        write(out, value);
    }
    out += " >>";
}

void write_array(std::string& out, const Array& array) {
    out += '[';
    for (const auto& element : array) {
        out += ' ';
        write(out, element);
    }
    out += " ]";
}

// Depth is bounded by the parser that made the object.
void write(std::string& out, const Object& object) {
    if (const auto truth = object.boolean()) {
        out += *truth ? "true" : "false";
    } else if (const auto integer = object.integer()) {
        out += std::to_string(*integer);
    } else if (const auto real = object.number()) {
        write_real(out, *real);
    } else if (const auto* name = object.name()) {
        write_name(out, *name);
    } else if (const auto* string = object.string()) {
        write_string(out, *string);
    } else if (const auto id = object.reference()) {
        out += std::to_string(id->number) + ' ' + std::to_string(id->generation) + " R";
    } else if (const auto* array = object.array()) {
        write_array(out, *array);
    } else if (const auto* dictionary = object.dictionary()) {
        write(out, *dictionary);
    } else {
        out += "null";
    }
}

constexpr char32_t kReplacement = 0xFFFD;

void append_utf8(std::string& out, char32_t c) {
    const auto tail = [&](unsigned shift) {
        out += static_cast<char>(0x80U | ((c >> shift) & 0x3FU));
    };
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += static_cast<char>(0xC0U | (c >> 6U));
        tail(0);
    } else if (c < 0x10000) {
        out += static_cast<char>(0xE0U | (c >> 12U));
        tail(6);
        tail(0);
    } else {
        out += static_cast<char>(0xF0U | (c >> 18U));
        tail(12);
        tail(6);
        tail(0);
    }
}

/// The next code point of `text`, which is advanced; malformed octets give U+FFFD.
char32_t take_utf8(std::string_view& text) {
    const auto octet = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = octet(0);
    const std::size_t length = lead < 0x80    ? 1
                               : lead >= 0xF0 ? 4
                               : lead >= 0xE0 ? 3
                               : lead >= 0xC0 ? 2
                                              : 0;
    if (length == 0 || length > text.size()) {
        text.remove_prefix(1);
        return kReplacement;
    }
    char32_t c = length == 1 ? lead : lead & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        c = (c << 6U) | (octet(i) & 0x3FU);
    }
    text.remove_prefix(length);
    return c > 0x10FFFF || (c >= 0xD800 && c < 0xE000) ? kReplacement : c;
}

std::string from_utf16(BytesView octets) {
    std::string out;
    const auto unit = [&](std::size_t i) {
        return (static_cast<char32_t>(octets[i]) << 8U) | octets[i + 1];
    };
    for (std::size_t i = 0; i + 1 < octets.size(); i += 2) {
        char32_t c = unit(i);
        if (c >= 0xD800 && c < 0xDC00 && i + 3 < octets.size()) {
            c = 0x10000 + ((c - 0xD800) << 10U) + ((unit(i + 2) - 0xDC00) & 0x3FFU);
            i += 2;
        }
        append_utf8(out, c >= 0xD800 && c < 0xE000 ? kReplacement : c);
    }
    return out;
}

}  // namespace

Dictionary::Dictionary(std::vector<Entry> entries) : entries_{std::move(entries)} {
    std::ranges::stable_sort(entries_, by_key);
    std::vector<Entry> unique;
    unique.reserve(entries_.size());
    for (auto& entry : entries_) {
        if (!unique.empty() && unique.back().first == entry.first) {
            repeated_key_ = true;
            unique.back().second = std::move(entry.second);
        } else {
            unique.push_back(std::move(entry));
        }
    }
    std::erase_if(unique, [](const Entry& entry) { return entry.second.is_null(); });
    entries_ = std::move(unique);
}

const Object* Dictionary::find(std::string_view key) const {
    const auto at = std::ranges::lower_bound(entries_, key, std::less<>{}, [](const Entry& entry) {
        return std::string_view{entry.first};
    });
    return at != entries_.end() && at->first == key ? &at->second : nullptr;
}

Dictionary Dictionary::with(std::string key, Object value) const {
    auto entries = entries_;
    entries.emplace_back(std::move(key), std::move(value));
    Dictionary result{std::move(entries)};
    result.repeated_key_ = repeated_key_;
    return result;
}

bool Dictionary::operator==(const Dictionary& other) const {
    return repeated_key_ == other.repeated_key_ && entries_ == other.entries_;
}

Object::Object(String value) : value_{std::make_shared<const String>(std::move(value))} {}
Object::Object(Array value) : value_{std::make_shared<const Array>(std::move(value))} {}
Object::Object(Dictionary value) : value_{std::make_shared<const Dictionary>(std::move(value))} {}
Object::Object(Stream value) : value_{std::make_shared<const Stream>(std::move(value))} {}

bool Object::is_name(std::string_view value) const noexcept {
    const auto* own = name();
    return own != nullptr && *own == value;
}

std::optional<bool> Object::boolean() const noexcept {
    const auto* value = std::get_if<bool>(&value_);
    return value == nullptr ? std::nullopt : std::optional{*value};
}

std::optional<std::int64_t> Object::integer() const noexcept {
    const auto* value = std::get_if<std::int64_t>(&value_);
    return value == nullptr ? std::nullopt : std::optional{*value};
}

std::optional<double> Object::number() const noexcept {
    if (const auto whole = integer()) {
        return static_cast<double>(*whole);
    }
    const auto* value = std::get_if<double>(&value_);
    return value == nullptr ? std::nullopt : std::optional{*value};
}

const std::string* Object::name() const noexcept {
    const auto* value = std::get_if<Name>(&value_);
    return value == nullptr ? nullptr : &value->value;
}

const String* Object::string() const noexcept {
    const auto* value = std::get_if<Shared<String>>(&value_);
    return value == nullptr ? nullptr : value->get();
}

std::optional<ObjectId> Object::reference() const noexcept {
    const auto* value = std::get_if<ObjectId>(&value_);
    return value == nullptr ? std::nullopt : std::optional{*value};
}

const Array* Object::array() const noexcept {
    const auto* value = std::get_if<Shared<Array>>(&value_);
    return value == nullptr ? nullptr : value->get();
}

const Dictionary* Object::dictionary() const noexcept {
    if (const auto* in_file = stream()) {
        return &in_file->dictionary;
    }
    const auto* value = std::get_if<Shared<Dictionary>>(&value_);
    return value == nullptr ? nullptr : value->get();
}

const Stream* Object::stream() const noexcept {
    const auto* value = std::get_if<Shared<Stream>>(&value_);
    return value == nullptr ? nullptr : value->get();
}

bool Object::operator==(const Object& other) const {
    if (stream() != nullptr || other.stream() != nullptr) {
        return false;
    }
    if (number() && other.number()) {
        return number() == other.number();
    }
    if (string() != nullptr && other.string() != nullptr) {
        return *string() == *other.string();
    }
    if (array() != nullptr && other.array() != nullptr) {
        return *array() == *other.array();
    }
    if (dictionary() != nullptr && other.dictionary() != nullptr) {
        return *dictionary() == *other.dictionary();
    }
    return value_ == other.value_;
}

std::string to_syntax(const Object& object) {
    std::string out;
    write(out, object);
    return out;
}

std::string to_syntax(const Dictionary& dictionary) {
    std::string out;
    write(out, dictionary);
    return out;
}

Object text_string(std::string_view utf8) {
    const auto ascii = [](char c) { return c >= 0x20 && c < 0x7F; };
    if (std::ranges::all_of(utf8, ascii)) {
        return Object{String{to_bytes(as_bytes(utf8))}};
    }
    String out{{0xFE, 0xFF}, true};
    const auto unit = [&](char32_t u) {
        out.value.push_back(static_cast<std::uint8_t>(u >> 8U));
        out.value.push_back(static_cast<std::uint8_t>(u));
    };
    while (!utf8.empty()) {
        const char32_t c = take_utf8(utf8);
        if (c < 0x10000) {
            unit(c);
        } else {
            unit(0xD800 + ((c - 0x10000) >> 10U));
            unit(0xDC00 + ((c - 0x10000) & 0x3FFU));
        }
    }
    return Object{std::move(out)};
}

std::string text_of(const String& string) {
    const BytesView octets = string.value;
    if (octets.size() >= 2 && octets[0] == 0xFE && octets[1] == 0xFF) {
        return from_utf16(octets.subspan(2));
    }
    std::string out;
    const bool utf8 =
        octets.size() >= 3 && octets[0] == 0xEF && octets[1] == 0xBB && octets[2] == 0xBF;
    std::string_view rest = as_text(utf8 ? octets.subspan(3) : octets);
    while (!rest.empty()) {
        // PDFDocEncoding equals Latin-1 except for few signs that names of fields do not need.
        const char32_t latin = static_cast<unsigned char>(rest.front());
        if (utf8) {
            append_utf8(out, take_utf8(rest));
        } else {
            append_utf8(out, latin);
            rest.remove_prefix(1);
        }
    }
    return out;
}

}  // namespace mohur::signing::pdf
