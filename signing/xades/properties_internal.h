// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/model/facts.h"
#include "signing/xmldsig/signature.h"

namespace mohur::signing::xades {

/// True for an element of that name in a XAdES namespace of any version.
[[nodiscard]] bool is_property(const xml::Element& element, std::string_view name) noexcept;
/// The first child of that name in a XAdES namespace.
[[nodiscard]] std::optional<xml::Element> property(const xml::Element& parent,
                                                   std::string_view name);
[[nodiscard]] std::optional<xml::Element> property(const std::optional<xml::Element>& parent,
                                                   std::string_view name);
[[nodiscard]] std::vector<xml::Element> properties(const std::optional<xml::Element>& parent,
                                                   std::string_view name);

/// The qualifying properties of one signature (EN 319 132-1 clause 4.3).
struct QualifyingProperties {
    xml::Element element;
    bool unique = true;          ///< the only QualifyingProperties of the signature
    bool target_matches = true;  ///< Target names the signature
    std::optional<xml::Element> signed_properties;
    std::optional<xml::Element> signed_signature;
    std::optional<xml::Element> signed_data;
    std::optional<xml::Element> unsigned_signature;
};
/// Direct incorporation only: children of ds:Object (clause 4.4.2).
[[nodiscard]] std::optional<QualifyingProperties> find_properties(
    const xmldsig::Signature& signature);

/// Fills what the signed properties claim: time, policy, roles.
void read_claims(const QualifyingProperties& properties, SignatureFacts& facts);

/// A signature while it is read.
struct SignatureInReading {
    const xml::Document& document;
    const xmldsig::Signature& signature;
    const std::optional<QualifyingProperties>& properties;
    const xmldsig::ReferenceProcessor& references;
    const ReadOptions& options;
    xmldsig::WorkBudget& budget;
};

}  // namespace mohur::signing::xades
