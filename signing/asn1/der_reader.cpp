// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/asn1/der.h"

#include "signing/asn1/der_internal.h"

namespace mohur::signing {
namespace {

using asn1::Header;

Error invalid(const char* detail) {
    return Error::malformed("asn1-invalid", detail);
}
Error too_deep() {
    return Error::too_large("asn1-too-deep");
}

constexpr std::uint8_t kConstructedOctetString = 0x24;

// The content of an indefinite form, without its end-of-contents octets (X.690 8.1.3.6). Definite
// elements are stepped over whole, so one pass suffices and nothing recurses.
Result<std::size_t> indefinite_content(BytesView after_header, std::size_t max_depth) {
    std::size_t open = 1;
    std::size_t at = 0;
    while (at < after_header.size()) {
        const BytesView rest = after_header.subspan(at);
        if (rest[0] == 0) {
            if (rest.size() < 2 || rest[1] != 0) {
                return invalid("end-of-contents");
            }
            if (--open == 0) {
                return at;
            }
            at += 2;
            continue;
        }
        MOHUR_TRY(const Header header, asn1::read_header(rest));
        if (header.definite) {
            at += header.size + header.length;
            continue;
        }
        if (++open > max_depth) {
            return too_deep();
        }
        at += header.size;
    }
    return invalid("indefinite length without end");
}

Result<Header> read_front(BytesView input) {
    if (input.size() < 2) {
        return invalid("truncated header");
    }
    if ((input[0] & 0x1FU) == 0x1FU) {
        return invalid("tag number above 30");
    }
    Header header;
    header.constructed = (input[0] & 0x20U) != 0;
    const std::uint8_t first = input[1];
    if (first < 0x80) {
        header.length = first;
    } else if (first == 0x80) {
        if (!header.constructed) {
            return invalid("primitive with indefinite length");
        }
        header.definite = false;
        return header;
    } else {
        // X.690 8.1.3.5: 0xFF is reserved; leading zero octets are legal BER.
        const std::size_t octets = first & 0x7FU;
        if (first == 0xFF || input.size() - 2 < octets) {
            return invalid("length octets");
        }
        for (std::size_t i = 0; i < octets; ++i) {
            if (header.length > (SIZE_MAX >> 8U)) {
                return invalid("length overflow");
            }
            header.length = (header.length << 8U) | input[2 + i];
        }
        header.size = 2 + octets;
        header.minimal = header.length >= 0x80 && input[2] != 0;
    }
    return header;
}

Result<void> join_octets(DerReader pieces, Bytes& out) {
    while (!pieces.at_end()) {
        MOHUR_TRY(const Tlv piece, pieces.next());
        if (piece.tag == tag::kOctetString) {
            append(out, piece.content);
        } else if (piece.tag == kConstructedOctetString) {
            MOHUR_TRY_VOID(join_octets(pieces.into(piece), out));
        } else {
            return invalid("foreign element in a constructed OCTET STRING");
        }
    }
    return {};
}

}  // namespace

namespace asn1 {

Result<Header> read_header(BytesView input) {
    MOHUR_TRY(Header header, read_front(input));
    if (input.size() - header.size < header.length) {
        return invalid("length beyond the input");
    }
    return header;
}

}  // namespace asn1

Result<TlvHeader> read_tlv_header(BytesView input) {
    MOHUR_TRY(const Header header, read_front(input));
    return TlvHeader{input.front(), header.size, header.definite, header.length};
}

Result<void> DerReader::finish() const {
    if (!at_end()) {
        return invalid("trailing bytes");
    }
    return {};
}

Result<Tlv> DerReader::next() {
    if (depth_ == 0) {
        return too_deep();
    }
    if (peek() == 0) {
        return invalid("no element");
    }
    MOHUR_TRY(const Header header, asn1::read_header(rest_));
    Tlv element;
    element.tag = rest_.front();
    element.definite = header.definite;
    std::size_t length = header.length;
    std::size_t trailer = 0;
    if (!header.definite) {
        MOHUR_TRY(length, indefinite_content(rest_.subspan(header.size), depth_));
        trailer = 2;
    }
    element.content = rest_.subspan(header.size, length);
    element.whole = rest_.first(header.size + length + trailer);
    rest_ = rest_.subspan(element.whole.size());
    return element;
}

Result<Tlv> DerReader::expect(std::uint8_t tag) {
    if (peek() != tag) {
        return invalid("unexpected tag");
    }
    return next();
}

Result<std::optional<Tlv>> DerReader::optional(std::uint8_t tag) {
    if (peek() != tag) {
        return std::optional<Tlv>{};
    }
    MOHUR_TRY(const Tlv element, next());
    return std::optional<Tlv>{element};
}

Result<DerReader> DerReader::enter(std::uint8_t tag) {
    MOHUR_TRY(const Tlv element, expect(tag));
    return into(element);
}

DerReader DerReader::into(const Tlv& element) const {
    return DerReader{element.content, depth_ == 0 ? 0 : depth_ - 1};
}

Result<Oid> DerReader::oid() {
    MOHUR_TRY(const Tlv element, expect(tag::kOid));
    return Oid::from_content(element.content);
}

Result<Bytes> DerReader::integer() {
    MOHUR_TRY(const Tlv element, expect(tag::kInteger));
    if (element.content.empty()) {
        return invalid("empty INTEGER");
    }
    return to_bytes(element.content);
}

Result<std::int64_t> DerReader::small_integer() {
    MOHUR_TRY(const Bytes content, integer());
    if (content.size() > sizeof(std::int64_t)) {
        return invalid("INTEGER above 64 bits");
    }
    // Sign extension by starting from all ones; shifts on the unsigned type are defined.
    std::uint64_t value = (content.front() & 0x80U) != 0 ? ~std::uint64_t{0} : 0;
    for (const std::uint8_t octet : content) {
        value = (value << 8U) | octet;
    }
    return static_cast<std::int64_t>(value);
}

Result<bool> DerReader::boolean() {
    MOHUR_TRY(const Tlv element, expect(tag::kBoolean));
    if (element.content.size() != 1) {
        return invalid("BOOLEAN");
    }
    return element.content.front() != 0;
}

Result<Bytes> DerReader::octet_string() {
    if (peek() == tag::kOctetString) {
        MOHUR_TRY(const Tlv element, next());
        return to_bytes(element.content);
    }
    MOHUR_TRY(const Tlv element, expect(kConstructedOctetString));
    Bytes out;
    MOHUR_TRY_VOID(join_octets(into(element), out));
    return out;
}

Result<Bytes> DerReader::bit_string() {
    MOHUR_TRY(const Tlv element, expect(tag::kBitString));
    if (element.content.empty() || element.content.front() != 0) {
        return invalid("BIT STRING");
    }
    return to_bytes(element.content.subspan(1));
}

Result<Time> DerReader::time() {
    const bool utc = peek() == tag::kUtcTime;
    MOHUR_TRY(const Tlv element, expect(utc ? tag::kUtcTime : tag::kGeneralizedTime));
    return asn1::read_time(as_text(element.content), utc);
}

}  // namespace mohur::signing
