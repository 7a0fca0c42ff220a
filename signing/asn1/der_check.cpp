// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/asn1/der.h"

#include "signing/asn1/der_internal.h"

#include <algorithm>

namespace mohur::signing {
namespace {

bool is_universal(std::uint8_t tag) {
    return (tag & 0xC0U) == 0;
}

// X.690 10.2: of the universal types only SEQUENCE, SET, EXTERNAL and EMBEDDED PDV are constructed.
bool form_suits_type(std::uint8_t tag) {
    const unsigned number = tag & 0x1FU;
    const bool structured = number == 16 || number == 17 || number == 8 || number == 11;
    return !is_universal(tag) || structured == ((tag & 0x20U) != 0);
}

// X.690 8.3.2: the first nine bits are neither all zeros nor all ones.
bool is_minimal_integer(BytesView content) {
    if (content.size() < 2) {
        return !content.empty();
    }
    const bool sign = (content[1] & 0x80U) != 0;
    return !(content[0] == 0x00 && !sign) && !(content[0] == 0xFF && sign);
}

// X.690 11.2.1: unused bits are zero.
bool is_der_bit_string(BytesView content) {
    if (content.empty() || content[0] > 7) {
        return false;
    }
    if (content.size() == 1) {
        return content[0] == 0;
    }
    return (content.back() & ((1U << content[0]) - 1U)) == 0;
}

// X.690 11.7: no trailing zeros, the point is a full stop.
bool is_der_generalized_time(BytesView content) {
    const auto text = as_text(content);
    const bool fraction = text.size() > 15;
    return asn1::read_time(text, false).has_value() &&
           !(fraction && (text[14] != '.' || text[text.size() - 2] == '0'));
}

bool primitive_is_der(const Tlv& element) {
    switch (element.tag) {
        case tag::kBoolean:
            return element.content.size() == 1 &&
                   (element.content[0] == 0x00 || element.content[0] == 0xFF);
        case tag::kInteger:
        case tag::kEnumerated: return is_minimal_integer(element.content);
        case tag::kBitString: return is_der_bit_string(element.content);
        case tag::kNull: return element.content.empty();
        case tag::kOid: return Oid::from_content(element.content).has_value();
        case tag::kUtcTime: return asn1::read_time(as_text(element.content), true).has_value();
        case tag::kGeneralizedTime: return is_der_generalized_time(element.content);
        default: return true;
    }
}

// X.690 11.6: ascending as octet strings; a proper prefix comes first (zero padding compares equal
// only for encodings that differ in trailing zeros, which two whole elements never do).
bool in_set_order(BytesView before, BytesView after) {
    return !std::ranges::lexicographical_compare(after, before);
}

bool element_is_der(const Tlv& element, DerReader content) {
    if (!form_suits_type(element.tag)) {
        return false;
    }
    const auto header = asn1::read_header(element.whole);
    if (!header || !header->definite || !header->minimal) {
        return false;
    }
    if (!element.constructed()) {
        return primitive_is_der(element);
    }
    BytesView before;
    while (!content.at_end()) {
        const auto child = content.next();
        if (!child || !element_is_der(*child, content.into(*child))) {
            return false;
        }
        if (element.tag == tag::kSet && !in_set_order(before, child->whole)) {
            return false;
        }
        before = child->whole;
    }
    return true;
}

}  // namespace

bool is_der(BytesView encoding, std::size_t max_depth) {
    DerReader reader{encoding, max_depth};
    const auto element = reader.next();
    return element && reader.at_end() && element_is_der(*element, reader.into(*element));
}

}  // namespace mohur::signing
