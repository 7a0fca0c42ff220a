// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/timestamp/timestamp_token.h"

#include "signing/asn1/der.h"

namespace mohur::signing {
namespace {

constexpr std::string_view kTstInfo = "1.2.840.113549.1.9.16.1.4";

Error invalid(const char* detail) {
    return Error::malformed("timestamp-invalid", detail);
}

Result<Digest> read_imprint(DerReader& fields) {
    MOHUR_TRY(DerReader imprint, fields.enter(tag::kSequence));
    MOHUR_TRY(DerReader identifier, imprint.enter(tag::kSequence));
    MOHUR_TRY(const Oid oid, identifier.oid());
    MOHUR_TRY(Bytes value, imprint.octet_string());
    MOHUR_TRY_VOID(imprint.finish());
    const auto algorithm = digest_algorithm_from(oid.dotted());
    if (!algorithm) {
        return Error::unsupported("algorithm-unsupported", oid.dotted());
    }
    if (value.size() != digest_size(*algorithm)) {
        return invalid("imprint length");
    }
    return Digest{*algorithm, std::move(value)};
}

// accuracy and ordering say how exact genTime is; nothing here compares that closely.
Result<std::optional<Bytes>> read_nonce(DerReader& fields) {
    MOHUR_TRY_VOID(fields.optional(tag::kSequence));
    MOHUR_TRY_VOID(fields.optional(tag::kBoolean));
    if (fields.peek() != tag::kInteger) {
        return std::optional<Bytes>{};
    }
    MOHUR_TRY(Bytes nonce, fields.integer());
    return std::optional<Bytes>{std::move(nonce)};
}

void check_reference(const SignerInfo& signer, const Certificate& certificate,
                     TimestampToken::Check& out) {
    const auto reference = signing_certificate_reference(signer, certificate);
    if (!reference.present) {
        out.problems.emplace_back("signing-certificate-reference-missing");
    } else if (!reference.digest_matches || !reference.issuer_serial_matches) {
        out.problems.emplace_back("signing-certificate-reference-mismatch");
        out.intact = false;
    }
}

}  // namespace

Result<TimestampToken> TimestampToken::parse(BytesView content_info, const Limits& limits,
                                             bool allow_padding) {
    MOHUR_TRY(SignedData data, SignedData::parse(content_info, limits, allow_padding));
    if (!(data.content_type() == kTstInfo) || !data.content()) {
        return invalid("no TSTInfo");
    }
    TimestampToken token{std::move(data)};
    DerReader outer{*token.signed_data_.content(), limits.der_depth};
    MOHUR_TRY(DerReader fields, outer.enter(tag::kSequence));
    MOHUR_TRY_VOID(outer.finish());
    MOHUR_TRY(const auto version, fields.small_integer());
    if (version != 1) {
        return invalid("version");
    }
    MOHUR_TRY(token.policy_, fields.oid());
    MOHUR_TRY(token.imprint_, read_imprint(fields));
    MOHUR_TRY(token.serial_, fields.integer());
    if (fields.peek() != tag::kGeneralizedTime) {
        return invalid("genTime");
    }
    MOHUR_TRY(token.time_, fields.time());
    MOHUR_TRY(token.nonce_, read_nonce(fields));
    MOHUR_TRY_VOID(fields.optional(tag::context_set(0)));
    MOHUR_TRY_VOID(fields.optional(tag::context_set(1)));
    MOHUR_TRY_VOID(fields.finish());
    return token;
}

TimestampToken::Check TimestampToken::check(
    const std::vector<Certificate>& extra_certificates) const {
    Check out;
    // RFC 3161 2.4.2: the token holds no other signature than the authority's.
    if (signed_data_.signers().size() != 1) {
        out.problems.emplace_back("timestamp-signer-count");
        return out;
    }
    const SignerInfo& signer = signed_data_.signers().front();
    out.tsa = signed_data_.signing_certificate(signer, extra_certificates);
    if (!out.tsa) {
        out.problems.emplace_back("signing-certificate-not-found");
        return out;
    }
    std::optional<Digest> digest;
    if (signer.digest_algorithm()) {
        digest = digest_of(*signer.digest_algorithm(), *signed_data_.content());
    }
    const SignerInfoCheck check = signed_data_.check(signer, *out.tsa, digest);
    out.problems = check.problems;
    if (!check.message_digest_matches) {
        out.problems.emplace_back("hash-mismatch");
    }
    // RFC 3161 2.4.2: messageDigest and contentType are signed attributes, so there are some.
    if (!signer.has_signed_attributes()) {
        out.problems.emplace_back("structure-invalid");
    }
    if (!check.signature_valid) {
        out.problems.emplace_back("signature-value-invalid");
    }
    out.intact = signer.has_signed_attributes() && check.message_digest_matches &&
                 check.content_type_matches && check.signature_valid &&
                 check.signed_attributes_unique && check.signed_attributes_der &&
                 check.algorithms_agree;
    check_reference(signer, *out.tsa, out);
    return out;
}

}  // namespace mohur::signing
