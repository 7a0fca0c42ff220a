// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "pki-test/description_internal.h"
#include "pki-test/openssl_internal.h"

#include <map>
#include <mutex>

namespace mohur::pkitest {

/// A certificate of the hierarchy with its private key.
struct Entry {
    const CertificateDescription* description = nullptr;
    const Entry* issuer = nullptr;  ///< itself for a root
    X509Ptr certificate;
    KeyPtr key;
};

using Revocations = std::map<std::string, Revocation, std::less<>>;

/// Built once; only the revocations change afterwards.
struct Hierarchy::State {
    Description description;
    std::string description_text;
    Now now;
    Time built;
    std::map<std::string, Entry, std::less<>> entries;

    std::filesystem::path folder;  ///< empty: nothing but memory
    mutable std::mutex mutex;      ///< guards `revoked_since`
    Revocations revoked_since;

    [[nodiscard]] const Entry& entry(std::string_view name) const;
    /// Those of the description and those made since, also by another process on the same folder.
    [[nodiscard]] Revocations revocations() const;
};

/// The description parsed, without certificates.
[[nodiscard]] std::unique_ptr<Hierarchy::State> make_state(std::string_view description, Now now,
                                                           Time built);

[[nodiscard]] KeyPtr generate_key(const std::string& kind);
/// `issuer` null: self-signed. RFC 5280 section 4.
[[nodiscard]] X509Ptr issue(const CertificateDescription& what, EVP_PKEY* key, const Entry* issuer,
                            const std::string& base_url, Time now);

[[nodiscard]] Bytes answer_ocsp(const Hierarchy::State& state, OCSP_REQUEST* request,
                                const OcspBehaviour& behaviour);
[[nodiscard]] Bytes answer_timestamp(const Hierarchy::State& state, BytesView request,
                                     const TimestampBehaviour& behaviour);
[[nodiscard]] Bytes make_token(const Hierarchy::State& state, TS_REQ* request,
                               const TimestampBehaviour& behaviour);
[[nodiscard]] TsRequestPtr make_timestamp_request(const std::string& digest_algorithm,
                                                  BytesView digest);
[[nodiscard]] Bytes make_crl(const Hierarchy::State& state, const Entry& ca,
                             const CrlBehaviour& behaviour);

/// The number of a CRLReason of RFC 5280 5.3.1.
[[nodiscard]] int reason_number(std::string_view reason);
[[nodiscard]] Revocations read_revocations(const std::filesystem::path& folder);
void write_revocations(const std::filesystem::path& folder, const Revocations& revocations);

/// The behaviour of that name; throws when there is none.
template <class Behaviour>
[[nodiscard]] const Behaviour& behaviour_named(
    const std::map<std::string, Behaviour, std::less<>>& all, std::string_view name) {
    const auto found = all.find(name);
    if (found == all.end()) {
        throw PkiTestError{"no such behaviour: " + std::string{name}};
    }
    return found->second;
}

}  // namespace mohur::pkitest
