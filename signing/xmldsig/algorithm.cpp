// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/xmldsig/algorithm.h"

#include <charconv>

namespace mohur::signing::xmldsig {
namespace {

constexpr std::string_view kPssNamespace = "http://www.w3.org/2007/05/xmldsig-more#";
constexpr std::string_view kRsaPss = "http://www.w3.org/2007/05/xmldsig-more#rsa-pss";

struct Method {
    std::string_view uri;
    SignatureScheme scheme;
    DigestAlgorithm digest;
};

using enum DigestAlgorithm;
using enum SignatureScheme;

constexpr Method kMethods[] = {
    {"http://www.w3.org/2001/04/xmldsig-more#rsa-md5", rsa_pkcs1, md5},
    {"http://www.w3.org/2000/09/xmldsig#rsa-sha1", rsa_pkcs1, sha1},
    {"http://www.w3.org/2001/04/xmldsig-more#rsa-ripemd160", rsa_pkcs1, ripemd160},
    {"http://www.w3.org/2001/04/xmldsig-more#rsa-sha224", rsa_pkcs1, sha224},
    {"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", rsa_pkcs1, sha256},
    {"http://www.w3.org/2001/04/xmldsig-more#rsa-sha384", rsa_pkcs1, sha384},
    {"http://www.w3.org/2001/04/xmldsig-more#rsa-sha512", rsa_pkcs1, sha512},
    {"http://www.w3.org/2007/05/xmldsig-more#sha1-rsa-MGF1", rsa_pss, sha1},
    {"http://www.w3.org/2007/05/xmldsig-more#sha224-rsa-MGF1", rsa_pss, sha224},
    {"http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1", rsa_pss, sha256},
    {"http://www.w3.org/2007/05/xmldsig-more#sha384-rsa-MGF1", rsa_pss, sha384},
    {"http://www.w3.org/2007/05/xmldsig-more#sha512-rsa-MGF1", rsa_pss, sha512},
    {"http://www.w3.org/2007/05/xmldsig-more#sha3-256-rsa-MGF1", rsa_pss, sha3_256},
    {"http://www.w3.org/2007/05/xmldsig-more#sha3-384-rsa-MGF1", rsa_pss, sha3_384},
    {"http://www.w3.org/2007/05/xmldsig-more#sha3-512-rsa-MGF1", rsa_pss, sha3_512},
    {"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha1", ecdsa, sha1},
    {"http://www.w3.org/2007/05/xmldsig-more#ecdsa-ripemd160", ecdsa, ripemd160},
    {"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha224", ecdsa, sha224},
    {"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256", ecdsa, sha256},
    {"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384", ecdsa, sha384},
    {"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512", ecdsa, sha512},
    {"http://www.w3.org/2021/04/xmldsig-more#ecdsa-sha3-256", ecdsa, sha3_256},
    {"http://www.w3.org/2021/04/xmldsig-more#ecdsa-sha3-384", ecdsa, sha3_384},
    {"http://www.w3.org/2021/04/xmldsig-more#ecdsa-sha3-512", ecdsa, sha3_512},
    {"http://www.w3.org/2000/09/xmldsig#dsa-sha1", dsa, sha1},
    {"http://www.w3.org/2009/xmldsig11#dsa-sha256", dsa, sha256},
    {"http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519", ed25519, sha512},
};

std::optional<DigestAlgorithm> digest_of_uri(const std::optional<std::string>& uri) {
    const auto algorithm = uri ? digest_algorithm_from(*uri) : std::nullopt;
    // Only the registered URI is a DigestMethod, not the other spellings that are understood.
    return algorithm && xml_uri_of(*algorithm) == *uri ? algorithm : std::nullopt;
}

// RFC 9231 clause 2.3.9: all parts are optional, with SHA-256 and its length as default.
std::optional<SignatureAlgorithm> pss_parameters(const xml::Element& method) {
    SignatureAlgorithm algorithm{rsa_pss, sha256, std::nullopt, std::nullopt};
    const auto parameters = method.child(kPssNamespace, "RSAPSSParams");
    if (!parameters) {
        return algorithm;
    }
    if (const auto digest =
            parameters->child("http://www.w3.org/2000/09/xmldsig#", "DigestMethod")) {
        const auto known = digest_method(*digest);
        if (!known) {
            return std::nullopt;
        }
        algorithm.digest = *known;
    }
    if (const auto mask = parameters->child(kPssNamespace, "MaskGenerationFunction")) {
        const auto digest = mask->child("http://www.w3.org/2000/09/xmldsig#", "DigestMethod");
        algorithm.mgf_digest = digest ? digest_method(*digest) : algorithm.digest;
        if (!algorithm.mgf_digest) {
            return std::nullopt;
        }
    }
    if (const auto salt = parameters->child(kPssNamespace, "SaltLength")) {
        const auto text = salt->text();
        int length = -1;
        std::from_chars(text.data(), text.data() + text.size(), length);
        if (length < 0 || length > 512) {
            return std::nullopt;
        }
        algorithm.salt_length = length;
    }
    return algorithm;
}

std::size_t coordinate_bytes(const PublicKey& key) noexcept {
    return (static_cast<std::size_t>(key.bits()) + 7) / 8;
}

}  // namespace

std::optional<DigestAlgorithm> digest_method(const xml::Element& method) {
    return digest_of_uri(method.attribute("Algorithm"));
}

std::optional<SignatureAlgorithm> signature_method(const xml::Element& method) {
    const auto uri = method.attribute("Algorithm").value_or("");
    if (uri == kRsaPss) {
        return pss_parameters(method);
    }
    for (const auto& known : kMethods) {
        if (known.uri == uri) {
            return SignatureAlgorithm{known.scheme, known.digest, std::nullopt, std::nullopt};
        }
    }
    return std::nullopt;
}

std::string_view uri_of(const SignatureAlgorithm& algorithm) noexcept {
    const bool plain_pss = !algorithm.mgf_digest || *algorithm.mgf_digest == algorithm.digest;
    const bool plain_salt =
        !algorithm.salt_length ||
        *algorithm.salt_length == static_cast<int>(digest_size(algorithm.digest));
    for (const auto& known : kMethods) {
        const bool same_digest = known.digest == algorithm.digest || algorithm.scheme == ed25519;
        if (known.scheme == algorithm.scheme && same_digest &&
            (algorithm.scheme != rsa_pss || (plain_pss && plain_salt))) {
            return known.uri;
        }
    }
    return {};
}

Result<Bytes> to_xml_value(const SignatureAlgorithm& algorithm, const PublicKey& key,
                           BytesView value) {
    if (algorithm.scheme != ecdsa) {
        return to_bytes(value);
    }
    return ecdsa_der_to_raw(value, coordinate_bytes(key));
}

Result<Bytes> from_xml_value(const SignatureAlgorithm& algorithm, const PublicKey& key,
                             BytesView value) {
    if (algorithm.scheme == dsa) {
        return ecdsa_raw_to_der(value);
    }
    if (algorithm.scheme != ecdsa) {
        return to_bytes(value);
    }
    if (value.size() != 2 * coordinate_bytes(key)) {
        return Error::malformed("signature-value-length");
    }
    return ecdsa_raw_to_der(value);
}

}  // namespace mohur::signing::xmldsig
