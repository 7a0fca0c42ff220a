// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "pki-test/hierarchy_internal.h"

#include <algorithm>

namespace mohur::pkitest {
namespace {

KeyPtr key_of(const Hierarchy::State& state, const std::string& name) {
    EVP_PKEY* key = state.entry(name).key.get();
    must(EVP_PKEY_up_ref(key), "key");
    return KeyPtr{key};
}

void issue_all(Hierarchy::State& state) {
    for (const CertificateDescription& what : state.description.certificates) {
        const Entry* issuer = what.issuer.empty() ? nullptr : &state.entry(what.issuer);
        auto [place, fresh] = state.entries.try_emplace(what.name);
        if (!fresh) {
            throw PkiTestError{"two certificates of the name " + what.name};
        }
        Entry& entry = place->second;
        entry.description = &what;
        entry.key = what.key_of.empty() ? generate_key(what.key) : key_of(state, what.key_of);
        entry.issuer = issuer == nullptr ? &entry : issuer;
        entry.certificate =
            issue(what, entry.key.get(), issuer, state.description.base_url, state.built);
    }
}

template <class Map>
std::vector<std::string> keys_of(const Map& map) {
    std::vector<std::string> out;
    for (const auto& [key, value] : map) {
        out.push_back(key);
    }
    return out;
}

CertListPtr chain_of(const Entry& entry) {
    CertListPtr list{must(sk_X509_new_null(), "certificates")};
    for (const Entry* at = entry.issuer; at->issuer != at; at = at->issuer) {
        must(sk_X509_push(list.get(), at->certificate.get()), "certificates");
    }
    return list;
}

void set_padding(EVP_PKEY_CTX* context, EVP_PKEY* key, RsaPadding padding) {
    if (EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA) {
        const bool pss = padding == RsaPadding::pss;
        must(EVP_PKEY_CTX_set_rsa_padding(context, pss ? RSA_PKCS1_PSS_PADDING : RSA_PKCS1_PADDING),
             "padding");
        if (pss) {
            must(EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST), "salt length");
        }
    }
}

}  // namespace

const Entry& Hierarchy::State::entry(std::string_view name) const {
    const auto found = entries.find(name);
    if (found == entries.end()) {
        throw PkiTestError{"no such certificate: " + std::string{name}};
    }
    return found->second;
}

Revocations Hierarchy::State::revocations() const {
    Revocations out;
    {
        const std::scoped_lock lock{mutex};
        out = folder.empty() ? revoked_since : read_revocations(folder);
    }
    for (const CertificateDescription& what : description.certificates) {
        if (what.revoked) {
            out.emplace(what.name, Revocation{built + what.revoked->first, what.revoked->second});
        }
    }
    return out;
}

std::unique_ptr<Hierarchy::State> make_state(std::string_view description, Now now, Time built) {
    auto state = std::make_unique<Hierarchy::State>();
    state->description = parse_description(description);
    state->description_text = description;
    state->now = std::move(now);
    state->built = built;
    return state;
}

Hierarchy::Hierarchy(std::unique_ptr<State> state) : state_{std::move(state)} {}
Hierarchy::Hierarchy(Hierarchy&&) noexcept = default;
Hierarchy& Hierarchy::operator=(Hierarchy&&) noexcept = default;
Hierarchy::~Hierarchy() = default;

Hierarchy Hierarchy::standard(Now now) {
    return build(standard_description(), std::move(now));
}

Hierarchy Hierarchy::build(std::string_view description, Now now) {
    const Time built = now();
    auto state = make_state(description, std::move(now), built);
    issue_all(*state);
    return Hierarchy{std::move(state)};
}

std::vector<std::string> Hierarchy::names() const {
    return keys_of(state_->entries);
}
std::vector<std::string> Hierarchy::anchors() const {
    return state_->description.anchors;
}
std::vector<std::string> Hierarchy::issuers(std::string_view name) const {
    std::vector<std::string> out;
    for (const Entry* at = &state_->entry(name); at->issuer != at; at = at->issuer) {
        out.push_back(at->issuer->description->name);
    }
    return out;
}
std::vector<std::string> Hierarchy::ocsp_behaviours() const {
    return keys_of(state_->description.ocsp);
}
std::vector<std::string> Hierarchy::timestamp_behaviours() const {
    return keys_of(state_->description.timestamps);
}
std::vector<std::string> Hierarchy::crl_behaviours() const {
    return keys_of(state_->description.crls);
}

Bytes Hierarchy::certificate(std::string_view name) const {
    return der_of(i2d_X509, state_->entry(name).certificate.get(), "certificate");
}

std::string Hierarchy::certificate_pem(std::string_view name) const {
    const BioPtr memory{must(BIO_new(BIO_s_mem()), "memory")};
    must(PEM_write_bio_X509(memory.get(), state_->entry(name).certificate.get()), "PEM");
    return text_of(memory.get());
}

std::string Hierarchy::private_key_pem(std::string_view name) const {
    const BioPtr memory{must(BIO_new(BIO_s_mem()), "memory")};
    must(PEM_write_bio_PKCS8PrivateKey(memory.get(), state_->entry(name).key.get(), nullptr,
                                       nullptr, 0, nullptr, nullptr),
         "PEM");
    return text_of(memory.get());
}

Bytes Hierarchy::private_key(std::string_view name) const {
    const Pkcs8Ptr info{must(EVP_PKEY2PKCS8(state_->entry(name).key.get()), "PKCS#8")};
    return der_of(i2d_PKCS8_PRIV_KEY_INFO, info.get(), "PKCS#8");
}

Bytes Hierarchy::pkcs12(std::string_view name, const std::string& password) const {
    const Entry& entry = state_->entry(name);
    const Pkcs12Ptr store{
        must(PKCS12_create(password.c_str(), entry.description->name.c_str(), entry.key.get(),
                           entry.certificate.get(), chain_of(entry).get(), 0, 0, 0, 0, 0),
             "PKCS#12")};
    return der_of(i2d_PKCS12, store.get(), "PKCS#12");
}

Bytes Hierarchy::sign_digest(std::string_view name, const std::string& digest_algorithm,
                             BytesView digest, RsaPadding padding) const {
    EVP_PKEY* key = state_->entry(name).key.get();
    const KeyContextPtr context{must(EVP_PKEY_CTX_new(key, nullptr), "key")};
    must(EVP_PKEY_sign_init(context.get()), "signature");
    set_padding(context.get(), key, padding);
    must(EVP_PKEY_CTX_set_signature_md(context.get(), digest_named(digest_algorithm)), "digest");
    std::size_t length = 0;
    must(EVP_PKEY_sign(context.get(), nullptr, &length, digest.data(), digest.size()), "signature");
    Bytes value(length);
    must(EVP_PKEY_sign(context.get(), value.data(), &length, digest.data(), digest.size()),
         "signature");
    value.resize(length);
    return value;
}

Bytes Hierarchy::ocsp_response(BytesView request, std::string_view behaviour) const {
    const auto parsed = from_der<OcspRequestPtr>(d2i_OCSP_REQUEST, request, "OCSPRequest");
    return answer_ocsp(*state_, parsed.get(), behaviour_named(state_->description.ocsp, behaviour));
}

Bytes Hierarchy::ocsp_response_for(std::string_view name, std::string_view behaviour) const {
    const Entry& entry = state_->entry(name);
    const OcspRequestPtr request{must(OCSP_REQUEST_new(), "OCSPRequest")};
    OcspCertIdPtr id{
        must(OCSP_cert_to_id(EVP_sha1(), entry.certificate.get(), entry.issuer->certificate.get()),
             "CertID")};
    static_cast<void>(must(OCSP_request_add0_id(request.get(), id.get()), "CertID"));
    static_cast<void>(id.release());  // the request owns it
    return answer_ocsp(*state_, request.get(),
                       behaviour_named(state_->description.ocsp, behaviour));
}

Bytes Hierarchy::timestamp_response(BytesView request, std::string_view behaviour) const {
    return answer_timestamp(*state_, request,
                            behaviour_named(state_->description.timestamps, behaviour));
}

Bytes Hierarchy::timestamp_token(const std::string& digest_algorithm, BytesView digest,
                                 std::string_view behaviour) const {
    return make_token(*state_, make_timestamp_request(digest_algorithm, digest).get(),
                      behaviour_named(state_->description.timestamps, behaviour));
}

Bytes Hierarchy::crl(std::string_view ca, std::string_view behaviour) const {
    const Entry& entry = state_->entry(ca);
    if (!entry.description->ca) {
        throw PkiTestError{"not a CA: " + std::string{ca}};
    }
    return make_crl(*state_, entry, behaviour_named(state_->description.crls, behaviour));
}

void Hierarchy::revoke(std::string_view name, std::string_view reason) {
    static_cast<void>(state_->entry(name));
    static_cast<void>(reason_number(reason));
    const Revocation revocation{state_->now(), std::string{reason}};
    const std::scoped_lock lock{state_->mutex};
    if (state_->folder.empty()) {
        state_->revoked_since.insert_or_assign(std::string{name}, revocation);
        return;
    }
    Revocations all = read_revocations(state_->folder);
    all.insert_or_assign(std::string{name}, revocation);
    write_revocations(state_->folder, all);
}

std::string Hierarchy::base_url() const {
    return state_->description.base_url;
}
std::string Hierarchy::pin() const {
    return state_->description.pin;
}
std::vector<Hierarchy::Token> Hierarchy::tokens() const {
    return state_->description.tokens;
}

}  // namespace mohur::pkitest
