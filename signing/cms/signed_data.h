// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/asn1/oid.h"
#include "signing/core/limits.h"
#include "signing/crypto/hash.h"
#include "signing/pki/certificate.h"
#include "signing/pki/crl.h"
#include "signing/pki/ocsp.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace mohur::signing {

/// An attribute as received: type, and each value's whole encoding.
struct CmsAttribute {
    Oid type;
    std::vector<Bytes> values;
    Bytes encoding;  ///< the whole Attribute SEQUENCE
};

/// The pieces of a SignerInfo as received, each a whole element, for digests over them
/// (EN 319 122-1 clauses 5.5.3 and 5.4, TS 101 733 clause 6.4.1). Absent ones are empty.
struct SignerInfoFields {
    Bytes version;
    Bytes sid;
    Bytes digest_algorithm;
    Bytes signed_attributes;  ///< [0], not re-tagged
    Bytes signature_algorithm;
    Bytes signature;
    Bytes unsigned_attributes;  ///< [1]
};

/// The pieces of a SignedData as received, for the same purpose.
struct SignedDataFields {
    Bytes version;
    Bytes digest_algorithms;  ///< SET OF
    Bytes content_type;       ///< its eContentType
    Bytes certificates;       ///< [0], whole; empty when absent
    Bytes crls;               ///< [1], whole; empty when absent
    std::vector<Bytes> certificate_choices;
    std::vector<Bytes> revocation_choices;
};

/// What verification of one SignerInfo over given content found (RFC 5652 clause 5.6), trust apart.
struct SignerInfoCheck {
    bool content_found = false;  ///< content or a digest of it was at hand
    bool message_digest_matches =
        false;  ///< messageDigest equals the content's digest (or no signed attributes)
    bool content_type_matches = false;
    bool signature_valid =
        false;  ///< the certificate's key made the value over the bytes as received
    bool signed_attributes_unique =
        true;  ///< each signed attribute once, one value where the standard says so
    /// The value is over the DER encoding of the signed attributes (RFC 5652 clause 5.4); where it
    /// does not verify, whether they are stored so.
    bool signed_attributes_der = true;
    /// They are stored in DER order and encoding, as clause 5.3 asks. False with the one above
    /// true: a flaw of form that changes nothing of what was signed.
    bool stored_as_der = true;
    bool algorithms_agree =
        true;  ///< digestAlgorithm, signatureAlgorithm and messageDigest fit together
    std::vector<std::string>
        problems;  ///< error codes of the verdict schema, e.g. "algorithm-unsupported"
};

/// Whether a SignerInfo signs the content of its SignedData or another SignerInfo's value, in which
/// case it has no content-type attribute (RFC 5652 clause 11.4).
enum class SignerRole { signer, counter_signer };

/// One SignerInfo, as received. Immutable view into its SignedData, which it keeps alive.
class SignerInfo {
public:
    [[nodiscard]] const std::vector<CmsAttribute>& signed_attributes() const noexcept;
    [[nodiscard]] const std::vector<CmsAttribute>& unsigned_attributes() const noexcept;
    [[nodiscard]] bool has_signed_attributes() const noexcept;
    /// The first value of the first attribute of that type.
    [[nodiscard]] std::optional<Bytes> signed_attribute(std::string_view oid) const;
    [[nodiscard]] std::optional<DigestAlgorithm> digest_algorithm() const noexcept;
    [[nodiscard]] std::optional<SignatureAlgorithm> signature_algorithm() const noexcept;
    [[nodiscard]] const Bytes& signature() const noexcept;
    /// True when the sid (issuer and serial, or subject key identifier) names `certificate`.
    [[nodiscard]] bool identifies(const Certificate& certificate) const;
    [[nodiscard]] const Bytes& encoding() const noexcept;
    [[nodiscard]] const SignerInfoFields& fields() const noexcept;
    /// signing-time attribute, if any.
    [[nodiscard]] std::optional<Time> signing_time() const;
    /// A SignerInfo outside a SignedData: the value of a countersignature attribute (RFC 5652
    /// clause 11.4).
    [[nodiscard]] static Result<SignerInfo> parse(BytesView encoding, const Limits& limits);

    struct State;
    explicit SignerInfo(std::shared_ptr<const State> state) : state_{std::move(state)} {}
    [[nodiscard]] const State& state() const noexcept { return *state_; }

private:
    std::shared_ptr<const State> state_;
};

/// signing-certificate / signing-certificate-v2 (RFC 5035, EN 319 122-1 clause 5.2.2).
struct SigningCertificateReference {
    bool present = false;
    bool unique = true;                 ///< exactly one attribute with one value
    bool digest_matches = false;        ///< the first reference's digest is the certificate's
    bool issuer_serial_matches = true;  ///< true when absent
    std::optional<DigestAlgorithm> digest_algorithm;
};
[[nodiscard]] SigningCertificateReference signing_certificate_reference(
    const SignerInfo& signer, const Certificate& certificate);

/// A CMS SignedData (RFC 5652 clause 5), BER or DER, over the bytes as received. Immutable;
/// thread-safe; cheap to copy (shared).
class SignedData {
public:
    /// A ContentInfo of type signedData. Bytes after it are `malformed` unless all zero (PDF
    /// /Contents padding) and `allow_padding`. Errors: `malformed` "cms-invalid", "asn1-invalid";
    /// `too_large` "cms-too-large", "too-many-certificates", ...
    [[nodiscard]] static Result<SignedData> parse(BytesView content_info, const Limits& limits,
                                                  bool allow_padding = false);

    /// The same from a file of any size: large content stays where it is, and `file` is kept. What
    /// is not content must be within `limits.cms_bytes`. No padding.
    [[nodiscard]] static Result<SignedData> parse(const std::shared_ptr<const ByteSource>& file,
                                                  const Limits& limits);

    /// Without padding; empty when the content is not held.
    [[nodiscard]] const Bytes& encoding() const noexcept;
    [[nodiscard]] const Oid& content_type() const noexcept;  ///< of encapContentInfo
    /// eContent octets, where they are held.
    [[nodiscard]] const std::optional<Bytes>& content() const noexcept;
    /// eContent octets, held or not; null when the signature is detached.
    [[nodiscard]] const std::shared_ptr<const ByteSource>& content_source() const noexcept;
    /// encapContentInfo as received, a whole element.
    [[nodiscard]] const std::shared_ptr<const ByteSource>& encapsulated() const noexcept;
    [[nodiscard]] const std::vector<Certificate>& certificates() const noexcept;
    [[nodiscard]] const std::vector<Crl>& crls() const noexcept;
    [[nodiscard]] const std::vector<OcspResponse>& ocsp_responses() const noexcept;
    [[nodiscard]] const std::vector<SignerInfo>& signers() const noexcept;
    [[nodiscard]] const SignedDataFields& fields() const noexcept;
    /// What stands in the structure and could not be read: "certificate-undecodable",
    /// "crl-undecodable", "ocsp-undecodable".
    [[nodiscard]] const std::vector<std::string>& problems() const noexcept;

    /// RFC 5652 clause 5.6 by our own core; the digest of the content is given by the caller, in
    /// the signer's digest algorithm (empty: content not at hand).
    [[nodiscard]] SignerInfoCheck check(const SignerInfo& signer, const Certificate& certificate,
                                        const std::optional<Digest>& content_digest,
                                        SignerRole role = SignerRole::signer) const;
    /// The embedded or extra certificate that the signer names and whose key verifies its value, or
    /// else the one that it names, or none. Works for a SignerInfo of a countersignature too.
    [[nodiscard]] std::optional<Certificate> signing_certificate(
        const SignerInfo& signer, const std::vector<Certificate>& extra) const;

    struct State;

private:
    explicit SignedData(std::shared_ptr<const State> state) : state_{std::move(state)} {}
    std::shared_ptr<const State> state_;
};

}  // namespace mohur::signing
