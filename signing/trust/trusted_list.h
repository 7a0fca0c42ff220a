// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/limits.h"
#include "signing/core/result.h"
#include "signing/trust/trusted_services.h"

namespace mohur::signing::trust {

/// A trusted list, read (TS 119 612 clause 5). Immutable value.
struct TrustedList {
    int version = 0;
    std::int64_t sequence_number = 0;
    std::string territory;
    Time issued{};
    std::optional<Time> next_update;  ///< empty: the list is closed (clause 5.3.15)
    std::vector<TrustedService> services;
};

/// Reads a list of version 5 or 6. After its nextUpdate a list says nothing: the last period of
/// every service ends there. Errors: those of xml::Document::parse; `malformed`
/// "trust-list-invalid"; `unsupported` "trust-list-version".
[[nodiscard]] Result<TrustedList> read_trusted_list(BytesView xml, const Limits& limits);

/// Who signed the list: one signature, intact, over the whole document (annex B.1), by one of
/// `signers`. Errors: `integrity` "trust-list-untrusted"; those of reading the signature.
[[nodiscard]] Result<Certificate> signer_of_list(BytesView xml,
                                                 const std::vector<Certificate>& signers,
                                                 const Limits& limits);

/// True when `fresh` may take the place of `known`: of the same territory, and neither older nor
/// with a lower sequence number (clause 5.3.2).
[[nodiscard]] bool may_replace(const TrustedList& fresh, const TrustedList& known);

}  // namespace mohur::signing::trust
