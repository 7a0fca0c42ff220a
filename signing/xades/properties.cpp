// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/xades/names.h"
#include "signing/xades/properties_internal.h"

#include <algorithm>

namespace mohur::signing::xades {
namespace {

std::string trimmed(const xml::Element& element) {
    return std::string{xml::trim(element.text())};
}

std::optional<std::string> explicit_policy(const std::optional<xml::Element>& signed_signature) {
    const auto policy =
        property(property(signed_signature, "SignaturePolicyIdentifier"), "SignaturePolicyId");
    const auto identifier = property(property(policy, "SigPolicyId"), "Identifier");
    return identifier ? std::optional{trimmed(*identifier)} : std::nullopt;
}

}  // namespace

bool is_property(const xml::Element& element, std::string_view name) noexcept {
    if (element.name() != name) {
        return false;
    }
    const auto uri = element.namespace_uri();
    return uri == kNamespace141 ||
           std::find(kQualifyingNamespaces.begin(), kQualifyingNamespaces.end(), uri) !=
               kQualifyingNamespaces.end();
}

std::optional<xml::Element> property(const xml::Element& parent, std::string_view name) {
    for (const auto& child : parent.children()) {
        if (is_property(child, name)) {
            return child;
        }
    }
    return std::nullopt;
}

std::optional<xml::Element> property(const std::optional<xml::Element>& parent,
                                     std::string_view name) {
    return parent ? property(*parent, name) : std::nullopt;
}

std::vector<xml::Element> properties(const std::optional<xml::Element>& parent,
                                     std::string_view name) {
    std::vector<xml::Element> found;
    if (parent) {
        for (const auto& child : parent->children()) {
            if (is_property(child, name)) {
                found.push_back(child);
            }
        }
    }
    return found;
}

std::optional<QualifyingProperties> find_properties(const xmldsig::Signature& signature) {
    std::optional<QualifyingProperties> found;
    for (const auto& object : signature.objects()) {
        for (const auto& element : properties(object, "QualifyingProperties")) {
            if (found) {
                found->unique = false;
                continue;
            }
            found = QualifyingProperties{element, true, true, {}, {}, {}, {}};
        }
    }
    if (!found) {
        return found;
    }
    // EN 319 132-1 4.3.1: Target refers to the Id of the qualified signature.
    const auto target = found->element.attribute("Target").value_or("");
    found->target_matches =
        signature.id().empty() ? target.empty() || target == "#" : target == '#' + signature.id();
    found->signed_properties = property(found->element, "SignedProperties");
    found->signed_signature = property(found->signed_properties, "SignedSignatureProperties");
    found->signed_data = property(found->signed_properties, "SignedDataObjectProperties");
    found->unsigned_signature =
        property(property(found->element, "UnsignedProperties"), "UnsignedSignatureProperties");
    return found;
}

void read_claims(const QualifyingProperties& qualifying, SignatureFacts& facts) {
    if (const auto time = property(qualifying.signed_signature, "SigningTime")) {
        if (auto parsed = parse_rfc3339(trimmed(*time))) {
            facts.claimed_signing_time = *parsed;
        }
    }
    facts.signature_policy_id = explicit_policy(qualifying.signed_signature);
    for (const auto* name : {"SignerRole", "SignerRoleV2"}) {
        const auto roles = property(property(qualifying.signed_signature, name), "ClaimedRoles");
        for (const auto& role : properties(roles, "ClaimedRole")) {
            facts.claimed_roles.push_back(trimmed(role));
        }
    }
}

}  // namespace mohur::signing::xades
