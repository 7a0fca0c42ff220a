// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/secret.h"
#include "signing/token/pkcs11_module.h"
#include "signing/token/signing_device.h"

#include <chrono>
#include <memory>
#include <optional>

namespace mohur::signing {

struct Pkcs11DeviceOptions {
    /// Upper bound of parallel signatures on one token; hardware tokens often have one.
    std::size_t max_sessions = 8;
    /// How long a caller waits for a session.
    std::chrono::milliseconds session_wait{10'000};
    /// RSASSA-PSS instead of PKCS#1 v1.5 for RSA keys (TS 119 312: v1.5 ends on 2029-01-01).
    bool prefer_pss = false;
    /// For tokens that hold a key without its certificate.
    std::optional<Certificate> certificate;
};

/// A private key on a PKCS#11 token. Sessions come from a pool per token and each serves one thread
/// at a time. When a token was pulled or reset, handles are renewed once, with the PIN kept for
/// that; a PIN that is refused then is not tried again. Thread-safe. Borrows the module.
class Pkcs11Device final : public SigningDevice {
public:
    /// Logs in and finds the key and its certificate (same CKA_ID, or the same label where the key
    /// has no id). `pin` may be empty where the token needs none or has its own keyboard.
    ///
    /// Errors: those of `SigningDevice`, and `conflict` "token-ambiguous" / "key-ambiguous",
    /// `not_found` "key-missing" / "certificate-missing", `integrity` "certificate-not-of-key" when
    /// the given certificate has another kind of key, `denied` "pin-expired" / "pin-not-set" /
    /// "pin-cancelled".
    [[nodiscard]] static Result<std::unique_ptr<Pkcs11Device>> open(
        Pkcs11Module& module, const Pkcs11Uri& uri, const Secret& pin,
        Pkcs11DeviceOptions options = {});
    Pkcs11Device(const Pkcs11Device&) = delete;
    Pkcs11Device& operator=(const Pkcs11Device&) = delete;
    ~Pkcs11Device() override;

    [[nodiscard]] const Certificate& certificate() const noexcept override;
    [[nodiscard]] const std::vector<Certificate>& chain() const noexcept override;
    [[nodiscard]] Result<SignatureAlgorithm> algorithm(DigestAlgorithm digest) const override;
    [[nodiscard]] Result<Bytes> sign_digest(const SignatureAlgorithm& algorithm,
                                            const Digest& digest) override;
    [[nodiscard]] Result<Bytes> sign(const SignatureAlgorithm& algorithm, BytesView data) override;

    struct State;

private:
    explicit Pkcs11Device(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace mohur::signing
