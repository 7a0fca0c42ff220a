// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/handle.h"
#include "tests/support/pki/test_identity.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

namespace mohur::testing {

using KeyPtr = Handle<EVP_PKEY, EVP_PKEY_free>;
using X509Ptr = Handle<X509, X509_free>;
using BioPtr = Handle<BIO, BIO_free_all>;
using MdContextPtr = Handle<EVP_MD_CTX, EVP_MD_CTX_free>;

struct TestKey::State {
    KeyPtr key;
};

[[nodiscard]] X509Ptr to_x509(const signing::Certificate& certificate);
[[nodiscard]] std::string text_of(BIO* bio);

}  // namespace mohur::testing
