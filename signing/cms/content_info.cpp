// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/cms/content_info_internal.h"

#include "signing/asn1/der.h"
#include "signing/cms/signed_data_internal.h"
#include "signing/core/joined_source.h"

namespace mohur::signing {

std::shared_ptr<const ByteSource> content_info_around(SignedDataParts parts) {
    Bytes before = std::move(parts.version);
    append(before, parts.digest_algorithms);
    Bytes after = std::move(parts.certificates);
    append(after, parts.crls);
    append(after, parts.signers);
    const Bytes type = der::oid(cms_oid::kSignedData);
    const auto size = before.size() + parts.encapsulated->size() + after.size();
    const Bytes signed_data = der::header(tag::kSequence, size);
    const Bytes wrapper = der::header(tag::context_set(0), signed_data.size() + size);
    Bytes head =
        der::header(tag::kSequence, type.size() + wrapper.size() + signed_data.size() + size);
    for (const auto* part : {&type, &wrapper, &signed_data}) {
        append(head, *part);
    }
    append(head, before);
    return std::make_shared<JoinedSource>(std::vector<JoinedSource::Piece>{
        JoinedSource::whole(std::move(head)), JoinedSource::whole(std::move(parts.encapsulated)),
        JoinedSource::whole(std::move(after))});
}

}  // namespace mohur::signing
