// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "pki-test/soft_token.h"

#include "pki-test/files_internal.h"
#include "pki-test/openssl_internal.h"

#include <Poco/JSON/Array.h>
#include <Poco/JSON/Object.h>

#include <openssl/core_names.h>

#include <dlfcn.h>
#include <p11-kit/pkcs11.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <optional>
#include <sstream>

namespace mohur::pkitest {
namespace {

namespace fs = std::filesystem;

void check(CK_RV result, const char* what) {
    if (result != CKR_OK) {
        std::ostringstream text;
        text << what << " gives 0x" << std::hex << result;
        throw PkiTestError{text.str()};
    }
}

/// The module, loaded and initialised while this object lives.
class Module {
public:
    explicit Module(const fs::path& path)
        : library_{::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL)} {
        if (library_ == nullptr) {
            throw PkiTestError{"cannot load " + path.string()};
        }
        const auto get_list =
            reinterpret_cast<CK_C_GetFunctionList>(::dlsym(library_.get(), "C_GetFunctionList"));
        if (get_list == nullptr) {
            throw PkiTestError{"not a PKCS#11 module: " + path.string()};
        }
        check(get_list(&functions_), "C_GetFunctionList");
        check(functions_->C_Initialize(nullptr), "C_Initialize");
    }
    Module(const Module&) = delete;
    Module& operator=(const Module&) = delete;
    ~Module() { functions_->C_Finalize(nullptr); }
    CK_FUNCTION_LIST* operator->() const { return functions_; }

private:
    Owned<void, ::dlclose> library_;
    CK_FUNCTION_LIST* functions_ = nullptr;
};

/// The attributes of one object; holds their values.
class Template {
public:
    Template& add(CK_ATTRIBUTE_TYPE type, Bytes value) {
        values_.emplace_back(type, std::move(value));
        return *this;
    }
    Template& add(CK_ATTRIBUTE_TYPE type, const std::string& value) {
        return add(type, Bytes(value.begin(), value.end()));
    }
    Template& flag(CK_ATTRIBUTE_TYPE type, bool value) {
        return add(type, Bytes{static_cast<std::uint8_t>(value ? CK_TRUE : CK_FALSE)});
    }
    Template& number(CK_ATTRIBUTE_TYPE type, CK_ULONG value) {
        const auto* first = reinterpret_cast<const std::uint8_t*>(&value);
        return add(type, Bytes(first, first + sizeof value));
    }
    /// Valid while this object is neither changed nor gone.
    [[nodiscard]] std::vector<CK_ATTRIBUTE> attributes() {
        std::vector<CK_ATTRIBUTE> out;
        for (auto& [type, value] : values_) {
            out.push_back({type, value.data(), value.size()});
        }
        return out;
    }

private:
    std::vector<std::pair<CK_ATTRIBUTE_TYPE, Bytes>> values_;
};

/// A read-write session, logged in while it lives.
class Session {
public:
    Session(const Module& module, CK_SLOT_ID slot, CK_USER_TYPE user, std::string pin)
        : module_{module} {
        check(module_->C_OpenSession(slot, CKF_SERIAL_SESSION | CKF_RW_SESSION, nullptr, nullptr,
                                     &session_),
              "C_OpenSession");
        check(module_->C_Login(session_, user, reinterpret_cast<unsigned char*>(pin.data()),
                               pin.size()),
              "C_Login");
    }
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
    ~Session() {
        module_->C_Logout(session_);
        module_->C_CloseSession(session_);
    }
    void set_pin(std::string pin) {
        check(
            module_->C_InitPIN(session_, reinterpret_cast<unsigned char*>(pin.data()), pin.size()),
            "C_InitPIN");
    }
    void create(Template what) {
        auto attributes = what.attributes();
        CK_OBJECT_HANDLE object = 0;
        check(module_->C_CreateObject(session_, attributes.data(), attributes.size(), &object),
              "C_CreateObject");
    }
    [[nodiscard]] std::vector<CK_OBJECT_HANDLE> find(Template what) {
        auto attributes = what.attributes();
        check(module_->C_FindObjectsInit(session_, attributes.data(), attributes.size()),
              "C_FindObjectsInit");
        std::array<CK_OBJECT_HANDLE, 64> found{};
        CK_ULONG count = 0;
        check(module_->C_FindObjects(session_, found.data(), found.size(), &count),
              "C_FindObjects");
        check(module_->C_FindObjectsFinal(session_), "C_FindObjectsFinal");
        return {found.begin(), found.begin() + static_cast<std::ptrdiff_t>(count)};
    }
    void destroy(CK_OBJECT_HANDLE object) {
        check(module_->C_DestroyObject(session_, object), "C_DestroyObject");
    }

private:
    const Module& module_;
    CK_SESSION_HANDLE session_ = 0;
};

std::vector<CK_SLOT_ID> slots_of(const Module& module) {
    CK_ULONG count = 0;
    check(module->C_GetSlotList(CK_FALSE, nullptr, &count), "C_GetSlotList");
    std::vector<CK_SLOT_ID> slots(count);
    check(module->C_GetSlotList(CK_FALSE, slots.data(), &count), "C_GetSlotList");
    slots.resize(count);
    return slots;
}

/// A label or the like, padded with blanks as PKCS#11 wants it.
template <std::size_t Size>
std::array<unsigned char, Size> padded(const std::string& text) {
    std::array<unsigned char, Size> out{};
    out.fill(' ');
    std::copy_n(text.begin(), std::min(text.size(), Size), out.begin());
    return out;
}

bool has_token(const Module& module, CK_SLOT_ID slot, const std::string& label) {
    CK_TOKEN_INFO info{};
    check(module->C_GetTokenInfo(slot, &info), "C_GetTokenInfo");
    const bool initialized = (info.flags & CKF_TOKEN_INITIALIZED) != 0;
    const auto wanted = padded<sizeof info.label>(label);
    return label.empty() ? !initialized
                         : initialized && std::equal(wanted.begin(), wanted.end(), info.label);
}

/// An empty label looks for a token that is not initialised.
std::optional<CK_SLOT_ID> find_slot(const Module& module, const std::string& label) {
    for (const CK_SLOT_ID slot : slots_of(module)) {
        if (has_token(module, slot, label)) {
            return slot;
        }
    }
    return std::nullopt;
}

CK_SLOT_ID token_slot(const Module& module, const std::string& label, std::string pin) {
    if (const auto slot = find_slot(module, label)) {
        return *slot;
    }
    const auto empty = find_slot(module, {});
    if (!empty) {
        throw PkiTestError{"SoftHSM offers no empty slot"};
    }
    auto name = padded<32>(label);
    check(module->C_InitToken(*empty, reinterpret_cast<unsigned char*>(pin.data()), pin.size(),
                              name.data()),
          "C_InitToken");
    const auto slot = find_slot(module, label);  // SoftHSM numbers the slot anew
    if (!slot) {
        throw PkiTestError{"the token does not appear: " + label};
    }
    Session{module, *slot, CKU_SO, pin}.set_pin(pin);
    return *slot;
}

Bytes number_of(EVP_PKEY* key, const char* parameter) {
    BIGNUM* raw = nullptr;
    must(EVP_PKEY_get_bn_param(key, parameter, &raw), parameter);
    const BignumPtr number{raw};
    Bytes out(static_cast<std::size_t>(BN_num_bytes(raw)));
    BN_bn2bin(raw, out.data());
    return out;
}

/// CKA_ID: the SHA-1 of the public key bits, as the subject key identifier.
Bytes id_of(X509* certificate) {
    const ASN1_OCTET_STRING* id = must(X509_get0_subject_key_id(certificate), "key identifier");
    const unsigned char* first = ASN1_STRING_get0_data(id);
    return {first, first + ASN1_STRING_length(id)};
}

Template object_template(CK_OBJECT_CLASS kind, const std::string& label, const Bytes& id) {
    Template out;
    out.number(CKA_CLASS, kind).flag(CKA_TOKEN, true).add(CKA_LABEL, label).add(CKA_ID, id);
    return out;
}

Bytes point_of(EVP_PKEY* key) {
    std::array<unsigned char, 256> point{};
    std::size_t length = 0;
    must(EVP_PKEY_get_octet_string_param(key, OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size(),
                                         &length),
         "point");
    const Asn1OctetStringPtr octets{must(ASN1_OCTET_STRING_new(), "point")};
    must(ASN1_OCTET_STRING_set(octets.get(), point.data(), static_cast<int>(length)), "point");
    return der_of(i2d_ASN1_OCTET_STRING, octets.get(), "point");
}

Bytes curve_of(EVP_PKEY* key) {
    std::array<char, 64> name{};
    must(EVP_PKEY_get_group_name(key, name.data(), name.size(), nullptr), "curve");
    return der_of(i2d_ASN1_OBJECT, object_named(name.data()).get(), "curve");
}

void add_ec(EVP_PKEY* key, Template& hidden, Template& open) {
    for (Template* part : {&hidden, &open}) {
        part->number(CKA_KEY_TYPE, CKK_EC).add(CKA_EC_PARAMS, curve_of(key));
    }
    hidden.add(CKA_VALUE, number_of(key, OSSL_PKEY_PARAM_PRIV_KEY));
    open.add(CKA_EC_POINT, point_of(key));
}

void add_rsa(EVP_PKEY* key, Template& hidden, Template& open) {
    for (Template* part : {&hidden, &open}) {
        part->number(CKA_KEY_TYPE, CKK_RSA)
            .add(CKA_MODULUS, number_of(key, OSSL_PKEY_PARAM_RSA_N))
            .add(CKA_PUBLIC_EXPONENT, number_of(key, OSSL_PKEY_PARAM_RSA_E));
    }
    hidden.add(CKA_PRIVATE_EXPONENT, number_of(key, OSSL_PKEY_PARAM_RSA_D))
        .add(CKA_PRIME_1, number_of(key, OSSL_PKEY_PARAM_RSA_FACTOR1))
        .add(CKA_PRIME_2, number_of(key, OSSL_PKEY_PARAM_RSA_FACTOR2))
        .add(CKA_EXPONENT_1, number_of(key, OSSL_PKEY_PARAM_RSA_EXPONENT1))
        .add(CKA_EXPONENT_2, number_of(key, OSSL_PKEY_PARAM_RSA_EXPONENT2))
        .add(CKA_COEFFICIENT, number_of(key, OSSL_PKEY_PARAM_RSA_COEFFICIENT1));
}

void store_keys(Session& session, const std::string& label, const Bytes& id, EVP_PKEY* key) {
    Template hidden = object_template(CKO_PRIVATE_KEY, label, id);
    hidden.flag(CKA_PRIVATE, true).flag(CKA_SENSITIVE, true).flag(CKA_EXTRACTABLE, false);
    hidden.flag(CKA_SIGN, true).flag(CKA_DECRYPT, false).flag(CKA_UNWRAP, false);
    Template open = object_template(CKO_PUBLIC_KEY, label, id);
    open.flag(CKA_PRIVATE, false).flag(CKA_VERIFY, true);
    if (EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA) {
        add_rsa(key, hidden, open);
    } else {
        add_ec(key, hidden, open);
    }
    session.create(hidden);
    session.create(open);
}

void store_certificate(Session& session, const std::string& label, const Bytes& id,
                       X509* certificate) {
    Template out = object_template(CKO_CERTIFICATE, label, id);
    out.number(CKA_CERTIFICATE_TYPE, CKC_X_509)
        .flag(CKA_PRIVATE, false)
        .add(CKA_SUBJECT, der_of(i2d_X509_NAME, X509_get_subject_name(certificate), "subject"))
        .add(CKA_ISSUER, der_of(i2d_X509_NAME, X509_get_issuer_name(certificate), "issuer"))
        .add(CKA_SERIAL_NUMBER,
             der_of(i2d_ASN1_INTEGER, X509_get0_serialNumber(certificate), "serial"))
        .add(CKA_VALUE, der_of(i2d_X509, certificate, "certificate"));
    session.create(out);
}

/// Whether the certificate is there; objects of that label with another key are removed.
bool is_stored(Session& session, const std::string& label, const Bytes& certificate) {
    Template same;
    same.number(CKA_CLASS, CKO_CERTIFICATE).add(CKA_LABEL, label).add(CKA_VALUE, certificate);
    if (!session.find(same).empty()) {
        return true;
    }
    Template other;
    other.add(CKA_LABEL, label);
    for (const CK_OBJECT_HANDLE object : session.find(other)) {
        session.destroy(object);
    }
    return false;
}

/// Gives CKA_ID.
Bytes store(Session& session, const Hierarchy& hierarchy, const std::string& name, bool with_key) {
    const Bytes der = hierarchy.certificate(name);
    const auto certificate = from_der<X509Ptr>(d2i_X509, der, "certificate");
    Bytes id = id_of(certificate.get());
    if (is_stored(session, name, der)) {
        return id;
    }
    if (with_key) {
        const Bytes pkcs8 = hierarchy.private_key(name);
        const auto key = from_der<KeyPtr>(d2i_AutoPrivateKey, pkcs8, "key");
        store_keys(session, name, id, key.get());
    }
    store_certificate(session, name, id, certificate.get());
    return id;
}

void append_escaped(std::string& out, std::uint8_t byte) {
    static constexpr std::string_view kHex = "0123456789ABCDEF";
    out.append({'%', kHex[byte / 16U], kHex[byte % 16U]});
}

/// RFC 7512 2.3: all but unreserved characters and the slashes of a path are escaped.
std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) != 0 ||
            std::string_view{"-._~/"}.find(c) != std::string_view::npos) {
            out.push_back(c);
        } else {
            append_escaped(out, byte);
        }
    }
    return out;
}

std::string uri_of(const std::string& token, const std::string& name, const Bytes& id,
                   const fs::path& pin_file) {
    std::string escaped_id;
    for (const std::uint8_t byte : id) {
        append_escaped(escaped_id, byte);  // RFC 7512 2.3: the whole of "id" should be escaped
    }
    return "pkcs11:token=" + escaped(token) + ";object=" + escaped(name) + ";id=" + escaped_id +
           ";type=private?pin-source=file:" + escaped(pin_file.string());
}

SoftHsm lay_out(const Hierarchy& hierarchy, const fs::path& folder, const fs::path& module) {
    const fs::path root = fs::absolute(folder).lexically_normal();
    fs::create_directories(root / "tokens");
    fs::permissions(root, fs::perms::owner_all);
    SoftHsm out{root / "softhsm2.conf", module, root / "pin", {}};
    write_file(out.pin_file, hierarchy.pin(), kSecretFile);
    write_file(out.configuration,
               "directories.tokendir = " + (root / "tokens").string() +
                   "\nobjectstore.backend = file\nlog.level = ERROR\nslots.removable = false\n",
               kPublicFile);
    return out;
}

}  // namespace

fs::path default_softhsm_module() {
    return "/usr/lib/softhsm/libsofthsm2.so";
}

SoftHsm provision_softhsm(const Hierarchy& hierarchy, const fs::path& folder,
                          const fs::path& module) {
    SoftHsm out = lay_out(hierarchy, folder, module);
    must(::setenv("SOFTHSM2_CONF", out.configuration.c_str(), 1) == 0 ? 1 : 0, "SOFTHSM2_CONF");
    const Module pkcs11{module};
    for (const Hierarchy::Token& token : hierarchy.tokens()) {
        const CK_SLOT_ID slot = token_slot(pkcs11, token.label, hierarchy.pin());
        Session session{pkcs11, slot, CKU_USER, hierarchy.pin()};
        for (const std::string& name : token.keys) {
            const Bytes id = store(session, hierarchy, name, true);
            out.keys.push_back({name, token.label, uri_of(token.label, name, id, out.pin_file)});
            static_cast<void>(store(session, hierarchy, hierarchy.issuers(name).front(), false));
        }
    }
    return out;
}

std::string to_json(const SoftHsm& softhsm) {
    Poco::JSON::Array keys;
    for (const TokenKey& key : softhsm.keys) {
        Poco::JSON::Object entry;
        entry.set("name", key.name);
        entry.set("token", key.token);
        entry.set("uri", key.uri);
        keys.add(entry);
    }
    Poco::JSON::Object object;
    object.set("softhsm2_conf", softhsm.configuration.string());
    object.set("module", softhsm.module.string());
    object.set("pin_file", softhsm.pin_file.string());
    object.set("keys", keys);
    std::ostringstream text;
    object.stringify(text, 2);
    return text.str() + "\n";
}

}  // namespace mohur::pkitest
