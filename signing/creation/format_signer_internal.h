// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/byte_target.h"
#include "signing/core/random.h"
#include "signing/creation/evidence_internal.h"
#include "signing/creation/prepared_state_internal.h"
#include "signing/model/facts.h"

#include <memory>
#include <string_view>

namespace mohur::signing {

/// What `prepare` gives back, and what `complete` gets again.
struct Prepared {
    Bytes to_be_signed;
    PreparedState state;
    std::vector<Finding> warnings;
};

/// What the first step may use.
struct PreparationParts {
    RandomSource& random;
    Evidence& evidence;  ///< for a content timestamp only
};

/// What the second step gets beside the state. The format decides what is stamped; material is
/// asked for after the last stamp but the archive one.
struct CompletionParts {
    BytesView signature_value;  ///< verified
    Evidence& evidence;
};

/// How one format is made: a row of the table of formats. `complete` writes the whole result, of
/// the request's level.
struct FormatSigner {
    CreationFormat format;
    SignatureLevel highest;  ///< what is built; the levels below it are too
    /// Whether commitment types, a policy and a content timestamp have a place in it.
    bool takes_statements;
    /// The file whose present signatures must stay whole; null when a new one is made.
    std::shared_ptr<const ByteSource> (*present_file)(const SigningRequest& request);
    Result<Prepared> (*prepare)(const SigningRequest& request, const PreparationParts& parts);
    Result<void> (*complete)(const SigningRequest& request, PreparedState state,
                             const CompletionParts& parts, ByteTarget& target);
};

/// `unsupported` "sign-format-unsupported", "sign-level-unsupported" for cells that are not built.
[[nodiscard]] Result<const FormatSigner*> format_signer(CreationFormat format,
                                                        SignatureLevel level);

/// What an extension gets: the request, what was read from the file, and which of its signatures
/// are chosen, by their position in `before.signatures`.
struct ExtensionParts {
    const ExtensionRequest& request;
    const FileFacts& before;
    std::vector<std::size_t> chosen;
    Evidence& evidence;
    Time now;
};

/// How signatures of one kind of file are raised: a row of the table of extensions. `extend` writes
/// the whole result.
struct FormatExtender {
    std::string_view name;
    bool (*takes)(const FileFacts& facts);
    SignatureLevel highest;
    Result<void> (*extend)(const ExtensionParts& parts, ByteTarget& target);
};

/// `unsupported` "extend-format-unsupported", "extend-level-unsupported".
[[nodiscard]] Result<const FormatExtender*> format_extender(const FileFacts& facts,
                                                            SignatureLevel level);

// One function of each kind for every format; the tables are in format_signers.cpp.

/// PAdES baseline (EN 319 142-1 clause 6.3).
[[nodiscard]] Result<Prepared> prepare_pades(const SigningRequest& request,
                                             const PreparationParts& parts);
[[nodiscard]] Result<void> complete_pades(const SigningRequest& request, PreparedState state,
                                          const CompletionParts& parts, ByteTarget& target);
[[nodiscard]] Result<void> extend_pades(const ExtensionParts& parts, ByteTarget& target);

/// CAdES baseline, attached and detached (EN 319 122-1 clause 6.3).
[[nodiscard]] Result<Prepared> prepare_cades(const SigningRequest& request,
                                             const PreparationParts& parts);
[[nodiscard]] Result<void> complete_cades(const SigningRequest& request, PreparedState state,
                                          const CompletionParts& parts, ByteTarget& target);
/// The file that gets one SignerInfo more.
[[nodiscard]] std::shared_ptr<const ByteSource> present_signed_data(const SigningRequest& request);
[[nodiscard]] Result<void> extend_cades(const ExtensionParts& parts, ByteTarget& target);

/// XAdES baseline, enveloped, enveloping and detached (EN 319 132-1 clause 6.3).
[[nodiscard]] Result<Prepared> prepare_xades(const SigningRequest& request,
                                             const PreparationParts& parts);
[[nodiscard]] Result<void> complete_xades(const SigningRequest& request, PreparedState state,
                                          const CompletionParts& parts, ByteTarget& target);
/// The XML that gets one signature more; null for enveloping and for a new detached one.
[[nodiscard]] std::shared_ptr<const ByteSource> present_xades(const SigningRequest& request);
[[nodiscard]] Result<void> extend_xades(const ExtensionParts& parts, ByteTarget& target);

/// Counter-signatures in the unsigned part of a present XAdES or CAdES signature.
[[nodiscard]] Result<Prepared> prepare_xades_counter(const SigningRequest& request,
                                                     const PreparationParts& parts);
[[nodiscard]] Result<void> complete_xades_counter(const SigningRequest& request,
                                                  PreparedState state, const CompletionParts& parts,
                                                  ByteTarget& target);
[[nodiscard]] Result<Prepared> prepare_cades_counter(const SigningRequest& request,
                                                     const PreparationParts& parts);
[[nodiscard]] Result<void> complete_cades_counter(const SigningRequest& request,
                                                  PreparedState state, const CompletionParts& parts,
                                                  ByteTarget& target);

/// ASiC-E and ASiC-S with XAdES baseline (EN 319 162-1 clauses 4.4.3 and 4.3.3).
[[nodiscard]] Result<Prepared> prepare_asic_xades(const SigningRequest& request,
                                                  const PreparationParts& parts);
[[nodiscard]] Result<void> complete_asic_xades(const SigningRequest& request, PreparedState state,
                                               const CompletionParts& parts, ByteTarget& target);
[[nodiscard]] Result<void> extend_asic_xades(const ExtensionParts& parts, ByteTarget& target);

/// ASiC-E with ASiCManifest and CAdES baseline (EN 319 162-1 clause 4.4.4); ASiC-S with CAdES
/// (clause 4.3.3).
[[nodiscard]] Result<Prepared> prepare_asic_cades(const SigningRequest& request,
                                                  const PreparationParts& parts);
[[nodiscard]] Result<void> complete_asic_cades(const SigningRequest& request, PreparedState state,
                                               const CompletionParts& parts, ByteTarget& target);
[[nodiscard]] Result<void> extend_asic_cades(const ExtensionParts& parts, ByteTarget& target);

/// The one data object, when it is a container of the request's kind that gets another signature.
[[nodiscard]] std::shared_ptr<const ByteSource> present_container(const SigningRequest& request);

/// ASiC-S with a token over the data file (clause 4.3.3.2 item 4 c).
[[nodiscard]] Result<void> write_timestamp(const TimestampRequest& request, Time now,
                                           Evidence& evidence, ByteTarget& target);

}  // namespace mohur::signing
