// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/asn1/der.h"
#include "signing/cms/signed_data.h"
#include "signing/cms/signed_data_internal.h"

namespace mohur::signing {
namespace {

struct EssCertId {
    DigestAlgorithm algorithm = DigestAlgorithm::sha1;
    bool algorithm_known = true;
    Bytes hash;
    bool issuer_serial_matches = true;
};

// IssuerSerial ::= SEQUENCE { issuer GeneralNames, serialNumber } (RFC 5035 clause 5). Some
// producers put the Name itself where GeneralNames belong; it names the same issuer.
bool issuer_serial_matches(DerReader fields, const Certificate& certificate) {
    const auto issuer = fields.expect(tag::kSequence);
    if (!issuer) {
        return false;
    }
    const auto serial = fields.integer();
    if (!serial || !same_integer(*serial, certificate.serial())) {
        return false;
    }
    const auto bare = Name::from_der(issuer->whole);
    return names_issuer(fields.into(*issuer), certificate.issuer()) ||
           (bare && !bare->attributes.empty() && bare->matches(certificate.issuer()));
}

Result<void> read_hash_algorithm(DerReader& fields, EssCertId& id) {
    id.algorithm = DigestAlgorithm::sha256;  // RFC 5035 clause 4: the default
    if (fields.peek() != tag::kSequence) {
        return {};
    }
    MOHUR_TRY(DerReader identifier, fields.enter(tag::kSequence));
    MOHUR_TRY(const Oid oid, identifier.oid());
    const auto algorithm = digest_algorithm_from(oid.dotted());
    id.algorithm_known = algorithm.has_value();
    id.algorithm = algorithm.value_or(id.algorithm);
    return {};
}

// The first ESSCertID(v2), which is the signer's (RFC 5035 clause 3).
Result<EssCertId> read_first(BytesView attribute_value, bool v2, const Certificate& certificate) {
    DerReader reader{attribute_value};
    MOHUR_TRY(DerReader attribute, reader.enter(tag::kSequence));
    MOHUR_TRY(DerReader ids, attribute.enter(tag::kSequence));
    MOHUR_TRY(DerReader fields, ids.enter(tag::kSequence));
    EssCertId id;
    if (v2) {
        MOHUR_TRY_VOID(read_hash_algorithm(fields, id));
    }
    MOHUR_TRY(id.hash, fields.octet_string());
    if (!fields.at_end()) {
        MOHUR_TRY(DerReader issuer_serial, fields.enter(tag::kSequence));
        id.issuer_serial_matches = issuer_serial_matches(issuer_serial, certificate);
    }
    return id;
}

bool hash_matches(const EssCertId& id, const Certificate& certificate) {
    return id.algorithm_known && digest_of(id.algorithm, certificate.der()).value == id.hash;
}

}  // namespace

SigningCertificateReference signing_certificate_reference(const SignerInfo& signer,
                                                          const Certificate& certificate) {
    SigningCertificateReference out;
    int values = 0;
    for (const auto& attribute : signer.signed_attributes()) {
        const bool v2 = attribute.type == cms_oid::kSigningCertificateV2;
        if (!v2 && !(attribute.type == cms_oid::kSigningCertificate)) {
            continue;
        }
        if (attribute.values.empty()) {
            out.unique = false;
        }
        for (const auto& value : attribute.values) {
            const auto id = read_first(value, v2, certificate);
            const bool matches = id && hash_matches(*id, certificate);
            // Every reference present must hold; several that agree contradict nothing.
            out.digest_matches = (values == 0 || out.digest_matches) && matches;
            out.issuer_serial_matches =
                out.issuer_serial_matches && id && id->issuer_serial_matches;
            if (id && values == 0) {
                out.digest_algorithm = id->algorithm;
            }
            ++values;
        }
        out.present = true;
    }
    out.unique = out.unique && values <= 1;
    return out;
}

}  // namespace mohur::signing
