// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/signers/outside_signers.h"

#include "server/signers/mobile_id_signer.h"
#include "signing/pki/path_builder.h"
#include "signing/token/signing_device.h"

#include <algorithm>

namespace mohur::server {
namespace {

/// As strong as the key: a weaker digest would be the weakest link, and cards of P-384 refuse it.
DigestAlgorithm digest_for(const signing::PublicKey& key) {
    constexpr int kP384 = 384;
    if (key.type() != signing::KeyType::ec || key.bits() < kP384) {
        return DigestAlgorithm::sha256;
    }
    return key.bits() > kP384 ? DigestAlgorithm::sha512 : DigestAlgorithm::sha384;
}

Result<void> check_person(const signing::Certificate& certificate, std::string_view fin) {
    if (fin.empty()) {
        return Error::denied("person-without-fin");
    }
    return identity_of(certificate).fin == fin
               ? Result<void>{}
               : Result<void>{Error::denied("certificate-of-other-person")};
}

Result<void> check_use(const signing::Certificate& certificate, Time now) {
    if (now < certificate.not_before()) {
        return Error::denied("certificate-not-yet-valid");
    }
    if (now > certificate.not_after()) {
        return Error::denied("certificate-expired");
    }
    const auto& usage = certificate.key_usage();
    const bool signs = usage && (usage->digital_signature || usage->content_commitment);
    return signs && !certificate.is_ca()
               ? Result<void>{}
               : Result<void>{Error::denied("certificate-not-for-signing")};
}

std::size_t value_size(const signing::PublicKey& key) {
    const auto octets = static_cast<std::size_t>(key.bits() + 7) / 8;
    return key.type() == signing::KeyType::ec ? 2 * octets : octets;
}

}  // namespace

Result<OutsideSigners> OutsideSigners::create(const Config& config, HttpFetcher& fetcher,
                                              signing::TrustAnchors anchors) {
    OutsideSigners signers;
    signers.anchors_ = std::move(anchors);
    for (const auto& path : config.issuers) {
        MOHUR_TRY(const auto some, signing::load_certificates(path));
        signers.issuers_.insert(signers.issuers_.end(), some.begin(), some.end());
    }
    if (config.web_eid) {
        signers.means_.emplace_back(kWebEid);
    }
    if (config.mobile_id) {
        signers.means_.emplace_back(kMobileId);
        signers.mobile_id_ = std::make_shared<MobileIdSigner>(*config.mobile_id, fetcher);
    }
    return signers;
}

bool OutsideSigners::offers(std::string_view means) const {
    return std::ranges::find(means_, means) != means_.end();
}

RemoteSigner* OutsideSigners::remote(std::string_view means) const {
    return means == kMobileId ? mobile_id_.get() : nullptr;
}

Result<OutsideKey> OutsideSigners::check(const signing::Certificate& certificate,
                                         std::string_view fin, Time now) const {
    MOHUR_TRY_VOID(check_person(certificate, fin));
    MOHUR_TRY_VOID(check_use(certificate, now));
    const auto paths = signing::build_paths(certificate, issuers_, anchors_);
    if (paths.empty()) {
        return Error::denied("no-trusted-chain");
    }
    const auto& key = certificate.public_key();
    MOHUR_TRY(const auto algorithm, signing::default_algorithm(key, digest_for(key), false));
    // Their services name the digest that they sign; Ed25519 signs the octets themselves.
    if (algorithm.scheme == signing::SignatureScheme::ed25519) {
        return Error::unsupported("key-mechanism", "Ed25519");
    }
    const auto& path = paths.front();
    std::vector<signing::Certificate> chain;
    if (path.size() > 2) {
        chain.assign(path.begin() + 1, path.end() - 1);
    }
    return OutsideKey{certificate, std::move(chain), algorithm};
}

Result<Bytes> checked_value(const OutsideKey& key, BytesView data, BytesView value) {
    const auto& made_by = key.certificate.public_key();
    if (value.size() != value_size(made_by)) {
        return Error::integrity("signature-value-malformed", std::to_string(value.size()));
    }
    auto encoded = made_by.type() == signing::KeyType::ec ? signing::ecdsa_raw_to_der(value)
                                                          : Result<Bytes>{to_bytes(value)};
    if (!encoded) {
        return Error::integrity("signature-value-malformed", encoded.error().reason);
    }
    if (!made_by.verify(key.algorithm, data, *encoded)) {
        return Error::integrity("signature-value-wrong");
    }
    return encoded;
}

}  // namespace mohur::server
