// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/json.h"
#include "signing/creation/signing_request.h"

namespace mohur::signing {

/// What `prepare` leaves for `complete`: which request it was, and the part of the new file that
/// was signed. The files themselves are not kept, only their digests.
struct PreparedState {
    std::vector<Digest> inputs;  ///< of each data object, in order, and of a present signature
    /// PAdES: the octets after the original file; XAdES: the ds:Signature; ASiC with CAdES:
    /// the manifest.
    Bytes fragment;
    std::uint64_t contents_offset = 0;  ///< PAdES
    std::uint64_t contents_length = 0;  ///< PAdES
    Bytes signed_attributes;            ///< PAdES, CAdES
    std::string entry;                  ///< XAdES: the Id of the signature
};

[[nodiscard]] Bytes serialise(const SigningRequest& request, const PreparedState& state);
/// `conflict` "signing-state-invalid" when the state is not one of this version or not of a request
/// with the same format, level, signer and algorithm.
[[nodiscard]] Result<PreparedState> parse_state(const SigningRequest& request, BytesView state);

/// SHA-256 of every data object, then of a present signature.
[[nodiscard]] Result<std::vector<Digest>> digest_inputs(const SigningRequest& request);

}  // namespace mohur::signing
