// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/xades/covered_objects_internal.h"

#include "signing/crypto/hash.h"

#include <algorithm>
#include <array>

namespace mohur::signing::xades {
namespace {

bool holds_object(const xml::Element& element) {
    constexpr std::array<std::string_view, 4> kHolders{
        "EncapsulatedX509Certificate", "EncapsulatedOCSPValue", "EncapsulatedCRLValue",
        "EncapsulatedTimeStamp"};
    return std::any_of(kHolders.begin(), kHolders.end(),
                       [&](std::string_view name) { return is_property(element, name); });
}

void add_objects(const xml::Element& property, std::vector<Bytes>& objects) {
    for (auto at = std::optional{property}; at; at = at->next_within(property)) {
        const auto octets = holds_object(*at) ? at->base64() : Result<Bytes>{Bytes{}};
        if (octets && !octets->empty()) {
            objects.push_back(digest_of(DigestAlgorithm::sha256, *octets).value);
        }
    }
}

}  // namespace

std::vector<Bytes> objects_before(const SignatureInReading& reading, const xml::Element& stop) {
    std::vector<Bytes> objects;
    for (const auto& certificate : reading.signature.certificates(reading.options.limits)) {
        objects.push_back(certificate.sha256().value);
    }
    for (const auto& child : reading.properties->unsigned_signature->children()) {
        if (child == stop) {
            break;
        }
        add_objects(child, objects);
    }
    return objects;
}

}  // namespace mohur::signing::xades
