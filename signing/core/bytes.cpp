// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/core/bytes.h"

#include <algorithm>
#include <array>

namespace mohur {
namespace {

constexpr std::string_view kStandard =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kUrl =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::int8_t kBad = -1;

constexpr std::array<std::int8_t, 256> reverse(std::string_view alphabet) {
    std::array<std::int8_t, 256> table{};
    table.fill(kBad);
    for (std::size_t i = 0; i < alphabet.size(); ++i) {
        table[static_cast<unsigned char>(alphabet[i])] = static_cast<std::int8_t>(i);
    }
    return table;
}
constexpr auto kStandardReverse = reverse(kStandard);
constexpr auto kUrlReverse = reverse(kUrl);

std::string encode(BytesView bytes, std::string_view alphabet, bool pad) {
    std::string out;
    out.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t n = std::min<std::size_t>(3, bytes.size() - i);
        std::uint32_t group = static_cast<std::uint32_t>(bytes[i]) << 16U;
        if (n > 1) { group |= static_cast<std::uint32_t>(bytes[i + 1]) << 8U; }
        if (n > 2) { group |= bytes[i + 2]; }
        for (std::size_t k = 0; k < n + 1; ++k) {
            out.push_back(alphabet[(group >> (18U - 6U * k)) & 0x3FU]);
        }
        if (pad) { out.append(3 - n, '='); }
    }
    return out;
}

bool is_xml_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

Result<Bytes> decode(std::string_view text, const std::array<std::int8_t, 256>& table, bool padded) {
    Bytes out;
    out.reserve(text.size() / 4 * 3);
    std::uint32_t group = 0;
    std::size_t digits = 0;
    std::size_t pads = 0;
    for (const char c : text) {
        if (padded && is_xml_space(c)) { continue; }
        if (padded && c == '=') {
            ++pads;
            continue;
        }
        const std::int8_t digit = table[static_cast<unsigned char>(c)];
        if (digit == kBad || pads > 0) { return Error::malformed("base64-invalid"); }
        group = (group << 6U) | static_cast<std::uint32_t>(digit);
        ++digits;
        if (digits % 4 == 0) {
            out.push_back(static_cast<std::uint8_t>(group >> 16U));
            out.push_back(static_cast<std::uint8_t>(group >> 8U));
            out.push_back(static_cast<std::uint8_t>(group));
            group = 0;
        }
    }
    const std::size_t rest = digits % 4;
    if (rest == 1 || (padded && (digits + pads) % 4 != 0) || pads > 2) {
        return Error::malformed("base64-invalid");
    }
    if (rest >= 2) { out.push_back(static_cast<std::uint8_t>(group >> (rest == 2 ? 4U : 10U))); }
    if (rest == 3) { out.push_back(static_cast<std::uint8_t>(group >> 2U)); }
    return out;
}

int hex_digit(char c) {
    if (c >= '0' && c <= '9') { return c - '0'; }
    if (c >= 'a' && c <= 'f') { return c - 'a' + 10; }
    if (c >= 'A' && c <= 'F') { return c - 'A' + 10; }
    return -1;
}

}  // namespace

BytesView as_bytes(std::string_view text) noexcept {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

std::string_view as_text(BytesView bytes) noexcept {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

Bytes to_bytes(BytesView view) { return {view.begin(), view.end()}; }

bool equal(BytesView a, BytesView b) noexcept { return std::ranges::equal(a, b); }

void append(Bytes& to, BytesView more) { to.insert(to.end(), more.begin(), more.end()); }

std::string to_hex(BytesView bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    out.reserve(bytes.size() * 2);
    for (const auto b : bytes) {
        out.push_back(digits[b >> 4U]);
        out.push_back(digits[b & 0x0FU]);
    }
    return out;
}

Result<Bytes> from_hex(std::string_view text) {
    if (text.size() % 2 != 0) { return Error::malformed("hex-invalid"); }
    Bytes out;
    out.reserve(text.size() / 2);
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const int high = hex_digit(text[i]);
        const int low = hex_digit(text[i + 1]);
        if (high < 0 || low < 0) { return Error::malformed("hex-invalid"); }
        out.push_back(static_cast<std::uint8_t>(high * 16 + low));
    }
    return out;
}

std::string to_base64(BytesView bytes) { return encode(bytes, kStandard, true); }
Result<Bytes> from_base64(std::string_view text) { return decode(text, kStandardReverse, true); }
std::string to_base64url(BytesView bytes) { return encode(bytes, kUrl, false); }
Result<Bytes> from_base64url(std::string_view text) { return decode(text, kUrlReverse, false); }

}  // namespace mohur
