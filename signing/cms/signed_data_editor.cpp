// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/cms/signed_data_editor.h"

#include "signing/asn1/der.h"
#include "signing/cms/content_info_internal.h"
#include "signing/cms/signed_data_internal.h"

#include <algorithm>

namespace mohur::signing {
namespace {

/// RFC 5652 clause 5.1: where OtherRevocationInfoFormat is present.
constexpr std::int64_t kVersionWithOtherRevocation = 5;

Bytes concatenated(const std::vector<Bytes>& parts) {
    Bytes out;
    for (const auto& part : parts) {
        append(out, part);
    }
    return out;
}

/// A set that stands in DER order stays so; in another one, what is new comes last.
void insert(std::vector<Bytes>& parts, const Bytes& part, bool sorted) {
    if (std::ranges::find(parts, part) != parts.end()) {
        return;
    }
    parts.insert(sorted ? std::ranges::upper_bound(parts, part) : parts.end(), part);
}

std::vector<Bytes> merged(std::vector<Bytes> present, const std::vector<Bytes>& added) {
    const bool sorted = std::ranges::is_sorted(present);
    for (const auto& part : added) {
        insert(present, part, sorted);
    }
    return present;
}

/// An IMPLICIT [tag] SET; nothing when it would be empty and was absent.
Bytes implicit_set(std::uint8_t number, const std::vector<Bytes>& parts) {
    return parts.empty() ? Bytes{} : der::element(tag::context_set(number), concatenated(parts));
}

Bytes other_revocation(const OcspResponse& response) {
    Bytes content = der::oid(cms_oid::kOcspResponse);
    append(content, response.der());
    return der::element(tag::context_set(1), content);
}

std::vector<Bytes> certificates_of(const SignedData& data, const SignedDataAdditions& added) {
    std::vector<Bytes> more;
    for (const auto& certificate : added.certificates) {
        more.push_back(certificate.der());
    }
    return merged(data.fields().certificate_choices, more);
}

std::vector<Bytes> revocations_of(const SignedData& data, const SignedDataAdditions& added) {
    std::vector<Bytes> more;
    for (const auto& crl : added.crls) {
        more.push_back(crl.der());
    }
    for (const auto& response : added.ocsp_responses) {
        more.push_back(other_revocation(response));
    }
    return merged(data.fields().revocation_choices, more);
}

bool is_other(const Bytes& choice) {
    return choice.front() != tag::kSequence;
}

Bytes version_of(const SignedData& data, const std::vector<Bytes>& revocations) {
    const auto present = DerReader{data.fields().version}.small_integer();
    const bool raise = present && *present < kVersionWithOtherRevocation &&
                       std::ranges::any_of(revocations, is_other);
    return raise ? der::integer(kVersionWithOtherRevocation) : data.fields().version;
}

bool names(const Bytes& identifier, DigestAlgorithm algorithm) {
    auto reader = DerReader{identifier}.enter(tag::kSequence);
    const auto oid = reader ? reader->oid() : Result<Oid>{reader.error()};
    return oid && *oid == oid_of(algorithm);
}

Bytes digest_algorithms_of(const SignedData& data, const SignedDataAdditions& added) {
    std::vector<Bytes> present;
    auto reader = DerReader{data.fields().digest_algorithms}.enter(tag::kSet);
    while (reader && !reader->at_end()) {
        const auto element = reader->next();
        if (!element) {
            return data.fields().digest_algorithms;
        }
        present.push_back(to_bytes(element->whole));
    }
    std::vector<Bytes> more;
    for (const auto algorithm : added.digest_algorithms) {
        const auto same = [&](const Bytes& known) { return names(known, algorithm); };
        if (std::ranges::none_of(present, same)) {
            more.push_back(der::algorithm(oid_of(algorithm)));
        }
    }
    return more.empty() ? data.fields().digest_algorithms
                        : der::element(tag::kSet, concatenated(merged(present, more)));
}

Bytes signer_with(const SignerInfo& signer, const std::vector<Bytes>& attributes) {
    std::vector<Bytes> present;
    for (const auto& attribute : signer.unsigned_attributes()) {
        present.push_back(attribute.encoding);
    }
    const auto& fields = signer.fields();
    return der::sequence({fields.version, fields.sid, fields.digest_algorithm,
                          fields.signed_attributes, fields.signature_algorithm, fields.signature,
                          implicit_set(1, merged(std::move(present), attributes))});
}

Bytes signers_of(const SignedData& data, const SignedDataAdditions& added) {
    Bytes out;
    for (std::size_t i = 0; i < data.signers().size(); ++i) {
        const auto more = added.unsigned_attributes.find(i);
        append(out, more == added.unsigned_attributes.end()
                        ? data.signers()[i].encoding()
                        : signer_with(data.signers()[i], more->second));
    }
    append(out, concatenated(added.signers));
    return der::element(tag::kSet, out);
}

}  // namespace

bool SignedDataAdditions::empty() const noexcept {
    return certificates.empty() && crls.empty() && ocsp_responses.empty() &&
           digest_algorithms.empty() && signers.empty() && unsigned_attributes.empty();
}

std::shared_ptr<const ByteSource> with_additions(const SignedData& data,
                                                 const SignedDataAdditions& added) {
    const auto revocations = revocations_of(data, added);
    return content_info_around({.version = version_of(data, revocations),
                                .digest_algorithms = digest_algorithms_of(data, added),
                                .encapsulated = data.encapsulated(),
                                .certificates = implicit_set(0, certificates_of(data, added)),
                                .crls = implicit_set(1, revocations),
                                .signers = signers_of(data, added)});
}

}  // namespace mohur::signing
