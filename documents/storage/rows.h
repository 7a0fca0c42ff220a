// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/storage/parameter.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace mohur::documents::sql {

template <class T>
inline constexpr bool kIsId = false;
template <class Tag>
inline constexpr bool kIsId<Id<Tag>> = true;
template <class T>
inline constexpr bool kIsOptional = false;
template <class T>
inline constexpr bool kIsOptional<std::optional<T>> = true;

struct ResultSet;  // what the database library holds

/// One row of a result. Borrows nothing: it shares the result it came from. Immutable.
///
/// Asking for a column that the statement does not select, for a type that the column is not, or
/// for the value of a NULL is a broken invariant: statements are constants of the program.
class Row {
public:
    Row(std::shared_ptr<const ResultSet> set, std::size_t index)
        : set_{std::move(set)}, index_{index} {}

    [[nodiscard]] bool is_null(std::string_view column) const;

    template <class T>
    [[nodiscard]] T get(std::string_view column) const {
        if constexpr (kIsOptional<T>) {
            return is_null(column) ? T{} : T{get<typename T::value_type>(column)};
        } else if constexpr (kIsId<T>) {
            return T{get<Uuid>(column)};
        } else if constexpr (std::is_integral_v<T> && !std::is_same_v<T, bool>) {
            return static_cast<T>(integer(column));
        } else {
            T value{};
            read(column, value);
            return value;
        }
    }
    [[nodiscard]] std::string text(std::string_view column) const {
        return get<std::string>(column);
    }

private:
    [[nodiscard]] std::int64_t integer(std::string_view column) const;
    void read(std::string_view column, std::string& value) const;
    void read(std::string_view column, bool& value) const;
    void read(std::string_view column, Uuid& value) const;
    void read(std::string_view column, Time& value) const;
    void read(std::string_view column, Date& value) const;
    void read(std::string_view column, Bytes& value) const;
    void read(std::string_view column, Json& value) const;
    void read(std::string_view column, std::vector<std::string>& value) const;

    std::shared_ptr<const ResultSet> set_;
    std::size_t index_;
};

/// The rows that a statement returned and the number it changed. Immutable.
class Rows {
public:
    Rows(std::shared_ptr<const ResultSet> set, std::size_t size, std::size_t affected)
        : set_{std::move(set)}, size_{size}, affected_{affected} {}

    class Iterator {
    public:
        Iterator(const Rows& rows, std::size_t at) : rows_{&rows}, at_{at} {}
        Row operator*() const { return (*rows_)[at_]; }
        Iterator& operator++() {
            ++at_;
            return *this;
        }
        bool operator==(const Iterator& other) const noexcept { return at_ == other.at_; }

    private:
        const Rows* rows_;
        std::size_t at_;
    };

    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
    /// Rows inserted, updated, deleted or selected.
    [[nodiscard]] std::size_t affected() const noexcept { return affected_; }
    [[nodiscard]] Row operator[](std::size_t index) const;
    /// `from(row)` of every row.
    template <class From>
    [[nodiscard]] auto map(From from) const {
        std::vector<std::invoke_result_t<From&, const Row&>> values;
        values.reserve(size_);
        for (const auto& row : *this) {
            values.push_back(from(row));
        }
        return values;
    }
    [[nodiscard]] Iterator begin() const { return {*this, 0}; }
    [[nodiscard]] Iterator end() const { return {*this, size_}; }

private:
    std::shared_ptr<const ResultSet> set_;
    std::size_t size_;
    std::size_t affected_;
};

}  // namespace mohur::documents::sql
