// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/xades/properties_internal.h"

namespace mohur::signing::xades {

/// SigningCertificate or SigningCertificateV2 (EN 319 132-1 clauses 5.2.2 and D.2), as read.
class SigningCertificateProperty {
public:
    [[nodiscard]] static SigningCertificateProperty read(const QualifyingProperties& properties);

    /// A property of either version with a readable digest stands in the signed properties.
    [[nodiscard]] bool present() const noexcept { return count_ > 0; }
    [[nodiscard]] bool ambiguous() const noexcept { return count_ > 1; }
    /// A reference has the digest of `certificate`.
    [[nodiscard]] bool names(const Certificate& certificate) const;
    /// The reference with its digest also has its issuer and serial number, where they are given.
    [[nodiscard]] bool matches(const Certificate& certificate) const;

private:
    struct Entry {
        Digest digest;
        std::string serial_decimal;  ///< first version; empty: not given
        std::optional<Name> issuer;  ///< second version; empty: not given
        Bytes serial;                ///< with `issuer`
    };
    [[nodiscard]] static Entry read_entry(const xml::Element& element, Digest digest);

    std::size_t count_ = 0;
    std::vector<Entry> entries_;
};

}  // namespace mohur::signing::xades
