// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/backup/manifest_seal.h"

#include "signing/core/secret_file.h"
#include "signing/crypto/hash.h"
#include "signing/crypto/mac.h"

namespace mohur::documents {
namespace {

constexpr std::size_t kKeySize = 32;

Error broken() {
    return Error::integrity("backup-seal-broken");
}

}  // namespace

Result<KeyFileSeal> KeyFileSeal::open(const std::filesystem::path& file) {
    MOHUR_TRY(const auto text, read_secret_file(file, 2 * kKeySize + 2));
    const auto key = from_hex(as_text(text.reveal()));
    if (!key || key->size() != kKeySize) {
        return Error::malformed("key-file-invalid");
    }
    return KeyFileSeal{Secret{BytesView{*key}}};
}

Result<Json> KeyFileSeal::seal(BytesView manifest) const {
    return Json::object({{"type", "hmac-sha-256"},
                         {"value", to_base64(signing::hmac_sha256(key_.reveal(), manifest))}});
}

Result<void> KeyFileSeal::check(BytesView manifest, const Json& seal) const {
    const auto value = from_base64(seal["value"].as_string());
    const auto expected = signing::hmac_sha256(key_.reveal(), manifest);
    if (seal["type"].as_string() != "hmac-sha-256" || !value ||
        !signing::constant_time_equal(*value, expected)) {
        return broken();
    }
    return {};
}

Result<Json> DeviceSeal::seal(BytesView manifest) const {
    if (device_ == nullptr) {
        return Error::unavailable("token-missing");
    }
    MOHUR_TRY(const auto algorithm, device_->algorithm(DigestAlgorithm::sha256));
    const auto digest = signing::digest_of(algorithm.digest, manifest);
    MOHUR_TRY(const auto value, device_->sign_digest(algorithm, digest));
    if (!certificate_.public_key().verify(algorithm, manifest, value)) {
        return Error::integrity("signature-value-wrong");
    }
    return Json::object({{"type", "signature"},
                         {"pss", algorithm.scheme == signing::SignatureScheme::rsa_pss},
                         {"value", to_base64(value)}});
}

Result<void> DeviceSeal::check(BytesView manifest, const Json& seal) const {
    const auto value = from_base64(seal["value"].as_string());
    signing::SignatureAlgorithm algorithm;
    if (certificate_.public_key().type() == signing::KeyType::rsa) {
        algorithm.scheme = seal["pss"].as_bool() ? signing::SignatureScheme::rsa_pss
                                                 : signing::SignatureScheme::rsa_pkcs1;
    }
    if (seal["type"].as_string() != "signature" || !value ||
        !certificate_.public_key().verify(algorithm, manifest, *value)) {
        return broken();
    }
    return {};
}

}  // namespace mohur::documents
