// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/validation/blocks_internal.h"
#include "signing/validation/rules/checks_internal.h"
#include "signing/validation/rules/rules.h"

namespace mohur::signing {
namespace {

void check_structure(const SignatureFacts& facts, Conclusion& conclusion) {
    if (!facts.structure_valid) {
        conclusion.violate(rules::kStructureNotJudged);
    } else if (!*facts.structure_valid) {
        conclusion.violate(rules::kStructureInvalid);
    }
}

}  // namespace

// EN 319 102-1 5.2.2
Conclusion check_format(const SignatureFacts& facts, const ValidationPolicy& policy) {
    Conclusion conclusion{policy};
    if (facts.form == SignatureForm::unsupported) {
        conclusion.violate(rules::kUnsupportedFormat);
    }
    judge_findings(facts.errors, conclusion);
    if (facts.form == SignatureForm::unsupported) {
        return conclusion;
    }
    check_structure(facts, conclusion);
    if (!facts.binding_unambiguous) {
        conclusion.violate(rules::kBindingAmbiguous);
    }
    rules::check_pdf_changes(facts, conclusion);
    return conclusion;
}

}  // namespace mohur::signing
