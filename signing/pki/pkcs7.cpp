// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/core/limits.h"
#include "signing/crypto/openssl_internal.h"
#include "signing/pki/pkcs7_internal.h"

namespace mohur::signing {

Result<std::vector<Certificate>> certificates_of_pkcs7(BytesView der) {
    const auto container = openssl::parse_whole<openssl::Pkcs7Ptr, d2i_PKCS7>(der);
    if (container == nullptr || OBJ_obj2nid(container->type) != NID_pkcs7_signed ||
        container->d.sign == nullptr) {
        return Error::malformed("certificate-invalid", "not a PKCS#7 SignedData");
    }
    const STACK_OF(X509)* all = container->d.sign->cert;
    if (sk_X509_num(all) > static_cast<int>(Limits{}.certificates)) {
        return Error::too_large("certificate-count");
    }
    std::vector<Certificate> out;
    for (int i = 0; i < sk_X509_num(all); ++i) {
        MOHUR_TRY(auto certificate,
                  Certificate::from_der(openssl::encode<i2d_X509>(sk_X509_value(all, i))));
        out.push_back(std::move(certificate));
    }
    return out;
}

}  // namespace mohur::signing
