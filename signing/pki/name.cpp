// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pki/name.h"

#include "signing/asn1/der.h"
#include "signing/core/az_text.h"
#include "signing/pki/name_internal.h"
#include "signing/pki/openssl_values_internal.h"

#include <algorithm>
#include <array>

namespace mohur::signing {
namespace {

constexpr std::size_t kMaxNameBytes = 64U << 10U;

struct ShortName {
    std::string_view oid;
    std::string_view name;
};

// RFC 4514 clause 2.3: a type is written by its descriptor when that is registered (clause 3 and
// the LDAP descriptors at IANA), else by its OID.
constexpr std::array kShortNames{
    ShortName{"2.5.4.3", "CN"},
    ShortName{"2.5.4.7", "L"},
    ShortName{"2.5.4.8", "ST"},
    ShortName{"2.5.4.10", "O"},
    ShortName{"2.5.4.11", "OU"},
    ShortName{"2.5.4.6", "C"},
    ShortName{"2.5.4.9", "STREET"},
    ShortName{"0.9.2342.19200300.100.1.25", "DC"},
    ShortName{"0.9.2342.19200300.100.1.1", "UID"},
    ShortName{"2.5.4.4", "SN"},
    ShortName{"2.5.4.5", "serialNumber"},
    ShortName{"2.5.4.12", "title"},
    ShortName{"2.5.4.17", "postalCode"},
    ShortName{"2.5.4.42", "givenName"},
    ShortName{"2.5.4.97", "organizationIdentifier"},
    ShortName{"1.2.840.113549.1.9.1", "emailAddress"},
};

int encode_string(const ASN1_STRING* text, unsigned char** out) {
    const openssl::AsnType type{ASN1_TYPE_new()};
    if (type == nullptr || ASN1_TYPE_set1(type.get(), ASN1_STRING_type(text), text) != 1) {
        return -1;
    }
    return i2d_ASN1_TYPE(type.get(), out);
}

std::string value_of(const ASN1_STRING* text) {
    unsigned char* raw = nullptr;
    const int length = ASN1_STRING_to_UTF8(&raw, text);
    const openssl::Allocated<unsigned char> owner{raw};
    if (length >= 0) {
        return std::string{as_text({raw, static_cast<std::size_t>(length)})};
    }
    openssl::forget_errors();
    return "#" + to_hex(openssl::encode<encode_string>(text));
}

/// A character string whose octets are its text in UTF-8: strings of ASCII characters of any
/// type with one octet for each, and UTF8String.
bool is_plain_text(const Tlv& value) {
    constexpr std::uint8_t kNumericString = 0x12;
    constexpr std::array kOneOctetEach{tag::kPrintableString, tag::kT61String, tag::kIa5String,
                                       kNumericString};
    const bool ascii = std::ranges::all_of(value.content, [](auto octet) { return octet < 0x80; });
    const bool one_octet_each = std::ranges::find(kOneOctetEach, value.tag) != kOneOctetEach.end();
    return (ascii && one_octet_each) ||
           (value.tag == tag::kUtf8String && is_valid_utf8(as_text(value.content)));
}

Result<Name::Attribute> read_plain_attribute(DerReader fields, std::size_t rdn) {
    MOHUR_TRY(const Oid type, fields.oid());
    MOHUR_TRY(const Tlv value, fields.next());
    MOHUR_TRY_VOID(fields.finish());
    if (!value.definite || !is_plain_text(value)) {
        return Error::unsupported("name-invalid", "not plain");
    }
    return Name::Attribute{type.dotted(), std::string{as_text(value.content)}, rdn};
}

/// Names as nearly all are, an eighth of the time that OpenSSL takes for them. An error says only
/// that somebody else must read this one.
Result<Name> read_plain(BytesView der) {
    DerReader outer{der};
    MOHUR_TRY(DerReader rdns, outer.enter(tag::kSequence));
    MOHUR_TRY_VOID(outer.finish());
    Name name{to_bytes(der), {}};
    for (std::size_t rdn = 0; !rdns.at_end(); ++rdn) {
        MOHUR_TRY(const Tlv set, rdns.expect(tag::kSet));
        DerReader attributes = rdns.into(set);
        if (!set.definite || attributes.at_end()) {
            return Error::unsupported("name-invalid", "not plain");
        }
        while (!attributes.at_end()) {
            MOHUR_TRY(DerReader fields, attributes.enter(tag::kSequence));
            MOHUR_TRY(auto attribute, read_plain_attribute(fields, rdn));
            name.attributes.push_back(std::move(attribute));
        }
    }
    return name;
}

// RFC 4514 clause 2.4.
std::string escaped(std::string_view value) {
    constexpr std::string_view kSpecial = "\"+,;<>\\";
    std::string out;
    for (std::size_t i = 0; i < value.size(); ++i) {
        const char c = value[i];
        if (c == '\0') {
            out += "\\00";
            continue;
        }
        const bool at_edge =
            (i == 0 && (c == ' ' || c == '#')) || (i + 1 == value.size() && c == ' ');
        if (at_edge || kSpecial.find(c) != std::string_view::npos) {
            out += '\\';
        }
        out += c;
    }
    return out;
}

std::string attribute_text(const Name::Attribute& attribute) {
    const bool is_hex = attribute.value.starts_with('#') && from_hex(attribute.value.substr(1));
    const auto known =
        std::ranges::find(kShortNames, std::string_view{attribute.oid}, &ShortName::oid);
    if (known != kShortNames.end()) {
        return std::string{known->name} + "=" +
               (is_hex ? attribute.value : escaped(attribute.value));
    }
    // Clause 2.4: with an OID goes the hexadecimal encoding of the value.
    return attribute.oid + "=" +
           (is_hex ? attribute.value : "#" + to_hex(der::utf8_string(attribute.value)));
}

// RFC 4518 clause 2.6.1: white space at the ends is dropped, inner runs count as one.
std::string squeezed(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool blank = c == ' ' || (c >= '\t' && c <= '\r');
        if (!blank) {
            out += c;
        } else if (!out.empty() && out.back() != ' ') {
            out += ' ';
        }
    }
    if (!out.empty() && out.back() == ' ') {
        out.pop_back();
    }
    return out;
}

}  // namespace

Name name_from(const X509_NAME* name) {
    Name out;
    out.der = openssl::encode<i2d_X509_NAME>(name);
    for (int i = 0; i < X509_NAME_entry_count(name); ++i) {
        const X509_NAME_ENTRY* entry = X509_NAME_get_entry(name, i);
        out.attributes.push_back({openssl::dotted(X509_NAME_ENTRY_get_object(entry)),
                                  value_of(X509_NAME_ENTRY_get_data(entry)),
                                  static_cast<std::size_t>(X509_NAME_ENTRY_set(entry))});
    }
    return out;
}

std::string matching_key(const Name& name) {
    // Within one RelativeDistinguishedName the order has no meaning (X.501 9.3).
    std::vector<std::string> parts;
    for (const auto& attribute : name.attributes) {
        const std::string place = std::to_string(attribute.rdn);
        parts.push_back(std::string(8 - std::min<std::size_t>(8, place.size()), '0') + place + ":" +
                        attribute.oid + "=" + squeezed(caseless_key(attribute.value)));
    }
    std::ranges::sort(parts);
    std::string key;
    for (const auto& part : parts) {
        key += std::to_string(part.size()) + "," + part;
    }
    return key;
}

Result<Name> Name::from_der(BytesView der) {
    if (der.size() > kMaxNameBytes) {
        return Error::too_large("name-invalid", "longer than 64 KiB");
    }
    if (auto plain = read_plain(der)) {
        return plain;
    }
    const auto name = openssl::parse_whole<openssl::X509NamePtr, d2i_X509_NAME>(der);
    if (name == nullptr) {
        return Error::malformed("name-invalid");
    }
    return name_from(name.get());
}

std::optional<std::string> Name::get(std::string_view oid) const {
    const auto found = std::ranges::find(attributes, oid, &Attribute::oid);
    return found != attributes.end() ? std::optional{found->value} : std::nullopt;
}

std::string Name::to_rfc4514() const {
    std::string out;
    // Clause 2.1: from the last RelativeDistinguishedName to the first.
    for (std::size_t end = attributes.size(); end > 0;) {
        std::size_t begin = end;
        while (begin > 0 && attributes[begin - 1].rdn == attributes[end - 1].rdn) {
            --begin;
        }
        for (std::size_t i = begin; i < end; ++i) {
            const char* separator = i > begin ? "+" : (out.empty() ? "" : ",");
            out += separator + attribute_text(attributes[i]);
        }
        end = begin;
    }
    return out;
}

bool Name::matches(const Name& other) const {
    return der == other.der || (attributes.size() == other.attributes.size() &&
                                matching_key(*this) == matching_key(other));
}

}  // namespace mohur::signing
