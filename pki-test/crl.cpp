// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "pki-test/hierarchy_internal.h"

#include <algorithm>
#include <array>

namespace mohur::pkitest {
namespace {

void add_entry(X509_CRL* crl, const Entry& subject, const Revocation& revocation) {
    RevokedPtr entry{must(X509_REVOKED_new(), "CRL entry")};
    auto* serial =
        must(ASN1_INTEGER_dup(X509_get0_serialNumber(subject.certificate.get())), "serial");
    const Asn1IntegerPtr owner{serial};
    must(X509_REVOKED_set_serialNumber(entry.get(), serial), "serial");
    must(X509_REVOKED_set_revocationDate(entry.get(), asn1_time(revocation.at).get()), "date");
    const int reason = reason_number(revocation.reason);
    if (reason != 0) {  // RFC 5280 5.3.1: "unspecified" is left out
        const Owned<ASN1_ENUMERATED, ASN1_ENUMERATED_free> code{
            must(ASN1_ENUMERATED_new(), "reason")};
        must(ASN1_ENUMERATED_set(code.get(), reason), "reason");
        must(X509_REVOKED_add1_ext_i2d(entry.get(), NID_crl_reason, code.get(), 0, 0), "reason");
    }
    must(X509_CRL_add0_revoked(crl, entry.get()), "CRL entry");
    static_cast<void>(entry.release());  // the list owns it
}

void add_revoked(const Hierarchy::State& state, X509_CRL* crl, const Entry& ca) {
    for (const auto& [name, revocation] : state.revocations()) {
        const Entry& subject = state.entry(name);
        if (subject.issuer == &ca && revocation.at <= state.now()) {
            add_entry(crl, subject, revocation);
        }
    }
}

void add_extensions(X509_CRL* crl, X509* issuer, Time this_update) {
    X509V3_CTX context{};
    X509V3_set_ctx(&context, issuer, nullptr, nullptr, crl, 0);
    const ExtensionPtr key{
        must(X509V3_EXT_nconf_nid(nullptr, &context, NID_authority_key_identifier, "keyid:always"),
             "authorityKeyIdentifier")};
    must(X509_CRL_add_ext(crl, key.get(), -1), "authorityKeyIdentifier");
    const Asn1IntegerPtr number{must(ASN1_INTEGER_new(), "cRLNumber")};
    must(ASN1_INTEGER_set_int64(number.get(), seconds_of(this_update)), "cRLNumber");
    must(X509_CRL_add1_ext_i2d(crl, NID_crl_number, number.get(), 0, 0), "cRLNumber");
}

}  // namespace

int reason_number(std::string_view reason) {
    static constexpr std::array<std::string_view, 11> kReasons{
        "unspecified",   "keyCompromise",        "cACompromise",    "affiliationChanged",
        "superseded",    "cessationOfOperation", "certificateHold", "(not used)",
        "removeFromCRL", "privilegeWithdrawn",   "aACompromise"};
    const auto* found = std::find(kReasons.begin(), kReasons.end(), reason);
    if (found == kReasons.end()) {
        throw PkiTestError{"unknown reason of revocation: " + std::string{reason}};
    }
    return static_cast<int>(found - kReasons.begin());
}

// RFC 5280 section 5
Bytes make_crl(const Hierarchy::State& state, const Entry& ca, const CrlBehaviour& behaviour) {
    const CrlPtr owner{must(X509_CRL_new(), "CRL")};
    X509_CRL* crl = owner.get();
    const Entry& signer = behaviour.signer.empty() ? ca : state.entry(behaviour.signer);
    const Time this_update = state.now() + behaviour.this_update;
    must(X509_CRL_set_version(crl, X509_CRL_VERSION_2), "version");
    must(X509_CRL_set_issuer_name(crl, X509_get_subject_name(ca.certificate.get())), "issuer");
    must(X509_CRL_set1_lastUpdate(crl, asn1_time(this_update).get()), "thisUpdate");
    must(X509_CRL_set1_nextUpdate(crl, asn1_time(state.now() + behaviour.next_update).get()),
         "nextUpdate");
    add_revoked(state, crl, ca);
    add_extensions(crl, signer.certificate.get(), this_update);
    must(X509_CRL_sort(crl), "order");
    must(X509_CRL_sign(crl, signer.key.get(), EVP_sha256()), "signature of a CRL");
    Bytes der = der_of(i2d_X509_CRL, crl, "CRL");
    if (behaviour.signature == Twist::flip) {
        const ASN1_BIT_STRING* value = nullptr;
        X509_CRL_get0_signature(crl, &value, nullptr);
        corrupt(der, {ASN1_STRING_get0_data(value),
                      static_cast<std::size_t>(ASN1_STRING_length(value))});
    }
    return der;
}

}  // namespace mohur::pkitest
