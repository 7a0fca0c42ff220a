// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string_view>

/// Names that EN 319 132-1, its predecessors TS 101 903 and EN 319 162-1 give.
namespace mohur::signing::xades {

inline constexpr std::string_view kNamespace132 = "http://uri.etsi.org/01903/v1.3.2#";
inline constexpr std::string_view kNamespace141 = "http://uri.etsi.org/01903/v1.4.1#";
/// Namespaces of QualifyingProperties, newest first.
inline constexpr std::array<std::string_view, 3> kQualifyingNamespaces{
    kNamespace132, "http://uri.etsi.org/01903/v1.2.2#", "http://uri.etsi.org/01903/v1.1.1#"};

inline constexpr std::string_view kSignedPropertiesType =
    "http://uri.etsi.org/01903#SignedProperties";
inline constexpr std::string_view kCounterSignatureType =
    "http://uri.etsi.org/01903#CountersignedSignature";

inline constexpr std::string_view kAsicNamespace = "http://uri.etsi.org/02918/v1.2.1#";

}  // namespace mohur::signing::xades
