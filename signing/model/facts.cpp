// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/model/facts.h"

#include <algorithm>

namespace mohur::signing {

std::string_view to_string(TimestampType type) noexcept {
    switch (type) {
        case TimestampType::content: return "content";
        case TimestampType::signature: return "signature";
        case TimestampType::validation_data: return "validation-data";
        case TimestampType::archive: return "archive";
        case TimestampType::document: return "document";
        case TimestampType::container: return "container";
    }
    return "signature";
}

std::string_view to_string(ContainerKind kind) noexcept {
    switch (kind) {
        case ContainerKind::xades: return "xades";
        case ContainerKind::cades: return "cades";
        case ContainerKind::pades: return "pades";
        case ContainerKind::asic_e: return "asic-e";
        case ContainerKind::asic_s: return "asic-s";
        case ContainerKind::tst: return "tst";
        case ContainerKind::evidence_record: return "evidence-record";
        case ContainerKind::trusted_list: return "trusted-list";
        case ContainerKind::pdf: return "pdf";
        case ContainerKind::xml: return "xml";
    }
    return "xml";
}

bool SignatureFacts::intact() const noexcept {
    const bool contradicted =
        signing_certificate_reference_present && !signing_certificate_reference_matches;
    const auto good = [](const ReferenceFact& r) { return r.found && r.intact; };
    return form != SignatureForm::unsupported && signature_value_valid && !contradicted &&
           !signing_certificate_reference_ambiguous && binding_unambiguous && !references.empty() &&
           std::ranges::all_of(references, good);
}

}  // namespace mohur::signing
