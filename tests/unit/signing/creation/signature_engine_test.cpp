// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/creation/signature_engine.h"

#include "signing/validation/validator.h"
#include "signing/zip/archive_reader.h"
#include "signing/zip/archive_writer.h"
#include "tests/unit/signing/creation/signing_bench.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace mohur::signing {
namespace {

using testing::bench_certificate;
using testing::bench_moment;
using testing::data_object;
using testing::SigningBench;

FileFacts read_back(const Bytes& file) {
    auto facts = read_file(std::make_shared<MemorySource>(file), {});
    EXPECT_TRUE(facts) << facts.error().reason;
    return facts.value();
}

struct Case {
    const char* name;
    CreationFormat format;
    SignatureLevel level;
    const char* signer;
    const char* found;
};

class EveryFormat : public ::testing::TestWithParam<Case> {};

TEST_P(EveryFormat, IsSignedAndFoundAgain) {
    SigningBench bench;
    const auto file = bench.run(
        bench.request(GetParam().format, GetParam().level, GetParam().signer), GetParam().signer);
    ASSERT_TRUE(file) << file.error().reason << " " << file.error().detail;
    const auto facts = read_back(*file);
    ASSERT_EQ(facts.signatures.size(), 1U);
    EXPECT_EQ(facts.signatures[0].format, GetParam().found);
    EXPECT_TRUE(facts.signatures[0].intact());
    EXPECT_EQ(facts.signatures[0].claimed_signing_time, bench_moment());
}

INSTANTIATE_TEST_SUITE_P(
    SignatureEngine, EveryFormat,
    ::testing::Values(
        Case{"PadesB", CreationFormat::pades, SignatureLevel::B, "signer", "PAdES-BASELINE-B"},
        Case{"PadesT", CreationFormat::pades, SignatureLevel::T, "signer", "PAdES-BASELINE-T"},
        Case{"PadesLt", CreationFormat::pades, SignatureLevel::LT, "signer", "PAdES-BASELINE-LT"},
        Case{"PadesLta", CreationFormat::pades, SignatureLevel::LTA, "signer",
             "PAdES-BASELINE-LTA"},
        Case{"PadesLtRsa", CreationFormat::pades, SignatureLevel::LT, "signer-rsa",
             "PAdES-BASELINE-LT"},
        Case{"AsicB", CreationFormat::asic_e_xades, SignatureLevel::B, "signer",
             "XAdES-BASELINE-B"},
        Case{"AsicT", CreationFormat::asic_e_xades, SignatureLevel::T, "signer",
             "XAdES-BASELINE-T"},
        Case{"AsicLt", CreationFormat::asic_e_xades, SignatureLevel::LT, "signer",
             "XAdES-BASELINE-LT"},
        Case{"AsicLtRsa", CreationFormat::asic_e_xades, SignatureLevel::LT, "signer-rsa",
             "XAdES-BASELINE-LT"},
        Case{"AsicLtSeal", CreationFormat::asic_e_xades, SignatureLevel::LT, "seal-ministry",
             "XAdES-BASELINE-LT"}),
    [](const auto& tested) { return tested.param.name; });

TEST(SignatureEngine, FetchesRevocationAfterTheTimestamp) {
    SigningBench bench;
    ASSERT_EQ(bench.outcome(bench.request(CreationFormat::pades, SignatureLevel::LT)), "");
    ASSERT_FALSE(bench.fetcher.paths.empty());
    EXPECT_EQ(bench.fetcher.paths.front(), "/tsa");
    EXPECT_EQ(std::ranges::count(bench.fetcher.paths, "/tsa"), 1);
    EXPECT_GE(std::ranges::count(bench.fetcher.paths, "/ocsp"), 1);
}

TEST(SignatureEngine, AsksNobodyAtLevelB) {
    SigningBench bench;
    ASSERT_EQ(bench.outcome(bench.request(CreationFormat::pades, SignatureLevel::B)), "");
    EXPECT_TRUE(bench.fetcher.paths.empty());
}

TEST(SignatureEngine, CompletesInAnotherProcess) {
    SigningBench first;
    const auto request = first.request(CreationFormat::asic_e_xades, SignatureLevel::T);
    const auto prepared = first.engine.prepare(request).value();
    const auto value = first.sign(prepared);
    SigningBench second;
    EXPECT_TRUE(second.engine.complete(request, prepared, value));
}

TEST(SignatureEngine, LeavesTheOriginalPdfAsAPrefix) {
    SigningBench bench;
    const auto request = bench.request(CreationFormat::pades, SignatureLevel::LT);
    const auto file = bench.run(request).value();
    const auto original = testing::small_pdf();
    ASSERT_GT(file.size(), original.size());
    EXPECT_TRUE(std::equal(original.begin(), original.end(), file.begin()));
}

TEST(SignatureEngine, AddsASecondSignatureToAPdf) {
    SigningBench bench;
    const auto once = bench.run(bench.request(CreationFormat::pades, SignatureLevel::LT)).value();
    auto request = bench.request(CreationFormat::pades, SignatureLevel::LT, "seal-ministry");
    request.data = {data_object("letter.pdf", once)};
    const auto twice = bench.run(request, "seal-ministry");
    ASSERT_TRUE(twice) << twice.error().reason << twice.error().detail;
    const auto facts = read_back(*twice);
    ASSERT_EQ(facts.signatures.size(), 2U);
    EXPECT_TRUE(facts.signatures[0].intact());
    EXPECT_TRUE(facts.signatures[1].intact());
}

TEST(SignatureEngine, AddsAParallelSignatureToAContainer) {
    SigningBench bench;
    const auto once =
        bench.run(bench.request(CreationFormat::asic_e_xades, SignatureLevel::LT)).value();
    auto request = bench.request(CreationFormat::asic_e_xades, SignatureLevel::LT, "seal-ministry");
    request.data = {data_object("once.asice", once)};
    const auto twice = bench.run(request, "seal-ministry");
    ASSERT_TRUE(twice) << twice.error().reason << twice.error().detail;
    const auto facts = read_back(*twice);
    ASSERT_EQ(facts.signatures.size(), 2U);
    EXPECT_EQ(facts.data_files.size(), 2U);
    EXPECT_TRUE(facts.signatures[0].intact());
    EXPECT_TRUE(facts.signatures[1].intact());
    EXPECT_TRUE(std::equal(once.begin(), once.begin() + 64, twice->begin()));
}

TEST(SignatureEngine, SignsAZipThatIsNoContainerAsAFile) {
    SigningBench bench;
    MemoryTarget zip;
    ASSERT_TRUE(zip::write_archive(zip, "application/zip", {}, bench_moment()));
    auto request = bench.request(CreationFormat::asic_e_xades, SignatureLevel::B);
    request.data = {data_object("a.zip", zip.take())};
    const auto file = bench.run(request);
    ASSERT_TRUE(file) << file.error().reason;
    EXPECT_EQ(read_back(*file).data_files, std::vector<std::string>{"a.zip"});
}

TEST(SignatureEngine, WritesWhatTheSignerSaysOfHimself) {
    SigningBench bench;
    auto request = bench.request(CreationFormat::asic_e_xades, SignatureLevel::B);
    request.claimed_roles = {"Nazir"};
    const auto facts = read_back(bench.run(request).value());
    EXPECT_EQ(facts.signatures[0].claimed_roles, std::vector<std::string>{"Nazir"});
}

struct Refusal {
    const char* name;
    const char* signer;
    const char* reason;
};
class UnfitSigner : public ::testing::TestWithParam<Refusal> {};

TEST_P(UnfitSigner, IsRefusedBeforeTheKeyIsUsed) {
    SigningBench bench;
    const auto prepared = bench.engine.prepare(
        bench.request(CreationFormat::pades, SignatureLevel::B, GetParam().signer));
    ASSERT_FALSE(prepared);
    EXPECT_EQ(prepared.error().reason, GetParam().reason);
    EXPECT_EQ(prepared.error().code, ErrorCode::denied);
}

INSTANTIATE_TEST_SUITE_P(
    SignatureEngine, UnfitSigner,
    ::testing::Values(
        Refusal{"Expired", "signer-expired", "certificate-expired"},
        Refusal{"NotYetValid", "signer-not-yet-valid", "certificate-not-yet-valid"},
        Refusal{"WithoutKeyUsage", "signer-no-key-usage", "certificate-not-for-signing"},
        Refusal{"ForEncryption", "signer-encryption-only", "certificate-not-for-signing"},
        Refusal{"Ca", "issuing-ca", "certificate-not-for-signing"}),
    [](const auto& tested) { return tested.param.name; });

class UnfitAtLt : public ::testing::TestWithParam<Refusal> {};

TEST_P(UnfitAtLt, IsRefusedWithTheReason) {
    SigningBench bench;
    for (const auto format : {CreationFormat::pades, CreationFormat::asic_e_xades}) {
        EXPECT_EQ(bench.outcome(bench.request(format, SignatureLevel::LT, GetParam().signer),
                                GetParam().signer),
                  GetParam().reason);
    }
}

INSTANTIATE_TEST_SUITE_P(
    SignatureEngine, UnfitAtLt,
    ::testing::Values(Refusal{"Revoked", "signer-revoked", "certificate-revoked"},
                      Refusal{"Suspended", "signer-suspended", "certificate-on-hold"},
                      Refusal{"UnderARevokedCa", "signer-revoked-ca", "ca-certificate-revoked"},
                      Refusal{"OfAnUnknownCa", "signer-unknown-ca", "no-trusted-chain"},
                      Refusal{"WithoutAddresses", "signer-no-revocation-info",
                              "revocation-unavailable"}),
    [](const auto& tested) { return tested.param.name; });

struct Service {
    const char* behaviour;
    const char* reason;
};
class BadTsa : public ::testing::TestWithParam<Service> {};

TEST_P(BadTsa, EndsTheSignature) {
    SigningBench bench;
    bench.fetcher.timestamp_behaviour = GetParam().behaviour;
    EXPECT_EQ(bench.outcome(bench.request(CreationFormat::pades, SignatureLevel::LT)),
              GetParam().reason);
}

INSTANTIATE_TEST_SUITE_P(
    SignatureEngine, BadTsa,
    ::testing::Values(
        Service{"wrong-imprint", "tsa-imprint"}, Service{"wrong-nonce", "tsa-nonce"},
        Service{"rejection", "tsa-not-granted"}, Service{"granted-with-mods", "tsa-not-granted"},
        Service{"clock-ahead", "tsa-clock-skew"}, Service{"clock-behind", "tsa-clock-skew"},
        Service{"bad-signature", "tsa-signature"}, Service{"wrong-eku", "tsa-certificate"},
        Service{"expired", "tsa-certificate"}, Service{"revoked", "tsa-revoked"},
        Service{"unknown-ca", "tsa-untrusted"}, Service{"garbage", "tsa-response-invalid"},
        Service{"down", "tsa-unreachable"}),
    [](const auto& tested) {
        std::string name{tested.param.behaviour};
        std::erase(name, '-');
        return name;
    });

class BadOcsp : public ::testing::TestWithParam<Service> {};

TEST_P(BadOcsp, EndsTheSignatureWhereThereIsNoOtherAnswer) {
    SigningBench bench;
    bench.fetcher.ocsp_behaviour = GetParam().behaviour;
    EXPECT_EQ(bench.outcome(bench.request(CreationFormat::asic_e_xades, SignatureLevel::LT)),
              GetParam().reason);
}

INSTANTIATE_TEST_SUITE_P(SignatureEngine, BadOcsp,
                         ::testing::Values(Service{"bad-signature", "revocation-untrusted"},
                                           Service{"wrong-nonce", "revocation-untrusted"},
                                           Service{"stale", "revocation-untrusted"},
                                           Service{"foreign-responder", "revocation-untrusted"},
                                           Service{"wrong-cert-id", "revocation-untrusted"},
                                           Service{"unknown", "revocation-unavailable"}),
                         [](const auto& tested) {
                             std::string name{tested.param.behaviour};
                             std::erase(name, '-');
                             return name;
                         });

TEST(SignatureEngine, NeedsATsaAndAnchorsForTheHigherLevels) {
    SigningBench bench;
    const SignatureEngine bare{bench.anchors, bench.revocation, nullptr, bench.clock, bench.random};
    EXPECT_EQ(bare.prepare(bench.request(CreationFormat::pades, SignatureLevel::T)).error().reason,
              "tsa-not-configured");
    const TrustAnchors none;
    const SignatureEngine untrusting{none, bench.revocation, &bench.timestamps, bench.clock,
                                     bench.random};
    EXPECT_TRUE(untrusting.prepare(bench.request(CreationFormat::pades, SignatureLevel::T)));
    EXPECT_EQ(
        untrusting.prepare(bench.request(CreationFormat::pades, SignatureLevel::LT)).error().reason,
        "trust-anchors-missing");
}

TEST(SignatureEngine, RefusesAlgorithmsThatDoNotSuitTheKeyOrTheTime) {
    SigningBench bench;
    auto request = bench.request(CreationFormat::pades, SignatureLevel::B);
    request.algorithm.scheme = SignatureScheme::rsa_pkcs1;
    EXPECT_EQ(bench.engine.prepare(request).error().reason, "signature-algorithm");
    request = bench.request(CreationFormat::pades, SignatureLevel::B);
    request.algorithm.digest = DigestAlgorithm::sha1;
    EXPECT_EQ(bench.engine.prepare(request).error().reason, "signature-algorithm");
}

TEST(SignatureEngine, RefusesARequestWithoutASenseOfItsOwn) {
    SigningBench bench;
    auto request = bench.request(CreationFormat::asic_e_xades, SignatureLevel::B);
    request.data.clear();
    EXPECT_EQ(bench.engine.prepare(request).error().reason, "signing-request-invalid");
    request = bench.request(CreationFormat::pades, SignatureLevel::B);
    request.data.push_back(request.data.front());
    EXPECT_EQ(bench.engine.prepare(request).error().reason, "signing-request-invalid");
    request.data = {DataObject{"a", "", nullptr}};
    EXPECT_EQ(bench.engine.prepare(request).error().reason, "signing-request-invalid");
}

class BadName : public ::testing::TestWithParam<const char*> {};
TEST_P(BadName, IsRefusedInAContainer) {
    SigningBench bench;
    auto request = bench.request(CreationFormat::asic_e_xades, SignatureLevel::B);
    request.data = {data_object("a.txt", "1"), data_object(GetParam(), "2")};
    const auto prepared = bench.engine.prepare(request);
    ASSERT_FALSE(prepared);
    EXPECT_EQ(prepared.error().code, ErrorCode::malformed);
}
INSTANTIATE_TEST_SUITE_P(SignatureEngine, BadName,
                         ::testing::Values("", "A.TXT", "mimetype", "META-INF/x", "meta-inf/x",
                                           "../a", "/a", "folder/"));

TEST(SignatureEngine, RefusesAValueThatIsNotOfTheKey) {
    SigningBench bench;
    const auto request = bench.request(CreationFormat::asic_e_xades, SignatureLevel::T);
    const auto prepared = bench.engine.prepare(request).value();
    auto value = bench.sign(prepared);
    MemoryTarget target;
    EXPECT_EQ(bench.engine.complete(request, prepared, bench.sign(prepared, "executor"), target)
                  .error()
                  .reason,
              "signature-value-wrong");
    value.back() ^= 1;
    EXPECT_EQ(bench.engine.complete(request, prepared, value, target).error().reason,
              "signature-value-wrong");
    EXPECT_EQ(bench.engine.complete(request, prepared, Bytes{}, target).error().reason,
              "signature-value-wrong");
    EXPECT_TRUE(target.bytes().empty());
    EXPECT_TRUE(bench.fetcher.paths.empty()) << "no timestamp is spent on it";
}

TEST(SignatureEngine, RefusesDocumentsThatChangedInBetween) {
    SigningBench bench;
    for (const auto format : {CreationFormat::pades, CreationFormat::asic_e_xades}) {
        auto request = bench.request(format, SignatureLevel::B);
        const auto prepared = bench.engine.prepare(request).value();
        request.data.front() = data_object(request.data.front().name, "another");
        EXPECT_EQ(bench.engine.complete(request, prepared, bench.sign(prepared)).error().reason,
                  "document-changed");
    }
}

TEST(SignatureEngine, RefusesTheStateOfAnotherRequest) {
    SigningBench bench;
    const auto request = bench.request(CreationFormat::pades, SignatureLevel::B);
    auto prepared = bench.engine.prepare(request).value();
    const auto value = bench.sign(prepared);
    auto other = request;
    other.level = SignatureLevel::T;
    EXPECT_EQ(bench.engine.complete(other, prepared, value).error().reason,
              "signing-state-invalid");
    other = bench.request(CreationFormat::pades, SignatureLevel::B, "executor");
    EXPECT_EQ(bench.engine.complete(other, prepared, value).error().reason,
              "signing-state-invalid");
    prepared.state = to_bytes(as_bytes("{}"));
    EXPECT_EQ(bench.engine.complete(request, prepared, value).error().reason,
              "signing-state-invalid");
}

// Whoever can alter the stored state cannot make the engine hand out a signature that does not
// hold.
TEST(SignatureEngine, NoticesAStateThatWasTamperedWith) {
    SigningBench bench;
    for (const auto format : {CreationFormat::pades, CreationFormat::asic_e_xades}) {
        const auto request = bench.request(format, SignatureLevel::B);
        auto prepared = bench.engine.prepare(request).value();
        const auto value = bench.sign(prepared);
        auto state = Json::parse(as_text(prepared.state)).value();
        auto fragment = from_base64(state["fragment"].as_string()).value();
        const std::string_view wanted =
            format == CreationFormat::pades ? "/Type /Sig" : "text/plain";
        const auto at = as_text(fragment).find(wanted == "text/plain" ? wanted : "/M");
        ASSERT_NE(at, std::string_view::npos);
        fragment[at + 3] ^= 1;
        state.set("fragment", to_base64(fragment));
        prepared.state = to_bytes(as_bytes(state.dump()));
        EXPECT_FALSE(bench.engine.complete(request, prepared, value));
    }
}

Indication verdict_on(const Bytes& file, const SigningBench& bench) {
    auto facts = read_file(std::make_shared<MemorySource>(file), {});
    if (!facts) {
        return Indication::NO_SIGNATURE_FOUND;
    }
    ValidationContext context;
    context.anchors = bench.anchors;
    context.validation_time = bench_moment();
    const auto verdict = validate(*facts, context);
    const bool passed = verdict.exit_code() == 0;
    return passed ? Indication::TOTAL_PASSED : Indication::TOTAL_FAILED;
}

// Samples of every tenth of the signed ranges, the ends of both included.
TEST(SignatureEngine, NoByteUnderAPdfSignatureCanChange) {
    SigningBench bench;
    auto file = bench.run(bench.request(CreationFormat::pades, SignatureLevel::LT)).value();
    ASSERT_EQ(verdict_on(file, bench), Indication::TOTAL_PASSED);
    const auto text = as_text(file);
    const auto gap = text.find("/Contents <") + 10;
    const auto gap_end = text.find('>', gap) + 1;
    const auto end = text.find("%%EOF", gap_end) + 6;
    std::vector<std::size_t> places{0, 1, gap - 1, gap_end, end - 2};
    for (std::size_t at = 0; at < gap; at += 37) {
        places.push_back(at);
    }
    for (std::size_t at = gap_end; at < end; at += 37) {
        places.push_back(at);
    }
    for (const auto at : places) {
        file[at] ^= 0x01;
        EXPECT_NE(verdict_on(file, bench), Indication::TOTAL_PASSED) << "octet " << at;
        file[at] ^= 0x01;
    }
}

/// Positions that a signature covers: all of a data file, and of a signature file samples of
/// SignedInfo, SignatureValue and SignedProperties. KeyInfo and unsigned properties are free.
std::vector<std::size_t> covered_places(const std::string& name, std::string_view content) {
    std::vector<std::size_t> places;
    if (!name.starts_with("META-INF/")) {
        for (std::size_t at = 0; at < content.size(); ++at) {
            places.push_back(at);
        }
        return places;
    }
    for (const auto& [open, close] :
         {std::pair{"<ds:SignedInfo", "</ds:SignatureValue>"},
          std::pair{"<xades:SignedProperties", "</xades:SignedProperties>"}}) {
        const auto end = content.find(close);
        for (auto at = content.find(open); at < end; at += 61) {
            places.push_back(at);
        }
    }
    return places;
}

TEST(SignatureEngine, NoByteOfASignedContainerEntryCanChange) {
    SigningBench bench;
    const auto file =
        bench.run(bench.request(CreationFormat::asic_e_xades, SignatureLevel::LT)).value();
    const auto archive = zip::ArchiveReader::open(std::make_shared<MemorySource>(file), {}).value();
    std::vector<std::pair<std::string, Bytes>> contents;
    for (const auto& entry : archive.entries()) {
        if (entry.name != "mimetype") {
            contents.emplace_back(entry.name, archive.read_all(entry, 1U << 20U).value());
        }
    }
    const auto rewritten = [&] {
        std::vector<zip::NewEntry> entries;
        for (const auto& [name, bytes] : contents) {
            entries.push_back({name, std::make_shared<MemorySource>(bytes)});
        }
        MemoryTarget target;
        EXPECT_TRUE(
            zip::write_archive(target, "application/vnd.etsi.asic-e+zip", entries, bench_moment()));
        return target.take();
    };
    ASSERT_EQ(verdict_on(rewritten(), bench), Indication::TOTAL_PASSED);
    for (auto& [name, bytes] : contents) {
        if (name == "META-INF/manifest.xml") {
            continue;
        }
        for (const auto at : covered_places(name, as_text(bytes))) {
            bytes[at] ^= 0x01;
            EXPECT_NE(verdict_on(rewritten(), bench), Indication::TOTAL_PASSED)
                << name << " octet " << at;
            bytes[at] ^= 0x01;
        }
    }
}

TEST(SignatureEngine, RefusesFilesThatCannotBeSigned) {
    SigningBench bench;
    auto request = bench.request(CreationFormat::pades, SignatureLevel::B);
    request.data = {data_object("a.pdf", "not a PDF")};
    EXPECT_FALSE(bench.engine.prepare(request));
    auto truncated = testing::small_pdf();
    truncated.resize(truncated.size() / 2);
    request.data = {data_object("a.pdf", truncated)};
    EXPECT_FALSE(bench.engine.prepare(request));
}

TEST(SignatureEngine, RefusesAContainerThatBreaksRules) {
    SigningBench bench;
    MemoryTarget zip;
    ASSERT_TRUE(zip::write_archive(zip, "application/vnd.etsi.asic-e+zip",
                                   {{"META-INF/signature1.p7s", data_object("", "x").bytes}},
                                   bench_moment()));
    auto request = bench.request(CreationFormat::asic_e_xades, SignatureLevel::B);
    request.data = {data_object("a.asice", zip.take())};
    EXPECT_EQ(bench.engine.prepare(request).error().reason, "asic-not-extendable");
}

}  // namespace
}  // namespace mohur::signing
