// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pdf/object_parser_internal.h"

#include <charconv>
#include <limits>

namespace mohur::signing::pdf {
namespace {

constexpr int kMaxDepth = 100;
constexpr std::size_t kMaxTokens =
    4'000'000;  // of one object; a token costs about 50 octets of memory
constexpr std::size_t kMaxName = 4'096;
constexpr std::size_t kMaxNumber = 64;

bool is_regular(int c) {
    return c != ByteWindow::kEnd && !is_white_space(c) && !is_delimiter(c);
}

int hex_value(int c) {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    if (c >= 'A' && c <= 'F') {
        return c - 'A' + 10;
    }
    return -1;
}

bool is_octal(int c) {
    return c >= '0' && c <= '7';
}

std::optional<std::int64_t> integer_of(std::string_view token) {
    if (!token.empty() && token.front() == '+') {
        token.remove_prefix(1);
    }
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), value);
    return error == std::errc{} && end == token.data() + token.size() ? std::optional{value}
                                                                      : std::nullopt;
}

// ISO 32000-1 clause 7.3.3: digits with one point, no exponent.
std::optional<double> real_of(std::string_view token) {
    if (!token.empty() && token.front() == '+') {
        token.remove_prefix(1);
    }
    double value = 0;
    const auto [end, error] =
        std::from_chars(token.data(), token.data() + token.size(), value, std::chars_format::fixed);
    return error == std::errc{} && end == token.data() + token.size() ? std::optional{value}
                                                                      : std::nullopt;
}

}  // namespace

bool is_white_space(int c) noexcept {
    return c == 0 || c == '\t' || c == '\n' || c == '\f' || c == '\r' || c == ' ';
}

bool is_delimiter(int c) noexcept {
    return c == '(' || c == ')' || c == '<' || c == '>' || c == '[' || c == ']' || c == '{' ||
           c == '}' || c == '/' || c == '%';
}

Error ObjectParser::damaged(std::string_view what) const {
    return Error::malformed("pdf-damaged",
                            std::string{what} + " at offset " + std::to_string(position_));
}

void ObjectParser::skip_white_space() {
    while (true) {
        const int c = peek();
        if (c == '%') {
            while (peek() != '\n' && peek() != '\r' && peek() != ByteWindow::kEnd) {
                ++position_;
            }
        } else if (is_white_space(c)) {
            ++position_;
        } else {
            return;
        }
    }
}

bool ObjectParser::take_keyword(std::string_view word) {
    skip_white_space();
    if (!window_.matches(position_, word) || is_regular(peek(word.size()))) {
        return false;
    }
    position_ += word.size();
    return true;
}

std::optional<std::uint64_t> ObjectParser::take_unsigned() {
    skip_white_space();
    const auto start = position_;
    std::uint64_t value = 0;
    while (peek() >= '0' && peek() <= '9') {
        if (position_ - start >= 18) {
            return std::nullopt;
        }
        value = value * 10 + static_cast<std::uint64_t>(peek() - '0');
        ++position_;
    }
    if (position_ == start || is_regular(peek())) {
        position_ = start;
        return std::nullopt;
    }
    return value;
}

Result<Object> ObjectParser::parse() {
    return parse_value(0);
}

Result<Object> ObjectParser::parse_value(int depth) {
    if (depth > kMaxDepth) {
        return Error::too_large("limit-exceeded", "pdf-object-depth");
    }
    if (++tokens_ > kMaxTokens) {
        return Error::too_large("limit-exceeded", "pdf-object-size");
    }
    skip_white_space();
    switch (const int c = peek()) {
        case '/': {
            MOHUR_TRY(auto name, parse_name());
            return Object{Name{std::move(name)}};
        }
        case '[': return parse_array(depth);
        case '(': return parse_literal_string();
        case '<': return peek(1) == '<' ? parse_dictionary(depth) : parse_hex_string();
        default:
            if ((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.') {
                return parse_number_or_reference();
            }
            return parse_keyword();
    }
}

Result<Object> ObjectParser::parse_keyword() {
    if (take_keyword("true")) {
        return Object{true};
    }
    if (take_keyword("false")) {
        return Object{false};
    }
    if (take_keyword("null")) {
        return Object{};
    }
    return damaged("no object");
}

Result<Object> ObjectParser::parse_array(int depth) {
    ++position_;
    Array elements;
    while (true) {
        skip_white_space();
        if (peek() == ']') {
            ++position_;
            return Object{std::move(elements)};
        }
        MOHUR_TRY(auto element, parse_value(depth + 1));
        elements.push_back(std::move(element));
    }
}

Result<Object> ObjectParser::parse_dictionary(int depth) {
    position_ += 2;
    std::vector<Dictionary::Entry> entries;
    while (true) {
        skip_white_space();
        if (peek() == '>' && peek(1) == '>') {
            position_ += 2;
            return Object{Dictionary{std::move(entries)}};
        }
        if (peek() != '/') {
            return damaged("no key in a dictionary");
        }
        MOHUR_TRY(auto key, parse_name());
        MOHUR_TRY(auto value, parse_value(depth + 1));
        entries.emplace_back(std::move(key), std::move(value));
    }
}

Result<std::string> ObjectParser::parse_name() {
    std::string name;
    ++position_;
    while (is_regular(peek())) {
        if (name.size() >= kMaxName) {
            return Error::too_large("limit-exceeded", "pdf-name");
        }
        const int high = peek() == '#' ? hex_value(peek(1)) : -1;
        const int low = high >= 0 ? hex_value(peek(2)) : -1;
        const bool escaped = low >= 0;
        name += static_cast<char>(escaped ? high * 16 + low : peek());
        position_ += escaped ? 3 : 1;
    }
    return name;
}

// ISO 32000-1 table 3; called after the backslash.
void ObjectParser::take_escape(Bytes& out) {
    const int c = peek();
    ++position_;
    const auto put = [&](int octet) { out.push_back(static_cast<std::uint8_t>(octet)); };
    switch (c) {
        case 'n': return put('\n');
        case 'r': return put('\r');
        case 't': return put('\t');
        case 'b': return put('\b');
        case 'f': return put('\f');
        case '\n': return;
        case '\r':
            if (peek() == '\n') {
                ++position_;
            }
            return;
        default: break;
    }
    if (!is_octal(c)) {
        return put(c);
    }
    int value = c - '0';
    for (int digit = 1; digit < 3 && is_octal(peek()); ++digit) {
        value = value * 8 + (peek() - '0');
        ++position_;
    }
    put(value & 0xFF);
}

Result<Object> ObjectParser::parse_literal_string() {
    const auto begin = position_++;
    Bytes value;
    for (std::size_t open = 1; open > 0;) {
        const int c = peek();
        if (c == ByteWindow::kEnd) {
            return damaged("open string");
        }
        ++position_;
        if (c == '\\') {
            take_escape(value);
            continue;
        }
        open += c == '(' ? 1U : 0U;
        open -= c == ')' ? 1U : 0U;
        if (c == '\r') {
            // An end of line inside a string is one line feed (clause 7.3.4.2).
            if (peek() == '\n') {
                ++position_;
            }
            value.push_back('\n');
        } else if (open > 0) {
            value.push_back(static_cast<std::uint8_t>(c));
        }
    }
    return Object{String{std::move(value), false, in_file_ ? begin : 0, in_file_ ? position_ : 0}};
}

Result<Object> ObjectParser::parse_hex_string() {
    const auto begin = position_++;
    Bytes value;
    int high = -1;
    while (peek() != '>') {
        const int c = peek();
        const int digit = hex_value(c);
        if (digit < 0 && !is_white_space(c)) {
            return damaged("no hexadecimal digit");
        }
        ++position_;
        if (digit < 0) {
            continue;
        }
        if (high < 0) {
            high = digit;
        } else {
            value.push_back(static_cast<std::uint8_t>(high * 16 + digit));
            high = -1;
        }
    }
    ++position_;
    if (high >= 0) {
        value.push_back(static_cast<std::uint8_t>(high * 16));
    }
    return Object{String{std::move(value), true, in_file_ ? begin : 0, in_file_ ? position_ : 0}};
}

Result<Object> ObjectParser::parse_number_or_reference() {
    std::string token;
    while (is_regular(peek()) && token.size() < kMaxNumber) {
        token += static_cast<char>(peek());
        ++position_;
    }
    const auto integer = integer_of(token);
    if (!integer) {
        const auto real = real_of(token);
        if (!real) {
            return damaged("no number");
        }
        return Object{*real};
    }
    constexpr auto kMaxId = std::numeric_limits<std::uint32_t>::max();
    const auto after = position_;
    const auto generation = *integer >= 0 && *integer <= kMaxId ? take_unsigned() : std::nullopt;
    if (generation && *generation <= 65'535 && take_keyword("R")) {
        return Object{ObjectId{static_cast<std::uint32_t>(*integer),
                               static_cast<std::uint32_t>(*generation)}};
    }
    position_ = after;
    return Object{*integer};
}

Result<IndirectObject> ObjectParser::parse_indirect(const LengthResolver& length_of) {
    IndirectObject result;
    skip_white_space();
    result.begin = position_;
    const auto number = take_unsigned();
    const auto generation = take_unsigned();
    if (!number || !generation || *number > std::numeric_limits<std::uint32_t>::max() ||
        *generation > 65'535 || !take_keyword("obj")) {
        return damaged("no indirect object");
    }
    result.id = {static_cast<std::uint32_t>(*number), static_cast<std::uint32_t>(*generation)};
    if (take_keyword("endobj")) {
        result.end = position_;
        return result;
    }
    MOHUR_TRY(result.object, parse_value(0));
    if (result.object.dictionary() != nullptr && take_keyword("stream")) {
        const Dictionary dictionary = *result.object.dictionary();
        MOHUR_TRY(result.object, parse_stream(dictionary, length_of));
    }
    if (!take_keyword("endobj")) {
        return damaged("no endobj");
    }
    result.end = position_;
    return result;
}

// ISO 32000-1 clause 7.3.8.1.
Result<Object> ObjectParser::parse_stream(const Dictionary& dictionary,
                                          const LengthResolver& length_of) {
    if (peek() == '\r' && peek(1) == '\n') {
        position_ += 2;
    } else if (peek() == '\n') {
        position_ += 1;
    } else {
        return damaged("no end of line after stream");
    }
    const Object* entry = dictionary.find("Length");
    std::optional<std::uint64_t> length;
    if (entry != nullptr && entry->integer() && *entry->integer() >= 0) {
        length = static_cast<std::uint64_t>(*entry->integer());
    } else if (entry != nullptr && entry->reference() && length_of) {
        length = length_of(*entry->reference());
    }
    if (!length || *length > window_.end() || position_ > window_.end() - *length) {
        return damaged("no stream length");
    }
    const Stream stream{dictionary, position_, *length};
    position_ += *length;
    // A comment would be octets that one reader takes for data and another does not.
    while (is_white_space(peek())) {
        ++position_;
    }
    if (peek() == '%' || !take_keyword("endstream")) {
        return damaged("no endstream");
    }
    return Object{stream};
}

}  // namespace mohur::signing::pdf
