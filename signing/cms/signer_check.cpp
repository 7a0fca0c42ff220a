// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/asn1/der.h"
#include "signing/cms/signed_data.h"
#include "signing/cms/signed_data_internal.h"

#include <algorithm>

namespace mohur::signing {
namespace {

// Signed attributes of which several may stand: content timestamps each speak for themselves;
// references to the signing certificate are judged by signing_certificate_reference.
constexpr std::array kRepeatable{cms_oid::kContentTimestamp, cms_oid::kSigningCertificate,
                                 cms_oid::kSigningCertificateV2};
// Attributes with one value by definition (RFC 5652 11.1 to 11.3, EN 319 122-1 5.2).
constexpr std::array kSingleValued{cms_oid::kContentType, cms_oid::kMessageDigest,
                                   cms_oid::kSigningTime, cms_oid::kSignaturePolicy,
                                   cms_oid::kContentHint, cms_oid::kMimeType};
// Arcs of PKCS #9 with S/MIME, and of ETSI CAdES: only their attributes have a meaning here that a
// second one could contradict. A producer may repeat attributes of its own.
constexpr std::array<std::string_view, 3> kStandardArcs{"1.2.840.113549.1.9.", "0.4.0.1733.",
                                                        "0.4.0.19122."};

bool is_standard(const Oid& type) {
    return std::ranges::any_of(
        kStandardArcs, [&](std::string_view arc) { return type.dotted().starts_with(arc); });
}

template <class List>
bool is_one_of(const Oid& type, const List& list) {
    return std::ranges::any_of(list, [&](std::string_view oid) { return type == oid; });
}

bool has_duplicates(std::vector<Bytes> values) {
    std::ranges::sort(values);
    return std::ranges::adjacent_find(values) != values.end();
}

// No standard attribute twice, one value where one is meant, and no value twice.
bool attributes_unique(const std::vector<CmsAttribute>& attributes) {
    for (const auto& attribute : attributes) {
        const bool repeated =
            std::ranges::count(attributes, attribute.type, &CmsAttribute::type) != 1;
        const bool several_values = attribute.values.size() != 1;
        if (attribute.values.empty() || has_duplicates(attribute.values) ||
            (repeated && is_standard(attribute.type) && !is_one_of(attribute.type, kRepeatable)) ||
            (several_values && is_one_of(attribute.type, kSingleValued))) {
            return false;
        }
    }
    return true;
}

// RFC 5652 5.4: the tag of a SET OF in place of the IMPLICIT [0]; all else as received.
Bytes retagged(const Bytes& signed_attributes) {
    Bytes out = signed_attributes;
    out.front() = tag::kSet;
    return out;
}

// The attributes in the order of a SET OF, whatever order they are stored in.
Bytes reordered(const std::vector<CmsAttribute>& attributes) {
    std::vector<Bytes> parts;
    for (const auto& attribute : attributes) {
        parts.push_back(attribute.encoding);
    }
    return der::set_of(std::move(parts));
}

Bytes plain_to_der(const Bytes& value) {
    auto converted = ecdsa_raw_to_der(value);
    return converted ? std::move(converted).value() : Bytes{};
}

/// Which octets the value was made over.
enum class SignedForm { none, content, der, as_stored };

// RFC 5652 5.4: the value is over the DER encoding, even where the stored one is not DER. Some
// producers sign what they store, order or not; that is told apart.
SignedForm verify_attributes(const SignerInfo& signer, const PublicKey& key, const Bytes& value) {
    const auto algorithm = *signer.signature_algorithm();
    const Bytes stored = retagged(signer.fields().signed_attributes);
    const Bytes ordered = reordered(signer.signed_attributes());
    const bool ordered_is_der = is_der(ordered);
    if (key.verify(algorithm, stored, value)) {
        return stored == ordered && ordered_is_der ? SignedForm::der : SignedForm::as_stored;
    }
    if (stored == ordered || !key.verify(algorithm, ordered, value)) {
        return SignedForm::none;
    }
    return ordered_is_der ? SignedForm::der : SignedForm::as_stored;
}

SignedForm verify_value(const SignerInfo& signer, const PublicKey& key,
                        const std::optional<Bytes>& content,
                        const std::optional<Digest>& content_digest) {
    if (!signer.signature_algorithm()) {
        return SignedForm::none;
    }
    const auto algorithm = *signer.signature_algorithm();
    const Bytes value =
        signer.state().plain_ecdsa ? plain_to_der(signer.signature()) : signer.signature();
    if (signer.has_signed_attributes()) {
        return verify_attributes(signer, key, value);
    }
    bool valid = false;
    if (algorithm.scheme == SignatureScheme::ed25519) {
        // PureEdDSA needs the message itself; it must be the one that the caller digested.
        valid = content && content_digest &&
                digest_of(content_digest->algorithm, *content) == *content_digest &&
                key.verify(algorithm, *content, value);
    } else {
        valid = content_digest && key.verify_digest(algorithm, *content_digest, value);
    }
    return valid ? SignedForm::content : SignedForm::none;
}

// Content that is itself a SET of attributes with a messageDigest: a value made over signed
// attributes would pass as one over this content, so that nothing says what was signed.
bool looks_like_signed_attributes(BytesView content) {
    if (content.empty() || content.front() != tag::kSet) {
        return false;
    }
    DerReader reader{content};
    auto attributes = reader.enter(tag::kSet);
    while (attributes && !attributes->at_end()) {
        auto attribute = attributes->enter(tag::kSequence);
        if (!attribute) {
            return false;
        }
        const auto type = attribute->oid();
        if (type && *type == cms_oid::kMessageDigest) {
            return true;
        }
    }
    return false;
}

bool digest_attribute_matches(const SignerInfo& signer, const Digest& digest) {
    const auto value = signer.signed_attribute(cms_oid::kMessageDigest);
    if (!value) {
        return false;
    }
    DerReader reader{*value};
    const auto octets = reader.octet_string();
    return octets && *octets == digest.value;
}

bool content_type_attribute_matches(const SignerInfo& signer, const Oid& content_type) {
    const auto value = signer.signed_attribute(cms_oid::kContentType);
    if (!value) {
        return false;
    }
    DerReader reader{*value};
    const auto type = reader.oid();
    return type && *type == content_type;
}

void check_algorithms(const SignerInfo& signer, SignerInfoCheck& check) {
    const auto digest = signer.digest_algorithm();
    const auto signature = signer.signature_algorithm();
    if (!digest || !signature) {
        check.algorithms_agree = false;
        check.problems.emplace_back("algorithm-unsupported");
        return;
    }
    // RFC 8419 clause 3.1 fixes the digest of Ed25519 by itself; everything else names the same
    // one.
    check.algorithms_agree =
        signature->scheme == SignatureScheme::ed25519 || signature->digest == *digest;
    if (!check.algorithms_agree) {
        check.problems.emplace_back("algorithm-mismatch");
    }
}

void check_attributes(const SignerInfo& signer, const std::optional<Digest>& digest,
                      SignerInfoCheck& check) {
    check.signed_attributes_unique = attributes_unique(signer.signed_attributes());
    if (!check.signed_attributes_unique) {
        check.problems.emplace_back("signed-attribute-not-unique");
    }
    check.message_digest_matches = digest && digest_attribute_matches(signer, *digest);
}

void judge_form(const SignerInfo& signer, SignedForm form, SignerInfoCheck& check) {
    check.signature_valid = form != SignedForm::none;
    if (!signer.has_signed_attributes()) {
        return;
    }
    check.stored_as_der = is_der(retagged(signer.fields().signed_attributes));
    check.signed_attributes_der =
        form == SignedForm::der || (form == SignedForm::none && check.stored_as_der);
    if (!check.signed_attributes_der) {
        check.problems.emplace_back("signed-attributes-not-der");
    }
}

bool content_looks_like_signed_attributes(const SignedData& data) {
    if (data.content() || !data.content_source()) {
        return data.content() && looks_like_signed_attributes(*data.content());
    }
    // Attributes as large as content that is not held have no use.
    const auto first = data.content_source()->read_range(0, 1);
    return first && first->front() == tag::kSet;
}

// RFC 5652 5.3: without signed attributes the content can only be id-data.
bool bare_content_is_plain(const SignedData& data, SignerInfoCheck& check) {
    const bool ambiguous = content_looks_like_signed_attributes(data);
    if (ambiguous) {
        check.problems.emplace_back("content-ambiguous");
    }
    return !ambiguous && data.content_type() == cms_oid::kData;
}

}  // namespace

SignerInfoCheck SignedData::check(const SignerInfo& signer, const Certificate& certificate,
                                  const std::optional<Digest>& content_digest,
                                  SignerRole role) const {
    SignerInfoCheck out;
    check_algorithms(signer, out);
    out.content_found = content_digest && signer.digest_algorithm() == content_digest->algorithm;
    const std::optional<Digest> digest = out.content_found ? content_digest : std::nullopt;
    const bool own_content = role == SignerRole::signer;
    if (signer.has_signed_attributes()) {
        check_attributes(signer, digest, out);
        out.content_type_matches =
            !own_content || content_type_attribute_matches(signer, content_type());
    } else {
        out.message_digest_matches = out.content_found;
        out.content_type_matches = !own_content || bare_content_is_plain(*this, out);
    }
    if (!out.content_type_matches) {
        out.problems.emplace_back("content-type-mismatch");
    }
    const auto form = verify_value(signer, certificate.public_key(),
                                   own_content ? content() : std::nullopt, digest);
    judge_form(signer, form, out);
    return out;
}

std::optional<Certificate> SignedData::signing_certificate(
    const SignerInfo& signer, const std::vector<Certificate>& extra) const {
    std::vector<const Certificate*> named;
    const auto collect = [&](const std::vector<Certificate>& from) {
        for (const auto& certificate : from) {
            const bool known = std::ranges::any_of(
                named, [&](const Certificate* other) { return *other == certificate; });
            if (!known && signer.identifies(certificate)) {
                named.push_back(&certificate);
            }
        }
    };
    collect(certificates());
    collect(extra);
    if (named.empty()) {
        return std::nullopt;
    }
    if (named.size() == 1) {
        return *named.front();
    }
    std::optional<Digest> digest;
    if (content_source() && signer.digest_algorithm()) {
        auto found_digest = digest_of(*signer.digest_algorithm(), *content_source());
        digest = found_digest ? std::optional{std::move(*found_digest)} : std::nullopt;
    }
    const auto verifies = [&](const Certificate* candidate) {
        return verify_value(signer, candidate->public_key(), content(), digest) != SignedForm::none;
    };
    const auto found = std::ranges::find_if(named, verifies);
    return found == named.end() ? *named.front() : **found;
}

}  // namespace mohur::signing
