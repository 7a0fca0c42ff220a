// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/signing_floor.h"

#include "tests/bench/measurement.h"
#include "tests/bench/raw_xml.h"

#include <zlib.h>
#include <qpdf/QPDF.hh>

namespace mohur::bench {
namespace {

using raw::Octets;
using raw::View;

/// contentType, messageDigest and signing-certificate-v2 of one certificate (RFC 5652, RFC 5035).
constexpr std::size_t kSignedAttributesBytes = 160;

Octets digest_of(View octets) {
    return raw::sha256(std::span{&octets, 1});
}

/// Written octet by octet into new memory, as any writer does at least.
void write(View octets) {
    const Octets copy(octets.begin(), octets.end());
    if (copy.size() != octets.size()) {
        fail("floor: copy");
    }
}

}  // namespace

void sign_cades_floor(View document, View sample, EVP_PKEY* key) {
    Octets attributes = digest_of(document);
    attributes.resize(kSignedAttributesBytes);
    static_cast<void>(raw::sign_and_verify(key, attributes));
    write(sample);
}

void sign_xades_floor(View document, View sample, EVP_PKEY* key) {
    static_cast<void>(digest_of(document));
    const auto xml = raw::parse_xml(sample);
    auto* root = reinterpret_cast<xmlNode*>(xml.get());
    auto* info = raw::find(root, "SignedInfo");
    const auto method = raw::method_in(info);
    static_cast<void>(
        digest_of(raw::canonical(xml.get(), raw::find(root, "SignedProperties"), method)));
    static_cast<void>(raw::sign_and_verify(key, raw::canonical(xml.get(), info, method)));
    write(raw::serialized(xml.get()));
    if (crc32(0, document.data(), static_cast<uInt>(document.size())) == 0) {
        fail("floor: CRC-32");
    }
    write(document);
}

void sign_pades_floor(View document, View sample, EVP_PKEY* key) {
    QPDF pdf;
    pdf.setSuppressWarnings(true);
    pdf.processMemoryFile("document", reinterpret_cast<const char*>(document.data()),
                          document.size());
    if (pdf.getAllPages().empty()) {
        fail("floor: no pages");
    }
    Octets attributes = digest_of(sample);
    attributes.resize(kSignedAttributesBytes);
    static_cast<void>(raw::sign_and_verify(key, attributes));
    write(sample);
}

}  // namespace mohur::bench
