// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "pki-test/hierarchy_internal.h"

#include <array>

namespace mohur::pkitest {
namespace {

/// What a CertID points at; `subject` is null when the CA never issued that serial number.
struct Target {
    const Entry* ca = nullptr;
    const Entry* subject = nullptr;
};

OcspCertIdPtr cert_id(const EVP_MD* digest, const Entry& ca, const ASN1_INTEGER* serial) {
    X509* issuer = ca.certificate.get();
    return OcspCertIdPtr{must(OCSP_cert_id_new(digest, X509_get_subject_name(issuer),
                                               X509_get0_pubkey_bitstr(issuer), serial),
                              "CertID")};
}

ASN1_INTEGER* serial_of(OCSP_CERTID* id) {
    ASN1_INTEGER* serial = nullptr;
    must(OCSP_id_get0_info(nullptr, nullptr, nullptr, &serial, id), "CertID");
    return serial;
}

const EVP_MD* digest_of(OCSP_CERTID* id) {
    ASN1_OBJECT* algorithm = nullptr;
    must(OCSP_id_get0_info(nullptr, &algorithm, nullptr, nullptr, id), "CertID");
    return must(EVP_get_digestbyobj(algorithm), "digest algorithm of a CertID");
}

Target find_target(const Hierarchy::State& state, OCSP_CERTID* id) {
    Target target;
    for (const auto& [name, entry] : state.entries) {
        if (entry.description->ca &&
            OCSP_id_cmp(cert_id(digest_of(id), entry, serial_of(id)).get(), id) == 0) {
            target.ca = &entry;
        }
    }
    for (const auto& [name, entry] : state.entries) {
        if (entry.issuer == target.ca &&
            ASN1_INTEGER_cmp(X509_get0_serialNumber(entry.certificate.get()), serial_of(id)) == 0) {
            target.subject = &entry;
        }
    }
    return target;
}

const Entry& responder_of(const Hierarchy::State& state, const Entry& ca,
                          const OcspBehaviour& behaviour) {
    if (!behaviour.responder.empty()) {
        return state.entry(behaviour.responder);
    }
    const auto delegated = state.description.responders.find(ca.description->name);
    return delegated == state.description.responders.end() ? ca : state.entry(delegated->second);
}

void add_status(const Hierarchy::State& state, OCSP_BASICRESP* basic, OCSP_CERTID* id,
                const Target& target, const OcspBehaviour& behaviour) {
    const Revocations revoked = state.revocations();
    const auto entry =
        target.subject == nullptr ? revoked.end() : revoked.find(target.subject->description->name);
    int status = entry == revoked.end() ? V_OCSP_CERTSTATUS_GOOD : V_OCSP_CERTSTATUS_REVOKED;
    if (target.subject == nullptr || behaviour.unknown) {
        status = V_OCSP_CERTSTATUS_UNKNOWN;
    }
    const bool is_revoked = status == V_OCSP_CERTSTATUS_REVOKED;
    const Asn1TimePtr since = is_revoked ? asn1_time(entry->second.at) : nullptr;
    const int reason = is_revoked ? reason_number(entry->second.reason) : 0;
    const Time now = state.now();
    const Asn1TimePtr this_update = asn1_time(now + behaviour.this_update);
    const Asn1TimePtr next_update =
        behaviour.next_update ? asn1_time(now + *behaviour.next_update) : nullptr;
    static_cast<void>(must(OCSP_basic_add1_status(basic, id, status, reason, since.get(),
                                                  this_update.get(), next_update.get()),
                           "SingleResponse"));
}

/// The same CertID, with another serial number when the behaviour asks for it.
OcspCertIdPtr answered_id(OCSP_CERTID* asked, const Entry& ca, Twist twist) {
    if (twist == Twist::none) {
        return OcspCertIdPtr{must(OCSP_CERTID_dup(asked), "CertID")};
    }
    return cert_id(digest_of(asked), ca, random_serial().get());
}

void add_nonce(OCSP_REQUEST* request, OCSP_BASICRESP* basic, Twist twist) {
    const int at = OCSP_REQUEST_get_ext_by_NID(request, NID_id_pkix_OCSP_Nonce, -1);
    if (at < 0 || twist == Twist::drop) {
        return;
    }
    const ExtensionPtr nonce{must(X509_EXTENSION_dup(OCSP_REQUEST_get_ext(request, at)), "nonce")};
    if (twist == Twist::flip) {
        const ASN1_OCTET_STRING* value = X509_EXTENSION_get_data(nonce.get());
        const unsigned char* first = ASN1_STRING_get0_data(value);
        Bytes bytes(first, first + ASN1_STRING_length(value));
        bytes.back() ^= 0x01U;
        const Asn1OctetStringPtr flipped{must(ASN1_OCTET_STRING_new(), "nonce")};
        must(ASN1_OCTET_STRING_set(flipped.get(), bytes.data(), static_cast<int>(bytes.size())),
             "nonce");
        must(X509_EXTENSION_set_data(nonce.get(), flipped.get()), "nonce");
    }
    must(OCSP_BASICRESP_add_ext(basic, nonce.get(), -1), "nonce");
}

void sign(const Hierarchy::State& state, OCSP_BASICRESP* basic, const Entry& responder,
          const OcspBehaviour& behaviour) {
    // The library would take the host's clock; there is no setter for producedAt.
    auto* produced_at = const_cast<ASN1_GENERALIZEDTIME*>(OCSP_resp_get0_produced_at(basic));
    must(ASN1_STRING_copy(produced_at, generalized_time(state.now() + behaviour.produced_at).get()),
         "producedAt");
    const unsigned long flags =
        OCSP_NOTIME | OCSP_RESPID_KEY |
        (behaviour.certificates ? 0UL : static_cast<unsigned long>(OCSP_NOCERTS));
    must(OCSP_basic_sign(basic, responder.certificate.get(), responder.key.get(), EVP_sha256(),
                         nullptr, flags),
         "signature of an OCSP response");
}

Bytes encode(int status, OCSP_BASICRESP* basic) {
    const OcspResponsePtr response{must(OCSP_response_create(status, basic), "OCSPResponse")};
    return der_of(i2d_OCSP_RESPONSE, response.get(), "OCSPResponse");
}

int status_number(const std::string& name) {
    static const std::map<std::string, int> kNumbers{
        {"malformedRequest", OCSP_RESPONSE_STATUS_MALFORMEDREQUEST},
        {"internalError", OCSP_RESPONSE_STATUS_INTERNALERROR},
        {"tryLater", OCSP_RESPONSE_STATUS_TRYLATER},
        {"sigRequired", OCSP_RESPONSE_STATUS_SIGREQUIRED},
        {"unauthorized", OCSP_RESPONSE_STATUS_UNAUTHORIZED}};
    const auto found = kNumbers.find(name);
    if (found == kNumbers.end()) {
        throw PkiTestError{"unknown OCSP response status: " + name};
    }
    return found->second;
}

}  // namespace

// RFC 6960 2.2 and 4.2
Bytes answer_ocsp(const Hierarchy::State& state, OCSP_REQUEST* request,
                  const OcspBehaviour& behaviour) {
    if (!behaviour.response_status.empty()) {
        return encode(status_number(behaviour.response_status), nullptr);
    }
    const OcspBasicPtr basic{must(OCSP_BASICRESP_new(), "BasicOCSPResponse")};
    const Entry* ca = nullptr;
    for (int i = 0; i < OCSP_request_onereq_count(request); ++i) {
        OCSP_CERTID* asked = OCSP_onereq_get0_id(OCSP_request_onereq_get0(request, i));
        const Target target = find_target(state, asked);
        if (target.ca == nullptr || (ca != nullptr && ca != target.ca)) {
            return encode(OCSP_RESPONSE_STATUS_UNAUTHORIZED, nullptr);
        }
        ca = target.ca;
        add_status(state, basic.get(), answered_id(asked, *ca, behaviour.cert_id).get(), target,
                   behaviour);
    }
    if (ca == nullptr) {
        return encode(OCSP_RESPONSE_STATUS_MALFORMEDREQUEST, nullptr);
    }
    add_nonce(request, basic.get(), behaviour.nonce);
    sign(state, basic.get(), responder_of(state, *ca, behaviour), behaviour);
    Bytes der = encode(OCSP_RESPONSE_STATUS_SUCCESSFUL, basic.get());
    if (behaviour.signature == Twist::flip) {
        const ASN1_OCTET_STRING* value = OCSP_resp_get0_signature(basic.get());
        corrupt(der, {ASN1_STRING_get0_data(value),
                      static_cast<std::size_t>(ASN1_STRING_length(value))});
    }
    return der;
}

}  // namespace mohur::pkitest
