// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/pki/certificate.h"
#include "signing/token/token_slot_internal.h"

#include <optional>
#include <vector>

namespace mohur::signing::pkcs11 {

/// A private key object, as found in one session generation.
struct KeyObject {
    CK_OBJECT_HANDLE handle = CK_INVALID_HANDLE;
    Bytes id;
    std::string label;
    CK_KEY_TYPE type = 0;
    bool always_authenticate = false;

    /// The certificate's key is of the same kind; whether it is the same key only a signature
    /// shows.
    [[nodiscard]] bool may_be_of(const Certificate& certificate) const noexcept;
};

struct CertificateObject {
    Certificate certificate;
    Bytes id;
    std::string label;
};

/// The one private key of that label and id. Errors: `not_found` "key-missing", `conflict`
/// "key-ambiguous".
[[nodiscard]] Result<KeyObject> find_private_key(TokenSlot::Lease& session, const Pkcs11Uri& uri);

/// Every X.509 certificate on the token that can be read.
[[nodiscard]] Result<std::vector<CertificateObject>> find_certificates(TokenSlot::Lease& session);

}  // namespace mohur::signing::pkcs11
