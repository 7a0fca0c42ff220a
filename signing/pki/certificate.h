// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/asn1/oid.h"
#include "signing/core/time.h"
#include "signing/crypto/verified_signatures.h"
#include "signing/pki/name.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace mohur::signing {

/// keyUsage bits (RFC 5280 clause 4.2.1.3).
struct KeyUsage {
    bool digital_signature = false;
    bool content_commitment = false;  ///< nonRepudiation
    bool key_cert_sign = false;
    bool crl_sign = false;
};

/// An X.509 certificate (RFC 5280), read once. Immutable; thread-safe; cheap to copy (shared).
class Certificate {
public:
    /// One DER certificate; trailing bytes are `malformed` ("certificate-invalid").
    [[nodiscard]] static Result<Certificate> from_der(BytesView der);
    /// Every certificate of a PEM text or, failing that, one DER certificate.
    [[nodiscard]] static Result<std::vector<Certificate>> from_pem_or_der(BytesView data);

    [[nodiscard]] const Bytes& der() const noexcept;
    [[nodiscard]] const Digest& sha256()
        const noexcept;  ///< of `der()`: the certificate's identity
    [[nodiscard]] const Name& subject() const noexcept;
    [[nodiscard]] const Name& issuer() const noexcept;
    /// Content octets of the serial number INTEGER, as encoded.
    [[nodiscard]] const Bytes& serial() const noexcept;
    /// The number as lower-case hexadecimal without sign octet ("-" when negative), and in decimal.
    [[nodiscard]] std::string serial_hex() const;
    [[nodiscard]] std::string serial_decimal() const;
    [[nodiscard]] Time not_before() const noexcept;
    [[nodiscard]] Time not_after() const noexcept;
    [[nodiscard]] bool valid_at(Time time) const noexcept {
        return not_before() <= time && time <= not_after();
    }
    [[nodiscard]] const PublicKey& public_key() const noexcept;
    /// Empty when the algorithm is not known here.
    [[nodiscard]] const std::optional<SignatureAlgorithm>& signature_algorithm() const noexcept;

    [[nodiscard]] bool is_ca() const noexcept;
    [[nodiscard]] std::optional<int> path_length() const noexcept;
    [[nodiscard]] const std::optional<KeyUsage>& key_usage() const noexcept;
    /// Empty when the extension is absent.
    [[nodiscard]] const std::vector<Oid>& extended_key_usage() const noexcept;
    [[nodiscard]] bool extended_key_usage_critical() const noexcept;
    [[nodiscard]] bool has_ocsp_nocheck() const noexcept;  ///< id-pkix-ocsp-nocheck
    [[nodiscard]] const std::vector<Oid>& policies() const noexcept;
    [[nodiscard]] const std::vector<std::string>& ocsp_urls() const noexcept;
    [[nodiscard]] const std::vector<std::string>& ca_issuer_urls() const noexcept;
    [[nodiscard]] const std::vector<std::string>& crl_urls() const noexcept;
    [[nodiscard]] const Bytes& subject_key_id() const noexcept;
    [[nodiscard]] const Bytes& authority_key_id() const noexcept;
    /// Critical extensions that nothing here understands, and decisive ones that do not parse.
    [[nodiscard]] const std::vector<Oid>& unknown_critical_extensions() const noexcept;
    [[nodiscard]] bool self_issued() const;

    /// True when `issuer`'s key made this certificate's signature and its name is ours to chain by.
    /// With `verified` the arithmetic is done once.
    [[nodiscard]] bool signed_by(const Certificate& issuer,
                                 VerifiedSignatures* verified = nullptr) const;

    bool operator==(const Certificate& other) const noexcept { return der() == other.der(); }

    struct State;  // defined in certificate_internal.h: OpenSSL's handle and what was read from it
    [[nodiscard]] const State& state() const noexcept { return *state_; }

private:
    explicit Certificate(std::shared_ptr<const State> state) : state_{std::move(state)} {}
    std::shared_ptr<const State> state_;
};

/// Who a certificate names, by the Azerbaijani profile and ETSI EN 319 412 alike: FIN from
/// serialNumber (plain or "PNOAZ-"), VOEN from OU "TIN:" or organizationIdentifier
/// "NTRAZ-"/"VATAZ-".
struct SubjectIdentity {
    std::string common_name;
    std::string given_name;
    std::string surname;
    std::string serial_number;
    std::string fin;
    std::string voen;
    std::string organization;
    std::string title;
};
[[nodiscard]] SubjectIdentity identity_of(const Certificate& certificate);

}  // namespace mohur::signing
