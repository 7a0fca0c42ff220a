// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/asn1/oid.h"
#include "signing/core/bytes.h"
#include "signing/core/time.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace mohur::signing {

/// Universal tag numbers and the classes (X.680).
namespace tag {
inline constexpr std::uint8_t kBoolean = 0x01, kInteger = 0x02, kBitString = 0x03,
                              kOctetString = 0x04, kNull = 0x05, kOid = 0x06, kEnumerated = 0x0A,
                              kUtf8String = 0x0C, kSequence = 0x30, kSet = 0x31,
                              kPrintableString = 0x13, kT61String = 0x14, kIa5String = 0x16,
                              kUtcTime = 0x17, kGeneralizedTime = 0x18, kBmpString = 0x1E;
/// Context-specific, primitive / constructed.
[[nodiscard]] constexpr std::uint8_t context(unsigned n) {
    return static_cast<std::uint8_t>(0x80U | n);
}
[[nodiscard]] constexpr std::uint8_t context_set(unsigned n) {
    return static_cast<std::uint8_t>(0xA0U | n);
}
}  // namespace tag

/// One tag-length-value inside a buffer, as received (BER accepted, X.690). Views into the input,
/// which must outlive it. Tag numbers above 30 are refused: no structure of ours has one.
struct Tlv {
    std::uint8_t tag = 0;  ///< identifier octet: class, constructed bit, number
    BytesView whole;       ///< header and content (and end-of-contents octets)
    BytesView content;     ///< without header; of an indefinite form without end-of-contents
    bool definite = true;  ///< false: indefinite length, never DER

    [[nodiscard]] bool constructed() const noexcept { return (tag & 0x20U) != 0; }
};

/// Identifier and length octets of an element (X.690 8.1.2, 8.1.3) whose content need not be at
/// hand.
struct TlvHeader {
    std::uint8_t tag = 0;
    std::size_t size = 0;     ///< of the header itself
    bool definite = true;
    std::uint64_t length = 0;  ///< of the content; 0 when not definite
};
/// The header at the front of `input`, of which at most 128 octets are looked at. `malformed`
/// "asn1-invalid".
[[nodiscard]] Result<TlvHeader> read_tlv_header(BytesView input);

/// Walks the elements of one constructed value from left to right. Bounded by the input; never
/// goes down more than `max_depth` levels (`too_large`, "asn1-too-deep"). Views into its input. Not
/// thread-safe; cheap to copy. Every other error is `malformed` ("asn1-invalid").
class DerReader {
public:
    explicit DerReader(BytesView input, std::size_t max_depth = 64)
        : rest_{input}, depth_{max_depth} {}

    [[nodiscard]] bool at_end() const noexcept { return rest_.empty(); }
    /// Identifier octet of the next element; 0 at the end.
    [[nodiscard]] std::uint8_t peek() const noexcept {
        return rest_.empty() ? std::uint8_t{0} : rest_.front();
    }
    /// What has not been read yet.
    [[nodiscard]] BytesView rest() const noexcept { return rest_; }
    /// `malformed` unless everything was read.
    [[nodiscard]] Result<void> finish() const;
    /// The next element of any tag; an error at the end or when it does not fit.
    [[nodiscard]] Result<Tlv> next();
    /// The next element, which must have this tag.
    [[nodiscard]] Result<Tlv> expect(std::uint8_t tag);
    /// The next element if it has this tag; nothing is consumed otherwise.
    [[nodiscard]] Result<std::optional<Tlv>> optional(std::uint8_t tag);
    /// A reader over the content of the next element, which must have this tag.
    [[nodiscard]] Result<DerReader> enter(std::uint8_t tag);
    /// A reader over the content of `element`, one level down.
    [[nodiscard]] DerReader into(const Tlv& element) const;

    [[nodiscard]] Result<Oid> oid();
    /// Content octets of an INTEGER as encoded, two's complement, big-endian.
    [[nodiscard]] Result<Bytes> integer();
    [[nodiscard]] Result<std::int64_t> small_integer();
    [[nodiscard]] Result<bool> boolean();
    /// Content of an OCTET STRING; a constructed one (BER) is joined.
    [[nodiscard]] Result<Bytes> octet_string();
    /// Content of a primitive BIT STRING without its unused-bits octet, which must be 0.
    [[nodiscard]] Result<Bytes> bit_string();
    /// UTCTime (RFC 5280 clause 4.1.2.5.1) or GeneralizedTime, both in UTC and with seconds;
    /// fractions where given, cut at the microsecond.
    [[nodiscard]] Result<Time> time();

private:
    BytesView rest_;
    std::size_t depth_;
};

/// True when `encoding` is one whole element in DER as far as that can be told without its ASN.1
/// module (X.690 clauses 10 and 11), down to `max_depth`: lengths definite and minimal, strings
/// primitive, booleans 00/FF, integers and arcs minimal, times in UTC with seconds, unused bits
/// zero, and the elements of every SET in the order of a SET OF.
[[nodiscard]] bool is_der(BytesView encoding, std::size_t max_depth = 64);

/// DER encoders; each returns one whole element. Pure.
namespace der {
[[nodiscard]] Bytes element(std::uint8_t tag, BytesView content);
/// Identifier and length octets of an element whose content is elsewhere.
[[nodiscard]] Bytes header(std::uint8_t tag, std::uint64_t content_length);
[[nodiscard]] Bytes sequence(std::initializer_list<BytesView> parts);
[[nodiscard]] Bytes sequence(const std::vector<Bytes>& parts);
/// SET OF: parts are sorted by their encoding.
[[nodiscard]] Bytes set_of(std::vector<Bytes> parts);
[[nodiscard]] Bytes oid(std::string_view dotted);
[[nodiscard]] Bytes integer(std::int64_t value);
/// From an unsigned big-endian magnitude.
[[nodiscard]] Bytes unsigned_integer(BytesView magnitude);
[[nodiscard]] Bytes octet_string(BytesView content);
[[nodiscard]] Bytes null();
[[nodiscard]] Bytes boolean(bool value);
[[nodiscard]] Bytes utf8_string(std::string_view text);
/// UTCTime from 1950 to 2049, GeneralizedTime otherwise (RFC 5652 clause 11.3); fractions are cut.
[[nodiscard]] Bytes time(Time time);
/// AlgorithmIdentifier with absent parameters.
[[nodiscard]] Bytes algorithm(std::string_view oid);
}  // namespace der

}  // namespace mohur::signing
