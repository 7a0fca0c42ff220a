// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/clock.h"
#include "signing/core/random.h"
#include "signing/core/result.h"

#include <array>
#include <compare>
#include <string>
#include <string_view>

namespace mohur {

/// A 128-bit identifier (RFC 9562). Immutable value; ordered by its bytes.
class Uuid {
public:
    /// The nil UUID.
    Uuid() = default;
    explicit Uuid(const std::array<std::uint8_t, 16>& bytes) : bytes_{bytes} {}

    /// Version 7: milliseconds of `time`, then random bits.
    [[nodiscard]] static Uuid v7(Time time, RandomSource& random);
    /// The 36-character form, either case.
    [[nodiscard]] static Result<Uuid> parse(std::string_view text);

    [[nodiscard]] const std::array<std::uint8_t, 16>& bytes() const noexcept { return bytes_; }
    [[nodiscard]] bool is_nil() const noexcept { return *this == Uuid{}; }

    auto operator<=>(const Uuid&) const = default;

private:
    std::array<std::uint8_t, 16> bytes_{};
};

[[nodiscard]] std::string to_string(const Uuid& id);

/// A UUID that only means one kind of thing: `using DocumentId = Id<struct DocumentTag>;`.
template <class Tag>
class Id {
public:
    Id() = default;
    explicit Id(Uuid value) : value_{value} {}

    [[nodiscard]] static Result<Id> parse(std::string_view text) {
        MOHUR_TRY(const auto value, Uuid::parse(text));
        return Id{value};
    }
    [[nodiscard]] const Uuid& uuid() const noexcept { return value_; }
    auto operator<=>(const Id&) const = default;

private:
    Uuid value_;
};

template <class Tag>
[[nodiscard]] std::string to_string(const Id<Tag>& id) {
    return to_string(id.uuid());
}

/// Makes version 7 identifiers. Thread-safe. Borrows both.
class IdSource {
public:
    IdSource(const Clock& clock, RandomSource& random) : clock_{clock}, random_{random} {}

    [[nodiscard]] Uuid next() const { return Uuid::v7(clock_.now(), random_); }
    template <class IdType>
    [[nodiscard]] IdType make() const {
        return IdType{next()};
    }

private:
    const Clock& clock_;
    RandomSource& random_;
};

}  // namespace mohur
