// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/asn1/der.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace mohur::signing::der {
namespace {

void append_length(Bytes& out, std::uint64_t length) {
    if (length < 0x80) {
        out.push_back(static_cast<std::uint8_t>(length));
        return;
    }
    std::size_t octets = 1;
    while (octets < sizeof length && (length >> (8 * octets)) != 0) {
        ++octets;
    }
    out.push_back(static_cast<std::uint8_t>(0x80U | octets));
    for (std::size_t i = octets; i-- > 0;) {
        out.push_back(static_cast<std::uint8_t>(length >> (8 * i)));
    }
}

}  // namespace

Bytes element(std::uint8_t tag, BytesView content) {
    Bytes out{tag};
    out.reserve(content.size() + 10);
    append_length(out, content.size());
    append(out, content);
    return out;
}

Bytes header(std::uint8_t tag, std::uint64_t content_length) {
    Bytes out{tag};
    append_length(out, content_length);
    return out;
}

Bytes sequence(std::initializer_list<BytesView> parts) {
    Bytes content;
    for (const BytesView part : parts) {
        append(content, part);
    }
    return element(tag::kSequence, content);
}

Bytes sequence(const std::vector<Bytes>& parts) {
    Bytes content;
    for (const Bytes& part : parts) {
        append(content, part);
    }
    return element(tag::kSequence, content);
}

Bytes set_of(std::vector<Bytes> parts) {
    std::ranges::sort(parts);  // X.690 11.6
    Bytes content;
    for (const Bytes& part : parts) {
        append(content, part);
    }
    return element(tag::kSet, content);
}

Bytes oid(std::string_view dotted) {
    return element(tag::kOid, Oid{dotted}.content());
}

Bytes integer(std::int64_t value) {
    const auto bits = static_cast<std::uint64_t>(value);
    std::size_t octets = 8;
    // X.690 8.3.2: drop leading octets that only repeat the sign.
    while (octets > 1) {
        const auto top = static_cast<std::uint8_t>(bits >> (8 * (octets - 1)));
        const bool next_sign = ((bits >> (8 * (octets - 2))) & 0x80U) != 0;
        if (!(top == 0x00 && !next_sign) && !(top == 0xFF && next_sign)) {
            break;
        }
        --octets;
    }
    Bytes content;
    for (std::size_t i = octets; i-- > 0;) {
        content.push_back(static_cast<std::uint8_t>(bits >> (8 * i)));
    }
    return element(tag::kInteger, content);
}

Bytes unsigned_integer(BytesView magnitude) {
    while (magnitude.size() > 1 && magnitude.front() == 0) {
        magnitude = magnitude.subspan(1);
    }
    Bytes content;
    if (magnitude.empty() || (magnitude.front() & 0x80U) != 0) {
        content.push_back(0);
    }
    append(content, magnitude);
    return element(tag::kInteger, content);
}

Bytes octet_string(BytesView content) {
    return element(tag::kOctetString, content);
}
Bytes null() {
    return element(tag::kNull, {});
}

Bytes boolean(bool value) {
    return element(tag::kBoolean, Bytes{static_cast<std::uint8_t>(value ? 0xFF : 0x00)});
}

Bytes utf8_string(std::string_view text) {
    return element(tag::kUtf8String, as_bytes(text));
}

Bytes time(Time time) {
    using namespace std::chrono;  // NOLINT(google-build-using-namespace): calendar types
    const auto day = floor<days>(time);
    const year_month_day date{day};
    const hh_mm_ss<seconds> clock{floor<seconds>(time - day)};
    const int year = static_cast<int>(date.year());
    std::array<char, 32> text{};
    const int length = std::snprintf(
        text.data(), text.size(), "%04d%02u%02u%02d%02d%02dZ", year,
        static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
        static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
        static_cast<int>(clock.seconds().count()));
    const std::string_view full{text.data(), static_cast<std::size_t>(length)};
    const bool utc = year >= 1950 && year <= 2049;
    return utc ? element(tag::kUtcTime, as_bytes(full.substr(2)))
               : element(tag::kGeneralizedTime, as_bytes(full));
}

Bytes algorithm(std::string_view oid) {
    return sequence({der::oid(oid)});
}

}  // namespace mohur::signing::der
