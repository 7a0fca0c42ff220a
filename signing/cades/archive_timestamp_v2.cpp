// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/asn1/der.h"
#include "signing/cades/archive_timestamp_internal.h"
#include "signing/cades/attributes_internal.h"
#include "signing/crypto/hash.h"

#include <array>

namespace mohur::signing::cades {
namespace {

bool is_archive_timestamp(const Oid& type) {
    return type == oid::kArchiveTimestampV2 || type == oid::kArchiveTimestampV3;
}

// An archive timestamp covers the attributes that stood when it was made: of archive timestamps,
// those with an earlier time.
bool stood_before(const CmsAttribute& attribute, const TimestampToken& token,
                  const Limits& limits) {
    if (!is_archive_timestamp(attribute.type)) {
        return true;
    }
    if (attribute.values.empty()) {
        return false;
    }
    const auto other = TimestampToken::parse(attribute.values.front(), limits);
    return other && other->time() < token.time();
}

Bytes covered_unsigned_attributes(const SignerInfo& signer, const TimestampToken& token,
                                  const Limits& limits) {
    Bytes out;
    for (const auto& attribute : signer.unsigned_attributes()) {
        if (stood_before(attribute, token, limits)) {
            append(out, attribute.encoding);
        }
    }
    return out;
}

/// Producers disagree on where detached content stands in an archive-time-stamp-v2 (TS 101 733
/// clause 6.4.1 lets it follow encapContentInfo), so over detached content its imprint is not
/// computed.
bool hash_signed_data(Hasher& hasher, const SignedData& data) {
    if (!data.content_source() || !hasher.update(*data.encapsulated())) {
        return false;
    }
    hasher.update(data.fields().certificates);
    hasher.update(data.fields().crls);
    return true;
}

void hash_signer(Hasher& hasher, const SignerInfoFields& fields) {
    for (const auto* field :
         {&fields.version, &fields.sid, &fields.digest_algorithm, &fields.signed_attributes,
          &fields.signature_algorithm, &fields.signature}) {
        hasher.update(*field);
    }
}

}  // namespace

ArchiveImprint archive_imprint_v2(const TimestampToken& token, const SignedData& signed_data,
                                  const SignerInfo& signer, const Limits& limits) {
    ArchiveImprint out;
    const Bytes attributes = covered_unsigned_attributes(signer, token, limits);
    // TS 101 733 table K.3 note 3: editions up to 1.8.3 left out tag and length of unsignedAttrs;
    // both readings shall be tried.
    for (const Bytes& tail : {der::element(tag::context_set(1), attributes), attributes}) {
        Hasher hasher{token.imprint().algorithm};
        if (!hash_signed_data(hasher, signed_data)) {
            return {};
        }
        hash_signer(hasher, signer.fields());
        hasher.update(tail);
        out.candidates.push_back(hasher.finish());
    }
    return out;
}

}  // namespace mohur::signing::cades
