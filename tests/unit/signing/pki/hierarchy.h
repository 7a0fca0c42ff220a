// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "pki-test/hierarchy.h"
#include "signing/pki/crl.h"
#include "signing/pki/ocsp.h"

#include <string>
#include <vector>

namespace mohur::testing {

inline const Time kNow = *parse_rfc3339("2026-11-21T12:00:00Z");

/// The shipped test PKI, built once, at `kNow`.
inline const pkitest::Hierarchy& pki() {
    static const auto hierarchy = pkitest::Hierarchy::standard([] { return kNow; });
    return hierarchy;
}

inline signing::Certificate certificate(std::string_view name) {
    return *signing::Certificate::from_der(pki().certificate(name));
}

inline std::vector<signing::Certificate> certificates(const std::vector<std::string>& names) {
    std::vector<signing::Certificate> out;
    for (const auto& name : names) {
        out.push_back(certificate(name));
    }
    return out;
}

inline signing::OcspResponse ocsp(std::string_view name, std::string_view behaviour = {}) {
    return *signing::OcspResponse::from_der(pki().ocsp_response_for(name, behaviour));
}

inline signing::Crl crl(std::string_view ca, std::string_view behaviour = {}) {
    return *signing::Crl::from_der(pki().crl(ca, behaviour));
}

}  // namespace mohur::testing
