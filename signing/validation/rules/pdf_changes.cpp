// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/validation/rules/checks_internal.h"
#include "signing/validation/rules/rules.h"

#include <array>

namespace mohur::signing::rules {
namespace {

constexpr std::array kKinds{
    std::pair{std::string_view{"byte-range-invalid"}, &kByteRangeInvalid},
    std::pair{std::string_view{"signature-dictionary-inconsistent"},
              &kSignatureDictionaryInconsistent},
    std::pair{std::string_view{"undefined-object-changes"}, &kUndefinedObjectChanges},
    std::pair{std::string_view{"annotation-overlap"}, &kAnnotationOverlap},
    std::pair{std::string_view{"page-difference"}, &kPageDifference},
    std::pair{std::string_view{"visual-difference"}, &kVisualDifference},
};

// A kind that is not known is judged as the worst one.
const Rule& rule_of(std::string_view kind) {
    for (const auto& [name, rule] : kKinds) {
        if (name == kind) {
            return *rule;
        }
    }
    return kUndefinedObjectChanges;
}

}  // namespace

void check_pdf_changes(const SignatureFacts& facts, Conclusion& conclusion) {
    if (facts.form != SignatureForm::pades) {
        return;
    }
    if (!facts.pdf_modifications) {
        conclusion.violate(kPdfModificationsNotJudged);
        return;
    }
    for (const auto& kind : *facts.pdf_modifications) {
        conclusion.violate(rule_of(kind));
    }
}

}  // namespace mohur::signing::rules
