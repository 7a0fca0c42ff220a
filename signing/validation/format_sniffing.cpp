// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/validation/format_sniffing_internal.h"

#include "signing/asn1/der.h"

#include <algorithm>
#include <array>

namespace mohur::signing {
namespace {

constexpr std::string_view kSpace = " \t\r\n";
constexpr std::size_t kPdfHeaderWithin = 1024;

// A zip begins with a local file header or, when empty, with its end record; anything in front of
// it (self-extracting archives) is refused.
bool is_zip(std::string_view text) {
    return text.starts_with("PK\x03\x04") || text.starts_with("PK\x05\x06");
}

bool is_ber_sequence(BytesView head) {
    return head.size() > 4 && head[0] == tag::kSequence && (head[1] >= 0x80U || head[1] >= 4U);
}

bool is_xml(std::string_view text) {
    constexpr std::array<std::string_view, 2> kUtf16{std::string_view{"\xFF\xFE<\0", 4},
                                                     std::string_view{"\xFE\xFF\0<", 4}};
    if (std::ranges::any_of(kUtf16, [&](auto mark) { return text.starts_with(mark); })) {
        return true;
    }
    if (text.starts_with("\xEF\xBB\xBF")) {
        text.remove_prefix(3);
    }
    const auto first = text.find_first_not_of(kSpace);
    return first != std::string_view::npos && text[first] == '<';
}

bool is_pdf(std::string_view text) {
    return text.substr(0, kPdfHeaderWithin).find("%PDF-") != std::string_view::npos;
}

bool is_base64_character(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' ||
           c == '/' || c == '=' || kSpace.find(c) != std::string_view::npos;
}

// A BER SEQUENCE in base64 begins with 'M'.
bool is_base64(std::string_view text) {
    const auto first = text.find_first_not_of(kSpace);
    if (first == std::string_view::npos) {
        return false;
    }
    text.remove_prefix(first);
    return text.starts_with("-----BEGIN ") ||
           (text.front() == 'M' && std::ranges::all_of(text, is_base64_character));
}

/// Steps over "<?...?>" or "<!--...-->"; npos when it does not end here.
std::size_t end_of_misc(std::string_view text, std::size_t at) {
    const std::string_view end = text.substr(at).starts_with("<!--") ? "-->" : "?>";
    const auto found = text.find(end, at + 2);
    return found == std::string_view::npos ? found : found + end.size();
}

bool is_misc(std::string_view rest) {
    return rest.starts_with("<?") || rest.starts_with("<!--");
}

std::string local_name_of(std::string_view start_tag) {
    const auto name = start_tag.substr(1, start_tag.find_first_of(" \t\r\n/>", 1) - 1);
    const auto colon = name.find(':');
    return std::string{colon == std::string_view::npos ? name : name.substr(colon + 1)};
}

}  // namespace

FileFormat sniff_format(BytesView head) {
    const auto text = as_text(head);
    if (is_zip(text)) {
        return FileFormat::zip;
    }
    // Before PDF: a CMS may carry a PDF in its first kilobyte.
    if (is_ber_sequence(head)) {
        return FileFormat::ber;
    }
    if (is_xml(text)) {
        return FileFormat::xml;
    }
    if (is_pdf(text)) {
        return FileFormat::pdf;
    }
    return is_base64(text) ? FileFormat::base64 : FileFormat::unknown;
}

XmlRoot sniff_xml_root(BytesView head) {
    const auto text = as_text(head);
    XmlRoot root;
    auto at = text.find('<');
    while (at != std::string_view::npos && is_misc(text.substr(at))) {
        const auto end = end_of_misc(text, at);
        at = end == std::string_view::npos ? end : text.find('<', end);
    }
    if (at == std::string_view::npos) {
        return root;
    }
    if (text.substr(at).starts_with("<!DOCTYPE")) {
        root.doctype = true;
        return root;
    }
    const auto end = text.find('>', at);
    root.start_tag =
        std::string{text.substr(at, end == std::string_view::npos ? end : end - at + 1)};
    root.local_name = local_name_of(root.start_tag);
    return root;
}

bool looks_like_evidence_record(BytesView head) {
    // RFC 4998 4.1. The length octets are stepped over by hand: the head may be cut off.
    if (head.size() < 12 || head[0] != tag::kSequence) {
        return false;
    }
    const std::size_t length_octets = head[1] < 0x80U ? 1U : 1U + (head[1] & 0x7FU);
    if (length_octets > 9 || head.size() < 1 + length_octets + 8) {
        return false;
    }
    const auto body = head.subspan(1 + length_octets);
    constexpr std::array<std::uint8_t, 4> kVersion1{tag::kInteger, 1, 1, tag::kSequence};
    return std::ranges::equal(body.first(4), kVersion1) && body[5] == tag::kSequence &&
           body[7] == tag::kOid;
}

}  // namespace mohur::signing
