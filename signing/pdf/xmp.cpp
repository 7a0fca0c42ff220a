// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pdf/xmp_internal.h"

namespace mohur::signing::pdf {
namespace {

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            default: out += c;
        }
    }
    return out;
}

std::string alternatives(std::string_view element, std::string_view text,
                         std::string_view language) {
    const std::string item = "\">" + escaped(text) + "</rdf:li>";
    return "<" + std::string{element} + "><rdf:Alt><rdf:li xml:lang=\"x-default" + item +
           "<rdf:li xml:lang=\"" + escaped(language) + item + "</rdf:Alt></" +
           std::string{element} + ">\n";
}

std::string list(std::string_view element, std::string_view kind, std::string_view text) {
    const std::string name{element};
    const std::string container{kind};
    return "<" + name + "><rdf:" + container + "><rdf:li>" + escaped(text) +
           "</rdf:li></rdf:" + container + "></" + name + ">\n";
}

std::string simple(std::string_view element, std::string_view text) {
    const std::string name{element};
    return "<" + name + ">" + escaped(text) + "</" + name + ">\n";
}

}  // namespace

std::string xmp_packet(const PdfaMetadata& metadata) {
    // To the second, as /CreationDate is: the two must be equivalent (ISO 19005-3 clause 6.6.3).
    const auto date = to_rfc3339(std::chrono::floor<std::chrono::seconds>(metadata.created));
    std::string out =
        "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
        "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
        "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
        "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
        " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\""
        " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n";
    out += simple("pdfaid:part", "3") + simple("pdfaid:conformance", "B");
    out += simple("dc:format", "application/pdf");
    out += alternatives("dc:title", metadata.title, metadata.language);
    if (!metadata.author.empty()) {
        out += list("dc:creator", "Seq", metadata.author);
    }
    if (!metadata.subject.empty()) {
        out += alternatives("dc:description", metadata.subject, metadata.language);
    }
    out += list("dc:language", "Bag", metadata.language);
    out += simple("xmp:CreateDate", date) + simple("xmp:ModifyDate", date) +
           simple("xmp:MetadataDate", date);
    out += simple("xmp:CreatorTool", kProducer) + simple("pdf:Producer", kProducer);
    return out + "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>";
}

}  // namespace mohur::signing::pdf
