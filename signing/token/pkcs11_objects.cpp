// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/token/pkcs11_objects_internal.h"

#include <algorithm>
#include <cstring>

namespace mohur::signing::pkcs11 {
namespace {

constexpr CK_ULONG kMaxObjects = 256;
constexpr CK_ULONG kMaxAttributeBytes = 64U << 10U;

/// The template of a search; owns what it points to.
class Template {
public:
    explicit Template(CK_OBJECT_CLASS object_class) : class_{object_class} {
        add(CKA_CLASS, &class_, sizeof class_);
    }
    Template(const Template&) = delete;
    Template& operator=(const Template&) = delete;

    void add(CK_ATTRIBUTE_TYPE type, const void* value, std::size_t size) {
        // The interface lacks const; a search template is not written to.
        attributes_.push_back({type, const_cast<void*>(value), size});
    }
    [[nodiscard]] CK_ATTRIBUTE* data() noexcept { return attributes_.data(); }
    [[nodiscard]] CK_ULONG size() const noexcept { return attributes_.size(); }

private:
    CK_OBJECT_CLASS class_;
    std::vector<CK_ATTRIBUTE> attributes_;
};

Result<std::vector<CK_OBJECT_HANDLE>> find(TokenSlot::Lease& session, Template& wanted) {
    const auto& functions = session.functions();
    MOHUR_TRY_VOID(
        session.check(functions.C_FindObjectsInit(session.handle(), wanted.data(), wanted.size()),
                      "C_FindObjectsInit"));
    std::vector<CK_OBJECT_HANDLE> found(kMaxObjects);
    CK_ULONG count = 0;
    MOHUR_TRY_VOID(
        session.check(functions.C_FindObjects(session.handle(), found.data(), found.size(), &count),
                      "C_FindObjects"));
    MOHUR_TRY_VOID(
        session.check(functions.C_FindObjectsFinal(session.handle()), "C_FindObjectsFinal"));
    found.resize(std::min<std::size_t>(count, found.size()));
    return found;
}

/// Empty also when the object has no such attribute or does not show it.
Result<Bytes> attribute(TokenSlot::Lease& session, CK_OBJECT_HANDLE object,
                        CK_ATTRIBUTE_TYPE type) {
    const auto& functions = session.functions();
    CK_ATTRIBUTE wanted{type, nullptr, 0};
    const CK_RV asked = functions.C_GetAttributeValue(session.handle(), object, &wanted, 1);
    if (asked == CKR_ATTRIBUTE_TYPE_INVALID || asked == CKR_ATTRIBUTE_SENSITIVE) {
        return Bytes{};
    }
    MOHUR_TRY_VOID(session.check(asked, "C_GetAttributeValue"));
    if (wanted.ulValueLen > kMaxAttributeBytes) {
        return Error::too_large("token-failed", "attribute");
    }
    Bytes value(wanted.ulValueLen);
    wanted.pValue = value.data();
    MOHUR_TRY_VOID(
        session.check(functions.C_GetAttributeValue(session.handle(), object, &wanted, 1),
                      "C_GetAttributeValue"));
    value.resize(std::min<std::size_t>(wanted.ulValueLen, value.size()));
    return value;
}

Result<std::string> label_of(TokenSlot::Lease& session, CK_OBJECT_HANDLE object) {
    MOHUR_TRY(const Bytes label, attribute(session, object, CKA_LABEL));
    return std::string{as_text(label)};
}

template <class Number>
Result<Number> number_attribute(TokenSlot::Lease& session, CK_OBJECT_HANDLE object,
                                CK_ATTRIBUTE_TYPE type, Number absent) {
    MOHUR_TRY(const Bytes value, attribute(session, object, type));
    if (value.size() != sizeof(Number)) {
        return absent;
    }
    Number number{};
    std::memcpy(&number, value.data(), sizeof number);
    return number;
}

}  // namespace

bool KeyObject::may_be_of(const Certificate& certificate) const noexcept {
    switch (certificate.public_key().type()) {
        case KeyType::ec: return type == CKK_EC;
        case KeyType::rsa:
        case KeyType::rsa_pss: return type == CKK_RSA;
        default: return false;
    }
}

Result<KeyObject> find_private_key(TokenSlot::Lease& session, const Pkcs11Uri& uri) {
    Template wanted{CKO_PRIVATE_KEY};
    if (uri.object.has_value()) {
        wanted.add(CKA_LABEL, uri.object->data(), uri.object->size());
    }
    if (uri.id.has_value()) {
        wanted.add(CKA_ID, uri.id->data(), uri.id->size());
    }
    MOHUR_TRY(const auto found, find(session, wanted));
    if (found.empty()) {
        return Error::not_found("key-missing");
    }
    if (found.size() > 1) {
        return Error::conflict("key-ambiguous", std::to_string(found.size()) + " keys match");
    }
    KeyObject key;
    key.handle = found.front();
    MOHUR_TRY(key.id, attribute(session, key.handle, CKA_ID));
    MOHUR_TRY(key.label, label_of(session, key.handle));
    MOHUR_TRY(key.type, number_attribute(session, key.handle, CKA_KEY_TYPE, CK_KEY_TYPE{}));
    MOHUR_TRY(const auto always,
              number_attribute(session, key.handle, CKA_ALWAYS_AUTHENTICATE, CK_BBOOL{CK_FALSE}));
    key.always_authenticate = always != CK_FALSE;
    return key;
}

Result<std::vector<CertificateObject>> find_certificates(TokenSlot::Lease& session) {
    Template wanted{CKO_CERTIFICATE};
    MOHUR_TRY(const auto found, find(session, wanted));
    std::vector<CertificateObject> out;
    for (const CK_OBJECT_HANDLE object : found) {
        MOHUR_TRY(const Bytes value, attribute(session, object, CKA_VALUE));
        auto certificate = Certificate::from_der(value);
        if (!certificate) {
            continue;
        }
        MOHUR_TRY(Bytes id, attribute(session, object, CKA_ID));
        MOHUR_TRY(std::string label, label_of(session, object));
        out.push_back({*std::move(certificate), std::move(id), std::move(label)});
    }
    return out;
}

}  // namespace mohur::signing::pkcs11
