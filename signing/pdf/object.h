// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/bytes.h"

#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace mohur::signing::pdf {

/// An indirect reference, "12 0 R" (ISO 32000-1 clause 7.3.10).
struct ObjectId {
    std::uint32_t number = 0;
    std::uint32_t generation = 0;
    auto operator<=>(const ObjectId&) const = default;
};

class Object;
using Array = std::vector<Object>;

/// A dictionary (ISO 32000-1 clause 7.3.7). Entries whose value is null count as absent. Immutable.
class Dictionary {
public:
    using Entry = std::pair<std::string, Object>;

    Dictionary() = default;
    explicit Dictionary(std::vector<Entry> entries);

    /// Null when there is no such key; of a repeated key the last value.
    [[nodiscard]] const Object* find(std::string_view key) const;
    /// A copy with `key` set; null removes it.
    [[nodiscard]] Dictionary with(std::string key, Object value) const;
    /// Sorted by key.
    [[nodiscard]] const std::vector<Entry>& entries() const noexcept { return entries_; }
    /// True when the file wrote a key twice: readers disagree on such a dictionary.
    [[nodiscard]] bool repeated_key() const noexcept { return repeated_key_; }

    bool operator==(const Dictionary& other) const;

private:
    std::vector<Entry> entries_;
    bool repeated_key_ = false;
};

/// A string with its place in the file: `begin` is the offset of '(' or '<', `end` is after the
/// last delimiter. Both are 0 for a string inside an object stream or made here.
struct String {
    Bytes value;
    bool hexadecimal = false;
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    bool operator==(const String& other) const { return value == other.value; }
};

struct Name {
    std::string value;  ///< decoded, without '/'
    bool operator==(const Name&) const = default;
};

/// A stream as it lies in the file; its data is not in memory.
struct Stream {
    Dictionary dictionary;
    std::uint64_t data_offset = 0;
    std::uint64_t data_length = 0;
};

/// One PDF object (ISO 32000-1 clause 7.3). Immutable value; cheap to copy. Equality is that of
/// values: the place in the file does not count, and two streams are never equal here.
class Object {
public:
    Object() = default;
    explicit Object(bool value) : value_{value} {}
    explicit Object(std::int64_t value) : value_{value} {}
    explicit Object(double value) : value_{value} {}
    explicit Object(Name value) : value_{std::move(value)} {}
    explicit Object(ObjectId value) : value_{value} {}
    explicit Object(String value);
    explicit Object(Array value);
    explicit Object(Dictionary value);
    explicit Object(Stream value);
    [[nodiscard]] static Object name(std::string_view value) {
        return Object{Name{std::string{value}}};
    }

    [[nodiscard]] bool is_null() const noexcept { return value_.index() == 0; }
    [[nodiscard]] bool is_name(std::string_view value) const noexcept;
    [[nodiscard]] std::optional<bool> boolean() const noexcept;
    [[nodiscard]] std::optional<std::int64_t> integer() const noexcept;
    /// An integer or a real.
    [[nodiscard]] std::optional<double> number() const noexcept;
    [[nodiscard]] const std::string* name() const noexcept;
    [[nodiscard]] const String* string() const noexcept;
    [[nodiscard]] std::optional<ObjectId> reference() const noexcept;
    [[nodiscard]] const Array* array() const noexcept;
    /// Also the dictionary of a stream.
    [[nodiscard]] const Dictionary* dictionary() const noexcept;
    [[nodiscard]] const Stream* stream() const noexcept;

    bool operator==(const Object& other) const;

private:
    template <class T>
    using Shared = std::shared_ptr<const T>;
    std::variant<std::monostate, bool, std::int64_t, double, Name, ObjectId, Shared<String>,
                 Shared<Array>, Shared<Dictionary>, Shared<Stream>>
        value_;
};

/// The object in PDF syntax. A stream gives its dictionary only.
[[nodiscard]] std::string to_syntax(const Object& object);
[[nodiscard]] std::string to_syntax(const Dictionary& dictionary);

/// A text string (ISO 32000-1 clause 7.9.2.2): ASCII as it is, else UTF-16BE with its mark.
[[nodiscard]] Object text_string(std::string_view utf8);
/// UTF-8 of a text string; octets that fit no encoding become U+FFFD.
[[nodiscard]] std::string text_of(const String& string);

}  // namespace mohur::signing::pdf
