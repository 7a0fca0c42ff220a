// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/trust/trusted_list.h"

#include <cstdlib>

/// Nobody signs a list for a verifier who trusts nobody.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    namespace trust = mohur::signing::trust;
    const mohur::Limits limits;
    static_cast<void>(trust::read_trusted_list({data, size}, limits));
    if (trust::signer_of_list({data, size}, {}, limits)) {
        std::abort();
    }
    return 0;
}
