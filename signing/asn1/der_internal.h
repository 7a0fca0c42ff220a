// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/bytes.h"
#include "signing/core/time.h"

#include <cstddef>
#include <string_view>

namespace mohur::signing::asn1 {

/// Identifier and length octets of one element (X.690 8.1.2, 8.1.3).
struct Header {
    std::size_t size = 2;    ///< of the header itself
    std::size_t length = 0;  ///< of the content; 0 when not definite
    bool definite = true;
    bool minimal = true;  ///< length in the fewest octets (X.690 10.1)
    bool constructed = false;
};

/// The header at the front of `input`; a definite content is known to fit.
[[nodiscard]] Result<Header> read_header(BytesView input);

/// "YYMMDDHHMMSSZ" (UTCTime, 1950-2049) or "YYYYMMDDHHMMSS[.f]Z" (GeneralizedTime).
[[nodiscard]] Result<Time> read_time(std::string_view text, bool utc_time);

}  // namespace mohur::signing::asn1
