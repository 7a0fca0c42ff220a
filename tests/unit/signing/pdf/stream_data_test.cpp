// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pdf/stream_data_internal.h"

#include <gtest/gtest.h>

namespace mohur::signing::pdf {
namespace {

Object integer(std::int64_t value) {
    return Object{value};
}

/// zlib with one stored block: no compressor is needed to say what is expected.
Bytes stored_zlib(BytesView data) {
    Bytes out{0x78,
              0x01,
              0x01,
              static_cast<std::uint8_t>(data.size()),
              static_cast<std::uint8_t>(data.size() >> 8U),
              static_cast<std::uint8_t>(~data.size()),
              static_cast<std::uint8_t>(~data.size() >> 8U)};
    append(out, data);
    std::uint32_t a = 1;
    std::uint32_t b = 0;
    for (const auto octet : data) {
        a = (a + octet) % 65'521;
        b = (b + a) % 65'521;
    }
    for (const auto half : {b, a}) {
        out.push_back(static_cast<std::uint8_t>(half >> 8U));
        out.push_back(static_cast<std::uint8_t>(half));
    }
    return out;
}

Dictionary flate(std::int64_t predictor, std::int64_t columns) {
    const Dictionary parameters{{{"Predictor", integer(predictor)}, {"Columns", integer(columns)}}};
    return Dictionary{
        {{"Filter", Object::name("FlateDecode")}, {"DecodeParms", Object{parameters}}}};
}

TEST(DecodeStream, PassesThroughWithoutFilter) {
    const Bytes data{1, 2, 3};
    EXPECT_EQ(*decode_stream({}, data, 3), data);
    EXPECT_EQ(decode_stream({}, data, 2).error().code, ErrorCode::too_large);
}

TEST(DecodeStream, InflatesUpToTheLimit) {
    const Bytes data(1'000, 7);
    const Dictionary plain{{{"Filter", Object{Array{Object::name("FlateDecode")}}}}};
    EXPECT_EQ(*decode_stream(plain, stored_zlib(data), 1'000), data);
    EXPECT_EQ(decode_stream(plain, stored_zlib(data), 999).error().code, ErrorCode::too_large);
    EXPECT_EQ(decode_stream(plain, data, 1'000).error().reason, "pdf-damaged");
}

TEST(DecodeStream, UndoesEveryPngPredictor) {
    // Rows of three octets: none, sub, up, average, Paeth (RFC 2083 clause 6), each decoding to 10
    // 20 30.
    const Bytes rows{0, 10, 20, 30, 1, 10, 10, 10, 2, 0, 0, 0, 3, 5, 5, 5, 4, 0, 0, 0};
    const auto decoded = decode_stream(flate(15, 3), stored_zlib(rows), 100);
    ASSERT_TRUE(decoded) << decoded.error().detail;
    EXPECT_EQ(*decoded, (Bytes{10, 20, 30, 10, 20, 30, 10, 20, 30, 10, 20, 30, 10, 20, 30}));
}

TEST(DecodeStream, RefusesOddRowsAndUnknownFilters) {
    EXPECT_EQ(decode_stream(flate(12, 3), stored_zlib(Bytes{0, 1, 2}), 100).error().reason,
              "pdf-damaged");
    EXPECT_EQ(decode_stream(flate(12, 1), stored_zlib(Bytes{9, 1}), 100).error().reason,
              "pdf-damaged");
    EXPECT_EQ(decode_stream(flate(2, 1), stored_zlib(Bytes{9, 1}), 100).error().reason,
              "pdf-filter");
    const Dictionary lzw{{{"Filter", Object::name("LZWDecode")}}};
    EXPECT_EQ(decode_stream(lzw, Bytes{1}, 100).error().code, ErrorCode::unsupported);
}

}  // namespace
}  // namespace mohur::signing::pdf
