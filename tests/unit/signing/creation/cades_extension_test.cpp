// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/asn1/der.h"
#include "signing/cms/signed_data_builder.h"
#include "signing/cms/signed_data_editor.h"
#include "tests/support/pki/openssl_command.h"
#include "tests/unit/signing/creation/signing_bench.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace mohur::signing {
namespace {

using testing::bench_pki;
using testing::data_object;
using testing::facts_of;
using testing::SigningBench;
using testing::verdict_of;

constexpr auto kAttached = CreationFormat::cades_attached;
constexpr auto kDetached = CreationFormat::cades_detached;

Bytes bytes_of(const std::shared_ptr<const ByteSource>& source) {
    return source->read_range(0, source->size()).value();
}

Bytes with_unsigned(const Bytes& file, const Bytes& attribute, std::size_t signer = 0) {
    return bytes_of(with_additions(SignedData::parse(file, {}).value(),
                                   {.unsigned_attributes = {{signer, {attribute}}}}));
}

std::vector<Bytes> unsigned_encodings(const Bytes& file, std::size_t signer = 0) {
    std::vector<Bytes> out;
    const auto data = SignedData::parse(file, {}).value();
    for (const auto& attribute : data.signers()[signer].unsigned_attributes()) {
        out.push_back(attribute.encoding);
    }
    return out;
}

/// Whether `part` stands in `whole` in the same order, possibly with others in between.
bool is_subsequence(const std::vector<Bytes>& part, const std::vector<Bytes>& whole) {
    auto at = whole.begin();
    for (const auto& item : part) {
        at = std::find(at, whole.end(), item);
        if (at == whole.end()) {
            return false;
        }
        ++at;
    }
    return true;
}

class CadesExtension : public ::testing::TestWithParam<CreationFormat> {};

TEST_P(CadesExtension, ClimbsEveryLevelAndIsRenewed) {
    SigningBench bench;
    const auto request = bench.request(GetParam(), SignatureLevel::B);
    const auto contents = GetParam() == kDetached ? request.data : std::vector<DataObject>{};
    auto file = bench.run(request).value();
    const auto signed_part = SignedData::parse(file, {})->signers()[0].fields();
    const std::pair<SignatureLevel, const char*> steps[] = {
        {SignatureLevel::T, "CAdES-BASELINE-T"},
        {SignatureLevel::LT, "CAdES-BASELINE-LT"},
        {SignatureLevel::LTA, "CAdES-BASELINE-LTA"},
        {SignatureLevel::LTA, "CAdES-BASELINE-LTA"},
        {SignatureLevel::LTA, "CAdES-BASELINE-LTA"}};
    for (const auto& [level, found] : steps) {
        const auto before = unsigned_encodings(file);
        const auto raised = bench.extend(file, level, contents);
        ASSERT_TRUE(raised) << found << raised.error().reason << " " << raised.error().detail;
        file = *raised;
        const auto verdict = verdict_of(file, contents);
        EXPECT_EQ(verdict.signatures[0].facts.format, found);
        EXPECT_EQ(unsigned_encodings(file).size(),
                  before.size() + (level == SignatureLevel::LT ? 0 : 1));
        EXPECT_TRUE(is_subsequence(before, unsigned_encodings(file)));
    }
    EXPECT_EQ(verdict_of(file, contents).exit_code(), 0);
    const auto now = SignedData::parse(file, {})->signers()[0].fields();
    EXPECT_EQ(now.signed_attributes, signed_part.signed_attributes);
    EXPECT_EQ(now.signature, signed_part.signature);
}

INSTANTIATE_TEST_SUITE_P(SignatureEngine, CadesExtension, ::testing::Values(kAttached, kDetached));

/// A CAdES-B that the OpenSSL command line made, in BER with pieces where it streams.
Bytes foreign_cades(const std::string& content, std::vector<std::string> more) {
    const mohur::testing::ScratchFolder folder;
    const auto certificate = folder.write("cert.pem", bench_pki().certificate_pem("signer"));
    const auto key = folder.write("key.pem", bench_pki().private_key_pem("signer"));
    const auto data = folder.write("data", content);
    std::vector<std::string> arguments{
        "cms",    "-sign", "-cades", "-binary", "-in",      data,  "-signer", certificate,
        "-inkey", key,     "-md",    "sha256",  "-outform", "DER", "-out",    folder.path("out")};
    arguments.insert(arguments.end(), more.begin(), more.end());
    EXPECT_TRUE(mohur::testing::run_openssl(arguments));
    return folder.read("out");
}

TEST(CadesExtension, RaisesWhatOpensslMade) {
    SigningBench bench;
    const auto content = data_object("data", "Salam, dünya");
    struct Foreign {
        Bytes file;
        std::vector<DataObject> contents;
    };
    for (const auto& [file, contents] :
         {Foreign{foreign_cades("Salam, dünya", {}), {content}},
          Foreign{foreign_cades("Salam, dünya", {"-nodetach"}), {}},
          Foreign{foreign_cades("Salam, dünya", {"-nodetach", "-stream"}), {}}}) {
        const auto before = SignedData::parse(file, {}).value();
        const auto raised = bench.extend(file, SignatureLevel::LTA, contents);
        ASSERT_TRUE(raised) << raised.error().reason << " " << raised.error().detail;
        const auto verdict = verdict_of(*raised, contents);
        EXPECT_EQ(verdict.signatures[0].facts.format, "CAdES-BASELINE-LTA");
        EXPECT_EQ(verdict.exit_code(), 0);
        const auto after = SignedData::parse(*raised, {}).value();
        EXPECT_EQ(bytes_of(after.encapsulated()), bytes_of(before.encapsulated()));
        EXPECT_EQ(after.signers()[0].fields().signed_attributes,
                  before.signers()[0].fields().signed_attributes);
    }
}

// A value that is no DER, in an attribute that nobody knows.
TEST(CadesExtension, KeepsUnknownAttributesByteForByte) {
    SigningBench bench;
    const Bytes indefinite{0x30, 0x80, 0x04, 0x81, 0x01, 0x07, 0x00, 0x00};
    const auto odd = cms_attribute("2.999.7", indefinite);
    const auto file =
        with_unsigned(bench.run(bench.request(kAttached, SignatureLevel::T)).value(), odd);
    const auto raised = bench.extend(file, SignatureLevel::LTA);
    ASSERT_TRUE(raised) << raised.error().reason << " " << raised.error().detail;
    const auto encodings = unsigned_encodings(*raised);
    EXPECT_EQ(std::ranges::count(encodings, odd), 1);
    // The archive timestamp covers it: without it, it does not hold.
    auto changed = *raised;
    const auto at =
        std::search(changed.begin(), changed.end(), indefinite.begin(), indefinite.end());
    ASSERT_NE(at, changed.end());
    at[5] ^= 1;
    const auto facts = facts_of(changed);
    const auto& tokens = facts.signatures[0].timestamps;
    EXPECT_TRUE(std::ranges::any_of(tokens, [](const TimestampFacts& token) {
        return token.type == TimestampType::archive && !token.errors.empty();
    }));
}

TEST(CadesExtension, RaisesOneSignatureOfSeveral) {
    SigningBench bench;
    const auto once = bench.run(bench.request(kAttached, SignatureLevel::B)).value();
    auto second = bench.request(kAttached, SignatureLevel::B, "executor");
    second.data = {data_object("letter.p7m", once)};
    const auto twice = bench.run(second, "executor").value();
    const auto one = bench.extend(twice, SignatureLevel::LT, {}, {"S1"});
    ASSERT_TRUE(one) << one.error().reason << " " << one.error().detail;
    EXPECT_EQ(facts_of(*one).signatures[0].format, "CAdES-BASELINE-B");
    EXPECT_EQ(facts_of(*one).signatures[1].format, "CAdES-BASELINE-LT");
    const auto all = bench.extend(*one, SignatureLevel::LT);
    ASSERT_TRUE(all) << all.error().reason << " " << all.error().detail;
    EXPECT_EQ(facts_of(*all).signatures[0].format, "CAdES-BASELINE-LT");
    EXPECT_EQ(unsigned_encodings(*all, 1), unsigned_encodings(*one, 1));
}

TEST(CadesExtension, UsesTheMaterialThatIsThere) {
    SigningBench bench;
    const auto file = bench.run(bench.request(kAttached, SignatureLevel::LT)).value();
    bench.fetcher.paths.clear();
    ASSERT_TRUE(bench.extend(file, SignatureLevel::LTA));
    EXPECT_EQ(bench.fetcher.paths, std::vector<std::string>{"/tsa"});
}

TEST(CadesExtension, RefusesWhatItCannotRaise) {
    SigningBench bench;
    const auto request = bench.request(kDetached, SignatureLevel::LT);
    const auto file = bench.run(request).value();
    const auto reason = [&](SignatureLevel level, std::vector<DataObject> contents,
                            std::vector<std::string> ids = {}) {
        return bench.extend(file, level, std::move(contents), std::move(ids)).error().reason;
    };
    EXPECT_EQ(reason(SignatureLevel::LTA, {}), "signature-not-intact") << "content is missing";
    EXPECT_EQ(reason(SignatureLevel::LTA, {data_object("a", "other")}), "signature-not-intact");
    EXPECT_EQ(reason(SignatureLevel::LT, request.data), "extend-level-reached");
    EXPECT_EQ(reason(SignatureLevel::LTA, request.data, {"S1"}), "signature-not-found");
    EXPECT_EQ(reason(SignatureLevel::B, request.data), "signing-request-invalid");
    EXPECT_EQ(bench.extend(testing::small_pdf(), SignatureLevel::LT).error().reason,
              "extend-format-unsupported");
}

TEST(CadesExtension, TouchesNoMaterialThatAnOldArchiveTimestampSeals) {
    SigningBench bench;
    const auto timestamped = bench.run(bench.request(kAttached, SignatureLevel::T)).value();
    const auto sealed =
        with_unsigned(timestamped, cms_attribute("1.2.840.113549.1.9.16.2.48", der::null()));
    EXPECT_EQ(bench.extend(sealed, SignatureLevel::LT).error().reason, "cades-archive-v2");
    auto second = bench.request(kAttached, SignatureLevel::B, "executor");
    second.data = {data_object("letter.p7m", sealed)};
    EXPECT_EQ(bench.engine.prepare(second).error().reason, "cades-archive-v2");
}

TEST(CadesExtension, IsEndedByAnAuthorityThatLies) {
    SigningBench bench;
    const auto file = bench.run(bench.request(kAttached, SignatureLevel::LT)).value();
    const std::pair<const char*, const char*> kLies[] = {{"wrong-imprint", "tsa-imprint"},
                                                         {"bad-signature", "tsa-signature"},
                                                         {"unknown-ca", "tsa-untrusted"},
                                                         {"down", "tsa-unreachable"}};
    for (const auto& [behaviour, reason] : kLies) {
        bench.fetcher.timestamp_behaviour = behaviour;
        EXPECT_EQ(bench.extend(file, SignatureLevel::LTA).error().reason, reason);
    }
}

TEST(CadesExtension, EndsAtARevokedSigner) {
    SigningBench bench;
    const auto file =
        bench.run(bench.request(kAttached, SignatureLevel::T, "signer-revoked"), "signer-revoked");
    ASSERT_TRUE(file) << file.error().reason;
    EXPECT_EQ(bench.extend(*file, SignatureLevel::LT).error().reason, "certificate-revoked");
}

}  // namespace
}  // namespace mohur::signing
