// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/token/pkcs12_device.h"

namespace mohur::signing {

Pkcs12Device::Pkcs12Device(PrivateKey key, Certificate certificate, std::vector<Certificate> chain,
                           bool prefer_pss)
    : key_{std::move(key)},
      certificate_{std::move(certificate)},
      chain_{std::move(chain)},
      prefer_pss_{prefer_pss} {}

Result<std::unique_ptr<Pkcs12Device>> Pkcs12Device::open(BytesView file, const Secret& password,
                                                         bool prefer_pss) {
    MOHUR_TRY(auto contents, read_pkcs12(file, password));
    MOHUR_TRY(auto certificate, Certificate::from_der(contents.certificate));
    if (!(certificate.public_key() == contents.key.public_key())) {
        return Error::integrity("certificate-not-of-key");
    }
    std::vector<Certificate> chain;
    for (const Bytes& der : contents.chain) {
        MOHUR_TRY(auto link, Certificate::from_der(der));
        chain.push_back(std::move(link));
    }
    return std::unique_ptr<Pkcs12Device>{new Pkcs12Device{
        std::move(contents.key), std::move(certificate), std::move(chain), prefer_pss}};
}

Result<SignatureAlgorithm> Pkcs12Device::algorithm(DigestAlgorithm digest) const {
    return default_algorithm(key_.public_key(), digest, prefer_pss_);
}

Result<Bytes> Pkcs12Device::sign_digest(const SignatureAlgorithm& algorithm, const Digest& digest) {
    return key_.sign_digest(algorithm, digest);
}

Result<Bytes> Pkcs12Device::sign(const SignatureAlgorithm& algorithm, BytesView data) {
    return algorithm.scheme == SignatureScheme::ed25519 ? key_.sign_message(algorithm, data)
                                                        : SigningDevice::sign(algorithm, data);
}

}  // namespace mohur::signing
