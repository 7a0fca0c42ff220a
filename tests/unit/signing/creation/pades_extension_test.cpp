// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pades/creation.h"
#include "tests/support/command.h"
#include "tests/support/pki/openssl_command.h"
#include "tests/unit/signing/creation/signing_bench.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace mohur::signing {
namespace {

using mohur::testing::run;
using testing::bench_pki;
using testing::data_object;
using testing::facts_of;
using testing::SigningBench;
using testing::verdict_of;

constexpr auto kPades = CreationFormat::pades;

bool is_prefix(const Bytes& before, const Bytes& after) {
    return after.size() > before.size() && std::equal(before.begin(), before.end(), after.begin());
}

std::size_t count_of(const Bytes& file, std::string_view text) {
    std::size_t count = 0;
    const auto all = as_text(file);
    for (auto at = all.find(text); at != std::string_view::npos; at = all.find(text, at + 1)) {
        ++count;
    }
    return count;
}

/// What libqpdf and poppler say, which share no code with us.
void expect_accepted_outside(const Bytes& file) {
    const mohur::testing::ScratchFolder folder;
    const auto path = folder.write("file.pdf", file);
    const auto check = run("qpdf --check " + path);
    EXPECT_EQ(check.status, 0) << check.output;
    const auto json = run("qpdf --json " + path).output;
    EXPECT_NE(json.find("\"/DSS\""), std::string::npos);
    EXPECT_NE(json.find("\"/AcroForm\""), std::string::npos);
    const auto judged = run("pdfsig -nocert " + path).output;
    EXPECT_NE(judged.find("Signature is Valid"), std::string::npos) << judged;
    EXPECT_EQ(judged.find("Signature is Invalid"), std::string::npos) << judged;
}

TEST(PadesExtension, ClimbsEveryLevelAndIsRenewed) {
    SigningBench bench;
    auto file = bench.run(bench.request(kPades, SignatureLevel::B)).value();
    const std::pair<SignatureLevel, const char*> steps[] = {
        {SignatureLevel::T, "PAdES-BASELINE-T"},
        {SignatureLevel::LT, "PAdES-BASELINE-LT"},
        {SignatureLevel::LTA, "PAdES-BASELINE-LTA"},
        {SignatureLevel::LTA, "PAdES-BASELINE-LTA"}};
    std::size_t stamps = 0;
    for (const auto& [level, found] : steps) {
        const auto raised = bench.extend(file, level);
        ASSERT_TRUE(raised) << found << raised.error().reason << " " << raised.error().detail;
        EXPECT_TRUE(is_prefix(file, *raised)) << "what was there is covered and stays";
        file = *raised;
        const auto verdict = verdict_of(file);
        stamps += level == SignatureLevel::LT ? 0 : 1;
        EXPECT_EQ(verdict.signatures[0].facts.format, found);
        EXPECT_EQ(verdict.signatures[0].facts.pdf_modifications, std::vector<std::string>{});
        EXPECT_EQ(count_of(file, "/DocTimeStamp"), stamps);
        EXPECT_EQ(verdict.timestamps.size(), stamps);
        for (const auto& token : verdict.timestamps) {
            EXPECT_TRUE(token.facts.intact);
            EXPECT_EQ(token.facts.covers, std::vector<std::string>{"S0"});
        }
    }
    const auto verdict = verdict_of(file);
    EXPECT_EQ(verdict.exit_code(), 0);
    EXPECT_EQ(verdict.timestamps.front().indication, Indication::PASSED)
        << "the renewal brought what it needs";
    expect_accepted_outside(file);
}

TEST(PadesExtension, SignsAtLtaAtOnce) {
    SigningBench bench;
    const auto file = bench.run(bench.request(kPades, SignatureLevel::LTA));
    ASSERT_TRUE(file) << file.error().reason << " " << file.error().detail;
    const auto verdict = verdict_of(*file);
    EXPECT_EQ(verdict.signatures[0].facts.format, "PAdES-BASELINE-LTA");
    EXPECT_EQ(verdict.exit_code(), 0);
    EXPECT_EQ(std::ranges::count(bench.fetcher.paths, "/tsa"), 2);
    EXPECT_EQ(bench.fetcher.paths.back(), "/tsa") << "the DSS is under the last time-stamp";
    expect_accepted_outside(*file);
}

TEST(PadesExtension, RenewsWithWhatTheFileHolds) {
    SigningBench bench;
    const auto file = bench.run(bench.request(kPades, SignatureLevel::LTA)).value();
    bench.fetcher.paths.clear();
    const auto renewed = bench.extend(file, SignatureLevel::LTA);
    ASSERT_TRUE(renewed) << renewed.error().reason << " " << renewed.error().detail;
    EXPECT_EQ(bench.fetcher.paths, std::vector<std::string>{"/tsa"});
    EXPECT_TRUE(is_prefix(file, *renewed));
    EXPECT_EQ(verdict_of(*renewed).exit_code(), 0);
}

TEST(PadesExtension, StampsAllSignaturesByOne) {
    SigningBench bench;
    auto request = bench.request(kPades, SignatureLevel::B, "executor");
    request.data = {
        data_object("a.pdf", bench.run(bench.request(kPades, SignatureLevel::B)).value())};
    const auto twice = bench.run(request, "executor").value();
    const auto raised = bench.extend(twice, SignatureLevel::LTA);
    ASSERT_TRUE(raised) << raised.error().reason << " " << raised.error().detail;
    const auto verdict = verdict_of(*raised);
    EXPECT_EQ(verdict.exit_code(), 0);
    for (const auto& signature : verdict.signatures) {
        EXPECT_EQ(signature.facts.format, "PAdES-BASELINE-LTA");
    }
    EXPECT_EQ(count_of(*raised, "/DocTimeStamp"), 2U);
    // A signature behind the archive time-stamps leaves the ones before as they are.
    auto third = bench.request(kPades, SignatureLevel::B, "seal-ministry");
    third.data = {data_object("b.pdf", *raised)};
    const auto sealed = bench.run(third, "seal-ministry");
    ASSERT_TRUE(sealed) << sealed.error().reason << " " << sealed.error().detail;
    EXPECT_EQ(facts_of(*sealed).signatures[0].format, "PAdES-BASELINE-LTA");
    EXPECT_EQ(facts_of(*sealed).signatures[2].format, "PAdES-BASELINE-B");
}

/// A PDF signature whose CMS the openssl command line made.
Bytes foreign_pdf(const std::string& options, std::string_view sub_filter) {
    pades::SignatureFieldPlan plan;
    plan.signing_time = testing::bench_moment();
    auto revision =
        pades::append_signature_field(MemorySource{testing::small_pdf()}, plan, {}).value();
    const std::string ours = "/ETSI.CAdES.detached";
    const auto at = as_text(revision.file).find(ours);
    std::string other{sub_filter};
    other.resize(ours.size(), ' ');
    std::ranges::copy(other, revision.file.begin() + static_cast<std::ptrdiff_t>(at));
    Bytes content = to_bytes(BytesView{revision.file}.first(revision.contents_offset));
    append(content,
           BytesView{revision.file}.subspan(revision.contents_offset + revision.contents_length));
    const mohur::testing::ScratchFolder folder;
    const auto made =
        run("openssl cms -sign -binary -md sha256 -outform DER -nosmimecap " + options +
            " -signer " + folder.write("c.pem", bench_pki().certificate_pem("signer")) +
            " -inkey " + folder.write("k.pem", bench_pki().private_key_pem("signer")) + " -in " +
            folder.write("content", content) + " -out " + folder.path("cms"));
    EXPECT_EQ(made.status, 0) << made.output;
    return pades::close_revision(std::move(revision), folder.read("cms")).value();
}

TEST(PadesExtension, RaisesWhatOthersMade) {
    SigningBench bench;
    struct Foreign {
        const char* options;
        const char* sub_filter;
        const char* before;
        const char* raised;
    };
    const Foreign kForeign[] = {
        {"-cades", "/ETSI.CAdES.detached", "PAdES-BES", "PAdES-LTV"},
        {"", "/adbe.pkcs7.detached", "PKCS7-B", "PKCS7-LTA"},
    };
    for (const auto& one : kForeign) {
        const auto file = foreign_pdf(one.options, one.sub_filter);
        EXPECT_EQ(facts_of(file).signatures[0].format, one.before);
        const auto stamped = bench.extend(file, SignatureLevel::T);
        ASSERT_TRUE(stamped) << stamped.error().reason << " " << stamped.error().detail;
        EXPECT_EQ(bench.extend(*stamped, SignatureLevel::T).error().reason, "extend-level-reached");
        const auto raised = bench.extend(file, SignatureLevel::LTA);
        ASSERT_TRUE(raised) << raised.error().reason << " " << raised.error().detail;
        EXPECT_TRUE(is_prefix(file, *raised));
        EXPECT_EQ(facts_of(*raised).signatures[0].format, one.raised);
    }
}

TEST(PadesExtension, RefusesWhatItCannotRaise) {
    SigningBench bench;
    const auto reason = [&](const Bytes& file, SignatureLevel level,
                            std::vector<std::string> ids = {}) {
        return bench.extend(file, level, {}, std::move(ids)).error().reason;
    };
    const auto file = bench.run(bench.request(kPades, SignatureLevel::LT)).value();
    EXPECT_EQ(reason(file, SignatureLevel::LT), "extend-level-reached");
    EXPECT_EQ(reason(file, SignatureLevel::LTA, {"S7"}), "signature-not-found");
    EXPECT_EQ(reason(testing::small_pdf(), SignatureLevel::LTA), "extend-format-unsupported");
    auto broken = file;
    const auto at = as_text(broken).find("100 100 l");
    broken[at] = '9';
    EXPECT_EQ(reason(broken, SignatureLevel::LTA), "signature-not-intact");
    const auto revoked =
        bench.run(bench.request(kPades, SignatureLevel::T, "signer-revoked"), "signer-revoked");
    EXPECT_EQ(reason(revoked.value(), SignatureLevel::LTA), "certificate-revoked");
}

TEST(PadesExtension, IsEndedByAnAuthorityThatLies) {
    SigningBench bench;
    const auto file = bench.run(bench.request(kPades, SignatureLevel::LT)).value();
    const std::pair<const char*, const char*> kLies[] = {{"wrong-imprint", "tsa-imprint"},
                                                         {"bad-signature", "tsa-signature"},
                                                         {"unknown-ca", "tsa-untrusted"},
                                                         {"down", "tsa-unreachable"}};
    for (const auto& [behaviour, reason] : kLies) {
        bench.fetcher.timestamp_behaviour = behaviour;
        EXPECT_EQ(bench.extend(file, SignatureLevel::LTA).error().reason, reason);
    }
}

TEST(PadesExtension, DocumentTimestampProvesOnlyItsOwnDocument) {
    SigningBench bench;
    auto file = bench.run(bench.request(kPades, SignatureLevel::LTA)).value();
    file[as_text(file).rfind("/VRI") + 3] = 'J';  // behind the signature, under the time-stamp
    const auto verdict = verdict_of(file);
    EXPECT_NE(verdict.signatures[0].facts.format, "PAdES-BASELINE-LTA");
    EXPECT_FALSE(verdict.timestamps[0].facts.intact);
}

}  // namespace
}  // namespace mohur::signing
