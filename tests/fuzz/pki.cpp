// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pki/certificate.h"
#include "signing/pki/crl.h"
#include "signing/pki/ocsp.h"

#include <cstdlib>

/// What parses is what was given: an accepted object keeps its octets.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace mohur::signing;
    const mohur::BytesView input{data, size};
    const auto certificate = Certificate::from_der(input);
    if (certificate) {
        static_cast<void>(identity_of(*certificate));
        if (!mohur::equal(certificate->der(), input)) {
            std::abort();
        }
    }
    static_cast<void>(Certificate::from_pem_or_der(input));
    static_cast<void>(Crl::from_der(input));
    static_cast<void>(OcspResponse::from_der(input));
    return 0;
}
