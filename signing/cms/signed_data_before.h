// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/cms/signed_data.h"

#include <memory>
#include <vector>

namespace mohur::signing {

/// How lengths around changed parts are written.
enum class LengthForm {
    kept,     ///< indefinite where the element as received is
    definite  ///< as in DER
};

/// The ContentInfo as it was before the unsigned attributes at `positions` of the SignerInfo number
/// `signer` were added: everything else keeps its octets; without an unsigned attribute left the
/// field is absent. A large SignedData, which is not held, is always written `definite`.
[[nodiscard]] std::shared_ptr<const ByteSource> encoding_before(
    const SignedData& data, std::size_t signer, const std::vector<std::size_t>& positions,
    LengthForm form);

}  // namespace mohur::signing
