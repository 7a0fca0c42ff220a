// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/cades/reader.h"
#include "signing/model/policy_reference.h"

#include <optional>
#include <string>
#include <vector>

namespace mohur::signing::cades {

/// What a signer says beside the content. Everything is absent unless it is set.
struct SignerStatements {
    std::string mime_type{};                      ///< of the content (EN 319 122-1 clause 5.2.4.2)
    std::string locality{};                       ///< clause 5.2.5
    std::vector<std::string> claimed_roles{};     ///< clause 5.2.6.1
    std::vector<std::string> commitment_types{};  ///< dotted identifiers (clause 5.2.3)
    std::optional<SignaturePolicyReference> policy{};  ///< clause 5.2.9.1
    std::vector<Bytes> content_timestamps{};           ///< tokens (clause 5.2.8)
};

/// The signed attributes that say it, whole DER Attributes. `malformed` "signing-request-invalid"
/// for what is no object identifier.
[[nodiscard]] Result<std::vector<Bytes>> statement_attributes(const SignerStatements& statements);

/// countersignature (clause 5.2.7, RFC 5652 clause 11.4) with one SignerInfo.
[[nodiscard]] Bytes counter_signature_attribute(BytesView signer_info);

/// signature-time-stamp (clause 5.3) around a token over the digest of the signature value.
[[nodiscard]] Bytes signature_timestamp_attribute(const TimestampToken& token);

/// What an archive-time-stamp-v3 over one SignerInfo covers as it stands (clause 5.5.3).
struct ArchiveTimestampInput {
    Bytes hash_index;  ///< ATSHashIndexV3 (clause 5.5.2)
    Digest imprint;
};
/// `not_found` "detached-content-missing" when the content is not at hand.
[[nodiscard]] Result<ArchiveTimestampInput> archive_timestamp_input(const SignedData& signed_data,
                                                                    const SignerInfo& signer,
                                                                    const SignedContent& content,
                                                                    DigestAlgorithm algorithm);
/// archive-time-stamp-v3 around a token over that imprint, which gets the index as an unsigned
/// attribute of its own.
[[nodiscard]] Result<Bytes> archive_timestamp_attribute(const TimestampToken& token,
                                                        BytesView hash_index);

/// True when an archive timestamp of the old form stands in any SignerInfo: certificates and crls
/// are then covered as they are and must not be added to (clause 5.5.3).
[[nodiscard]] bool has_sealed_material(const SignedData& signed_data);
/// True when a signature-time-stamp stands in `signer`.
[[nodiscard]] bool has_signature_timestamp(const SignerInfo& signer);

}  // namespace mohur::signing::cades
