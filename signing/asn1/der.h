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
inline constexpr std::uint8_t kBoolean = 0x01, kInteger = 0x02, kBitString = 0x03, kOctetString = 0x04,
                              kNull = 0x05, kOid = 0x06, kEnumerated = 0x0A, kUtf8String = 0x0C,
                              kSequence = 0x30, kSet = 0x31, kPrintableString = 0x13, kT61String = 0x14,
                              kIa5String = 0x16, kUtcTime = 0x17, kGeneralizedTime = 0x18,
                              kBmpString = 0x1E;
/// Context-specific, primitive / constructed.
[[nodiscard]] constexpr std::uint8_t context(unsigned n) { return static_cast<std::uint8_t>(0x80U | n); }
[[nodiscard]] constexpr std::uint8_t context_set(unsigned n) { return static_cast<std::uint8_t>(0xA0U | n); }
}  // namespace tag

/// One tag-length-value inside a buffer, as received (BER accepted, X.690). Views into the input,
/// which must outlive it. Tag numbers above 30 are refused: no structure of ours has one.
struct Tlv {
    std::uint8_t tag = 0;   ///< identifier octet: class, constructed bit, number
    BytesView whole;        ///< header and content (and end-of-contents octets)
    BytesView content;      ///< without header; of an indefinite form without end-of-contents
    bool definite = true;   ///< false: indefinite length, never DER

    [[nodiscard]] bool constructed() const noexcept { return (tag & 0x20U) != 0; }
};

/// Walks the elements of one constructed value from left to right. Bounded by the input; never
/// recurses more than `max_depth`. Not thread-safe; cheap to copy.
class DerReader {
public:
    explicit DerReader(BytesView input, std::size_t max_depth = 64) : rest_{input}, depth_{max_depth} {}

    [[nodiscard]] bool at_end() const noexcept { return rest_.empty(); }
    /// Identifier octet of the next element; 0 at the end.
    [[nodiscard]] std::uint8_t peek() const noexcept { return rest_.empty() ? std::uint8_t{0} : rest_.front(); }
    /// The next element of any tag; `malformed` ("asn1-invalid") at the end or when it does not fit.
    [[nodiscard]] Result<Tlv> next();
    /// The next element, which must have this tag.
    [[nodiscard]] Result<Tlv> expect(std::uint8_t tag);
    /// The next element if it has this tag; nothing is consumed otherwise.
    [[nodiscard]] Result<std::optional<Tlv>> optional(std::uint8_t tag);
    /// A reader over the content of the next element, which must have this tag.
    [[nodiscard]] Result<DerReader> enter(std::uint8_t tag);
    [[nodiscard]] DerReader into(const Tlv& element) const;

    [[nodiscard]] Result<Oid> oid();
    /// Content octets of an INTEGER, two's complement, big-endian.
    [[nodiscard]] Result<Bytes> integer();
    [[nodiscard]] Result<std::int64_t> small_integer();
    [[nodiscard]] Result<bool> boolean();
    /// Content of an OCTET STRING; a constructed one (BER) is joined.
    [[nodiscard]] Result<Bytes> octet_string();
    /// Content of a BIT STRING without its unused-bits octet, which must be 0.
    [[nodiscard]] Result<Bytes> bit_string();
    /// UTCTime (RFC 5280 clause 4.1.2.5.1) or GeneralizedTime, with fractions where given.
    [[nodiscard]] Result<Time> time();

private:
    BytesView rest_;
    std::size_t depth_;
};

/// True when every length is definite and minimal, booleans are 00/FF and SET OF elements are in
/// order (X.690 clauses 10 and 11), down to `max_depth`.
[[nodiscard]] bool is_der(BytesView encoding, std::size_t max_depth = 64);

/// DER encoders; each returns one whole element.
namespace der {
[[nodiscard]] Bytes element(std::uint8_t tag, BytesView content);
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
/// UTCTime up to 2049, GeneralizedTime after (RFC 5652 clause 11.3).
[[nodiscard]] Bytes time(Time time);
/// AlgorithmIdentifier with absent parameters.
[[nodiscard]] Bytes algorithm(std::string_view oid);
}  // namespace der

}  // namespace mohur::signing
