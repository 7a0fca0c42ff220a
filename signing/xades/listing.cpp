// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/xades/listing_internal.h"

#include "signing/xades/names.h"
#include "signing/xades/properties_internal.h"
#include "signing/xmldsig/names.h"

#include <unordered_map>

namespace mohur::signing::xades {
namespace {

/// SignatureValue elements of the signatures before, with their positions.
using ValueOwners = std::unordered_map<const void*, std::size_t>;

std::optional<std::size_t> countersigned(const xml::Document& document, const xml::Element& element,
                                         const ValueOwners& earlier) {
    const auto info = element.child(xmldsig::kNamespace, "SignedInfo");
    if (!info) {
        return std::nullopt;
    }
    for (const auto& reference : info->children(xmldsig::kNamespace, "Reference")) {
        const auto uri = reference.attribute("URI").value_or("");
        if (reference.attribute("Type") != kCounterSignatureType || !uri.starts_with('#')) {
            continue;
        }
        const auto target = document.by_id(std::string_view{uri}.substr(1)).element;
        const auto owner = target ? earlier.find(target->identity()) : earlier.end();
        if (owner != earlier.end()) {
            return owner->second;
        }
    }
    return std::nullopt;
}

}  // namespace

std::vector<ListedSignature> list_signatures(const xml::Document& document) {
    std::vector<ListedSignature> listed;
    ValueOwners owners;
    const auto root = document.root();
    for (auto at = std::optional{root}; at; at = at->next_within(root)) {
        const auto parent = at->parent();
        if (!at->is(xmldsig::kNamespace, "Signature") ||
            (parent && is_property(*parent, "CounterSignature"))) {
            continue;
        }
        listed.push_back({*at, countersigned(document, *at, owners)});
        if (const auto value = at->child(xmldsig::kNamespace, "SignatureValue")) {
            owners.emplace(value->identity(), listed.size() - 1);
        }
    }
    return listed;
}

}  // namespace mohur::signing::xades
