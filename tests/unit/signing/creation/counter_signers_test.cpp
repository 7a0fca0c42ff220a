// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/cms/signed_data.h"
#include "tests/unit/signing/creation/signing_bench.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace mohur::signing {
namespace {

using testing::data_object;
using testing::facts_of;
using testing::SigningBench;
using testing::verdict_of;

constexpr auto kXades = CreationFormat::xades_counter;
constexpr auto kCades = CreationFormat::cades_counter;

std::string text(const Bytes& bytes) {
    return std::string{as_text(bytes)};
}

SigningRequest first_request(const SigningBench& bench, CreationFormat format,
                             SignatureLevel level) {
    auto request = bench.request(format, level);
    if (format == CreationFormat::xades_enveloped) {
        request.data = {data_object("a.xml", "<a><b/></a>")};
    }
    return request;
}

bool is_detached(CreationFormat format) {
    return name_of(format).packaging == "detached";
}

/// A request to countersign `file`, which stands beside `first.data` when it is detached.
SigningRequest counter_request(const SigningBench& bench, const SigningRequest& first,
                               const Bytes& file) {
    const bool xml = name_of(first.format).format == "xades";
    auto request = bench.request(xml ? kXades : kCades, SignatureLevel::B, "executor");
    request.data = first.data;
    if (is_detached(first.format)) {
        request.present_signature = std::make_shared<MemorySource>(file);
    } else {
        request.data = {data_object("signed", file)};
    }
    return request;
}

struct Case {
    CreationFormat format;
    SignatureLevel level;
};
class CounterSigned : public ::testing::TestWithParam<Case> {};

TEST_P(CounterSigned, SignatureKeepsItsLevelAndIsRaisedWithTheOther) {
    SigningBench bench;
    const auto first = first_request(bench, GetParam().format, GetParam().level);
    const auto contents = is_detached(first.format) ? first.data : std::vector<DataObject>{};
    auto file = bench.run(first).value();
    const auto format = facts_of(file, contents).signatures[0].format;
    for (const std::size_t count : {1U, 2U}) {
        const auto more = bench.run(counter_request(bench, first, file), "executor");
        ASSERT_TRUE(more) << more.error().reason << " " << more.error().detail;
        file = *more;
        const auto facts = facts_of(file, contents);
        ASSERT_EQ(facts.signatures.size(), 1U);
        EXPECT_TRUE(facts.signatures[0].intact());
        EXPECT_EQ(facts.signatures[0].format, format);
        EXPECT_EQ(facts.signatures[0].structure_valid, true);
        ASSERT_EQ(facts.signatures[0].counter_signatures.size(), count);
        const auto& counter = facts.signatures[0].counter_signatures.back();
        EXPECT_TRUE(counter.intact());
        EXPECT_EQ(counter.structure_valid, true);
        EXPECT_TRUE(counter.format.ends_with("-BASELINE-B")) << counter.format;
        EXPECT_EQ(*counter.signing_certificate, testing::bench_certificate("executor"));
    }
    const auto raised = bench.extend(file, SignatureLevel::LTA, contents);
    ASSERT_TRUE(raised) << raised.error().reason << " " << raised.error().detail;
    const auto verdict = verdict_of(*raised, contents);
    EXPECT_EQ(verdict.exit_code(), 0);
    EXPECT_EQ(verdict.signatures[0].counter_signatures.size(), 2U);
}

INSTANTIATE_TEST_SUITE_P(
    SignatureEngine, CounterSigned,
    ::testing::Values(Case{CreationFormat::xades_enveloped, SignatureLevel::B},
                      Case{CreationFormat::xades_enveloped, SignatureLevel::LTA},
                      Case{CreationFormat::xades_enveloping, SignatureLevel::LT},
                      Case{CreationFormat::xades_detached, SignatureLevel::T},
                      Case{CreationFormat::cades_attached, SignatureLevel::B},
                      Case{CreationFormat::cades_attached, SignatureLevel::LTA},
                      Case{CreationFormat::cades_detached, SignatureLevel::T}),
    [](const auto& tested) {
        const auto name = name_of(tested.param.format);
        return std::string{name.format} + std::string{name.packaging} +
               std::string{to_string(tested.param.level)};
    });

TEST(CounterSigners, SignTheValueOfTheOneThatIsNamed) {
    SigningBench bench;
    for (const auto format : {CreationFormat::xades_enveloped, CreationFormat::cades_attached}) {
        const auto first = first_request(bench, format, SignatureLevel::B);
        const auto once = bench.run(first).value();
        auto second = bench.request(format, SignatureLevel::B, "seal-ministry");
        second.data = {data_object("signed", once)};
        const auto twice = bench.run(second, "seal-ministry").value();
        auto request = counter_request(bench, first, twice);
        EXPECT_EQ(bench.engine.prepare(request).error().reason, "signature-not-found")
            << "there are two";
        request.countersigned = "S2";
        EXPECT_EQ(bench.engine.prepare(request).error().reason, "signature-not-found");
        request.countersigned = "S1";
        const auto file = bench.run(request, "executor");
        ASSERT_TRUE(file) << file.error().reason << " " << file.error().detail;
        const auto facts = facts_of(*file);
        ASSERT_EQ(facts.signatures.size(), 2U);
        EXPECT_TRUE(facts.signatures[0].counter_signatures.empty());
        EXPECT_EQ(facts.signatures[1].counter_signatures.size(), 1U);
    }
}

TEST(CounterSigners, SayWhatTheyClaim) {
    SigningBench bench;
    for (const auto format : {CreationFormat::xades_enveloping, CreationFormat::cades_attached}) {
        const auto first = first_request(bench, format, SignatureLevel::B);
        auto request = counter_request(bench, first, bench.run(first).value());
        request.claimed_roles = {"Notarius"};
        request.commitment_types = {"1.2.840.113549.1.9.16.6.5"};
        const auto file = bench.run(request, "executor");
        ASSERT_TRUE(file) << file.error().reason << " " << file.error().detail;
        const auto counter = facts_of(*file).signatures[0].counter_signatures.at(0);
        EXPECT_EQ(counter.claimed_roles, request.claimed_roles);
    }
}

// Its own value, or that of its parent: neither can be another.
TEST(CounterSigners, HoldForOneValueOnly) {
    SigningBench bench;
    const auto first = first_request(bench, CreationFormat::xades_enveloping, SignatureLevel::B);
    const auto one = text(bench.run(first).value());
    const auto other = text(bench.run(first).value());
    const auto file =
        text(bench.run(counter_request(bench, first, to_bytes(as_bytes(one))), "executor").value());
    const auto value_of = [](const std::string& from, std::size_t start) {
        const auto at = from.find('>', from.find("<ds:SignatureValue", start)) + 1;
        return from.substr(at, from.find('<', at) - at);
    };
    const auto swapped = [&](const std::string& value) {
        auto changed = file;
        return changed.replace(changed.find(value), value.size(), value_of(other, 0));
    };
    const auto counter_intact = [](const std::string& xml) {
        const auto facts = facts_of(to_bytes(as_bytes(xml)));
        return facts.signatures.at(0).counter_signatures.at(0).intact();
    };
    EXPECT_TRUE(counter_intact(file));
    EXPECT_FALSE(counter_intact(swapped(value_of(file, 0))));
    EXPECT_FALSE(counter_intact(swapped(value_of(file, file.find("CounterSignature")))));
}

TEST(CounterSigners, RefuseWhatTheyCannotVouchFor) {
    SigningBench bench;
    for (const auto format : {CreationFormat::xades_detached, CreationFormat::cades_detached}) {
        const auto first = first_request(bench, format, SignatureLevel::B);
        auto request = counter_request(bench, first, bench.run(first).value());
        request.data = {data_object(request.data[0].name, "something else")};
        EXPECT_EQ(bench.engine.prepare(request).error().reason, "signature-not-intact");
        request.level = SignatureLevel::T;
        EXPECT_EQ(bench.engine.prepare(request).error().reason, "sign-level-unsupported");
        auto plain = first;
        plain.countersigned = "S0";
        EXPECT_EQ(bench.engine.prepare(plain).error().reason, "signing-request-invalid");
    }
    auto unsigned_xml = bench.request(kXades, SignatureLevel::B);
    unsigned_xml.data = {data_object("a.xml", "<a/>")};
    EXPECT_EQ(bench.engine.prepare(unsigned_xml).error().reason, "signature-not-found");
    unsigned_xml.data = {data_object("a.xml", "<!DOCTYPE a><a/>")};
    EXPECT_EQ(bench.engine.prepare(unsigned_xml).error().reason, "xml-doctype");
    auto no_cms = bench.request(kCades, SignatureLevel::B);
    EXPECT_FALSE(bench.engine.prepare(no_cms));
}

TEST(CounterSigners, NeedAnIdentifierOnTheValue) {
    SigningBench bench;
    const auto first = first_request(bench, CreationFormat::xades_enveloping, SignatureLevel::B);
    auto file = text(bench.run(first).value());
    const auto at = file.find(" Id=", file.find("<ds:SignatureValue"));
    file.erase(at, file.find('>', at) - at);
    EXPECT_EQ(bench.engine.prepare(counter_request(bench, first, to_bytes(as_bytes(file))))
                  .error()
                  .reason,
              "signature-not-extendable");
}

}  // namespace
}  // namespace mohur::signing
