// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/asic/manifest_internal.h"

#include <gtest/gtest.h>

namespace mohur::signing::asic {
namespace {

constexpr std::string_view kOpen =
    R"(<a:ASiCManifest xmlns:a="http://uri.etsi.org/02918/v1.2.1#" xmlns:d="http://www.w3.org/2000/09/xmldsig#">)";
constexpr std::string_view kSig = R"(<a:SigReference URI="META-INF/signature%2B1.p7s"/>)";
constexpr std::string_view kData =
    R"(<a:DataObjectReference URI="a%20b.txt"><d:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>)"
    R"(<d:DigestValue>AAEC</d:DigestValue></a:DataObjectReference>)";

Result<AsicManifest> parse(const std::string& inside, const Limits& limits = {}) {
    return parse_asic_manifest(
        "META-INF/ASiCManifest.xml",
        to_bytes(as_bytes(std::string{kOpen} + inside + "</a:ASiCManifest>")), limits);
}

TEST(AsicManifest, NamesItsSignatureAndItsData) {
    const auto manifest = parse(std::string{kSig} + std::string{kData});
    ASSERT_TRUE(manifest) << manifest.error().reason;
    EXPECT_EQ(manifest->sig_reference, "META-INF/signature+1.p7s");
    ASSERT_EQ(manifest->references.size(), 1U);
    EXPECT_EQ(manifest->references[0].name, "a b.txt");
    EXPECT_EQ(manifest->references[0].algorithm, DigestAlgorithm::sha256);
    EXPECT_EQ(manifest->references[0].digest, (Bytes{0, 1, 2}));
}

TEST(AsicManifest, KeepsAnUnknownAlgorithmAsUnknown) {
    auto text = std::string{kSig} + std::string{kData};
    text.replace(text.find("xmlenc#sha256"), 13, "xmlenc#sha9");
    EXPECT_FALSE(parse(text)->references[0].algorithm);
}

TEST(AsicManifest, NeedsExactlyOneSignatureReference) {
    EXPECT_EQ(parse(std::string{kData}).error().reason, "asic-manifest-invalid");
    EXPECT_EQ(parse(std::string{kSig} + std::string{kSig}).error().reason, "asic-manifest-invalid");
}

TEST(AsicManifest, NeedsAWholeReference) {
    for (const std::string_view part :
         {R"( URI="a%20b.txt")", "<d:DigestValue>AAEC</d:DigestValue>"}) {
        auto text = std::string{kData};
        text.erase(text.find(part), part.size());
        EXPECT_FALSE(parse(std::string{kSig} + text)) << part;
    }
    auto text = std::string{kData};
    text.replace(text.find("AAEC"), 4, "AA!C");
    EXPECT_FALSE(parse(std::string{kSig} + text));
}

TEST(AsicManifest, RefusesAnotherRootAndADoctype) {
    EXPECT_FALSE(parse_asic_manifest("m", to_bytes(as_bytes("<x/>")), {}));
    EXPECT_FALSE(parse_asic_manifest("m", to_bytes(as_bytes("<!DOCTYPE x><x/>")), {}));
}

TEST(AsicManifest, CountsReferencesAgainstTheLimit) {
    Limits limits;
    limits.xml_references = 1;
    EXPECT_TRUE(parse(std::string{kSig} + std::string{kData}, limits));
    EXPECT_EQ(
        parse(std::string{kSig} + std::string{kData} + std::string{kData}, limits).error().code,
        ErrorCode::too_large);
}

TEST(OdfManifest, ListsPathsAndTypes) {
    const auto entries = parse_odf_manifest(
        as_bytes(
            R"(<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry m:full-path="/")"
            R"( m:media-type="t"/><m:file-entry m:full-path="a.txt" m:media-type="text/plain"/></m:manifest>)"),
        {});
    ASSERT_TRUE(entries);
    ASSERT_EQ(entries->size(), 2U);
    EXPECT_EQ((*entries)[1].full_path, "a.txt");
    EXPECT_EQ((*entries)[1].media_type, "text/plain");
    EXPECT_FALSE(parse_odf_manifest(as_bytes("<manifest/>"), {}));
}

}  // namespace
}  // namespace mohur::signing::asic
