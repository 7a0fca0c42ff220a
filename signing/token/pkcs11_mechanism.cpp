// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/token/pkcs11_mechanism_internal.h"

#include "signing/asn1/der.h"

namespace mohur::signing::pkcs11 {
namespace {

Error no_mechanism(std::string detail) {
    return Error::unsupported("key-mechanism", std::move(detail));
}

// RFC 8017 9.2: CKM_RSA_PKCS pads what it is given, so the DigestInfo is the caller's.
Bytes digest_info(const Digest& digest) {
    const Bytes identifier = der::sequence({der::oid(oid_of(digest.algorithm)), der::null()});
    return der::sequence({identifier, der::octet_string(digest.value)});
}

// FIPS 186-5 6.4.1: the leftmost bits, as many as the order has. Tokens differ in who truncates.
Bytes truncated(const Bytes& digest, const PublicKey& key) {
    const auto order_bytes = static_cast<std::size_t>(key.bits() + 7) / 8;
    return {digest.begin(),
            digest.begin() + static_cast<std::ptrdiff_t>(std::min(digest.size(), order_bytes))};
}

struct PssDigest {
    DigestAlgorithm digest;
    CK_MECHANISM_TYPE hash;
    CK_RSA_PKCS_MGF_TYPE mask;
};
constexpr PssDigest kPssDigests[] = {{DigestAlgorithm::sha256, CKM_SHA256, CKG_MGF1_SHA256},
                                     {DigestAlgorithm::sha384, CKM_SHA384, CKG_MGF1_SHA384},
                                     {DigestAlgorithm::sha512, CKM_SHA512, CKG_MGF1_SHA512}};

Result<PssDigest> pss_digest(DigestAlgorithm digest) {
    for (const auto& row : kPssDigests) {
        if (row.digest == digest) {
            return row;
        }
    }
    return no_mechanism("RSA-PSS with " + std::string{to_string(digest)});
}

Result<CK_RSA_PKCS_PSS_PARAMS> pss_parameters(const SignatureAlgorithm& algorithm) {
    MOHUR_TRY(const auto hash, pss_digest(algorithm.digest));
    MOHUR_TRY(const auto mask, pss_digest(algorithm.mgf_digest.value_or(algorithm.digest)));
    const int salt =
        algorithm.salt_length.value_or(static_cast<int>(digest_size(algorithm.digest)));
    if (salt < 0) {
        return no_mechanism("salt length");
    }
    return CK_RSA_PKCS_PSS_PARAMS{hash.hash, mask.mask, static_cast<CK_ULONG>(salt)};
}

bool suits(SignatureScheme scheme, KeyType type) noexcept {
    switch (type) {
        case KeyType::ec: return scheme == SignatureScheme::ecdsa;
        case KeyType::rsa:
            return scheme == SignatureScheme::rsa_pkcs1 || scheme == SignatureScheme::rsa_pss;
        case KeyType::rsa_pss: return scheme == SignatureScheme::rsa_pss;
        default: return false;
    }
}

}  // namespace

Result<CK_MECHANISM_TYPE> mechanism_of(SignatureScheme scheme) {
    switch (scheme) {
        case SignatureScheme::ecdsa: return CK_MECHANISM_TYPE{CKM_ECDSA};
        case SignatureScheme::rsa_pkcs1: return CK_MECHANISM_TYPE{CKM_RSA_PKCS};
        case SignatureScheme::rsa_pss: return CK_MECHANISM_TYPE{CKM_RSA_PKCS_PSS};
        // CKM_EDDSA takes the message, not a digest of it; DSA is not made any more.
        case SignatureScheme::ed25519:
        case SignatureScheme::dsa: break;
    }
    return no_mechanism("no mechanism signs a digest with this scheme");
}

Result<SigningInput> signing_input(const SignatureAlgorithm& algorithm, const Digest& digest,
                                   const PublicKey& key) {
    if (!suits(algorithm.scheme, key.type()) || digest.algorithm != algorithm.digest ||
        digest.value.size() != digest_size(digest.algorithm)) {
        return no_mechanism("key, scheme and digest do not fit together");
    }
    SigningInput input;
    MOHUR_TRY(input.type, mechanism_of(algorithm.scheme));
    if (algorithm.scheme == SignatureScheme::rsa_pss) {
        MOHUR_TRY(input.pss, pss_parameters(algorithm));
    }
    switch (algorithm.scheme) {
        case SignatureScheme::rsa_pkcs1: input.data = digest_info(digest); break;
        case SignatureScheme::ecdsa: input.data = truncated(digest.value, key); break;
        default: input.data = digest.value; break;
    }
    return input;
}

Result<SigningInput> message_input(BytesView message, const PublicKey& key) {
    if (key.type() != KeyType::ed25519) {
        return no_mechanism("key and scheme do not fit together");
    }
    SigningInput input;
    input.type = CKM_EDDSA;
    input.data = to_bytes(message);
    return input;
}

Result<Bytes> signature_value(SignatureScheme scheme, Bytes raw) {
    if (scheme != SignatureScheme::ecdsa) {
        return raw;
    }
    auto der = ecdsa_raw_to_der(raw);
    return der ? std::move(der) : Error::unavailable("token-failed", "no ECDSA value came back");
}

}  // namespace mohur::signing::pkcs11
