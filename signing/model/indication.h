// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

namespace mohur::signing {

/// Main status indication, as spelled in EN 319 102-1 clause 5.1.3. PASSED and FAILED are those of
/// a building block or timestamp, TOTAL_* those of a signature.
enum class Indication { TOTAL_PASSED, TOTAL_FAILED, INDETERMINATE, PASSED, FAILED, NO_SIGNATURE_FOUND };

/// Sub-indication, as spelled in EN 319 102-1 clause 5.1.3, tables 5 and 6.
enum class SubIndication {
    FORMAT_FAILURE, HASH_FAILURE, SIG_CRYPTO_FAILURE, REVOKED, EXPIRED, NOT_YET_VALID,
    SIG_CONSTRAINTS_FAILURE, CHAIN_CONSTRAINTS_FAILURE, CERTIFICATE_CHAIN_GENERAL_FAILURE,
    CRYPTO_CONSTRAINTS_FAILURE, CRYPTO_CONSTRAINTS_FAILURE_NO_POE, POLICY_PROCESSING_ERROR,
    SIGNATURE_POLICY_NOT_AVAILABLE, TIMESTAMP_ORDER_FAILURE, NO_SIGNING_CERTIFICATE_FOUND,
    NO_CERTIFICATE_CHAIN_FOUND, NO_CERTIFICATE_CHAIN_FOUND_NO_POE, REVOKED_NO_POE, REVOKED_CA_NO_POE,
    OUT_OF_BOUNDS_NO_POE, OUT_OF_BOUNDS_NOT_REVOKED, REVOCATION_OUT_OF_BOUNDS_NO_POE, NO_POE,
    TRY_LATER, SIGNED_DATA_NOT_FOUND, GENERIC,
};

/// "TOTAL-PASSED", "INDETERMINATE": the spelling of the verdict JSON.
[[nodiscard]] std::string_view to_string(Indication indication) noexcept;
/// "NO_SIGNING_CERTIFICATE_FOUND".
[[nodiscard]] std::string_view to_string(SubIndication sub_indication) noexcept;

}  // namespace mohur::signing
