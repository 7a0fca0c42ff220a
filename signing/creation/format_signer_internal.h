// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/byte_target.h"
#include "signing/core/random.h"
#include "signing/creation/material_internal.h"
#include "signing/creation/prepared_state_internal.h"

#include <functional>

namespace mohur::signing {

/// What `complete` gets beside the state: the value, and where timestamps and validation material
/// come from. The format decides what is stamped; material is asked for after the stamp.
struct CompletionParts {
    BytesView signature_value;
    /// A token over the octets; null at level B.
    std::function<Result<Bytes>(BytesView octets)> stamp;
    /// Material of the signer's and the stamp's chains; null below level LT.
    std::function<Result<ValidationMaterial>()> material;
};

struct Prepared {
    Bytes to_be_signed;
    PreparedState state;
};

/// PAdES baseline (EN 319 142-1 clause 6.3).
[[nodiscard]] Result<Prepared> prepare_pades(const SigningRequest& request);
[[nodiscard]] Result<void> complete_pades(const SigningRequest& request, PreparedState state,
                                          const CompletionParts& parts, ByteTarget& target);

/// ASiC-E with XAdES baseline (EN 319 162-1 clause 4.4.3).
[[nodiscard]] Result<Prepared> prepare_asic(const SigningRequest& request, RandomSource& random);
[[nodiscard]] Result<void> complete_asic(const SigningRequest& request, const PreparedState& state,
                                         const CompletionParts& parts, ByteTarget& target);
/// True when the one data object is a container that gets another signature.
[[nodiscard]] bool extends_container(const SigningRequest& request);

}  // namespace mohur::signing
