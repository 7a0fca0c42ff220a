// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/byte_source.h"
#include "signing/core/digest.h"
#include "signing/core/limits.h"
#include "signing/core/time.h"
#include "signing/crypto/public_key.h"
#include "signing/pki/certificate.h"
#include "signing/pki/crl.h"
#include "signing/pki/ocsp.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

/// What the format modules (xades, cades, pades, asic) read from a file, before anybody asks whether
/// a certificate is trusted. `signing/validation` judges these facts; it never looks into a format.
namespace mohur::signing {

/// A finding with a code of the closed list in docs/verdict.schema.json, and an English detail.
struct Finding {
    std::string code;
    std::string text;
    bool operator==(const Finding&) const = default;
};

/// One data object that a signature, timestamp or manifest covers.
struct Scope {
    std::string name;              ///< decoded URI or file name; "" for an unnamed detached object
    std::optional<Digest> digest;  ///< of the octets that were hashed
    bool partial = false;          ///< a transform hides part of the object
};

/// One ds:Reference, message digest or manifest entry.
struct ReferenceFact {
    std::string uri;
    bool found = false;
    bool intact = false;
    std::optional<DigestAlgorithm> algorithm;
};

enum class TimestampType { content, signature, validation_data, archive, document, container };
/// "validation-data": the spelling of the verdict JSON.
[[nodiscard]] std::string_view to_string(TimestampType type) noexcept;

/// A time-stamp token in its place.
struct TimestampFacts {
    std::string id;
    TimestampType type = TimestampType::signature;
    bool intact = false;           ///< imprint and token, trust apart
    bool imprint_found = false;    ///< the stamped octets could be computed
    bool imprint_intact = false;
    bool token_intact = false;
    std::optional<Time> time;
    std::optional<Certificate> tsa;
    std::vector<Certificate> certificates;
    std::vector<OcspResponse> ocsp_responses;
    std::vector<Crl> crls;
    std::optional<SignatureAlgorithm> algorithm;     ///< of the token's SignerInfo
    std::optional<DigestAlgorithm> imprint_algorithm;
    Bytes encoding;
    std::vector<std::string> covers;  ///< ids of signatures, for top-level tokens
    /// SHA-256 of each certificate, CRL, OCSP response and token that stands in what was stamped.
    std::vector<Bytes> covered_objects;
    std::vector<Finding> errors;
    std::vector<Finding> warnings;
};

/// An evidence record (RFC 4998, RFC 6283): in a container, in a signature, or supplied beside the file.
struct EvidenceRecordFacts {
    std::string id;
    bool intact = false;  ///< every covered object's group matches and the chain is in order; trust apart
    std::optional<Time> time;         ///< of the initial archive timestamp
    std::vector<std::string> covers;  ///< ids of signatures
    /// As of a time-stamp; empty: all that stands in the signatures it covers.
    std::optional<std::vector<Bytes>> covered_objects;
    std::vector<TimestampFacts> timestamps;
    std::vector<Finding> errors;
    std::vector<Finding> warnings;
};

enum class SignatureForm { xades, cades, pades, unsupported };

/// One signature as found in the file.
struct SignatureFacts {
    std::string id;                   ///< "S0", "S1", ... in file order; set by whoever lists the file
    SignatureForm form = SignatureForm::unsupported;
    std::string format;               ///< level found by content, e.g. "XAdES-BASELINE-LT" (architecture page)

    std::optional<Certificate> signing_certificate;   ///< identified; its key need not verify
    bool signing_certificate_reference_present = false;
    bool signing_certificate_reference_matches = false;  ///< digest and issuer-serial of *the* reference
    bool signing_certificate_reference_ambiguous = false;
    bool signature_value_valid = false;               ///< over the bytes as received
    std::vector<ReferenceFact> references;            ///< all must be found and intact
    bool binding_unambiguous = true;                  ///< unique ids, signed attributes once and in order, exact ByteRange
    bool signed_properties_bound = true;              ///< XAdES SignedProperties / CMS signed attributes are covered
    std::optional<bool> structure_valid;              ///< empty: not judged
    std::optional<std::vector<std::string>> pdf_modifications;  ///< empty: not judged or not a PDF

    std::optional<SignatureAlgorithm> algorithm;
    std::optional<Time> claimed_signing_time;
    std::optional<std::string> signature_policy_id;   ///< explicit policy; empty: none or implied
    std::vector<std::string> claimed_roles;

    std::vector<Certificate> certificates;            ///< embedded anywhere in the signature
    std::vector<OcspResponse> ocsp_responses;
    std::vector<Crl> crls;
    std::vector<TimestampFacts> timestamps;
    std::vector<SignatureFacts> counter_signatures;
    /// Enclosed in its unsigned properties; `read_file` moves them to the file's own list.
    std::vector<EvidenceRecordFacts> evidence_records;
    bool counter_signature = false;  ///< stands below another one and covers that one's value
    std::vector<Scope> scopes;
    std::vector<Finding> errors;
    std::vector<Finding> warnings;

    /// The `intact` of the verdict: trust-independent (architecture page).
    [[nodiscard]] bool intact() const noexcept;
};

enum class ContainerKind { xades, cades, pades, asic_e, asic_s, tst, evidence_record, trusted_list, pdf, xml };
/// "asic-e": the spelling of the verdict JSON.
[[nodiscard]] std::string_view to_string(ContainerKind kind) noexcept;

/// Everything that was found in one file.
struct FileFacts {
    std::optional<ContainerKind> container;
    std::vector<SignatureFacts> signatures;
    std::vector<TimestampFacts> timestamps;   ///< top level: DocTimeStamp, container and bare tokens
    std::vector<EvidenceRecordFacts> evidence_records;
    std::vector<std::string> data_files;      ///< names of the data objects inside, for `inspect`
    std::vector<Finding> errors;              ///< e.g. undecodable-signature
    std::vector<Finding> warnings;
};

/// Detached contents that the caller supplies, as files or as digests only.
struct SuppliedContent {
    std::string name;                             ///< "" matches any single unnamed object
    std::shared_ptr<const ByteSource> bytes;      ///< null: only digests are known
    std::vector<Digest> digests;
};

/// What a format module needs beside the file.
struct ReadOptions {
    Limits limits;
    std::vector<SuppliedContent> contents;
    /// Evidence records beside the file, over it and perhaps over `contents`.
    std::vector<std::shared_ptr<const ByteSource>> evidence_records;
    std::vector<Certificate> extra_certificates;  ///< candidates, never anchors
    VerifiedSignatures* verified = nullptr;       ///< borrowed; null: nothing is remembered
};

}  // namespace mohur::signing
