// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/pki/certificate.h"
#include "signing/pki/signed_structure_internal.h"

namespace mohur::signing {

struct Certificate::State {
    SignedStructure signed_bytes;
    Digest sha256;
    Name subject;
    Name issuer;
    Bytes serial;
    Time not_before{};
    Time not_after{};
    std::optional<PublicKey> public_key;
    Bytes public_key_bits;  // of subjectPublicKey: what CertID and key identifiers hash

    bool is_ca = false;
    std::optional<int> path_length;
    std::optional<KeyUsage> key_usage;
    std::vector<Oid> extended_key_usage;
    bool extended_key_usage_critical = false;
    bool has_ocsp_nocheck = false;
    std::vector<Oid> policies;
    std::vector<std::string> ocsp_urls;
    std::vector<std::string> ca_issuer_urls;
    std::vector<std::string> crl_urls;
    Bytes subject_key_id;
    Bytes authority_key_id;
    std::vector<Oid> unknown_critical_extensions;
};

}  // namespace mohur::signing
