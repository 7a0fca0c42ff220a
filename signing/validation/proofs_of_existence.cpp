// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/validation/proofs_of_existence_internal.h"

#include "signing/crypto/hash.h"

#include <algorithm>

namespace mohur::signing {
namespace {

template <class Map, class Key>
void keep_earliest(Map& known, const Key& key, Time time) {
    const auto [at, is_new] = known.emplace(key, time);
    if (!is_new) {
        at->second = std::min(at->second, time);
    }
}

template <class Map, class Key>
Time earliest(const Map& known, const Key& key, Time now) {
    const auto found = known.find(key);
    return found == known.end() ? now : std::min(found->second, now);
}

Bytes key_of(BytesView encoding) {
    return digest_of(DigestAlgorithm::sha256, encoding).value;
}

}  // namespace

void ProofsOfExistence::prove_object(const Bytes& sha256, Time time) {
    keep_earliest(objects_, sha256, time);
}

void ProofsOfExistence::prove_signature(const std::string& id, Time time) {
    keep_earliest(signatures_, id, time);
}

void ProofsOfExistence::prove_material(const std::vector<Certificate>& certificates,
                                       const std::vector<OcspResponse>& responses,
                                       const std::vector<Crl>& crls, Time time) {
    for (const auto& certificate : certificates) {
        prove_object(certificate.sha256().value, time);
    }
    for (const auto& response : responses) {
        prove_object(key_of(response.der()), time);
        prove_material(response.certificates(), {}, {}, time);
    }
    for (const auto& list : crls) {
        prove_object(key_of(list.der()), time);
    }
}

void ProofsOfExistence::prove_token(const TimestampFacts& token, Time time) {
    prove_object(key_of(token.encoding), time);
    prove_material(token.certificates, token.ocsp_responses, token.crls, time);
}

void ProofsOfExistence::prove_all_of(const SignatureFacts& facts, Time time) {
    prove_signature(facts.id, time);
    prove_material(facts.certificates, facts.ocsp_responses, facts.crls, time);
    for (const auto& token : facts.timestamps) {
        prove_token(token, time);
    }
    for (const auto& counter : facts.counter_signatures) {
        prove_all_of(counter, time);
    }
}

Time ProofsOfExistence::object(BytesView encoding) const {
    return object_with(key_of(encoding));
}

Time ProofsOfExistence::object_with(const Bytes& sha256) const {
    return earliest(objects_, sha256, now_);
}

Time ProofsOfExistence::signature(const std::string& id) const {
    return earliest(signatures_, id, now_);
}

}  // namespace mohur::signing
