// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

/// Names that XML Signature 1.1 and its companions give.
namespace mohur::signing::xmldsig {

inline constexpr std::string_view kNamespace = "http://www.w3.org/2000/09/xmldsig#";
inline constexpr std::string_view kFilter2Namespace = "http://www.w3.org/2002/06/xmldsig-filter2";
inline constexpr std::string_view kExclusiveNamespace = "http://www.w3.org/2001/10/xml-exc-c14n#";

inline constexpr std::string_view kObjectType = "http://www.w3.org/2000/09/xmldsig#Object";
inline constexpr std::string_view kManifestType = "http://www.w3.org/2000/09/xmldsig#Manifest";

inline constexpr std::string_view kEnveloped =
    "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
inline constexpr std::string_view kBase64 = "http://www.w3.org/2000/09/xmldsig#base64";
inline constexpr std::string_view kXPath = "http://www.w3.org/TR/1999/REC-xpath-19991116";
inline constexpr std::string_view kFilter2 = "http://www.w3.org/2002/06/xmldsig-filter2";

}  // namespace mohur::signing::xmldsig
