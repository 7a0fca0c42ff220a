// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/validation/format_sniffing_internal.h"

#include <gtest/gtest.h>

namespace mohur::signing {
namespace {

using namespace std::string_literals;

struct Beginning {
    std::string text;
    FileFormat format;
};

class SniffFormat : public ::testing::TestWithParam<Beginning> {};

TEST_P(SniffFormat, JudgesByContent) {
    EXPECT_EQ(sniff_format(as_bytes(GetParam().text)), GetParam().format);
}

INSTANTIATE_TEST_SUITE_P(
    FormatSniffing, SniffFormat,
    ::testing::Values(Beginning{"", FileFormat::unknown}, Beginning{"hello", FileFormat::unknown},
                      Beginning{"PK\x03\x04rest", FileFormat::zip},
                      Beginning{"PK\x05\x06rest", FileFormat::zip},
                      Beginning{"xPK\x03\x04", FileFormat::unknown},  // nothing may stand in front
                      Beginning{"%PDF-1.7", FileFormat::pdf},
                      Beginning{std::string(1019, ' ') + "%PDF-1.7", FileFormat::pdf},
                      Beginning{std::string(1020, ' ') + "%PDF-1.7", FileFormat::unknown},
                      Beginning{"<a/>", FileFormat::xml},
                      Beginning{" \r\n\t<?xml version='1.0'?>", FileFormat::xml},
                      Beginning{"\xEF\xBB\xBF<a/>", FileFormat::xml},
                      Beginning{"\xFF\xFE<\0a\0"s, FileFormat::xml},
                      Beginning{"\xFE\xFF\0<\0a"s, FileFormat::xml},
                      Beginning{"<!-- %PDF-1.7 --><a/>", FileFormat::xml},
                      Beginning{"0\x82\x01\x02\x06\x09", FileFormat::ber},
                      Beginning{"0\x80\x06\x09%PDF-1.7",
                                FileFormat::ber},  // a CMS that carries a PDF
                      Beginning{"MIIGzQYJKoZIhvcNAQcC\r\nAAA=", FileFormat::base64},
                      Beginning{"-----BEGIN PKCS7-----\nMIIG", FileFormat::base64},
                      Beginning{"MIIG not base64!", FileFormat::unknown}));

TEST(SniffXmlRoot, StepsOverWhatStandsInFrontOfTheRoot) {
    const auto root = sniff_xml_root(as_bytes(
        "<?xml version='1.0'?><!-- <fake> --><?pi <x>?>\n<ers:EvidenceRecord xmlns:ers='urn:x'>"));
    EXPECT_EQ(root.local_name, "EvidenceRecord");
    EXPECT_EQ(root.start_tag, "<ers:EvidenceRecord xmlns:ers='urn:x'>");
    EXPECT_FALSE(root.doctype);
}

TEST(SniffXmlRoot, StopsAtADoctype) {
    EXPECT_TRUE(sniff_xml_root(as_bytes("<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a/>"))
                    .doctype);
}

TEST(SniffXmlRoot, FindsNothingInHalfAFile) {
    EXPECT_EQ(sniff_xml_root(as_bytes("<!-- never closed <a/>")).local_name, "");
    EXPECT_EQ(sniff_xml_root(as_bytes("")).local_name, "");
    EXPECT_EQ(sniff_xml_root(as_bytes("<")).local_name, "");
    EXPECT_EQ(sniff_xml_root(as_bytes("<a")).local_name, "a");
}

TEST(LooksLikeEvidenceRecord, WantsVersion1AndAlgorithms) {
    const auto bytes = [](std::string_view hex) { return from_hex(hex).value(); };
    EXPECT_TRUE(looks_like_evidence_record(bytes("30821b4d020101300f300d06096086480165")));
    EXPECT_FALSE(looks_like_evidence_record(bytes("30821b4d020103300f300d06096086480165")));
    EXPECT_FALSE(looks_like_evidence_record(bytes("3082156506092a864886f70d010702a082")));
    EXPECT_FALSE(looks_like_evidence_record(bytes("30821b4d0201")));
    EXPECT_FALSE(looks_like_evidence_record({}));
}

}  // namespace
}  // namespace mohur::signing
