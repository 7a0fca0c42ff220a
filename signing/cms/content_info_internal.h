// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/byte_source.h"

#include <memory>

namespace mohur::signing {

/// The fields of a SignedData (RFC 5652 clause 5.1), each a whole element; absent ones are empty.
struct SignedDataParts {
    Bytes version;
    Bytes digest_algorithms;
    std::shared_ptr<const ByteSource> encapsulated;
    Bytes certificates;
    Bytes crls;
    Bytes signers;
};

/// The ContentInfo around them, with definite lengths. What is encapsulated is read where it lies.
[[nodiscard]] std::shared_ptr<const ByteSource> content_info_around(SignedDataParts parts);

}  // namespace mohur::signing
