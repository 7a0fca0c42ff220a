// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/validation/rules/checks_internal.h"
#include "signing/validation/rules/rules.h"

namespace mohur::signing::rules {
namespace {

void note(const Acceptability& acceptability, std::string what, Time at, Conclusion& conclusion) {
    if (!acceptability.ever) {
        conclusion.violate(kAlgorithmNeverAcceptable, what);
    } else if (!acceptability.at(at)) {
        conclusion.violate(kAlgorithmUnacceptable,
                           what + ", until " + to_rfc3339(*acceptability.until));
    }
}

std::string described(std::string_view what, std::string_view algorithm) {
    return std::string{what} + ": " + std::string{algorithm};
}

}  // namespace

void check_algorithm(const std::optional<SignatureAlgorithm>& algorithm, const PublicKey& key,
                     Time at, std::string_view what, Conclusion& conclusion) {
    if (!algorithm) {
        conclusion.violate(kAlgorithmUnsupported, std::string{what});
        return;
    }
    note(conclusion.policy().algorithms().judge(*algorithm, key),
         described(what, to_string(*algorithm)) + ", " + std::to_string(key.bits()) + " bits", at,
         conclusion);
}

void check_digest(const std::optional<DigestAlgorithm>& algorithm, Time at, std::string_view what,
                  Conclusion& conclusion) {
    if (!algorithm) {
        conclusion.violate(kAlgorithmUnsupported, std::string{what});
        return;
    }
    note(conclusion.policy().algorithms().judge(*algorithm), described(what, to_string(*algorithm)),
         at, conclusion);
}

}  // namespace mohur::signing::rules
