// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/crypto/signature_algorithm.h"

#include "signing/asn1/der.h"

#include <algorithm>
#include <array>

namespace mohur::signing {
namespace {

constexpr std::string_view kRsaEncryption = "1.2.840.113549.1.1.1";
constexpr std::string_view kRsaPss = "1.2.840.113549.1.1.10";
constexpr std::string_view kMgf1 = "1.2.840.113549.1.1.8";
constexpr std::string_view kEcPublicKey = "1.2.840.10045.2.1";
constexpr std::string_view kDsa = "1.2.840.10040.4.1";
constexpr std::string_view kEd25519 = "1.3.101.112";
constexpr int kMaxSaltLength = 512;

struct Row {
    std::string_view oid;
    SignatureScheme scheme;
    DigestAlgorithm digest;
};

// RFC 3279, 4055, 5758, 8410, 8702 and the NIST arc for SHA-3.
constexpr std::array kRows{
    Row{"1.2.840.113549.1.1.4", SignatureScheme::rsa_pkcs1, DigestAlgorithm::md5},
    Row{"1.2.840.113549.1.1.5", SignatureScheme::rsa_pkcs1, DigestAlgorithm::sha1},
    Row{"1.3.14.3.2.29", SignatureScheme::rsa_pkcs1, DigestAlgorithm::sha1},
    Row{"1.3.36.3.3.1.2", SignatureScheme::rsa_pkcs1, DigestAlgorithm::ripemd160},
    Row{"1.2.840.113549.1.1.14", SignatureScheme::rsa_pkcs1, DigestAlgorithm::sha224},
    Row{"1.2.840.113549.1.1.11", SignatureScheme::rsa_pkcs1, DigestAlgorithm::sha256},
    Row{"1.2.840.113549.1.1.12", SignatureScheme::rsa_pkcs1, DigestAlgorithm::sha384},
    Row{"1.2.840.113549.1.1.13", SignatureScheme::rsa_pkcs1, DigestAlgorithm::sha512},
    Row{"2.16.840.1.101.3.4.3.14", SignatureScheme::rsa_pkcs1, DigestAlgorithm::sha3_256},
    Row{"2.16.840.1.101.3.4.3.15", SignatureScheme::rsa_pkcs1, DigestAlgorithm::sha3_384},
    Row{"2.16.840.1.101.3.4.3.16", SignatureScheme::rsa_pkcs1, DigestAlgorithm::sha3_512},
    Row{"1.2.840.10045.4.1", SignatureScheme::ecdsa, DigestAlgorithm::sha1},
    Row{"1.2.840.10045.4.3.1", SignatureScheme::ecdsa, DigestAlgorithm::sha224},
    Row{"1.2.840.10045.4.3.2", SignatureScheme::ecdsa, DigestAlgorithm::sha256},
    Row{"1.2.840.10045.4.3.3", SignatureScheme::ecdsa, DigestAlgorithm::sha384},
    Row{"1.2.840.10045.4.3.4", SignatureScheme::ecdsa, DigestAlgorithm::sha512},
    Row{"2.16.840.1.101.3.4.3.10", SignatureScheme::ecdsa, DigestAlgorithm::sha3_256},
    Row{"2.16.840.1.101.3.4.3.11", SignatureScheme::ecdsa, DigestAlgorithm::sha3_384},
    Row{"2.16.840.1.101.3.4.3.12", SignatureScheme::ecdsa, DigestAlgorithm::sha3_512},
    Row{"1.2.840.10040.4.3", SignatureScheme::dsa, DigestAlgorithm::sha1},
    Row{"2.16.840.1.101.3.4.3.1", SignatureScheme::dsa, DigestAlgorithm::sha224},
    Row{"2.16.840.1.101.3.4.3.2", SignatureScheme::dsa, DigestAlgorithm::sha256},
    // The message digest of the format around Ed25519 is SHA-512 (RFC 8419 clause 2.3).
    Row{kEd25519, SignatureScheme::ed25519, DigestAlgorithm::sha512},
};

std::optional<SignatureScheme> scheme_of_key(std::string_view oid) {
    if (oid == kRsaEncryption) {
        return SignatureScheme::rsa_pkcs1;
    }
    if (oid == kEcPublicKey) {
        return SignatureScheme::ecdsa;
    }
    if (oid == kDsa) {
        return SignatureScheme::dsa;
    }
    return std::nullopt;
}

Result<DigestAlgorithm> read_digest(DerReader& reader) {
    MOHUR_TRY(DerReader identifier, reader.enter(tag::kSequence));
    MOHUR_TRY(const Oid oid, identifier.oid());
    const auto digest = digest_algorithm_from(oid.dotted());
    if (!digest.has_value()) {
        return Error::unsupported("algorithm-unsupported", oid.dotted());
    }
    return *digest;
}

Result<DigestAlgorithm> read_mask_generation(DerReader& reader) {
    MOHUR_TRY(DerReader identifier, reader.enter(tag::kSequence));
    MOHUR_TRY(const Oid oid, identifier.oid());
    if (!(oid == kMgf1)) {
        return Error::unsupported("algorithm-unsupported", oid.dotted());
    }
    return read_digest(identifier);
}

// RFC 4055 clause 3.1; every absent field has its default.
Result<SignatureAlgorithm> read_pss(DerReader parameters) {
    SignatureAlgorithm out{SignatureScheme::rsa_pss, DigestAlgorithm::sha1, DigestAlgorithm::sha1,
                           20};
    MOHUR_TRY(const auto hash, parameters.optional(tag::context_set(0)));
    if (hash.has_value()) {
        DerReader inner = parameters.into(*hash);
        MOHUR_TRY(out.digest, read_digest(inner));
    }
    MOHUR_TRY(const auto mask, parameters.optional(tag::context_set(1)));
    if (mask.has_value()) {
        DerReader inner = parameters.into(*mask);
        MOHUR_TRY(out.mgf_digest, read_mask_generation(inner));
    }
    MOHUR_TRY(const auto salt, parameters.optional(tag::context_set(2)));
    if (salt.has_value()) {
        MOHUR_TRY(const auto length, parameters.into(*salt).small_integer());
        if (length < 0 || length > kMaxSaltLength) {
            return Error::malformed("algorithm-invalid", "salt length");
        }
        out.salt_length = static_cast<int>(length);
    }
    MOHUR_TRY(const auto trailer, parameters.optional(tag::context_set(3)));
    if (trailer.has_value()) {
        MOHUR_TRY(const auto field, parameters.into(*trailer).small_integer());
        if (field != 1) {
            return Error::malformed("algorithm-invalid", "trailer field");
        }
    }
    return parameters.at_end() ? Result<SignatureAlgorithm>{out}
                               : Error::malformed("algorithm-invalid", "PSS parameters");
}

Result<SignatureAlgorithm> read(BytesView encoding, std::optional<DigestAlgorithm> digest) {
    DerReader outer{encoding};
    MOHUR_TRY(DerReader identifier, outer.enter(tag::kSequence));
    MOHUR_TRY(const Oid oid, identifier.oid());
    if (oid == kRsaPss) {
        MOHUR_TRY(DerReader parameters, identifier.enter(tag::kSequence));
        return read_pss(parameters);
    }
    const auto row = std::ranges::find(kRows, std::string_view{oid.dotted()}, &Row::oid);
    if (row != kRows.end()) {
        return SignatureAlgorithm{row->scheme, row->digest, std::nullopt, std::nullopt};
    }
    const auto scheme = scheme_of_key(oid.dotted());
    if (!scheme.has_value() || !digest.has_value()) {
        return Error::unsupported("algorithm-unsupported", oid.dotted());
    }
    return SignatureAlgorithm{*scheme, *digest, std::nullopt, std::nullopt};
}

Bytes digest_identifier(DigestAlgorithm digest) {
    return der::sequence({der::oid(oid_of(digest)), der::null()});
}

Bytes pss_identifier(const SignatureAlgorithm& algorithm) {
    const auto mgf_digest = algorithm.mgf_digest.value_or(algorithm.digest);
    const int salt =
        algorithm.salt_length.value_or(static_cast<int>(digest_size(algorithm.digest)));
    const Bytes hash = der::element(tag::context_set(0), digest_identifier(algorithm.digest));
    const Bytes mask = der::element(
        tag::context_set(1), der::sequence({der::oid(kMgf1), digest_identifier(mgf_digest)}));
    const Bytes length = der::element(tag::context_set(2), der::integer(salt));
    return der::sequence({der::oid(kRsaPss), der::sequence({hash, mask, length})});
}

}  // namespace

std::optional<SignatureAlgorithm> signature_algorithm_from(BytesView algorithm_identifier,
                                                           std::optional<DigestAlgorithm> digest) {
    const auto found = read(algorithm_identifier, digest);
    if (!found) {
        return std::nullopt;
    }
    const bool agrees = !digest.has_value() || found->digest == *digest ||
                        found->scheme == SignatureScheme::ed25519;
    return agrees ? std::optional{*found} : std::nullopt;
}

Result<Bytes> algorithm_identifier_of(const SignatureAlgorithm& algorithm) {
    if (algorithm.scheme == SignatureScheme::rsa_pss) {
        return pss_identifier(algorithm);
    }
    const auto row = std::ranges::find_if(kRows, [&](const Row& candidate) {
        return candidate.scheme == algorithm.scheme &&
               (candidate.digest == algorithm.digest ||
                algorithm.scheme == SignatureScheme::ed25519);
    });
    if (row == kRows.end()) {
        return Error::unsupported("algorithm-unsupported", to_string(algorithm));
    }
    return algorithm.scheme == SignatureScheme::rsa_pkcs1
               ? der::sequence({der::oid(row->oid), der::null()})
               : der::algorithm(row->oid);
}

}  // namespace mohur::signing
