// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/asn1/der.h"

#include <cstdlib>

/// Whatever the octets: every element lies within the input, and DER is judged without an end.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace mohur::signing;
    const mohur::BytesView input{data, size};
    static_cast<void>(is_der(input));
    static_cast<void>(read_tlv_header(input));
    DerReader reader{input};
    while (!reader.at_end()) {
        const auto element = reader.next();
        if (!element) {
            break;
        }
        if (element->whole.data() < data ||
            element->whole.data() + element->whole.size() > data + size) {
            std::abort();
        }
        static_cast<void>(reader.into(*element).oid());
        static_cast<void>(reader.into(*element).time());
        static_cast<void>(reader.into(*element).octet_string());
    }
    return 0;
}
