// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pdf/srgb_profile_internal.h"

#include <array>
#include <cmath>

namespace mohur::signing::pdf {
namespace {

using Xyz = std::array<double, 3>;

void put(Bytes& out, std::uint32_t value, unsigned octets) {
    for (unsigned i = octets; i > 0; --i) {
        out.push_back(static_cast<std::uint8_t>(value >> (8 * (i - 1))));
    }
}

void put_text(Bytes& out, std::string_view text) {
    append(out, as_bytes(text));
}

/// s15Fixed16Number (ICC.1:2001-04 clause 5.3.2).
void put_fixed(Bytes& out, double value) {
    put(out, static_cast<std::uint32_t>(static_cast<std::int32_t>(std::lround(value * 65'536))), 4);
}

Bytes xyz_tag(const Xyz& xyz) {
    Bytes out;
    put_text(out, "XYZ ");
    put(out, 0, 4);
    for (const double part : xyz) {
        put_fixed(out, part);
    }
    return out;
}

/// The transfer function of IEC 61966-2-1 as 1024 samples.
Bytes curve_tag() {
    constexpr std::uint32_t kSamples = 1'024;
    Bytes out;
    put_text(out, "curv");
    put(out, 0, 4);
    put(out, kSamples, 4);
    for (std::uint32_t i = 0; i < kSamples; ++i) {
        const double encoded = static_cast<double>(i) / (kSamples - 1);
        const double linear =
            encoded <= 0.04045 ? encoded / 12.92 : std::pow((encoded + 0.055) / 1.055, 2.4);
        put(out, static_cast<std::uint32_t>(std::lround(linear * 65'535)), 2);
    }
    return out;
}

/// textDescriptionType (clause 6.5.17): ASCII, no Unicode, no ScriptCode.
Bytes description_tag(std::string_view text) {
    Bytes out;
    put_text(out, "desc");
    put(out, 0, 4);
    put(out, static_cast<std::uint32_t>(text.size() + 1), 4);
    put_text(out, text);
    out.resize(out.size() + 1 + 4 + 4 + 2 + 1 + 67);
    return out;
}

Bytes text_tag(std::string_view text) {
    Bytes out;
    put_text(out, "text");
    put(out, 0, 4);
    put_text(out, text);
    out.push_back(0);
    return out;
}

/// The 128 octets of clause 6.1; the size is filled in later.
Bytes header() {
    Bytes out;
    put(out, 0, 4);
    put(out, 0, 4);
    put(out, 0x0210'0000, 4);
    put_text(out, "mntrRGB XYZ ");
    for (const std::uint32_t part : {2026U, 1U, 1U, 0U, 0U, 0U}) {
        put(out, part, 2);
    }
    put_text(out, "acsp");
    out.resize(68);
    for (const double part : Xyz{0.9642, 1.0, 0.8249}) {
        put_fixed(out, part);
    }  // the D50 illuminant
    out.resize(128);
    return out;
}

struct Tag {
    std::string_view signature;
    std::size_t body;  // index into the list of bodies
};

}  // namespace

Bytes srgb_profile() {
    // Primaries adapted to D50 by the Bradford transform; the white point is that of the medium,
    // D65.
    const std::array<Bytes, 7> bodies{
        description_tag("sRGB IEC61966-2.1"),
        text_tag("Computed from IEC 61966-2-1. No rights reserved (CC0)."),
        xyz_tag({0.95045, 1.0, 1.08905}),
        xyz_tag({0.43607, 0.22249, 0.01392}),
        xyz_tag({0.38515, 0.71687, 0.09708}),
        xyz_tag({0.14307, 0.06061, 0.71410}),
        curve_tag()};
    constexpr std::array<Tag, 9> kTags{{{"desc", 0},
                                        {"cprt", 1},
                                        {"wtpt", 2},
                                        {"rXYZ", 3},
                                        {"gXYZ", 4},
                                        {"bXYZ", 5},
                                        {"rTRC", 6},
                                        {"gTRC", 6},
                                        {"bTRC", 6}}};
    std::array<std::uint32_t, 7> offsets{};
    std::uint32_t next = 128 + 4 + 12 * static_cast<std::uint32_t>(kTags.size());
    for (std::size_t i = 0; i < bodies.size(); ++i) {
        offsets[i] = next;
        next += static_cast<std::uint32_t>((bodies[i].size() + 3) / 4 * 4);
    }
    Bytes out = header();
    put(out, static_cast<std::uint32_t>(kTags.size()), 4);
    for (const auto& tag : kTags) {
        put_text(out, tag.signature);
        put(out, offsets[tag.body], 4);
        put(out, static_cast<std::uint32_t>(bodies[tag.body].size()), 4);
    }
    for (const auto& body : bodies) {
        append(out, body);
        out.resize((out.size() + 3) / 4 * 4);
    }
    Bytes size;
    put(size, static_cast<std::uint32_t>(out.size()), 4);
    std::copy(size.begin(), size.end(), out.begin());
    return out;
}

}  // namespace mohur::signing::pdf
