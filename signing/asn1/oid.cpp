// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/asn1/oid.h"

#include <charconv>
#include <cstdint>
#include <limits>

namespace mohur::signing {
namespace {

// UUID-based arcs (2.25.*) have 128 bits; no identifier that we handle does.
using Arc = std::uint64_t;

Result<Arc> next_arc(BytesView& rest) {
    if (rest.front() == 0x80) {
        return Error::malformed("asn1-invalid", "overlong OID arc");
    }
    Arc arc = 0;
    while (!rest.empty()) {
        const std::uint8_t octet = rest.front();
        rest = rest.subspan(1);
        if (arc > (std::numeric_limits<Arc>::max() >> 7U)) {
            return Error::malformed("asn1-invalid", "OID arc above 64 bits");
        }
        arc = (arc << 7U) | (octet & 0x7FU);
        if ((octet & 0x80U) == 0) {
            return arc;
        }
    }
    return Error::malformed("asn1-invalid", "truncated OID arc");
}

void append_arc(Bytes& out, Arc arc) {
    unsigned shift = 0;
    while (shift < 63 && (arc >> (shift + 7U)) != 0) {
        shift += 7;
    }
    for (; shift > 0; shift -= 7) {
        out.push_back(static_cast<std::uint8_t>(0x80U | ((arc >> shift) & 0x7FU)));
    }
    out.push_back(static_cast<std::uint8_t>(arc & 0x7FU));
}

bool take_arc(std::string_view& rest, Arc& arc) {
    const auto [end, failure] = std::from_chars(rest.data(), rest.data() + rest.size(), arc);
    if (failure != std::errc{}) {
        return false;
    }
    rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
    if (!rest.empty() && rest.front() == '.') {
        rest.remove_prefix(1);
    }
    return true;
}

}  // namespace

Result<Oid> Oid::from_content(BytesView content) {
    if (content.empty()) {
        return Error::malformed("asn1-invalid", "empty OID");
    }
    // X.690 8.19.4: the first subidentifier joins the first two arcs.
    MOHUR_TRY(const Arc first, next_arc(content));
    const Arc root = first < 40 ? 0 : first < 80 ? 1 : 2;
    std::string dotted = std::to_string(root) + "." + std::to_string(first - root * 40);
    while (!content.empty()) {
        MOHUR_TRY(const Arc arc, next_arc(content));
        dotted += "." + std::to_string(arc);
    }
    return Oid{dotted};
}

Bytes Oid::content() const {
    std::string_view rest = dotted_;
    Arc root = 0;
    Arc second = 0;
    if (!take_arc(rest, root) || !take_arc(rest, second)) {
        return {};
    }
    Bytes out;
    append_arc(out, root * 40 + second);
    for (Arc arc = 0; !rest.empty() && take_arc(rest, arc);) {
        append_arc(out, arc);
    }
    return out;
}

}  // namespace mohur::signing
