// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/byte_source.h"
#include "signing/core/digest.h"
#include "signing/core/limits.h"
#include "signing/core/time.h"
#include "signing/creation/creation_format.h"
#include "signing/crypto/public_key.h"
#include "signing/model/facts.h"
#include "signing/model/policy_reference.h"
#include "signing/pades/appearance.h"
#include "signing/pki/certificate.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace mohur::signing {

/// One file to be signed.
struct DataObject {
    std::string name;       ///< UTF-8 file name without path
    std::string mime_type;  ///< empty: application/octet-stream
    std::shared_ptr<const ByteSource> bytes;
};

/// What is done about content of a PDF that can show different readers different things
/// (`pdf::content_findings`).
enum class ContentPolicy {
    warn,    ///< `PreparedSignature::warnings` says it
    refuse,  ///< nothing is signed
};

/// What only a PDF signature has. Immutable value.
struct PdfSignature {
    std::string
        field;  ///< an empty signature field, or the name of a new one; empty: the next free
    /// What a certification lets others do, 1 to 3 (ISO 32000-1 table 254); empty: an approval.
    std::optional<int> certification{};
    std::optional<pades::Appearance> appearance{};  ///< empty: invisible
    ContentPolicy content = ContentPolicy::warn;
};

/// What shall be signed, how and by whom. Immutable value.
struct SigningRequest {
    CreationFormat format = CreationFormat::asic_e_xades;
    SignatureLevel level = SignatureLevel::B;
    /// One PDF for PAdES; one object for XAdES and CAdES and for a new ASiC-S; one or more for a
    /// new ASiC-E. A present container, or a present SignedData for attached CAdES, gets one
    /// signature more.
    std::vector<DataObject> data;
    Certificate signer;
    std::vector<Certificate> chain;  ///< intermediates, embedded
    SignatureAlgorithm algorithm;
    Time signing_time;                       ///< claimed
    std::string reason;                      ///< optional; PDF /Reason
    std::string location;                    ///< optional; PDF /Location, XAdES, CAdES locality
    std::vector<std::string> claimed_roles;  ///< optional; XAdES SignerRoleV2, CAdES attributes-v2
    Limits limits;
    /// Optional: a present detached signature over the same data that gets this signer too.
    std::shared_ptr<const ByteSource> present_signature{};
    std::vector<std::string> commitment_types{};  ///< optional; dotted object identifiers
    std::optional<SignaturePolicyReference> policy{};
    bool content_timestamp = false;  ///< a token over the content, taken before the key is used
    /// Of a counter-signature: the signature whose value is signed, as `read_file` names it ("S0");
    /// empty: the only one. The file is the one object, or `present_signature` with the object as
    /// what that covers.
    std::string countersigned{};
    PdfSignature pdf{};              ///< PAdES only
};

/// The result of `prepare`: what a device must sign, and the state that `complete` needs. It can be
/// serialised, so that it survives a restart while a phone answers; it is redeemed once.
struct PreparedSignature {
    Bytes to_be_signed;          ///< DTBS: the octets whose digest the device signs
    Digest to_be_signed_digest;  ///< DTBSR
    Bytes state;                 ///< opaque, versioned; holds no secret
    /// What the signer should know before the key is used; codes of `pdf::content_findings`.
    std::vector<Finding> warnings{};
};

/// Which signatures of a file shall be raised to which level, whoever made them. Immutable value.
struct ExtensionRequest {
    SignatureLevel level = SignatureLevel::LT;  ///< T, LT or LTA; LTA again renews
    std::shared_ptr<const ByteSource> file;
    std::vector<DataObject> contents;     ///< what detached signatures cover
    std::vector<std::string> signatures;  ///< ids as `read_file` gives them ("S0"); empty: all
    Limits limits;
    std::vector<Certificate> certificates{};  ///< untrusted issuers that the file may lack
};

/// A time-stamp token in a container of its own: ASiC-S (EN 319 162-1 clause 4.3.3.2 item 4 c), no
/// key involved. Immutable value.
struct TimestampRequest {
    DataObject data;
    Limits limits;
};

}  // namespace mohur::signing
