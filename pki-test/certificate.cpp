// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "pki-test/hierarchy_internal.h"

#include <map>

namespace mohur::pkitest {
namespace {

std::string join(const std::vector<std::string>& parts) {
    std::string out;
    for (const std::string& part : parts) {
        out.append(out.empty() ? "" : ",").append(part);
    }
    return out;
}

/// Adds extensions to one certificate by OpenSSL's configuration syntax.
class ExtensionWriter {
public:
    ExtensionWriter(X509* subject, X509* issuer)
        : subject_{subject}, conf_{must(NCONF_new(nullptr), "configuration")} {
        X509V3_set_ctx(&context_, issuer, subject, nullptr, nullptr, 0);
        X509V3_set_nconf(&context_, conf_.get());
    }
    void add(int nid, const std::string& value) {
        add(ExtensionPtr{must(X509V3_EXT_nconf_nid(conf_.get(), &context_, nid, value.c_str()),
                              OBJ_nid2ln(nid))});
    }
    void add_unless_empty(int nid, const std::string& value) {
        if (!value.empty()) {
            add(nid, value);
        }
    }
    void add(const ExtensionPtr& extension) {
        must(X509_add_ext(subject_, extension.get(), -1), "extension");
    }

private:
    X509* subject_;
    ConfPtr conf_;
    X509V3_CTX context_{};
};

void set_subject(X509* certificate, const CertificateDescription& what) {
    const NamePtr name{must(X509_NAME_new(), "name")};
    for (const auto& [type, value] : what.subject) {
        must(X509_NAME_add_entry_by_txt(name.get(), type.c_str(), MBSTRING_UTF8,
                                        reinterpret_cast<const unsigned char*>(value.data()),
                                        static_cast<int>(value.size()), -1, 0),
             type.c_str());
    }
    must(X509_set_subject_name(certificate, name.get()), "subject");
}

// EN 319 412-5 clause 4: QCStatements with statements that carry no value.
ExtensionPtr qc_statements(const std::vector<std::string>& oids) {
    std::vector<Bytes> statements;
    for (const std::string& oid : oids) {
        statements.push_back(
            der_sequence({der_of(i2d_ASN1_OBJECT, object_named(oid).get(), "statement")}));
    }
    const Bytes der = der_sequence(statements);
    const Asn1OctetStringPtr value{must(ASN1_OCTET_STRING_new(), "octet string")};
    must(ASN1_OCTET_STRING_set(value.get(), der.data(), static_cast<int>(der.size())), "value");
    return ExtensionPtr{must(
        X509_EXTENSION_create_by_NID(nullptr, NID_qcStatements, 0, value.get()), "qcStatements")};
}

std::string authority_information(const CertificateDescription& what, const std::string& base_url) {
    std::vector<std::string> accesses;
    if (what.ocsp) {
        accesses.push_back("OCSP;URI:" + base_url + "/ocsp");
    }
    if (what.ca_issuers) {
        accesses.push_back("caIssuers;URI:" + base_url + "/ca/" + what.issuer + ".cer");
    }
    return join(accesses);
}

std::string basic_constraints(const CertificateDescription& what) {
    if (!what.ca) {
        return "critical,CA:FALSE";
    }
    const std::string length =
        what.path_length ? ",pathlen:" + std::to_string(*what.path_length) : std::string{};
    return "critical,CA:TRUE" + length;
}

std::string critical_if(bool critical, const std::string& value) {
    return critical && !value.empty() ? "critical," + value : value;
}

void add_extensions(X509* certificate, X509* issuer, const CertificateDescription& what,
                    const std::string& base_url) {
    ExtensionWriter writer{certificate, issuer};
    writer.add(NID_basic_constraints, basic_constraints(what));
    writer.add_unless_empty(NID_key_usage, critical_if(true, join(what.key_usage)));
    writer.add_unless_empty(NID_ext_key_usage, critical_if(what.extended_key_usage_critical,
                                                           join(what.extended_key_usage)));
    writer.add(NID_subject_key_identifier, "hash");
    if (issuer != certificate) {
        writer.add(NID_authority_key_identifier, "keyid:always");
    }
    writer.add_unless_empty(NID_certificate_policies, join(what.policies));
    writer.add_unless_empty(NID_info_access, authority_information(what, base_url));
    if (what.crl) {
        writer.add(NID_crl_distribution_points, "URI:" + base_url + "/crl/" + what.issuer + ".crl");
    }
    if (what.ocsp_no_check) {
        writer.add(NID_id_pkix_OCSP_noCheck, "ignored");
    }
    if (!what.qc_statements.empty()) {
        writer.add(qc_statements(what.qc_statements));
    }
}

}  // namespace

KeyPtr generate_key(const std::string& kind) {
    static const std::map<std::string, const char*> kCurves{
        {"p256", "P-256"}, {"p384", "P-384"}, {"p521", "P-521"}};
    if (const auto curve = kCurves.find(kind); curve != kCurves.end()) {
        return KeyPtr{must(EVP_EC_gen(curve->second), "key")};
    }
    if (kind == "ed25519") {
        return KeyPtr{must(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"), "key")};
    }
    if (kind == "rsa1024" || kind == "rsa2048" || kind == "rsa3072") {
        return KeyPtr{must(EVP_RSA_gen(std::stoul(kind.substr(3))), "key")};
    }
    throw PkiTestError{"unknown kind of key: " + kind};
}

X509Ptr issue(const CertificateDescription& what, EVP_PKEY* key, const Entry* issuer,
              const std::string& base_url, Time now) {
    X509Ptr certificate{must(X509_new(), "certificate")};
    X509* subject = certificate.get();
    X509* issuing = issuer == nullptr ? subject : issuer->certificate.get();
    must(X509_set_version(subject, X509_VERSION_3), "version");
    must(X509_set_serialNumber(subject, random_serial().get()), "serial number");
    must(X509_set1_notBefore(subject, asn1_time(now + what.not_before).get()), "notBefore");
    must(X509_set1_notAfter(subject, asn1_time(now + what.not_after).get()), "notAfter");
    set_subject(subject, what);
    must(X509_set_issuer_name(subject, X509_get_subject_name(issuing)), "issuer");
    must(X509_set_pubkey(subject, key), "public key");
    add_extensions(subject, issuing, what, base_url);
    must(X509_sign(subject, issuer == nullptr ? key : issuer->key.get(), digest_named(what.digest)),
         "signature of a certificate");
    return certificate;
}

}  // namespace mohur::pkitest
