// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/asn1/der.h"
#include "signing/crypto/hash.h"
#include "signing/pki/certificate_internal.h"
#include "signing/pki/ocsp.h"

namespace mohur::signing {
namespace {

constexpr std::string_view kNonce = "1.3.6.1.5.5.7.48.1.2";
// RFC 9654 clause 2.1.
constexpr std::size_t kMinNonce = 1;
constexpr std::size_t kMaxNonce = 128;

Bytes cert_id(const Certificate& subject, const Certificate& issuer) {
    constexpr auto kAlgorithm = DigestAlgorithm::sha1;
    const Bytes algorithm = der::sequence({der::oid(oid_of(kAlgorithm)), der::null()});
    const Bytes name_hash = der::octet_string(digest_of(kAlgorithm, subject.issuer().der).value);
    const Bytes key_hash =
        der::octet_string(digest_of(kAlgorithm, issuer.state().public_key_bits).value);
    const Bytes serial = der::element(tag::kInteger, subject.serial());
    return der::sequence({algorithm, name_hash, key_hash, serial});
}

Bytes nonce_extension(const Bytes& nonce) {
    const Bytes value = der::octet_string(der::octet_string(nonce));
    const Bytes extensions = der::sequence({der::sequence({der::oid(kNonce), value})});
    return der::element(tag::context_set(2), extensions);
}

}  // namespace

// RFC 6960 4.1.1.
Result<Bytes> make_ocsp_request(const Certificate& subject, const Certificate& issuer,
                                const std::optional<Bytes>& nonce) {
    const Bytes list = der::sequence({der::sequence({cert_id(subject, issuer)})});
    std::vector<Bytes> fields{list};
    if (nonce.has_value()) {
        if (nonce->size() < kMinNonce || nonce->size() > kMaxNonce) {
            return Error::malformed("ocsp-nonce", "1 to 128 octets");
        }
        fields.push_back(nonce_extension(*nonce));
    }
    return der::sequence({der::sequence(fields)});
}

}  // namespace mohur::signing
