// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/crypto/verified_signatures.h"

#include "signing/crypto/hash.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace mohur::signing {
namespace {

/// With its length before it, so that two fields cannot be taken for one.
void add_field(Hasher& hasher, BytesView field) {
    std::array<std::uint8_t, 8> length{};
    for (std::size_t i = 0; i < length.size(); ++i) {
        length[i] = static_cast<std::uint8_t>(field.size() >> (8 * i));
    }
    hasher.update(length);
    hasher.update(field);
}

}  // namespace

std::size_t VerifiedSignatures::Hash::operator()(const Fingerprint& fingerprint) const noexcept {
    std::size_t beginning = 0;
    std::memcpy(&beginning, fingerprint.data(), sizeof beginning);
    return beginning;
}

VerifiedSignatures::Fingerprint VerifiedSignatures::fingerprint(const PublicKey& key,
                                                                const SignatureAlgorithm& algorithm,
                                                                BytesView message,
                                                                BytesView value) {
    Hasher hasher{DigestAlgorithm::sha256};
    const auto mgf_digest = algorithm.mgf_digest.value_or(algorithm.digest);
    const std::string name = to_string(algorithm) + "/" + std::string{to_string(mgf_digest)} + "/" +
                             std::to_string(algorithm.salt_length.value_or(-1));
    add_field(hasher, as_bytes(name));
    add_field(hasher, key.spki());
    add_field(hasher, message);
    add_field(hasher, value);
    const auto digest = hasher.finish();
    Fingerprint fingerprint{};
    std::ranges::copy(digest.value, fingerprint.begin());
    return fingerprint;
}

bool VerifiedSignatures::verify(const PublicKey& key, const SignatureAlgorithm& algorithm,
                                BytesView message, BytesView value) {
    const auto print = fingerprint(key, algorithm, message, value);
    if (knows(print)) {
        return true;
    }
    const bool valid = key.verify(algorithm, message, value);
    if (valid) {
        remember(print);
    }
    return valid;
}

bool VerifiedSignatures::knows(const Fingerprint& fingerprint) {
    const std::lock_guard lock{mutex_};
    if (!younger_.contains(fingerprint)) {
        if (older_.erase(fingerprint) == 0) {
            return false;
        }
        // What is still in use stays.
        add(fingerprint);
    }
    ++hits_;
    return true;
}

void VerifiedSignatures::remember(const Fingerprint& fingerprint) {
    const std::lock_guard lock{mutex_};
    add(fingerprint);
}

void VerifiedSignatures::add(const Fingerprint& fingerprint) {
    if (younger_.size() >= generation_) {
        older_ = std::exchange(younger_, {});
    }
    younger_.insert(fingerprint);
}

std::uint64_t VerifiedSignatures::hits() const {
    const std::lock_guard lock{mutex_};
    return hits_;
}

std::size_t VerifiedSignatures::size() const {
    const std::lock_guard lock{mutex_};
    return younger_.size() + older_.size();
}

}  // namespace mohur::signing
