// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/byte_source.h"
#include "signing/core/digest.h"
#include "signing/core/limits.h"
#include "signing/core/time.h"
#include "signing/crypto/public_key.h"
#include "signing/pki/certificate.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace mohur::signing {

enum class CreationFormat { pades, asic_e_xades };
/// Baseline levels (EN 319 132-1, 142-1, 162-1 clause 6).
enum class SignatureLevel { B, T, LT };

/// One file to be signed.
struct DataObject {
    std::string name;       ///< UTF-8 file name without path
    std::string mime_type;  ///< empty: application/octet-stream
    std::shared_ptr<const ByteSource> bytes;
};

/// What shall be signed, how and by whom. Immutable value.
struct SigningRequest {
    CreationFormat format = CreationFormat::asic_e_xades;
    SignatureLevel level = SignatureLevel::B;
    std::vector<DataObject>
        data;  ///< one PDF for PAdES; one or more, or an existing container, for ASiC-E
    Certificate signer;
    std::vector<Certificate> chain;  ///< intermediates, embedded
    SignatureAlgorithm algorithm;
    Time signing_time;                       ///< claimed
    std::string reason;                      ///< optional; PDF /Reason
    std::string location;                    ///< optional; PDF /Location, XAdES production place
    std::vector<std::string> claimed_roles;  ///< optional; XAdES SignerRoleV2
    Limits limits;
};

/// The result of `prepare`: what a device must sign, and the state that `complete` needs. It can be
/// serialised, so that it survives a restart while a phone answers; it is redeemed once.
struct PreparedSignature {
    Bytes to_be_signed;          ///< DTBS: the octets whose digest the device signs
    Digest to_be_signed_digest;  ///< DTBSR
    Bytes state;                 ///< opaque, versioned; holds no secret
};

}  // namespace mohur::signing
