// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/storage/rows.h"

#include "documents/storage/connection_internal.h"

namespace mohur::documents::sql {
namespace {

// Type numbers of pg_type.dat; they are fixed for all versions.
enum Type : Oid {
    kBool = 16,
    kBytea = 17,
    kInt8 = 20,
    kInt2 = 21,
    kInt4 = 23,
    kText = 25,
    kJson = 114,
    kTextArray = 1009,
    kVarchar = 1043,
    kDate = 1082,
    kTimestampTz = 1184,
    kUuid = 2950,
    kName = 19,
};

// PostgreSQL counts from 2000-01-01.
constexpr std::chrono::sys_days kEpoch{std::chrono::year{2000} / 1 / 1};

struct Cell {
    Oid type;
    BytesView value;
    bool null;
};

Cell cell(const ResultSet& set, std::size_t row, std::string_view column) {
    const PGresult* result = set.result.get();
    const std::string name{column};
    const int at = PQfnumber(result, name.c_str());
    MOHUR_CHECK(at >= 0);
    const int line = static_cast<int>(row);
    const std::string_view value{PQgetvalue(result, line, at),
                                 static_cast<std::size_t>(PQgetlength(result, line, at))};
    return {PQftype(result, at), as_bytes(value), PQgetisnull(result, line, at) == 1};
}

Cell value_of(const ResultSet& set, std::size_t row, std::string_view column) {
    const auto found = cell(set, row, column);
    MOHUR_CHECK(!found.null);
    return found;
}

std::int64_t big_endian(BytesView octets) {
    std::int64_t value = (octets[0] & 0x80U) != 0 ? -1 : 0;
    for (const auto octet : octets) {
        value = static_cast<std::int64_t>((static_cast<std::uint64_t>(value) << 8U) | octet);
    }
    return value;
}

}  // namespace

bool Row::is_null(std::string_view column) const {
    return cell(*set_, index_, column).null;
}

std::int64_t Row::integer(std::string_view column) const {
    const auto found = value_of(*set_, index_, column);
    MOHUR_CHECK(found.type == kInt8 || found.type == kInt4 || found.type == kInt2);
    return big_endian(found.value);
}

void Row::read(std::string_view column, std::string& value) const {
    const auto found = value_of(*set_, index_, column);
    MOHUR_CHECK(found.type == kText || found.type == kVarchar || found.type == kJson ||
                found.type == kName);
    value.assign(as_text(found.value));
}

void Row::read(std::string_view column, bool& value) const {
    const auto found = value_of(*set_, index_, column);
    MOHUR_CHECK(found.type == kBool && found.value.size() == 1);
    value = found.value[0] != 0;
}

void Row::read(std::string_view column, Uuid& value) const {
    const auto found = value_of(*set_, index_, column);
    MOHUR_CHECK(found.type == kUuid && found.value.size() == 16);
    std::array<std::uint8_t, 16> octets{};
    std::copy(found.value.begin(), found.value.end(), octets.begin());
    value = Uuid{octets};
}

void Row::read(std::string_view column, Time& value) const {
    const auto found = value_of(*set_, index_, column);
    MOHUR_CHECK(found.type == kTimestampTz);
    value = Time{kEpoch} + std::chrono::microseconds{big_endian(found.value)};
}

void Row::read(std::string_view column, Date& value) const {
    const auto found = value_of(*set_, index_, column);
    MOHUR_CHECK(found.type == kDate);
    value = Date{kEpoch + std::chrono::days{big_endian(found.value)}};
}

void Row::read(std::string_view column, Bytes& value) const {
    const auto found = value_of(*set_, index_, column);
    MOHUR_CHECK(found.type == kBytea);
    value = to_bytes(found.value);
}

void Row::read(std::string_view column, Json& value) const {
    const auto found = value_of(*set_, index_, column);
    MOHUR_CHECK(found.type == kJson);
    auto parsed = Json::parse(as_text(found.value));
    MOHUR_CHECK(parsed.has_value());  // the column type admits nothing else
    value = std::move(*parsed);
}

// array_send: dimensions, flags, element type, (length, lower bound), then length and octets each.
void Row::read(std::string_view column, std::vector<std::string>& value) const {
    const auto found = value_of(*set_, index_, column);
    MOHUR_CHECK(found.type == kTextArray && found.value.size() >= 12);
    const bool empty = big_endian(found.value.first(4)) == 0;
    const auto count = empty ? 0 : big_endian(found.value.subspan(12, 4));
    std::size_t at = 20;
    for (std::int64_t i = 0; i < count; ++i) {
        const auto length = static_cast<std::size_t>(big_endian(found.value.subspan(at, 4)));
        value.emplace_back(as_text(found.value.subspan(at + 4, length)));
        at += 4 + length;
    }
}

Row Rows::operator[](std::size_t index) const {
    MOHUR_CHECK(index < size_);
    return Row{set_, index};
}

}  // namespace mohur::documents::sql
