// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/xml/canonical.h"

#include <cstdlib>

/// The canonical form of a document is a document, and its own canonical form.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    namespace xml = mohur::signing::xml;
    const mohur::Limits limits;
    const auto document = xml::Document::parse({data, size}, limits);
    if (!document) {
        return 0;
    }
    const xml::CanonicalMethod method;
    const auto first = xml::canonicalize(xml::NodeSet::document(*document, false), method);
    if (!first) {
        return 0;
    }
    const auto again = xml::Document::parse(*first, limits);
    if (!again) {
        std::abort();
    }
    const auto second = xml::canonicalize(xml::NodeSet::document(*again, false), method);
    if (!second || *second != *first) {
        std::abort();
    }
    return 0;
}
