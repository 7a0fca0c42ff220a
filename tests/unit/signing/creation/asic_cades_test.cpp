// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/asic/container_draft.h"
#include "signing/cms/signed_data.h"
#include "signing/zip/archive_reader.h"
#include "signing/zip/archive_writer.h"
#include "tests/support/pki/openssl_command.h"
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

constexpr auto kExtended = CreationFormat::asic_e_cades;
constexpr auto kSimple = CreationFormat::asic_s_cades;

std::vector<std::string> names_in(const Bytes& file) {
    std::vector<std::string> names;
    const auto archive = zip::ArchiveReader::open(std::make_shared<MemorySource>(file), {}).value();
    for (const auto& entry : archive.entries()) {
        names.push_back(entry.name);
    }
    return names;
}

Bytes entry_of(const Bytes& file, std::string_view name) {
    const auto archive = zip::ArchiveReader::open(std::make_shared<MemorySource>(file), {}).value();
    return archive.read_all(*archive.find(name), 1U << 24U).value();
}

struct Case {
    const char* name;
    CreationFormat format;
    SignatureLevel level;
    const char* found;
};

class AsicCades : public ::testing::TestWithParam<Case> {};

TEST_P(AsicCades, IsSignedAndPasses) {
    SigningBench bench;
    const auto request = bench.request(GetParam().format, GetParam().level);
    const auto file = bench.run(request);
    ASSERT_TRUE(file) << file.error().reason << " " << file.error().detail;
    const auto verdict = verdict_of(*file);
    ASSERT_EQ(verdict.signatures.size(), 1U);
    EXPECT_EQ(verdict.signatures[0].facts.format, GetParam().found);
    EXPECT_TRUE(verdict.signatures[0].facts.intact());
    EXPECT_TRUE(verdict.warnings.empty());
    EXPECT_TRUE(verdict.errors.empty());
    EXPECT_TRUE(std::ranges::all_of(facts_of(*file).timestamps, &TimestampFacts::intact));
    if (GetParam().level >= SignatureLevel::LT) {
        EXPECT_EQ(verdict.exit_code(), 0);
    }
    const bool simple =
        GetParam().format == kSimple || name_of(GetParam().format).format == "asic-s";
    EXPECT_EQ(verdict.container, simple ? ContainerKind::asic_s : ContainerKind::asic_e);
    EXPECT_EQ(facts_of(*file).data_files.size(), request.data.size());
}

INSTANTIATE_TEST_SUITE_P(
    SignatureEngine, AsicCades,
    ::testing::Values(Case{"ExtendedB", kExtended, SignatureLevel::B, "CAdES-BASELINE-B"},
                      Case{"ExtendedT", kExtended, SignatureLevel::T, "CAdES-BASELINE-T"},
                      Case{"ExtendedLt", kExtended, SignatureLevel::LT, "CAdES-BASELINE-LT"},
                      Case{"ExtendedLta", kExtended, SignatureLevel::LTA, "CAdES-BASELINE-LTA"},
                      Case{"SimpleB", kSimple, SignatureLevel::B, "CAdES-BASELINE-B"},
                      Case{"SimpleT", kSimple, SignatureLevel::T, "CAdES-BASELINE-T"},
                      Case{"SimpleLt", kSimple, SignatureLevel::LT, "CAdES-BASELINE-LT"},
                      Case{"SimpleLta", kSimple, SignatureLevel::LTA, "CAdES-BASELINE-LTA"},
                      Case{"SimpleXadesB", CreationFormat::asic_s_xades, SignatureLevel::B,
                           "XAdES-BASELINE-B"},
                      Case{"SimpleXadesLt", CreationFormat::asic_s_xades, SignatureLevel::LT,
                           "XAdES-BASELINE-LT"}),
    [](const auto& tested) { return tested.param.name; });

TEST(AsicCades, NamesItsEntriesByTheStandard) {
    SigningBench bench;
    EXPECT_EQ(names_in(bench.run(bench.request(kExtended, SignatureLevel::LTA)).value()),
              (std::vector<std::string>{"mimetype", "məktub №1.txt", "əlavə.xml",
                                        "META-INF/ASiCManifest001.xml", "META-INF/signature001.p7s",
                                        "META-INF/ASiCArchiveManifest.xml",
                                        "META-INF/timestamp001.tst"}));
    EXPECT_EQ(names_in(bench.run(bench.request(kSimple, SignatureLevel::LTA)).value()),
              (std::vector<std::string>{"mimetype", "məktub №1.txt", "META-INF/signature.p7s"}));
    EXPECT_EQ(
        names_in(bench.run(bench.request(CreationFormat::asic_s_xades, SignatureLevel::B)).value()),
        (std::vector<std::string>{"mimetype", "məktub №1.txt", "META-INF/signatures.xml"}));
}

TEST(AsicCades, IsAcceptedByOpenssl) {
    SigningBench bench;
    const auto file = bench.run(bench.request(kExtended, SignatureLevel::LTA)).value();
    const mohur::testing::ScratchFolder folder;
    const auto cms = folder.write("cms", entry_of(file, "META-INF/signature001.p7s"));
    const auto manifest = folder.write("m", entry_of(file, "META-INF/ASiCManifest001.xml"));
    const auto archive = folder.write("a", entry_of(file, "META-INF/ASiCArchiveManifest.xml"));
    const auto token = folder.write("t", entry_of(file, "META-INF/timestamp001.tst"));
    const auto root = folder.write("root", bench_pki().certificate_pem("root"));
    const auto issuer = folder.write("issuer", bench_pki().certificate_pem("issuing-ca"));
    const auto at = std::to_string(
        std::chrono::floor<std::chrono::seconds>(bench_moment()).time_since_epoch().count());
    const auto verify = [&](const std::string& content) {
        return mohur::testing::run_openssl({"cms", "-verify", "-binary", "-cades", "-inform", "DER",
                                            "-in", cms, "-content", content, "-CAfile", root,
                                            "-purpose", "any", "-attime", at, "-out",
                                            folder.path("out")});
    };
    EXPECT_TRUE(verify(manifest));
    EXPECT_FALSE(verify(archive));
    const auto verify_token = [&](const std::string& data) {
        return mohur::testing::run_openssl({"ts", "-verify", "-data", data, "-in", token,
                                            "-token_in", "-CAfile", root, "-untrusted", issuer,
                                            "-attime", at});
    };
    EXPECT_TRUE(verify_token(archive));
    EXPECT_FALSE(verify_token(manifest));
}

TEST(AsicCades, TakesASecondSigner) {
    SigningBench bench;
    for (const auto format : {kExtended, kSimple}) {
        const auto once = bench.run(bench.request(format, SignatureLevel::LT)).value();
        auto request = bench.request(format, SignatureLevel::LTA, "seal-ministry");
        request.data = {data_object("once", once)};
        const auto twice = bench.run(request, "seal-ministry");
        ASSERT_TRUE(twice) << twice.error().reason << " " << twice.error().detail;
        const auto verdict = verdict_of(*twice);
        ASSERT_EQ(verdict.signatures.size(), 2U);
        EXPECT_EQ(verdict.exit_code(), 0);
        EXPECT_EQ(verdict.signatures[0].facts.format, "CAdES-BASELINE-LT");
        EXPECT_EQ(verdict.signatures[1].facts.format, "CAdES-BASELINE-LTA");
        EXPECT_EQ(facts_of(*twice).data_files, facts_of(once).data_files);
    }
}

TEST(AsicCades, DoesNotMixKinds) {
    SigningBench bench;
    const auto xades = bench.run(bench.request(CreationFormat::asic_e_xades, SignatureLevel::B));
    auto request = bench.request(kExtended, SignatureLevel::B);
    request.data = {data_object("a.asice", *xades)};
    EXPECT_EQ(bench.engine.prepare(request).error().reason, "asic-not-extendable");
    const auto cades = bench.run(bench.request(kExtended, SignatureLevel::B));
    request = bench.request(CreationFormat::asic_e_xades, SignatureLevel::B);
    request.data = {data_object("a.asice", *cades)};
    EXPECT_EQ(bench.engine.prepare(request).error().reason, "asic-not-extendable");
    // A container of the other kind is a data file like any other.
    request = bench.request(kSimple, SignatureLevel::B);
    request.data = {data_object("a.asice", *cades)};
    EXPECT_EQ(facts_of(bench.run(request).value()).data_files, std::vector<std::string>{"a.asice"});
}

TEST(AsicCades, ClimbsEveryLevelAndIsRenewed) {
    SigningBench bench;
    for (const auto format : {kExtended, kSimple}) {
        auto file = bench.run(bench.request(format, SignatureLevel::B)).value();
        const std::pair<SignatureLevel, const char*> steps[] = {
            {SignatureLevel::T, "CAdES-BASELINE-T"},
            {SignatureLevel::LT, "CAdES-BASELINE-LT"},
            {SignatureLevel::LTA, "CAdES-BASELINE-LTA"},
            {SignatureLevel::LTA, "CAdES-BASELINE-LTA"},
            {SignatureLevel::LTA, "CAdES-BASELINE-LTA"}};
        for (const auto& [level, found] : steps) {
            const auto raised = bench.extend(file, level);
            ASSERT_TRUE(raised) << found << raised.error().reason << " " << raised.error().detail;
            file = *raised;
            EXPECT_EQ(facts_of(file).signatures[0].format, found);
        }
        EXPECT_EQ(verdict_of(file).exit_code(), 0);
    }
}

// EN 319 162-1 annex A.7 item 2.
TEST(AsicCades, ChainsItsArchiveManifests) {
    SigningBench bench;
    const auto first = bench.run(bench.request(kExtended, SignatureLevel::LTA)).value();
    const auto second = bench.extend(first, SignatureLevel::LTA).value();
    const auto third = bench.extend(second, SignatureLevel::LTA).value();
    const auto names = names_in(third);
    for (const auto* name :
         {"META-INF/ASiCArchiveManifest.xml", "META-INF/ASiCArchiveManifest001.xml",
          "META-INF/ASiCArchiveManifest002.xml", "META-INF/timestamp001.tst",
          "META-INF/timestamp002.tst", "META-INF/timestamp003.tst"}) {
        EXPECT_EQ(std::ranges::count(names, name), 1) << name;
    }
    EXPECT_EQ(entry_of(third, "META-INF/ASiCArchiveManifest001.xml"),
              entry_of(first, "META-INF/ASiCArchiveManifest.xml"));
    EXPECT_EQ(entry_of(third, "META-INF/ASiCArchiveManifest002.xml"),
              entry_of(second, "META-INF/ASiCArchiveManifest.xml"));
    EXPECT_EQ(entry_of(third, "META-INF/signature001.p7s"),
              entry_of(first, "META-INF/signature001.p7s"))
        << "what is sealed is not touched";
    const std::string last{as_text(entry_of(third, "META-INF/ASiCArchiveManifest.xml"))};
    const auto root = last.find("Rootfile=\"true\"");
    EXPECT_EQ(last.rfind("Rootfile"), root);
    EXPECT_EQ(last.rfind("URI=", root), last.find("URI=\"META-INF/ASiCArchiveManifest002.xml\""));
    // The token that was last got its material when it was sealed; the one that is last has none.
    const auto material = [&](const Bytes& file, std::string_view token) {
        return SignedData::parse(entry_of(file, token), {})->ocsp_responses().size();
    };
    EXPECT_EQ(material(first, "META-INF/timestamp001.tst"), 0U);
    EXPECT_GE(material(second, "META-INF/timestamp001.tst"), 1U);
    EXPECT_EQ(entry_of(third, "META-INF/timestamp001.tst"),
              entry_of(second, "META-INF/timestamp001.tst"));
    EXPECT_EQ(material(third, "META-INF/timestamp003.tst"), 0U);
}

TEST(AsicCades, SealedSignaturesDoNotChange) {
    SigningBench bench;
    const auto once = bench.run(bench.request(kExtended, SignatureLevel::LT)).value();
    auto request = bench.request(kExtended, SignatureLevel::B, "executor");
    request.data = {data_object("once.asice", once)};
    const auto both = bench.run(request, "executor").value();
    const auto one = bench.extend(both, SignatureLevel::LTA, {}, {"S0"});
    ASSERT_TRUE(one) << one.error().reason << one.error().detail;
    EXPECT_EQ(facts_of(*one).signatures[0].format, "CAdES-BASELINE-LTA");
    EXPECT_EQ(facts_of(*one).signatures[1].format, "CAdES-BASELINE-B");
    const auto all = bench.extend(*one, SignatureLevel::LTA);
    ASSERT_TRUE(all) << all.error().reason << all.error().detail;
    EXPECT_EQ(facts_of(*all).signatures[0].format, "CAdES-BASELINE-LTA");
    EXPECT_EQ(facts_of(*all).signatures[1].format, "CAdES-BASELINE-LTA");
    EXPECT_EQ(verdict_of(*all).exit_code(), 0);
}

Result<Bytes> stamp(SigningBench& bench, const DataObject& object) {
    MemoryTarget target;
    MOHUR_TRY_VOID(bench.engine.timestamp({object, {}}, target));
    return target.take();
}

TEST(AsicToken, IsMadeAndRenewed) {
    SigningBench bench;
    auto file = stamp(bench, data_object("məktub.txt", "Salam"));
    ASSERT_TRUE(file) << file.error().reason << file.error().detail;
    EXPECT_EQ(names_in(*file),
              (std::vector<std::string>{"mimetype", "məktub.txt", "META-INF/timestamp.tst"}));
    auto facts = facts_of(*file);
    ASSERT_EQ(facts.timestamps.size(), 1U);
    EXPECT_TRUE(facts.timestamps[0].intact);
    EXPECT_EQ(facts.container, ContainerKind::asic_s);
    for (std::size_t tokens = 2; tokens < 5; ++tokens) {
        file = bench.extend(*file, SignatureLevel::LTA);
        ASSERT_TRUE(file) << file.error().reason << file.error().detail;
        facts = facts_of(*file);
        EXPECT_EQ(facts.timestamps.size(), tokens);
        EXPECT_TRUE(std::ranges::all_of(facts.timestamps, &TimestampFacts::intact));
        EXPECT_TRUE(facts.errors.empty());
    }
}

TEST(AsicToken, HasOnlyTheArchiveLevel) {
    SigningBench bench;
    const auto file = stamp(bench, data_object("a.txt", "Salam")).value();
    EXPECT_EQ(bench.extend(file, SignatureLevel::LT).error().reason, "extend-level-unsupported");
    EXPECT_EQ(bench.extend(file, SignatureLevel::LTA, {}, {"S0"}).error().reason,
              "signature-not-found");
}

TEST(AsicToken, NeedsAnHonestAuthorityAndARightName) {
    SigningBench bench;
    EXPECT_EQ(stamp(bench, data_object("dir/a.txt", "1")).error().reason, "data-name-invalid");
    EXPECT_EQ(stamp(bench, {"a.txt", "", nullptr}).error().reason, "signing-request-invalid");
    bench.fetcher.timestamp_behaviour = "unknown-ca";
    EXPECT_EQ(stamp(bench, data_object("a.txt", "1")).error().reason, "tsa-untrusted");
    bench.fetcher.timestamp_behaviour = "wrong-imprint";
    EXPECT_EQ(stamp(bench, data_object("a.txt", "1")).error().reason, "tsa-imprint");
    const SignatureEngine bare{bench.anchors, bench.revocation, nullptr, bench.clock, bench.random};
    MemoryTarget target;
    EXPECT_EQ(bare.timestamp({data_object("a.txt", "1"), {}}, target).error().reason,
              "tsa-not-configured");
}

/// About forty octets of `part`, by their places in `whole`.
void add_samples(std::vector<std::size_t>& places, BytesView whole, BytesView part) {
    const auto found = std::ranges::search(whole, part);
    ASSERT_FALSE(part.empty() || found.empty());
    const auto begin = static_cast<std::size_t>(found.begin() - whole.begin());
    for (std::size_t at = 0; at < part.size(); at += std::max<std::size_t>(1, part.size() / 40)) {
        places.push_back(begin + at);
    }
}

/// Samples of what cannot change in an entry. Of the last token that is the TSTInfo, the signed
/// attributes and the value: nothing covers its list of digest algorithms and its certificates,
/// which a verifier may take from elsewhere.
std::vector<std::size_t> covered_places(std::string_view name, BytesView bytes) {
    std::vector<std::size_t> places;
    if (!name.ends_with(".tst")) {
        add_samples(places, bytes, bytes);
        return places;
    }
    const auto token = SignedData::parse(bytes, {}).value();
    const auto& signer = token.signers().at(0);
    add_samples(places, bytes, token.content().value());
    add_samples(places, bytes, signer.fields().signed_attributes);
    add_samples(places, bytes, signer.signature());
    return places;
}

// Samples of every entry: whatever is signed or stamped cannot change.
TEST(AsicCades, NoByteOfAnArchivedContainerCanChange) {
    SigningBench bench;
    const auto file = bench.run(bench.request(kExtended, SignatureLevel::LTA)).value();
    std::vector<std::pair<std::string, Bytes>> contents;
    for (const auto& name : names_in(file)) {
        if (name != "mimetype") {
            contents.emplace_back(name, entry_of(file, name));
        }
    }
    const auto passes = [&] {
        std::vector<zip::NewEntry> entries;
        for (const auto& [name, bytes] : contents) {
            entries.push_back({name, std::make_shared<MemorySource>(bytes)});
        }
        MemoryTarget target;
        EXPECT_TRUE(
            zip::write_archive(target, "application/vnd.etsi.asic-e+zip", entries, bench_moment()));
        const auto bytes = target.take();
        const auto read = read_file(std::make_shared<MemorySource>(bytes), {});
        return read && !read->signatures.empty() &&
               read->signatures[0].format == "CAdES-BASELINE-LTA" && read->signatures[0].intact() &&
               verdict_of(bytes).exit_code() == 0 &&
               std::ranges::all_of(read->timestamps, &TimestampFacts::intact);
    };
    ASSERT_TRUE(passes());
    for (auto& [name, bytes] : contents) {
        for (const auto at : covered_places(name, bytes)) {
            bytes[at] ^= 0x01;
            EXPECT_FALSE(passes()) << name << " octet " << at;
            bytes[at] ^= 0x01;
        }
    }
}

TEST(AsicCades, NoticesAStateThatWasTamperedWith) {
    SigningBench bench;
    const auto request = bench.request(kExtended, SignatureLevel::B);
    auto prepared = bench.engine.prepare(request).value();
    const auto value = bench.sign(prepared);
    auto state = Json::parse(as_text(prepared.state)).value();
    auto manifest = from_base64(state["fragment"].as_string()).value();
    manifest[manifest.size() / 2] ^= 1;
    state.set("fragment", to_base64(manifest));
    prepared.state = to_bytes(as_bytes(state.dump()));
    EXPECT_FALSE(bench.engine.complete(request, prepared, value));
}

}  // namespace
}  // namespace mohur::signing
