// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/asn1/der.h"
#include "signing/crypto/signature_algorithm.h"
#include "signing/pki/signed_structure_internal.h"

namespace mohur::signing {
namespace {

// In TBSCertificate and TBSCertList alike it is the first SEQUENCE, after version and serial
// number.
std::optional<Bytes> inner_algorithm(BytesView to_be_signed) {
    DerReader outer{to_be_signed};
    auto fields = outer.enter(tag::kSequence);
    while (fields && !fields->at_end()) {
        const auto field = fields->next();
        if (!field) {
            return std::nullopt;
        }
        if (field->tag == tag::kSequence) {
            return to_bytes(field->whole);
        }
    }
    return std::nullopt;
}

}  // namespace

Result<SignedStructure> SignedStructure::read(BytesView der) {
    DerReader outer{der};
    MOHUR_TRY(DerReader fields, outer.enter(tag::kSequence));
    if (!outer.at_end()) {
        return Error::malformed("asn1-invalid", "trailing bytes");
    }
    MOHUR_TRY(const Tlv to_be_signed, fields.expect(tag::kSequence));
    MOHUR_TRY(const Tlv algorithm, fields.expect(tag::kSequence));
    MOHUR_TRY(Bytes value, fields.bit_string());
    return SignedStructure{to_bytes(der), to_bytes(to_be_signed.whole), to_bytes(algorithm.whole),
                           signature_algorithm_from(algorithm.whole), std::move(value)};
}

void SignedStructure::require_inner_algorithm() {
    if (inner_algorithm(to_be_signed) != algorithm_identifier) {
        algorithm.reset();
    }
}

bool SignedStructure::signed_by(const PublicKey& key, VerifiedSignatures* verified) const {
    if (!algorithm.has_value()) {
        return false;
    }
    return verified != nullptr ? verified->verify(key, *algorithm, to_be_signed, value)
                               : key.verify(*algorithm, to_be_signed, value);
}

}  // namespace mohur::signing
