// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace mohur::signing {

/// Format with packaging: what cannot be combined has no name here.
enum class CreationFormat {
    xades_enveloped,
    xades_enveloping,
    xades_detached,
    xades_counter,  ///< a counter-signature in a present signature
    cades_attached,
    cades_detached,
    cades_counter,
    pades,
    asic_e_xades,
    asic_e_cades,
    asic_s_xades,
    asic_s_cades,
};

/// Baseline levels (EN 319 122-1, 132-1, 142-1, 162-1 clause 6), each containing the one before.
enum class SignatureLevel { B, T, LT, LTA };

/// How a format is spelled on the command line and in the API.
struct CreationFormatName {
    CreationFormat value;
    std::string_view format;     ///< "xades", "cades", "pades", "asic-e", "asic-s"
    std::string_view packaging;  ///< "" where the format has one only
};

/// Every format, built or not. The first row of a `format` is what no packaging means.
[[nodiscard]] std::span<const CreationFormatName> creation_format_names() noexcept;
[[nodiscard]] CreationFormatName name_of(CreationFormat format) noexcept;
/// Empty when there is no such format with that packaging.
[[nodiscard]] std::optional<CreationFormat> creation_format_from(std::string_view format,
                                                                 std::string_view packaging = {});

/// True for the two that sign the value of a present signature.
[[nodiscard]] bool is_counter_signature(CreationFormat format) noexcept;

/// "B", "T", "LT", "LTA".
[[nodiscard]] std::string_view to_string(SignatureLevel level) noexcept;
[[nodiscard]] std::optional<SignatureLevel> signature_level_from(std::string_view name);

}  // namespace mohur::signing
