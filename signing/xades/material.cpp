// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/xades/material_internal.h"
#include "signing/xades/names.h"

#include <algorithm>

namespace mohur::signing::xades {
namespace {

template <class Value>
void add_unique(std::vector<Value>& values, Result<Value> value, std::size_t limit) {
    if (value && values.size() < limit &&
        std::find(values.begin(), values.end(), *value) == values.end()) {
        values.push_back(*std::move(value));
    }
}

void read_value(const xml::Element& element, std::size_t limit, SignatureFacts& facts) {
    const bool certificate = is_property(element, "EncapsulatedX509Certificate");
    const bool ocsp = is_property(element, "EncapsulatedOCSPValue");
    const bool crl = is_property(element, "EncapsulatedCRLValue");
    if (!certificate && !ocsp && !crl) {
        return;
    }
    const auto der = element.base64();
    if (!der) {
        facts.warnings.push_back({"structure-invalid", "encapsulated value is no base64"});
    } else if (certificate) {
        add_unique(facts.certificates, Certificate::from_der(*der), limit);
    } else if (ocsp) {
        add_unique(facts.ocsp_responses, OcspResponse::from_der(*der), limit);
    } else {
        add_unique(facts.crls, Crl::from_der(*der), limit);
    }
}

}  // namespace

void read_material(const xmldsig::Signature& signature,
                   const std::optional<QualifyingProperties>& qualifying, const Limits& limits,
                   SignatureFacts& facts) {
    for (auto& certificate : signature.certificates(limits)) {
        add_unique(facts.certificates, Result<Certificate>{std::move(certificate)},
                   limits.certificates);
    }
    for (auto& crl : signature.crls(limits)) {
        add_unique(facts.crls, Result<Crl>{std::move(crl)}, limits.certificates);
    }
    if (!qualifying || !qualifying->unsigned_signature) {
        return;
    }
    for (const auto& element : qualifying->unsigned_signature->children()) {
        // A counter-signature owns its values.
        if (is_property(element, "CounterSignature")) {
            continue;
        }
        for (auto at = std::optional{element}; at; at = at->next_within(element)) {
            read_value(*at, limits.certificates, facts);
        }
    }
}

}  // namespace mohur::signing::xades
