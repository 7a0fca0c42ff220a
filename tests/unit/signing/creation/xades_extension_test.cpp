// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/zip/archive_reader.h"
#include "tests/unit/signing/creation/signing_bench.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace mohur::signing {
namespace {

using testing::data_object;
using testing::facts_of;
using testing::SigningBench;
using testing::verdict_of;

constexpr auto kEnveloped = CreationFormat::xades_enveloped;
constexpr auto kEnveloping = CreationFormat::xades_enveloping;
constexpr auto kDetached = CreationFormat::xades_detached;
constexpr auto kAsicE = CreationFormat::asic_e_xades;
constexpr auto kAsicS = CreationFormat::asic_s_xades;

std::string text(const Bytes& bytes) {
    return std::string{as_text(bytes)};
}

SigningRequest request_for(const SigningBench& bench, CreationFormat format, SignatureLevel level,
                           std::string_view signer = "signer") {
    auto request = bench.request(format, level, signer);
    if (format == kEnveloped) {
        request.data = {data_object("a.xml", "<a><b/></a>")};
    }
    return request;
}

/// The XML with the signatures, wherever it is.
std::string signatures_in(const Bytes& file) {
    if (file.at(0) != 'P') {
        return text(file);
    }
    const auto archive = zip::ArchiveReader::open(std::make_shared<MemorySource>(file), {}).value();
    for (const auto& entry : archive.entries()) {
        if (entry.name.starts_with("META-INF/signatures")) {
            return text(archive.read_all(entry, 1U << 24U).value());
        }
    }
    return {};
}

/// True when `after` is `before` with one piece put in.
bool adds_one_piece(const std::string& before, const std::string& after) {
    const auto [at, there] = std::ranges::mismatch(before, after);
    const auto same = static_cast<std::size_t>(at - before.begin());
    return after.size() >= before.size() && after.ends_with(before.substr(same));
}

class XadesExtension : public ::testing::TestWithParam<CreationFormat> {};

TEST_P(XadesExtension, ClimbsEveryLevelAndIsRenewed) {
    SigningBench bench;
    const auto request = request_for(bench, GetParam(), SignatureLevel::B);
    const auto contents = GetParam() == kDetached ? request.data : std::vector<DataObject>{};
    auto file = bench.run(request).value();
    const std::pair<SignatureLevel, const char*> steps[] = {
        {SignatureLevel::T, "XAdES-BASELINE-T"},
        {SignatureLevel::LT, "XAdES-BASELINE-LT"},
        {SignatureLevel::LTA, "XAdES-BASELINE-LTA"},
        {SignatureLevel::LTA, "XAdES-BASELINE-LTA"},
        {SignatureLevel::LTA, "XAdES-BASELINE-LTA"}};
    for (const auto& [level, found] : steps) {
        const auto raised = bench.extend(file, level, contents);
        ASSERT_TRUE(raised) << found << raised.error().reason << " " << raised.error().detail;
        EXPECT_TRUE(adds_one_piece(signatures_in(file), signatures_in(*raised))) << found;
        file = *raised;
        const auto verdict = verdict_of(file, contents);
        EXPECT_EQ(verdict.signatures[0].facts.format, found);
        EXPECT_EQ(verdict.signatures[0].facts.structure_valid, true);
    }
    EXPECT_EQ(verdict_of(file, contents).exit_code(), 0);
    EXPECT_EQ(facts_of(file, contents).signatures[0].timestamps.size(), 4U);
}

INSTANTIATE_TEST_SUITE_P(SignatureEngine, XadesExtension,
                         ::testing::Values(kEnveloped, kEnveloping, kDetached, kAsicE, kAsicS));

TEST(XadesExtension, RaisesOneSignatureOfSeveral) {
    SigningBench bench;
    for (const auto format : {kEnveloped, kAsicE}) {
        const auto once = bench.run(request_for(bench, format, SignatureLevel::B)).value();
        auto second = request_for(bench, format, SignatureLevel::B, "executor");
        second.data = {data_object("a.xml", once)};
        const auto twice = bench.run(second, "executor").value();
        const auto one = bench.extend(twice, SignatureLevel::LT, {}, {"S1"});
        ASSERT_TRUE(one) << one.error().reason << " " << one.error().detail;
        EXPECT_EQ(facts_of(*one).signatures[0].format, "XAdES-BASELINE-B");
        EXPECT_EQ(facts_of(*one).signatures[1].format, "XAdES-BASELINE-LT");
        const auto all = bench.extend(*one, SignatureLevel::LTA);
        ASSERT_TRUE(all) << all.error().reason << " " << all.error().detail;
        const auto verdict = verdict_of(*all);
        EXPECT_EQ(verdict.exit_code(), 0);
        EXPECT_EQ(verdict.signatures[0].facts.format, "XAdES-BASELINE-LTA");
        EXPECT_EQ(verdict.signatures[1].facts.format, "XAdES-BASELINE-LTA");
    }
}

TEST(XadesExtension, UsesTheMaterialThatIsThere) {
    SigningBench bench;
    const auto file = bench.run(request_for(bench, kEnveloping, SignatureLevel::LT)).value();
    bench.fetcher.paths.clear();
    ASSERT_TRUE(bench.extend(file, SignatureLevel::LTA));
    EXPECT_EQ(bench.fetcher.paths, std::vector<std::string>{"/tsa"});
}

// What a later archive timestamp covers cannot be taken away or changed unseen.
TEST(XadesExtension, SealsUnsignedPropertiesThatNobodyKnows) {
    SigningBench bench;
    const auto odd = std::string{"<o:odd xmlns:o=\"urn:o\">seven</o:odd>"};
    auto file = text(bench.run(request_for(bench, kEnveloping, SignatureLevel::LT)).value());
    file.insert(file.find("</xades:UnsignedSignatureProperties>"), odd);
    const auto raised = bench.extend(to_bytes(as_bytes(file)), SignatureLevel::LTA);
    ASSERT_TRUE(raised) << raised.error().reason << " " << raised.error().detail;
    EXPECT_NE(text(*raised).find(odd), std::string::npos);
    auto changed = text(*raised);
    changed.replace(changed.find("seven"), 5, "eight");
    const auto facts = facts_of(to_bytes(as_bytes(changed)));
    EXPECT_FALSE(facts.signatures[0].timestamps.back().intact);
}

TEST(XadesExtension, RefusesWhatItCannotRaise) {
    SigningBench bench;
    const auto request = request_for(bench, kDetached, SignatureLevel::LT);
    const auto file = bench.run(request).value();
    const auto reason = [&](SignatureLevel level, std::vector<DataObject> contents,
                            std::vector<std::string> ids = {}) {
        return bench.extend(file, level, std::move(contents), std::move(ids)).error().reason;
    };
    EXPECT_EQ(reason(SignatureLevel::LTA, {}), "signature-not-intact") << "content is missing";
    EXPECT_EQ(reason(SignatureLevel::LTA, {data_object("a", "other")}), "signature-not-intact");
    EXPECT_EQ(reason(SignatureLevel::LT, request.data), "extend-level-reached");
    EXPECT_EQ(reason(SignatureLevel::LTA, request.data, {"S1"}), "signature-not-found");
    EXPECT_EQ(bench.extend(to_bytes(as_bytes("<a/>")), SignatureLevel::LT).error().reason,
              "extend-format-unsupported");
}

TEST(XadesExtension, IsEndedByAnAuthorityThatLies) {
    SigningBench bench;
    const auto file = bench.run(request_for(bench, kAsicE, SignatureLevel::LT)).value();
    const std::pair<const char*, const char*> kLies[] = {{"wrong-imprint", "tsa-imprint"},
                                                         {"bad-signature", "tsa-signature"},
                                                         {"unknown-ca", "tsa-untrusted"},
                                                         {"down", "tsa-unreachable"}};
    for (const auto& [behaviour, reason] : kLies) {
        bench.fetcher.timestamp_behaviour = behaviour;
        EXPECT_EQ(bench.extend(file, SignatureLevel::LTA).error().reason, reason);
    }
}

TEST(XadesExtension, EndsAtARevokedSigner) {
    SigningBench bench;
    const auto file = bench.run(request_for(bench, kEnveloped, SignatureLevel::T, "signer-revoked"),
                                "signer-revoked");
    ASSERT_TRUE(file) << file.error().reason;
    EXPECT_EQ(bench.extend(*file, SignatureLevel::LT).error().reason, "certificate-revoked");
}

}  // namespace
}  // namespace mohur::signing
