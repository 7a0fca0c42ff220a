// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pki/extension_value.h"

#include "signing/asn1/der.h"

namespace mohur::signing {
namespace {

Result<DerReader> extensions_of(const Certificate& certificate) {
    DerReader outer{certificate.der()};
    MOHUR_TRY(auto whole, outer.enter(tag::kSequence));
    MOHUR_TRY(auto fields, whole.enter(tag::kSequence));
    while (!fields.at_end() && fields.peek() != tag::context_set(3)) {
        MOHUR_TRY_VOID(fields.next());
    }
    MOHUR_TRY(auto wrapped, fields.enter(tag::context_set(3)));
    return wrapped.enter(tag::kSequence);
}

Result<std::optional<Bytes>> find_value(const Certificate& certificate, std::string_view oid) {
    MOHUR_TRY(auto list, extensions_of(certificate));
    while (!list.at_end()) {
        MOHUR_TRY(auto extension, list.enter(tag::kSequence));
        MOHUR_TRY(const auto id, extension.oid());
        MOHUR_TRY_VOID(extension.optional(tag::kBoolean));
        MOHUR_TRY(auto value, extension.octet_string());
        if (id == oid) {
            return std::optional{std::move(value)};
        }
    }
    return std::optional<Bytes>{};
}

}  // namespace

std::optional<Bytes> extension_value(const Certificate& certificate, std::string_view oid) {
    auto value = find_value(certificate, oid);
    return value ? std::move(*value) : std::nullopt;
}

}  // namespace mohur::signing
