// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/model/indication.h"

namespace mohur::signing {

std::string_view to_string(Indication indication) noexcept {
    switch (indication) {
        case Indication::TOTAL_PASSED: return "TOTAL-PASSED";
        case Indication::TOTAL_FAILED: return "TOTAL-FAILED";
        case Indication::INDETERMINATE: return "INDETERMINATE";
        case Indication::PASSED: return "PASSED";
        case Indication::FAILED: return "FAILED";
        case Indication::NO_SIGNATURE_FOUND: return "NO_SIGNATURE_FOUND";
    }
    return "INDETERMINATE";
}

std::string_view to_string(SubIndication sub_indication) noexcept {
#define MOHUR_NAME(name) case SubIndication::name: return #name
    switch (sub_indication) {
        MOHUR_NAME(FORMAT_FAILURE);
        MOHUR_NAME(HASH_FAILURE);
        MOHUR_NAME(SIG_CRYPTO_FAILURE);
        MOHUR_NAME(REVOKED);
        MOHUR_NAME(EXPIRED);
        MOHUR_NAME(NOT_YET_VALID);
        MOHUR_NAME(SIG_CONSTRAINTS_FAILURE);
        MOHUR_NAME(CHAIN_CONSTRAINTS_FAILURE);
        MOHUR_NAME(CERTIFICATE_CHAIN_GENERAL_FAILURE);
        MOHUR_NAME(CRYPTO_CONSTRAINTS_FAILURE);
        MOHUR_NAME(CRYPTO_CONSTRAINTS_FAILURE_NO_POE);
        MOHUR_NAME(POLICY_PROCESSING_ERROR);
        MOHUR_NAME(SIGNATURE_POLICY_NOT_AVAILABLE);
        MOHUR_NAME(TIMESTAMP_ORDER_FAILURE);
        MOHUR_NAME(NO_SIGNING_CERTIFICATE_FOUND);
        MOHUR_NAME(NO_CERTIFICATE_CHAIN_FOUND);
        MOHUR_NAME(NO_CERTIFICATE_CHAIN_FOUND_NO_POE);
        MOHUR_NAME(REVOKED_NO_POE);
        MOHUR_NAME(REVOKED_CA_NO_POE);
        MOHUR_NAME(OUT_OF_BOUNDS_NO_POE);
        MOHUR_NAME(OUT_OF_BOUNDS_NOT_REVOKED);
        MOHUR_NAME(REVOCATION_OUT_OF_BOUNDS_NO_POE);
        MOHUR_NAME(NO_POE);
        MOHUR_NAME(TRY_LATER);
        MOHUR_NAME(SIGNED_DATA_NOT_FOUND);
        MOHUR_NAME(GENERIC);
    }
#undef MOHUR_NAME
    return "GENERIC";
}

}  // namespace mohur::signing
