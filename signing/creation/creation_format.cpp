// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/creation/creation_format.h"

#include <algorithm>
#include <array>

namespace mohur::signing {
namespace {

constexpr std::array kFormats{
    CreationFormatName{CreationFormat::xades_enveloping, "xades", "enveloping"},
    CreationFormatName{CreationFormat::xades_enveloped, "xades", "enveloped"},
    CreationFormatName{CreationFormat::xades_detached, "xades", "detached"},
    CreationFormatName{CreationFormat::xades_counter, "xades", "counter"},
    CreationFormatName{CreationFormat::cades_attached, "cades", "attached"},
    CreationFormatName{CreationFormat::cades_detached, "cades", "detached"},
    CreationFormatName{CreationFormat::cades_counter, "cades", "counter"},
    CreationFormatName{CreationFormat::pades, "pades", ""},
    CreationFormatName{CreationFormat::asic_e_xades, "asic-e", "xades"},
    CreationFormatName{CreationFormat::asic_e_cades, "asic-e", "cades"},
    CreationFormatName{CreationFormat::asic_s_xades, "asic-s", "xades"},
    CreationFormatName{CreationFormat::asic_s_cades, "asic-s", "cades"},
};

constexpr std::array<std::string_view, 4> kLevels{"B", "T", "LT", "LTA"};

}  // namespace

std::span<const CreationFormatName> creation_format_names() noexcept {
    return kFormats;
}

CreationFormatName name_of(CreationFormat format) noexcept {
    return *std::ranges::find(kFormats, format, &CreationFormatName::value);
}

std::optional<CreationFormat> creation_format_from(std::string_view format,
                                                   std::string_view packaging) {
    const auto found = std::ranges::find_if(kFormats, [&](const CreationFormatName& row) {
        return row.format == format && (packaging.empty() || row.packaging == packaging);
    });
    return found == kFormats.end() ? std::nullopt : std::optional{found->value};
}

bool is_counter_signature(CreationFormat format) noexcept {
    return format == CreationFormat::xades_counter || format == CreationFormat::cades_counter;
}

std::string_view to_string(SignatureLevel level) noexcept {
    return kLevels[static_cast<std::size_t>(level)];
}

std::optional<SignatureLevel> signature_level_from(std::string_view name) {
    const auto found = std::ranges::find(kLevels, name);
    return found == kLevels.end()
               ? std::nullopt
               : std::optional{static_cast<SignatureLevel>(found - kLevels.begin())};
}

}  // namespace mohur::signing
