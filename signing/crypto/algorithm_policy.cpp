// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/crypto/algorithm_policy.h"

#include <algorithm>
#include <array>

namespace mohur::signing {
namespace {

constexpr std::array kSchemes{
    std::pair{std::string_view{"rsa-pkcs1"}, SignatureScheme::rsa_pkcs1},
    std::pair{std::string_view{"rsa-pss"}, SignatureScheme::rsa_pss},
    std::pair{std::string_view{"ecdsa"}, SignatureScheme::ecdsa},
    std::pair{std::string_view{"ed25519"}, SignatureScheme::ed25519},
    std::pair{std::string_view{"dsa"}, SignatureScheme::dsa},
};

Error invalid(std::string detail) {
    return Error::malformed("algorithms-invalid", std::move(detail));
}

Result<SignatureScheme> scheme_from(const std::string& name) {
    for (const auto& [known, scheme] : kSchemes) {
        if (known == name) {
            return scheme;
        }
    }
    return invalid("signature algorithm '" + name + "'");
}

Result<std::optional<Time>> end_from(const Json& value) {
    if (value.is_null()) {
        return std::optional<Time>{};
    }
    MOHUR_TRY(const auto time, parse_rfc3339(value.as_string()));
    return std::optional{time};
}

/// Whichever ends first.
Acceptability both(const Acceptability& a, const Acceptability& b) {
    if (!a.ever || !b.ever) {
        return {};
    }
    if (!a.until || (b.until && *b.until < *a.until)) {
        return b;
    }
    return a;
}

// RFC 8032: the hash is part of the algorithm, and the digest of the format around it is judged
// there.
bool has_own_digest(SignatureScheme scheme) {
    return scheme != SignatureScheme::ed25519;
}

}  // namespace

Result<AlgorithmPolicy> AlgorithmPolicy::from_json(const Json& json) {
    AlgorithmPolicy policy;
    for (const auto& [name, value] : json["digests"].members()) {
        const auto algorithm = digest_algorithm_from(name);
        if (!algorithm) {
            return invalid("digest '" + name + "'");
        }
        MOHUR_TRY(policy.digests_[*algorithm], end_from(value));
    }
    for (const auto& [name, lengths] : json["signatures"].members()) {
        MOHUR_TRY(const auto scheme, scheme_from(name));
        for (const auto& entry : lengths.items()) {
            MOHUR_TRY(const auto until, end_from(entry["until"]));
            policy.schemes_[scheme].push_back(
                {static_cast<int>(entry["bits"].as_integer()), until});
        }
        std::ranges::sort(policy.schemes_[scheme], {}, &Length::bits);
    }
    return policy;
}

Acceptability AlgorithmPolicy::judge(DigestAlgorithm algorithm) const {
    const auto found = digests_.find(algorithm);
    return found == digests_.end() ? Acceptability{} : Acceptability{true, found->second};
}

Acceptability AlgorithmPolicy::judge_length(SignatureScheme scheme, int bits) const {
    Acceptability result;
    const auto found = schemes_.find(scheme);
    if (found == schemes_.end()) {
        return result;
    }
    for (const auto& length : found->second) {
        if (length.bits <= bits) {
            result = {true, length.until};
        }
    }
    return result;
}

Acceptability AlgorithmPolicy::judge(const SignatureAlgorithm& algorithm,
                                     const PublicKey& key) const {
    const auto result = judge_length(algorithm.scheme, key.bits());
    return has_own_digest(algorithm.scheme) ? both(result, judge(algorithm.digest)) : result;
}

}  // namespace mohur::signing
