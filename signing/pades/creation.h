// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/byte_source.h"
#include "signing/core/digest.h"
#include "signing/core/limits.h"
#include "signing/core/time.h"
#include "signing/pades/appearance.h"
#include "signing/pki/certificate.h"
#include "signing/pki/crl.h"
#include "signing/pki/ocsp.h"

#include <memory>
#include <string>
#include <vector>

namespace mohur::signing::pades {

/// What the signature to be made will be, as far as a field may ask for it (seed values, ISO
/// 32000-2 clause 12.7.5.5).
struct SignatureTraits {
    DigestAlgorithm digest = DigestAlgorithm::sha256;
    bool timestamped = false;
    bool long_term = false;            ///< with validation data
    std::optional<Bytes> certificate;  ///< of the signer, DER
};

/// Entries of the signature dictionary (ISO 32000-1 clause 12.8.1; EN 319 142-1 clause 6.3), and
/// the field that it goes into.
struct SignatureFieldPlan {
    /// An empty signature field of the document, or the name of a new one; empty: the next free
    /// "SignatureN".
    std::string field_name;
    std::string name;  ///< /Name
    std::string reason;
    std::string location;
    Time signing_time;                ///< /M
    std::size_t reserve = 16'384;     ///< bytes for the CMS
    bool document_timestamp = false;  ///< /DocTimeStamp, ETSI.RFC3161
    /// What a certification lets others do, 1 to 3 (ISO 32000-1 table 254); empty: an approval.
    std::optional<int> certification;
    std::optional<Appearance> appearance;  ///< empty: invisible
    SignatureTraits traits;
};

/// The file with an appended revision whose /Contents is empty. Always as small an update as can
/// be: the original bytes are an unchanged prefix.
struct OpenRevision {
    Bytes file;
    std::uint64_t contents_offset = 0;  ///< of the '<'
    std::uint64_t contents_length = 0;  ///< '<' to '>' inclusive
};

/// Errors: `unsupported` "pdf-encrypted", "pdf-hybrid", "pdf-needs-normalising" (junk before the
/// header, repaired xref), "pdf-certified-no-changes", "pdf-field-locked" (by an earlier
/// signature), "pdf-seed-value" (what the field demands cannot be met; the detail says which),
/// "pdf-field-shape", "pdf-new-page-signed"; `conflict` "pdf-field-exists", "pdf-field-signed",
/// "pdf-certify-not-first"; `denied` "pdf-field-read-only"; `not_found` "pdf-page-missing";
/// `malformed` "pdf-damaged", "pdf-place-invalid", "pdf-certification-level"; `too_large`.
[[nodiscard]] Result<OpenRevision> append_signature_field(const ByteSource& pdf,
                                                          const SignatureFieldPlan& plan,
                                                          const Limits& limits);
/// The digest over the ByteRange.
[[nodiscard]] Result<Digest> byte_range_digest(const OpenRevision& revision,
                                               DigestAlgorithm algorithm);
/// Writes the CMS as hex; `too_large` "signature-reserve" when it does not fit.
[[nodiscard]] Result<Bytes> close_revision(OpenRevision revision, BytesView cms);

/// Appends a DSS (with VRI for `signature_contents`) to a signed file (EN 319 142-1 clause 5.4).
[[nodiscard]] Result<Bytes> append_dss(const ByteSource& pdf, BytesView signature_contents,
                                       const std::vector<Certificate>& certificates,
                                       const std::vector<OcspResponse>& ocsp,
                                       const std::vector<Crl>& crls, const Limits& limits);

}  // namespace mohur::signing::pades
