// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/xml/document.h"
#include "tests/support/pki/test_identity.h"
#include "tests/support/xmldsig/oracle.h"
#include "tests/unit/signing/creation/signing_bench.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace mohur::signing {
namespace {

using testing::bench_moment;
using testing::bench_pki;
using testing::data_object;
using testing::facts_of;
using testing::SigningBench;
using testing::verdict_of;
using xmldsig::Workspace;

constexpr auto kEnveloped = CreationFormat::xades_enveloped;
constexpr auto kEnveloping = CreationFormat::xades_enveloping;
constexpr auto kDetached = CreationFormat::xades_detached;
constexpr std::string_view kPaper =
    "<?xml version=\"1.0\"?>\n<!-- ərizə -->\n<erize xmlns=\"urn:e\" xmlns:ds=\"urn:other\" "
    "n=\"1\">"
    "<ad>Anar</ad>\n<ds:Signature>not one</ds:Signature></erize>\n";

std::string text(const Bytes& bytes) {
    return std::string{as_text(bytes)};
}

SigningRequest request_for(const SigningBench& bench, CreationFormat format, SignatureLevel level,
                           std::string_view signer = "signer") {
    auto request = bench.request(format, level, signer);
    if (format == kEnveloped) {
        request.data = {data_object("ərizə.xml", kPaper)};
    }
    return request;
}

std::vector<DataObject> beside(const SigningRequest& request) {
    return request.format == kDetached ? request.data : std::vector<DataObject>{};
}

/// `xmlsec1 --verify` of the first signature, with the signer's key and nothing else.
bool xmlsec_accepts(const Workspace& workspace, std::string_view xml, const std::string& signer,
                    const std::string& node = {}) {
    workspace.write("cert.pem", bench_pki().certificate_pem(signer));
    workspace.write("verify.xml", xml);
    return workspace.run(
        "SSL_CERT_FILE=/nonexistent SSL_CERT_DIR=/nonexistent xmlsec1 --verify --pubkey-cert-pem "
        "cert.pem --enabled-key-data key-name --id-attr:Id "
        "http://uri.etsi.org/01903/v1.3.2#:SignedProperties --id-attr:Id "
        "http://www.w3.org/2000/09/xmldsig#:Object --id-attr:Id "
        "http://www.w3.org/2000/09/xmldsig#:Signature " +
        (node.empty() ? "" : "--node-id " + node + ' ') + "verify.xml");
}

struct Case {
    CreationFormat format;
    SignatureLevel level;
    const char* signer;
};

class Xades : public ::testing::TestWithParam<Case> {};

TEST_P(Xades, IsSignedAndPasses) {
    SigningBench bench;
    const auto request = request_for(bench, GetParam().format, GetParam().level, GetParam().signer);
    const auto file = bench.run(request, GetParam().signer);
    ASSERT_TRUE(file) << file.error().reason << " " << file.error().detail;
    const auto verdict = verdict_of(*file, beside(request));
    ASSERT_EQ(verdict.signatures.size(), 1U);
    const auto& facts = verdict.signatures[0].facts;
    EXPECT_EQ(facts.format, "XAdES-BASELINE-" + std::string{to_string(GetParam().level)});
    EXPECT_TRUE(facts.intact());
    EXPECT_EQ(facts.structure_valid, true);
    EXPECT_TRUE(facts.warnings.empty());
    EXPECT_EQ(facts.claimed_signing_time, bench_moment());
    EXPECT_FALSE(facts.scopes.at(0).partial);
    if (GetParam().level >= SignatureLevel::LT) {
        EXPECT_EQ(verdict.exit_code(), 0);
    }
    const bool container = name_of(request.format).format != "xades";
    const Workspace workspace;
    for (const auto& object : request.data) {
        workspace.write(object.name, text(*object.bytes->read_all(1U << 20U)));
    }
    EXPECT_TRUE(container || xmlsec_accepts(workspace, as_text(*file), GetParam().signer))
        << workspace.read("err.txt");
}

std::vector<Case> every_cell() {
    std::vector<Case> cells;
    for (const auto format : {kEnveloped, kEnveloping, kDetached, CreationFormat::asic_e_xades,
                              CreationFormat::asic_s_xades}) {
        for (const auto level :
             {SignatureLevel::B, SignatureLevel::T, SignatureLevel::LT, SignatureLevel::LTA}) {
            cells.push_back({format, level, "signer"});
        }
        cells.push_back({format, SignatureLevel::LTA, "signer-rsa"});
    }
    return cells;
}

INSTANTIATE_TEST_SUITE_P(SignatureEngine, Xades, ::testing::ValuesIn(every_cell()),
                         [](const auto& tested) {
                             const auto name = name_of(tested.param.format);
                             auto all = std::string{name.format} + std::string{name.packaging} +
                                        std::string{to_string(tested.param.level)} +
                                        tested.param.signer;
                             std::erase(all, '-');
                             return all;
                         });

TEST(XadesSigner, AsksForAnswersAfterTheTimestampAndStampsTheArchiveLast) {
    SigningBench bench;
    ASSERT_EQ(bench.outcome(request_for(bench, kDetached, SignatureLevel::LTA)), "");
    const auto& paths = bench.fetcher.paths;
    EXPECT_EQ(paths.front(), "/tsa");
    EXPECT_EQ(paths.back(), "/tsa");
    EXPECT_EQ(std::ranges::count(paths, "/tsa"), 2);
}

TEST(XadesSigner, KeepsEveryOctetOfAnEnvelopingDocument) {
    SigningBench bench;
    const auto file = text(bench.run(request_for(bench, kEnveloped, SignatureLevel::LTA)).value());
    const auto close = kPaper.find("</erize>");
    EXPECT_EQ(file.substr(0, close), kPaper.substr(0, close));
    EXPECT_TRUE(file.ends_with(kPaper.substr(close)));
}

TEST(XadesSigner, PutsXmlInAsNodesAndTheRestInBase64) {
    SigningBench bench;
    const auto with = [&](std::string_view content) {
        auto request = request_for(bench, kEnveloping, SignatureLevel::B);
        request.data = {data_object("a", content)};
        const auto file = bench.run(request);
        EXPECT_TRUE(file) << content << file.error().reason << file.error().detail;
        return file ? text(*file) : "";
    };
    const auto has = [](const std::string& file, std::string_view part) {
        return file.find(part) != std::string::npos;
    };
    EXPECT_TRUE(has(with("<?xml version='1.0' encoding='UTF-8'?>\n<a  x='ə'/>\n"),
                    "<a  x='ə'/></ds:Object>"));
    EXPECT_TRUE(has(with("<a><b/></a>"), "><a><b/></a></ds:Object>"));
    // Nothing of a file is left out, nor read in another encoding, nor signed twice.
    for (const auto* whole : {"<!-- a --><a/>", "<a/><?pi?>", "<!DOCTYPE a><a/>", "not XML", "",
                              "<?xml version='1.0' encoding='windows-1251'?><a>\xE0</a>"}) {
        EXPECT_TRUE(has(with(whole), ">" + to_base64(as_bytes(whole)) + "</ds:Object>")) << whole;
    }
    const auto once = with("<a/>");
    EXPECT_TRUE(has(with(once), to_base64(as_bytes(once))));
}

TEST(XadesSigner, SpeaksEveryEncodingThatKeepsAscii) {
    SigningBench bench;
    auto request = request_for(bench, kEnveloped, SignatureLevel::B);
    request.data = {
        data_object("a.xml", "<?xml version='1.0' encoding='windows-1251'?><a>\xE0\xE1</a>")};
    request.claimed_roles = {"Nazir müavini"};
    const auto file = bench.run(request);
    ASSERT_TRUE(file) << file.error().reason << file.error().detail;
    EXPECT_EQ(facts_of(*file).signatures[0].claimed_roles, request.claimed_roles);
}

class ParallelXades : public ::testing::TestWithParam<CreationFormat> {};

TEST_P(ParallelXades, LeavesTheFirstAsItWas) {
    SigningBench bench;
    const auto request = request_for(bench, GetParam(), SignatureLevel::LTA);
    auto file = bench.run(request).value();
    const auto first = text(file).substr(text(file).find("<ds:Signature xmlns:ds=\"http"));
    const auto signature = first.substr(0, first.rfind("</ds:Signature>"));
    for (const auto* signer : {"seal-ministry", "executor"}) {
        auto next = request_for(bench, GetParam(), SignatureLevel::LT, signer);
        if (GetParam() == kDetached) {
            next.present_signature = std::make_shared<MemorySource>(file);
        } else {
            next.data = {data_object("ərizə.xml", file)};
        }
        const auto more = bench.run(next, signer);
        ASSERT_TRUE(more) << more.error().reason << " " << more.error().detail;
        file = *more;
        EXPECT_NE(text(file).find(signature), std::string::npos);
    }
    const auto verdict = verdict_of(file, beside(request));
    ASSERT_EQ(verdict.signatures.size(), 3U);
    EXPECT_EQ(verdict.signatures[0].facts.format, "XAdES-BASELINE-LTA");
    EXPECT_EQ(verdict.signatures[1].facts.format, "XAdES-BASELINE-LT");
    EXPECT_EQ(verdict.exit_code(), 0);
    const Workspace workspace;
    workspace.write(request.data[0].name, "Salam");
    const auto id = text(file).substr(text(file).rfind("Id=\"S-") + 4, 18);
    EXPECT_TRUE(xmlsec_accepts(workspace, text(file), "signer"));
    EXPECT_TRUE(xmlsec_accepts(workspace, text(file), "executor", id)) << id;
}

INSTANTIATE_TEST_SUITE_P(XadesSigner, ParallelXades, ::testing::Values(kEnveloped, kDetached));

TEST(XadesSigner, SharesTheOneFileOfASimpleContainer) {
    SigningBench bench;
    constexpr auto kSimple = CreationFormat::asic_s_xades;
    const auto once = bench.run(bench.request(kSimple, SignatureLevel::LTA)).value();
    auto second = bench.request(kSimple, SignatureLevel::LT, "seal-ministry");
    second.data = {data_object("once.asics", once)};
    const auto twice = bench.run(second, "seal-ministry");
    ASSERT_TRUE(twice) << twice.error().reason << " " << twice.error().detail;
    const auto verdict = verdict_of(*twice);
    ASSERT_EQ(verdict.signatures.size(), 2U);
    EXPECT_EQ(verdict.exit_code(), 0);
    EXPECT_EQ(verdict.signatures[0].facts.format, "XAdES-BASELINE-LTA");
    EXPECT_EQ(verdict.signatures[1].facts.format, "XAdES-BASELINE-LT");
}

TEST(XadesSigner, WritesWhatTheSignerSays) {
    SigningBench bench;
    for (const auto format : {kEnveloped, kEnveloping, kDetached, CreationFormat::asic_e_xades}) {
        auto request = request_for(bench, format, SignatureLevel::LTA);
        request.location = "Bakı";
        request.claimed_roles = {"Nazir", "Sədr"};
        request.commitment_types = {"1.2.840.113549.1.9.16.6.1"};
        request.policy = SignaturePolicyReference{
            "2.999.1", {DigestAlgorithm::sha256, Bytes(32, 5)}, "http://policy.example/1"};
        request.content_timestamp = true;
        const auto file = bench.run(request);
        ASSERT_TRUE(file) << file.error().reason << " " << file.error().detail;
        const auto facts = facts_of(*file, beside(request));
        const auto& signature = facts.signatures[0];
        EXPECT_EQ(signature.structure_valid, true);
        EXPECT_EQ(signature.claimed_roles, request.claimed_roles);
        EXPECT_EQ(signature.signature_policy_id, "urn:oid:2.999.1");
        ASSERT_EQ(signature.timestamps.size(), 3U);
        EXPECT_EQ(signature.timestamps[0].type, TimestampType::content);
        EXPECT_TRUE(signature.timestamps[0].intact);
    }
}

TEST(XadesSigner, MakesPssWithEveryDigest) {
    SigningBench bench;
    for (const auto digest :
         {DigestAlgorithm::sha256, DigestAlgorithm::sha384, DigestAlgorithm::sha512}) {
        auto request = request_for(bench, kDetached, SignatureLevel::B, "signer-rsa");
        request.algorithm = {SignatureScheme::rsa_pss, digest, digest,
                             static_cast<int>(digest_size(digest))};
        const auto prepared = bench.engine.prepare(request).value();
        std::string name{to_string(digest)};
        std::erase(name, '-');
        const auto value = bench_pki().sign_digest(
            "signer-rsa", name, prepared.to_be_signed_digest.value, pkitest::RsaPadding::pss);
        const auto file = bench.engine.complete(request, prepared, value);
        ASSERT_TRUE(file) << name << " " << file.error().reason << file.error().detail;
        EXPECT_EQ(facts_of(*file, request.data).signatures[0].algorithm->scheme,
                  SignatureScheme::rsa_pss);
    }
}

struct Curve {
    const char* name;
    mohur::testing::TestKey (*make)();
};
class OtherXadesKeys : public ::testing::TestWithParam<Curve> {};

// Keys that the test PKI has none of; level B needs no services.
TEST_P(OtherXadesKeys, Sign) {
    SigningBench bench;
    const auto identity = mohur::testing::make_identity(
        {.key = GetParam().make(), .extensions = {{"keyUsage", "critical,digitalSignature"}}});
    auto request = request_for(bench, kEnveloped, SignatureLevel::B);
    request.signer = identity.certificate;
    request.chain = {};
    request.algorithm = identity.key.algorithm();
    const auto prepared = bench.engine.prepare(request);
    ASSERT_TRUE(prepared) << prepared.error().reason;
    const auto value = identity.key.sign(request.algorithm, prepared->to_be_signed);
    const auto file = bench.engine.complete(request, *prepared, value);
    ASSERT_TRUE(file) << file.error().reason << " " << file.error().detail;
    EXPECT_TRUE(facts_of(*file).signatures[0].intact());
}

INSTANTIATE_TEST_SUITE_P(
    XadesSigner, OtherXadesKeys,
    ::testing::Values(Curve{"P521", [] { return mohur::testing::TestKey::ec("P-521"); }},
                      Curve{"P384", [] { return mohur::testing::TestKey::ec("P-384"); }},
                      Curve{"Ed25519", [] { return mohur::testing::TestKey::ed25519(); }}),
    [](const auto& tested) { return tested.param.name; });

/// Places that a signature covers: everything but white space in tags, comments, KeyInfo and
/// unsigned properties.
std::vector<std::size_t> covered_places(const std::string& file, std::string_view data) {
    std::vector<std::size_t> places;
    const auto add = [&](std::string_view open, std::string_view close, std::size_t step) {
        const auto begin = file.find(open);
        const auto end = file.find(close, begin);
        for (auto at = begin; begin != std::string::npos && at < end; at += step) {
            places.push_back(at);
        }
    };
    add("<ds:SignedInfo", "</ds:SignatureValue>", 37);
    add("<xades:SignedProperties", "</xades:SignedProperties>", 37);
    add(data.substr(0, 4), data.substr(data.size() - 4), 1);
    return places;
}

TEST(XadesSigner, NoByteUnderASignatureCanChange) {
    SigningBench bench;
    const std::pair<CreationFormat, std::string_view> kData[] = {
        {kEnveloped, "<ad>Anar</ad>\n<ds:Signature>not one</ds:Signature>"},
        {kEnveloping, "<ad>Anar</ad>\n<ds:Signature>not one</ds:Signature>"},
        {kDetached, "<ds:SignedInfo></ds:SignatureValue>"}};
    for (const auto& [format, data] : kData) {
        auto request = request_for(bench, format, SignatureLevel::LT);
        if (format == kEnveloping) {
            const auto root = kPaper.find("<erize");
            request.data = {data_object("a.xml", kPaper.substr(root))};
        }
        auto file = bench.run(request).value();
        ASSERT_EQ(verdict_of(file, beside(request)).exit_code(), 0);
        for (const auto at : covered_places(text(file), data)) {
            file[at] ^= 0x01;
            ReadOptions options;
            for (const auto& object : beside(request)) {
                options.contents.push_back({object.name, object.bytes, {}});
            }
            const auto facts = read_file(std::make_shared<MemorySource>(file), options);
            const bool passes = facts && verdict_of(file, beside(request)).exit_code() == 0;
            EXPECT_FALSE(passes) << name_of(format).packaging << " octet " << at << " of "
                                 << text(file).substr(at - 10, 20);
            file[at] ^= 0x01;
        }
    }
}

struct Refusal {
    const char* name;
    CreationFormat format;
    const char* content;
    const char* reason;
};
class XadesRefusal : public ::testing::TestWithParam<Refusal> {};

TEST_P(XadesRefusal, HasItsReasonBeforeTheKeyIsUsed) {
    SigningBench bench;
    auto request = request_for(bench, GetParam().format, SignatureLevel::B);
    if (GetParam().format == kDetached) {
        request.present_signature = data_object("", GetParam().content).bytes;
    } else {
        request.data = {data_object("a.xml", GetParam().content)};
    }
    const auto prepared = bench.engine.prepare(request);
    ASSERT_FALSE(prepared);
    EXPECT_EQ(prepared.error().reason, GetParam().reason) << prepared.error().detail;
}

INSTANTIATE_TEST_SUITE_P(
    XadesSigner, XadesRefusal,
    ::testing::Values(
        Refusal{"Doctype", kEnveloped, "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", "xml-doctype"},
        Refusal{"NoXml", kEnveloped, "salam", "xml-not-wellformed"},
        Refusal{"Empty", kEnveloped, "", "xml-not-wellformed"},
        Refusal{"Encoding", kEnveloped, "<?xml version='1.0' encoding='Shift_JIS'?><a/>",
                "xml-encoding"},
        Refusal{"SignatureAsRoot", kEnveloped,
                "<x:Signature xmlns:x='http://www.w3.org/2000/09/xmldsig#'/>",
                "xades-not-envelopable"},
        Refusal{"OnlySignatures", kEnveloped,
                "<a><x:Signature xmlns:x='http://www.w3.org/2000/09/xmldsig#'/></a>",
                "xades-not-envelopable"},
        Refusal{"NoPresentSignature", kDetached, "<a><b/></a>", "present-signature-invalid"},
        Refusal{"DoctypeBesides", kDetached, "<!DOCTYPE a><a/>", "xml-doctype"}),
    [](const auto& tested) { return tested.param.name; });

TEST(XadesSigner, RefusesWhatIsTooLarge) {
    SigningBench bench;
    for (const auto format : {kEnveloped, kEnveloping}) {
        auto request = request_for(bench, format, SignatureLevel::B);
        request.data = {data_object("a.xml", "<a>" + std::string(1'000'000, 'a') + "</a>")};
        request.limits.xml_bytes = 2'000'000;
        EXPECT_EQ(bench.engine.prepare(request).error().reason, "xml-too-large");
    }
    auto deep = request_for(bench, kEnveloped, SignatureLevel::B);
    std::string nested = "<b/>";
    for (int i = 0; i < 200; ++i) {
        nested = "<a>" + nested + "</a>";
    }
    deep.data = {data_object("a.xml", nested)};
    EXPECT_EQ(bench.engine.prepare(deep).error().reason, "xml-too-deep");
}

TEST(XadesSigner, LeavesLargeDetachedContentWhereItIs) {
    SigningBench bench;
    auto request = request_for(bench, kDetached, SignatureLevel::LTA);
    request.data = {data_object("large.bin", Bytes(3U << 20U, 'x'))};
    request.limits.xml_bytes = 2U << 20U;  // the content would not fit
    const auto file = bench.run(request);
    ASSERT_TRUE(file) << file.error().reason << " " << file.error().detail;
    EXPECT_EQ(verdict_of(*file, request.data).exit_code(), 0);
}

/// The same octets, whatever is asked.
class ConstantRandom final : public RandomSource {
public:
    void fill(std::span<std::uint8_t> out) override { std::ranges::fill(out, std::uint8_t{0xAB}); }
};

TEST(XadesSigner, RefusesIdentifiersThatAreTaken) {
    SigningBench bench;
    ConstantRandom random;
    const SignatureEngine engine{bench.anchors, bench.revocation, &bench.timestamps, bench.clock,
                                 random};
    auto request = request_for(bench, kEnveloped, SignatureLevel::B);
    EXPECT_TRUE(engine.prepare(request));
    request.data = {data_object("a.xml", "<a><b id='S-abababababababab-sp'/></a>")};
    EXPECT_EQ(engine.prepare(request).error().reason, "xades-id-taken");
}

TEST(XadesSigner, RefusesNamesThatAreNoFileBeside) {
    SigningBench bench;
    for (const auto* name : {"", "/etc/passwd", "../a", "a\\b"}) {
        auto request = request_for(bench, kDetached, SignatureLevel::B);
        request.data = {data_object(name, "x")};
        EXPECT_EQ(bench.engine.prepare(request).error().reason, "data-name-invalid") << name;
    }
    auto request = request_for(bench, kDetached, SignatureLevel::B);
    request.data = {data_object("#a?b&c%20:d", "x")};
    const auto file = bench.run(request);
    ASSERT_TRUE(file) << file.error().reason << " " << file.error().detail;
    EXPECT_EQ(facts_of(*file, request.data).signatures[0].scopes.at(0).name, "#a?b&c%20:d");
}

TEST(XadesSigner, RefusesToJoinASignatureOverOtherData) {
    SigningBench bench;
    auto request = request_for(bench, kDetached, SignatureLevel::B);
    request.present_signature = std::make_shared<MemorySource>(bench.run(request).value());
    EXPECT_TRUE(bench.engine.prepare(request));
    request.data = {data_object(request.data[0].name, "something else")};
    EXPECT_EQ(bench.engine.prepare(request).error().reason, "present-signature-other-data");
    request.format = kEnveloping;
    EXPECT_EQ(bench.engine.prepare(request).error().reason, "signing-request-invalid");
}

// An enveloped-signature transform leaves out its own signature only.
TEST(XadesSigner, DoesNotBreakASignatureThatCoversTheWholeDocument) {
    const Workspace workspace;
    const auto sealed = xmldsig::xmlsec_sign(
        workspace,
        "<a><Signature xmlns='http://www.w3.org/2000/09/xmldsig#'><SignedInfo>"
        "<CanonicalizationMethod Algorithm='http://www.w3.org/2001/10/xml-exc-c14n#'/>"
        "<SignatureMethod Algorithm='http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256'/>"
        "<Reference URI=''><Transforms><Transform "
        "Algorithm='http://www.w3.org/2000/09/xmldsig#enveloped-signature'/></Transforms>"
        "<DigestMethod Algorithm='http://www.w3.org/2001/04/xmlenc#sha256'/><DigestValue/>"
        "</Reference></SignedInfo><SignatureValue/><KeyInfo><X509Data><X509Certificate>" +
            to_base64(xmldsig::hierarchy().certificate("signer")) +
            "</X509Certificate></X509Data></KeyInfo></Signature>text</a>",
        "signer");
    ASSERT_FALSE(sealed.empty());
    SigningBench bench;
    auto request = request_for(bench, kEnveloped, SignatureLevel::B);
    request.data = {data_object("a.xml", "<b>" + sealed.substr(sealed.find("<a>")) + "</b>")};
    EXPECT_TRUE(bench.engine.prepare(request)) << "already broken: it was made over <a>";
    request.data = {data_object("a.xml", sealed)};
    EXPECT_EQ(bench.engine.prepare(request).error().reason, "xades-signature-seals");
}

}  // namespace
}  // namespace mohur::signing
