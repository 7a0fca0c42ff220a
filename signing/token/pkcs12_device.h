// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/secret.h"
#include "signing/crypto/private_key.h"
#include "signing/token/signing_device.h"

#include <memory>

namespace mohur::signing {

/// A key of a PKCS#12 file, for tests and for seals of small bodies: it lives in this process's
/// memory, so it is no qualified device. Thread-safe.
class Pkcs12Device final : public SigningDevice {
public:
    /// Errors of `read_pkcs12`; `malformed` "certificate-invalid"; `integrity`
    /// "certificate-not-of-key".
    [[nodiscard]] static Result<std::unique_ptr<Pkcs12Device>> open(BytesView file,
                                                                    const Secret& password,
                                                                    bool prefer_pss = false);

    [[nodiscard]] const Certificate& certificate() const noexcept override { return certificate_; }
    [[nodiscard]] const std::vector<Certificate>& chain() const noexcept override { return chain_; }
    [[nodiscard]] Result<SignatureAlgorithm> algorithm(DigestAlgorithm digest) const override;
    [[nodiscard]] Result<Bytes> sign_digest(const SignatureAlgorithm& algorithm,
                                            const Digest& digest) override;
    [[nodiscard]] Result<Bytes> sign(const SignatureAlgorithm& algorithm, BytesView data) override;

private:
    Pkcs12Device(PrivateKey key, Certificate certificate, std::vector<Certificate> chain,
                 bool prefer_pss);
    PrivateKey key_;
    Certificate certificate_;
    std::vector<Certificate> chain_;
    bool prefer_pss_;
};

}  // namespace mohur::signing
