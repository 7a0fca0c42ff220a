// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/core/time.h"

#include <array>
#include <charconv>
#include <cstdio>

namespace mohur {
namespace {

using namespace std::chrono;  // NOLINT(google-build-using-namespace): calendar literals, this file only

/// Reads fixed-width decimal fields from the left.
class Fields {
public:
    explicit Fields(std::string_view text) : rest_{text} {}

    bool number(std::size_t width, int& out) {
        if (rest_.size() < width) { return false; }
        for (std::size_t i = 0; i < width; ++i) {
            if (rest_[i] < '0' || rest_[i] > '9') { return false; }
        }
        std::from_chars(rest_.data(), rest_.data() + width, out);
        rest_.remove_prefix(width);
        return true;
    }
    bool one_of(std::string_view set, char& out) {
        if (rest_.empty() || set.find(rest_.front()) == std::string_view::npos) { return false; }
        out = rest_.front();
        rest_.remove_prefix(1);
        return true;
    }
    bool literal(char c) {
        char got = 0;
        return one_of(std::string_view{&c, 1}, got);
    }
    // Digits past the microsecond are dropped.
    bool fraction(microseconds& out) {
        int digits = 0;
        std::int64_t value = 0;
        while (!rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9') {
            if (digits < 6) { value = value * 10 + (rest_.front() - '0'); }
            ++digits;
            rest_.remove_prefix(1);
        }
        for (int i = digits; i < 6; ++i) { value *= 10; }
        out = microseconds{value};
        return digits > 0;
    }
    [[nodiscard]] bool at_end() const { return rest_.empty(); }
    [[nodiscard]] char peek() const { return rest_.empty() ? '\0' : rest_.front(); }

private:
    std::string_view rest_;
};

bool read_zone(Fields& fields, minutes& offset) {
    char sign = 0;
    if (fields.one_of("Zz", sign)) { return true; }
    int h = 0;
    int m = 0;
    if (!fields.one_of("+-", sign) || !fields.number(2, h) || !fields.literal(':') ||
        !fields.number(2, m) || h > 23 || m > 59) {
        return false;
    }
    offset = hours{h} + minutes{m};
    if (sign == '-') { offset = -offset; }
    return true;
}

}  // namespace

std::string to_rfc3339(Time time) {
    const auto day = floor<days>(time);
    const year_month_day date{day};
    const hh_mm_ss<microseconds> clock{time - day};
    std::array<char, 48> buffer{};
    int n = std::snprintf(buffer.data(), buffer.size(), "%04d-%02u-%02uT%02d:%02d:%02d",
                          static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                          static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
                          static_cast<int>(clock.minutes().count()),
                          static_cast<int>(clock.seconds().count()));
    std::string out{buffer.data(), static_cast<std::size_t>(n)};
    if (const auto micros = clock.subseconds().count(); micros != 0) {
        n = std::snprintf(buffer.data(), buffer.size(), ".%06d", static_cast<int>(micros));
        out.append(buffer.data(), static_cast<std::size_t>(n));
        while (out.back() == '0') { out.pop_back(); }
    }
    out.push_back('Z');
    return out;
}

Result<Time> parse_rfc3339(std::string_view text) {
    Fields fields{text};
    int y = 0;
    int mo = 0;
    int d = 0;
    int h = 0;
    int mi = 0;
    int s = 0;
    char separator = 0;
    microseconds fraction{0};
    minutes offset{0};
    bool ok = fields.number(4, y) && fields.literal('-') && fields.number(2, mo) &&
              fields.literal('-') && fields.number(2, d) && fields.one_of("Tt ", separator) &&
              fields.number(2, h) && fields.literal(':') && fields.number(2, mi) &&
              fields.literal(':') && fields.number(2, s);
    if (ok && fields.peek() == '.') { ok = fields.literal('.') && fields.fraction(fraction); }
    ok = ok && read_zone(fields, offset) && fields.at_end();
    const year_month_day date{year{y}, month{static_cast<unsigned>(mo)},
                              day{static_cast<unsigned>(d)}};
    if (!ok || !date.ok() || h > 23 || mi > 59 || s > 60) {
        return Error::malformed("time-invalid");
    }
    return Time{sys_days{date}} + hours{h} + minutes{mi} + seconds{s} + fraction - offset;
}

}  // namespace mohur
