// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/cms/signed_data.h"

#include "signing/asn1/der.h"
#include "signing/cms/signed_data_internal.h"

#include <algorithm>

namespace mohur::signing {

const std::vector<CmsAttribute>& SignerInfo::signed_attributes() const noexcept {
    return state_->signed_attributes;
}
const std::vector<CmsAttribute>& SignerInfo::unsigned_attributes() const noexcept {
    return state_->unsigned_attributes;
}
bool SignerInfo::has_signed_attributes() const noexcept {
    return !state_->fields.signed_attributes.empty();
}
std::optional<DigestAlgorithm> SignerInfo::digest_algorithm() const noexcept {
    return state_->digest_algorithm;
}
std::optional<SignatureAlgorithm> SignerInfo::signature_algorithm() const noexcept {
    return state_->signature_algorithm;
}
const Bytes& SignerInfo::signature() const noexcept {
    return state_->signature;
}
const Bytes& SignerInfo::encoding() const noexcept {
    return state_->encoding;
}
const SignerInfoFields& SignerInfo::fields() const noexcept {
    return state_->fields;
}

std::optional<Bytes> SignerInfo::signed_attribute(std::string_view oid) const {
    for (const auto& attribute : state_->signed_attributes) {
        if (attribute.type == oid && !attribute.values.empty()) {
            return attribute.values.front();
        }
    }
    return std::nullopt;
}

bool SignerInfo::identifies(const Certificate& certificate) const {
    const SignerIdentifier& sid = state_->sid;
    if (sid.issuer) {
        return same_integer(sid.serial, certificate.serial()) &&
               sid.issuer->matches(certificate.issuer());
    }
    return !sid.subject_key_id.empty() && sid.subject_key_id == certificate.subject_key_id();
}

std::optional<Time> SignerInfo::signing_time() const {
    const auto value = signed_attribute(cms_oid::kSigningTime);
    if (!value) {
        return std::nullopt;
    }
    DerReader reader{*value};
    const auto time = reader.time();
    return time && reader.at_end() ? std::optional{*time} : std::nullopt;
}

const Bytes& SignedData::encoding() const noexcept {
    return state_->encoding;
}
const Oid& SignedData::content_type() const noexcept {
    return state_->content_type;
}
const std::optional<Bytes>& SignedData::content() const noexcept {
    return state_->content;
}
const std::shared_ptr<const ByteSource>& SignedData::content_source() const noexcept {
    return state_->content_source;
}
const std::shared_ptr<const ByteSource>& SignedData::encapsulated() const noexcept {
    return state_->encapsulated;
}
const std::vector<Certificate>& SignedData::certificates() const noexcept {
    return state_->certificates;
}
const std::vector<Crl>& SignedData::crls() const noexcept {
    return state_->crls;
}
const std::vector<OcspResponse>& SignedData::ocsp_responses() const noexcept {
    return state_->ocsp_responses;
}
const std::vector<SignerInfo>& SignedData::signers() const noexcept {
    return state_->signers;
}
const SignedDataFields& SignedData::fields() const noexcept {
    return state_->fields;
}
const std::vector<std::string>& SignedData::problems() const noexcept {
    return state_->problems;
}

bool same_integer(BytesView a, BytesView b) {
    const auto strip = [](BytesView number) {
        while (number.size() > 1 && number.front() == 0) {
            number = number.subspan(1);
        }
        return number;
    };
    return equal(strip(a), strip(b));
}

bool names_issuer(DerReader general_names, const Name& issuer) {
    while (!general_names.at_end()) {
        const auto general_name = general_names.next();
        if (!general_name) {
            return false;
        }
        // directoryName [4] is a CHOICE, hence explicit.
        if (general_name->tag != tag::context_set(4)) {
            continue;
        }
        const auto name = Name::from_der(general_name->content);
        if (name && name->matches(issuer)) {
            return true;
        }
    }
    return false;
}

}  // namespace mohur::signing
