// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/asn1/der.h"
#include "signing/cms/signed_data.h"
#include "signing/cms/signed_data_internal.h"

#include <algorithm>

namespace mohur::signing {
namespace {

// Signed attributes that may stand more than once: each is about the content or the signer by
// itself.
// References to the signing certificate are judged by signing_certificate_reference.
constexpr std::array kRepeatable{cms_oid::kContentTimestamp, cms_oid::kSigningCertificate,
                                 cms_oid::kSigningCertificateV2};

bool may_repeat(const Oid& type) {
    return std::ranges::any_of(kRepeatable, [&](std::string_view oid) { return type == oid; });
}

// RFC 5652 11.1, 11.2, 11.3: one attribute, one value; EN 319 122-1 asks the same of its own.
bool attributes_unique(const std::vector<CmsAttribute>& attributes) {
    for (const auto& attribute : attributes) {
        if (attribute.values.empty()) {
            return false;
        }
        if (may_repeat(attribute.type)) {
            continue;
        }
        if (attribute.values.size() != 1 ||
            std::ranges::count(attributes, attribute.type, &CmsAttribute::type) != 1) {
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

// Signed attributes in the order of DER, for producers that signed that and stored another order.
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

bool verify_attributes(const SignerInfo& signer, const PublicKey& key, const Bytes& value) {
    const auto algorithm = *signer.signature_algorithm();
    if (key.verify(algorithm, retagged(signer.fields().signed_attributes), value)) {
        return true;
    }
    return key.verify(algorithm, reordered(signer.signed_attributes()), value);
}

bool verify_value(const SignerInfo& signer, const PublicKey& key,
                  const std::optional<Bytes>& content,
                  const std::optional<Digest>& content_digest) {
    if (!signer.signature_algorithm()) {
        return false;
    }
    const auto algorithm = *signer.signature_algorithm();
    const Bytes value =
        signer.state().plain_ecdsa ? plain_to_der(signer.signature()) : signer.signature();
    if (signer.has_signed_attributes()) {
        return verify_attributes(signer, key, value);
    }
    if (algorithm.scheme == SignatureScheme::ed25519) {
        // PureEdDSA needs the message itself; it must be the one that the caller digested.
        return content && content_digest &&
               digest_of(content_digest->algorithm, *content) == *content_digest &&
               key.verify(algorithm, *content, value);
    }
    return content_digest && key.verify_digest(algorithm, *content_digest, value);
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
    check.signed_attributes_der = is_der(retagged(signer.fields().signed_attributes));
    if (!check.signed_attributes_der) {
        check.problems.emplace_back("signed-attributes-not-der");
    }
    check.message_digest_matches = digest && digest_attribute_matches(signer, *digest);
}

// RFC 5652 5.3: without signed attributes the content can only be id-data.
bool bare_content_is_plain(const SignedData& data, SignerInfoCheck& check) {
    const bool ambiguous = data.content() && looks_like_signed_attributes(*data.content());
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
    out.signature_valid = verify_value(signer, certificate.public_key(),
                                       own_content ? content() : std::nullopt, digest);
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
    if (content() && signer.digest_algorithm()) {
        digest = digest_of(*signer.digest_algorithm(), *content());
    }
    const auto verifies = [&](const Certificate* candidate) {
        return verify_value(signer, candidate->public_key(), content(), digest);
    };
    const auto found = std::ranges::find_if(named, verifies);
    return found == named.end() ? *named.front() : **found;
}

}  // namespace mohur::signing
