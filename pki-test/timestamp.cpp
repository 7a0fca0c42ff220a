// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "pki-test/hierarchy_internal.h"

namespace mohur::pkitest {
namespace {

// RFC 3161 2.4.2 PKIStatus and PKIFailureInfo
constexpr long kGranted = 0;
constexpr long kGrantedWithMods = 1;
constexpr long kRejection = 2;
constexpr int kBadAlg = 0;
constexpr int kBadRequest = 2;
constexpr int kBadDataFormat = 5;
constexpr int kNoFailure = -1;

Bytes status_info(long status, int failure) {
    const Asn1IntegerPtr number{must(ASN1_INTEGER_new(), "INTEGER")};
    must(ASN1_INTEGER_set(number.get(), status), "INTEGER");
    std::vector<Bytes> parts{der_of(i2d_ASN1_INTEGER, number.get(), "PKIStatus")};
    if (failure != kNoFailure) {
        const Owned<ASN1_BIT_STRING, ASN1_BIT_STRING_free> bits{
            must(ASN1_BIT_STRING_new(), "bits")};
        must(ASN1_BIT_STRING_set_bit(bits.get(), failure, 1), "bits");
        parts.push_back(der_of(i2d_ASN1_BIT_STRING, bits.get(), "PKIFailureInfo"));
    }
    return der_sequence(parts);
}

Bytes refusal(int failure) {
    return der_sequence({status_info(kRejection, failure)});
}

/// The failure bit for a request that may not be granted.
int fault_of(TS_REQ* request) {
    TS_MSG_IMPRINT* imprint = TS_REQ_get_msg_imprint(request);
    const ASN1_OBJECT* algorithm = nullptr;
    X509_ALGOR_get0(&algorithm, nullptr, nullptr, TS_MSG_IMPRINT_get_algo(imprint));
    const EVP_MD* digest = EVP_get_digestbyobj(algorithm);
    if (TS_REQ_get_version(request) != 1) {
        return kBadRequest;
    }
    if (digest == nullptr) {
        return kBadAlg;
    }
    const int length = ASN1_STRING_length(TS_MSG_IMPRINT_get_msg(imprint));
    return length == EVP_MD_get_size(digest) ? kNoFailure : kBadDataFormat;
}

void set_imprint(TS_TST_INFO* info, TS_REQ* request, Twist twist) {
    const TsImprintPtr imprint{
        must(TS_MSG_IMPRINT_dup(TS_REQ_get_msg_imprint(request)), "messageImprint")};
    if (twist == Twist::flip) {
        const ASN1_OCTET_STRING* message = TS_MSG_IMPRINT_get_msg(imprint.get());
        const unsigned char* first = ASN1_STRING_get0_data(message);
        Bytes bytes(first, first + ASN1_STRING_length(message));
        bytes.back() ^= 0x01U;
        must(TS_MSG_IMPRINT_set_msg(imprint.get(), bytes.data(), static_cast<int>(bytes.size())),
             "messageImprint");
    }
    must(TS_TST_INFO_set_msg_imprint(info, imprint.get()), "messageImprint");
}

void set_nonce(TS_TST_INFO* info, TS_REQ* request, Twist twist) {
    const ASN1_INTEGER* nonce = TS_REQ_get_nonce(request);
    if (nonce == nullptr || twist == Twist::drop) {
        return;
    }
    const Asn1IntegerPtr other = random_serial();
    must(TS_TST_INFO_set_nonce(info, twist == Twist::flip ? other.get() : nonce), "nonce");
}

void set_accuracy(TS_TST_INFO* info) {
    const TsAccuracyPtr accuracy{must(TS_ACCURACY_new(), "accuracy")};
    const Asn1IntegerPtr one{must(ASN1_INTEGER_new(), "accuracy")};
    must(ASN1_INTEGER_set(one.get(), 1), "accuracy");
    must(TS_ACCURACY_set_seconds(accuracy.get(), one.get()), "accuracy");
    must(TS_TST_INFO_set_accuracy(info, accuracy.get()), "accuracy");
}

// RFC 3161 2.4.2 TSTInfo
Bytes token_info(TS_REQ* request, const std::string& default_policy, Time time,
                 const TimestampBehaviour& behaviour) {
    const TsTokenInfoPtr owner{must(TS_TST_INFO_new(), "TSTInfo")};
    TS_TST_INFO* info = owner.get();
    const Asn1ObjectPtr policy = object_named(default_policy);
    ASN1_OBJECT* wanted = TS_REQ_get_policy_id(request);
    must(TS_TST_INFO_set_version(info, 1), "version");
    must(TS_TST_INFO_set_policy_id(info, wanted == nullptr ? policy.get() : wanted), "policy");
    must(TS_TST_INFO_set_serial(info, random_serial().get()), "serialNumber");
    must(TS_TST_INFO_set_time(info, generalized_time(time).get()), "genTime");
    set_imprint(info, request, behaviour.imprint);
    set_accuracy(info);
    set_nonce(info, request, behaviour.nonce);
    return der_of(i2d_TS_TST_INFO, info, "TSTInfo");
}

CMS_SignerInfo* add_signer(CMS_ContentInfo* cms, const Entry& tsa, bool certificates, bool ess) {
    const unsigned flags = static_cast<unsigned>(CMS_PARTIAL | CMS_BINARY | CMS_NOSMIMECAP) |
                           (ess ? CMS_CADES : 0U) | (certificates ? 0U : CMS_NOCERTS);
    CMS_SignerInfo* signer =
        must(CMS_add1_signer(cms, tsa.certificate.get(), tsa.key.get(), EVP_sha256(), flags),
             "signer of a token");
    const bool has_issuer = tsa.issuer != &tsa;
    if (certificates && has_issuer) {
        must(CMS_add1_cert(cms, tsa.issuer->certificate.get()), "certificate of a token");
    }
    return signer;
}

/// SignedData over TSTInfo (RFC 3161 2.4.2, RFC 5816 for the signing certificate attribute).
CmsPtr sign(const Entry& tsa, const Bytes& content, Time time, bool certificates, bool ess) {
    constexpr unsigned kFlags = CMS_PARTIAL | CMS_BINARY | CMS_NOSMIMECAP;
    CmsPtr cms{must(CMS_sign(nullptr, nullptr, nullptr, nullptr, kFlags), "SignedData")};
    must(CMS_set1_eContentType(cms.get(), OBJ_nid2obj(NID_id_smime_ct_TSTInfo)), "eContentType");
    CMS_SignerInfo* signer = add_signer(cms.get(), tsa, certificates, ess);
    // Set here, or the library would take the host's clock.
    const Asn1TimePtr signing_time = asn1_time(time);
    must(CMS_signed_add1_attr_by_NID(signer, NID_pkcs9_signingTime, signing_time->type,
                                     signing_time.get(), -1),
         "signingTime");
    const BioPtr data{
        must(BIO_new_mem_buf(content.data(), static_cast<int>(content.size())), "content")};
    must(CMS_final(cms.get(), data.get(), nullptr, kFlags), "signature of a token");
    return cms;
}

}  // namespace

Bytes make_token(const Hierarchy::State& state, TS_REQ* request,
                 const TimestampBehaviour& behaviour) {
    const Time time = state.now() + behaviour.time;
    const bool certificates = behaviour.certificates && TS_REQ_get_cert_req(request) != 0;
    const CmsPtr cms =
        sign(state.entry(behaviour.signer),
             token_info(request, state.description.timestamp_policy, time, behaviour), time,
             certificates, behaviour.ess);
    Bytes der = der_of(i2d_CMS_ContentInfo, cms.get(), "token");
    if (behaviour.signature == Twist::flip) {
        CMS_SignerInfo* signer = sk_CMS_SignerInfo_value(CMS_get0_SignerInfos(cms.get()), 0);
        const ASN1_OCTET_STRING* value = CMS_SignerInfo_get0_signature(signer);
        corrupt(der, {ASN1_STRING_get0_data(value),
                      static_cast<std::size_t>(ASN1_STRING_length(value))});
    }
    return der;
}

Bytes answer_timestamp(const Hierarchy::State& state, BytesView request,
                       const TimestampBehaviour& behaviour) {
    const unsigned char* cursor = request.data();
    const TsRequestPtr parsed{d2i_TS_REQ(nullptr, &cursor, static_cast<long>(request.size()))};
    if (parsed == nullptr) {
        return refusal(kBadDataFormat);
    }
    const int fault = fault_of(parsed.get());
    if (fault != kNoFailure || behaviour.status == "rejection") {
        return refusal(fault == kNoFailure ? kBadRequest : fault);
    }
    const long status = behaviour.status == "grantedWithMods" ? kGrantedWithMods : kGranted;
    return der_sequence(
        {status_info(status, kNoFailure), make_token(state, parsed.get(), behaviour)});
}

TsRequestPtr make_timestamp_request(const std::string& digest_algorithm, BytesView digest) {
    TsRequestPtr request{must(TS_REQ_new(), "TimeStampReq")};
    const TsImprintPtr imprint{must(TS_MSG_IMPRINT_new(), "messageImprint")};
    const X509AlgorPtr algorithm{must(X509_ALGOR_new(), "hashAlgorithm")};
    X509_ALGOR_set_md(algorithm.get(), digest_named(digest_algorithm));
    Bytes value(digest.begin(), digest.end());
    must(TS_MSG_IMPRINT_set_algo(imprint.get(), algorithm.get()), "hashAlgorithm");
    must(TS_MSG_IMPRINT_set_msg(imprint.get(), value.data(), static_cast<int>(value.size())),
         "hashedMessage");
    must(TS_REQ_set_version(request.get(), 1), "version");
    must(TS_REQ_set_msg_imprint(request.get(), imprint.get()), "messageImprint");
    must(TS_REQ_set_cert_req(request.get(), 1), "certReq");
    return request;
}

}  // namespace mohur::pkitest
