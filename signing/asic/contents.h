// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/model/facts.h"

#include <memory>
#include <string>
#include <vector>

namespace mohur::signing::asic {

/// One data file of a container.
struct ContainedFile {
    std::string name;
    std::string media_type;  ///< as META-INF/manifest.xml says; empty when it does not
    Digest digest;
};

/// What a container holds, for whoever wants to add a signature to it. Immutable value.
struct Contents {
    ContainerKind kind = ContainerKind::asic_e;
    std::vector<ContainedFile> data;
    std::vector<std::string> meta_inf;  ///< every entry below META-INF
    bool only_xades = true;             ///< no CAdES, token or evidence record lies in it
    std::vector<Finding> errors;        ///< rules that it breaks
};

/// Lists a container and hashes its data files. Errors: those of the zip reader; `malformed`
/// "zip-not-asic" or "zip-invalid" for damaged data.
[[nodiscard]] Result<Contents> read_contents(std::shared_ptr<const ByteSource> file,
                                             DigestAlgorithm algorithm, const Limits& limits);

}  // namespace mohur::signing::asic
