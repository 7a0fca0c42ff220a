// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/digest.h"
#include "signing/core/json.h"
#include "signing/crypto/public_key.h"
#include "signing/pki/certificate.h"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace mohur::server {

/// Whom a remote signer asks. Immutable value.
struct Recipient {
    std::string phone;     ///< E.164: "+994501234567"
    std::string identity;  ///< what the service knows the person by beside it; the FIN here

    [[nodiscard]] Json to_json() const;
    [[nodiscard]] static Recipient from(const Json& json);
    /// Spaces, dashes and brackets are left out; `malformed` "field-invalid" (phone) for what is no
    /// international number.
    [[nodiscard]] static Result<Recipient> parse(std::string_view phone, std::string_view identity);
    bool operator==(const Recipient&) const = default;
};

/// What the holder of a key elsewhere is asked to sign. Immutable value.
struct SignatureQuestion {
    Recipient recipient;
    Digest to_be_signed;  ///< DTBSR
    std::string text;     ///< shown on his device: number and subject of the document
};

/// A service that asks a person for a signature on a device of his own: the one interface of
/// Mobile-ID and its kin. It makes no decision: certificate and value are checked by the caller
/// (outside_signers.h). Thread-safe; every call is one exchange over the network, with its own time
/// limit.
class RemoteSigner {
public:
    virtual ~RemoteSigner() = default;
    /// What is shown beside its name: "mobile-id".
    [[nodiscard]] virtual std::string_view kind() const noexcept = 0;
    /// How long the person has, once asked.
    [[nodiscard]] virtual std::chrono::seconds patience() const noexcept = 0;
    /// The number that the person compares on both devices before he types a PIN. No network.
    [[nodiscard]] virtual std::string control_code(const Digest& to_be_signed) const = 0;
    /// His signing certificates, at least one.
    [[nodiscard]] virtual Result<std::vector<signing::Certificate>> certificates(
        const Recipient& recipient) = 0;
    /// Asks; gives the service's name of the question.
    [[nodiscard]] virtual Result<std::string> ask(const SignatureQuestion& question) = 0;
    /// The value as the service gave it, or nothing while it waits for the person, `wait` at most.
    [[nodiscard]] virtual Result<std::optional<Bytes>> answer(
        const std::string& question, const signing::SignatureAlgorithm& algorithm,
        std::chrono::milliseconds wait) = 0;
};

}  // namespace mohur::server
