// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/pades_floor.h"

#include "tests/bench/measurement.h"

#include <array>

#include <qpdf/QPDF.hh>

namespace mohur::bench {
namespace {

using raw::Octets;
using raw::View;

View view_of(const std::string& text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

QPDFObjectHandle signature_of(QPDF& pdf) {
    auto fields = pdf.getRoot().getKey("/AcroForm").getKey("/Fields");
    for (int i = 0; i < fields.getArrayNItems(); ++i) {
        auto value = fields.getArrayItem(i).getKey("/V");
        if (value.isDictionary()) {
            return value;
        }
    }
    fail("floor: no signature in the PDF");
}

std::array<View, 2> signed_octets(QPDFObjectHandle& signature, View file) {
    auto range = signature.getKey("/ByteRange");
    const auto number = [&](int at) {
        return static_cast<std::size_t>(range.getArrayItem(at).getIntValue());
    };
    return {file.subspan(number(0), number(1)), file.subspan(number(2), number(3))};
}

void parse_store(QPDF& pdf) {
    auto certificates = pdf.getRoot().getKey("/DSS").getKey("/Certs");
    for (int i = 0; i < certificates.getArrayNItems(); ++i) {
        const auto data = certificates.getArrayItem(i).getStreamData(qpdf_dl_generalized);
        static_cast<void>(raw::certificate({data->getBuffer(), data->getSize()}));
    }
}

}  // namespace

Octets check_pdf(View file) {
    QPDF pdf;
    pdf.setSuppressWarnings(true);
    pdf.processMemoryFile("document", reinterpret_cast<const char*>(file.data()), file.size());
    auto signature = signature_of(pdf);
    const auto octets = signed_octets(signature, file);
    const std::string contents = signature.getKey("/Contents").getStringValue();
    auto digest = raw::verify_cms(view_of(contents), octets);
    parse_store(pdf);
    return digest;
}

}  // namespace mohur::bench
