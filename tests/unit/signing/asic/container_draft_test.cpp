// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/asic/container_draft.h"

#include "signing/asic/manifest.h"
#include "signing/asic/manifest_internal.h"
#include "signing/asic/names.h"
#include "signing/crypto/hash.h"
#include "signing/zip/archive_reader.h"
#include "tests/unit/signing/asic/container_builder.h"

#include <gtest/gtest.h>

namespace mohur::signing::asic {
namespace {

using testing::asic_manifest;
using testing::ContainerBuilder;
using testing::good_asic_e;

const Time kMoment = *parse_rfc3339("2026-11-21T12:00:00Z");

std::shared_ptr<const ByteSource> memory(std::string_view text) {
    return std::make_shared<MemorySource>(to_bytes(as_bytes(text)));
}

std::vector<ContainerDraft::NewFile> files(const std::vector<std::string>& names) {
    std::vector<ContainerDraft::NewFile> out;
    for (const auto& name : names) {
        out.push_back({{name, {}}, memory(name)});
    }
    return out;
}

zip::ArchiveReader written(const ContainerDraft& draft) {
    MemoryTarget target;
    const auto done = draft.write(target, kMoment);
    EXPECT_TRUE(done) << done.error().reason << done.error().detail;
    return zip::ArchiveReader::open(target.read_back().value(), {}).value();
}

std::string text_of(const zip::ArchiveReader& archive, std::string_view name) {
    const auto* entry = archive.find(name);
    return entry == nullptr ? "(none)"
                            : std::string{as_text(archive.read_all(*entry, 1U << 20U).value())};
}

Digest hash(std::string_view text) {
    return digest_of(DigestAlgorithm::sha256, as_bytes(text));
}

TEST(ContainerDraft, WritesANewContainer) {
    for (const auto kind : {ContainerKind::asic_e, ContainerKind::asic_s}) {
        auto draft = ContainerDraft::create(kind, files({"ərizə.txt"}), {}).value();
        EXPECT_EQ(draft.data()[0].mime_type, "application/octet-stream");
        EXPECT_EQ(draft.digest("ərizə.txt", DigestAlgorithm::sha256).value(), hash("ərizə.txt"));
        draft.put("META-INF/x", to_bytes(as_bytes("1")));
        const auto archive = written(draft);
        EXPECT_EQ(text_of(archive, "mimetype"),
                  kind == ContainerKind::asic_e ? kMimeAsicE : kMimeAsicS);
        EXPECT_EQ(archive.entries().front().name, "mimetype");
        EXPECT_EQ(text_of(archive, "ərizə.txt"), "ərizə.txt");
        EXPECT_EQ(text_of(archive, "META-INF/x"), "1");
    }
}

TEST(ContainerDraft, RefusesNamesThatFileSystemsConfuse) {
    const auto reason = [](ContainerKind kind, const std::vector<std::string>& names) {
        return ContainerDraft::create(kind, files(names), {}).error().reason;
    };
    for (const auto* name : {"A.TXT", "mimetype", "META-INF/a", "../a", "/a", "dir/", ""}) {
        EXPECT_EQ(reason(ContainerKind::asic_e, {"a.txt", name}), "data-name-invalid") << name;
    }
    EXPECT_TRUE(ContainerDraft::create(ContainerKind::asic_e, files({"dir/a"}), {}));
    EXPECT_EQ(reason(ContainerKind::asic_s, {"dir/a"}), "data-name-invalid");
    EXPECT_EQ(reason(ContainerKind::asic_s, {"a", "b"}), "signing-request-invalid");
    EXPECT_EQ(reason(ContainerKind::asic_e, {}), "signing-request-invalid");
}

TEST(ContainerDraft, SeesWhatAPresentContainerHolds) {
    auto draft = ContainerDraft::open(good_asic_e().source(), {}).value();
    EXPECT_EQ(draft.kind(), ContainerKind::asic_e);
    ASSERT_EQ(draft.data().size(), 2U);
    EXPECT_EQ(draft.data()[0].mime_type, "text/plain");
    EXPECT_EQ(draft.xades(), std::vector<std::string>{"META-INF/signatures0.xml"});
    EXPECT_TRUE(draft.cades().empty());
    EXPECT_EQ(draft.digest(draft.data()[0].name, DigestAlgorithm::sha512)->value.size(), 64U);
    EXPECT_TRUE(draft.contains("meta-inf/SIGNATURES0.xml")) << "in any case of letters";
    EXPECT_FALSE(draft.contains("META-INF/signatures1.xml"));
}

ContainerBuilder sealed() {
    ContainerBuilder container;
    container.add("a.txt", "salam");
    const auto manifest = asic_manifest("META-INF/signature001.p7s", {{"a.txt", "salam"}});
    container.add("META-INF/ASiCManifest001.xml", manifest);
    const auto cms = testing::cades_over(manifest);
    container.add("META-INF/signature001.p7s", cms);
    const auto archive = asic_manifest("META-INF/timestamp001.tst",
                                       {{"META-INF/signature001.p7s", std::string{as_text(cms)}}});
    container.add("META-INF/ASiCArchiveManifest.xml", archive);
    container.add("META-INF/timestamp001.tst", testing::token_over(archive));
    return container;
}

TEST(ContainerDraft, KnowsWhatCoversWhatAndWhatIsSealed) {
    auto draft = ContainerDraft::open(sealed().source(), {}).value();
    ASSERT_EQ(draft.cades().size(), 1U);
    EXPECT_EQ(draft.cades()[0].covers, "META-INF/ASiCManifest001.xml");
    EXPECT_TRUE(draft.cades()[0].sealed);
    ASSERT_EQ(draft.timestamps().size(), 1U);
    EXPECT_FALSE(draft.timestamps()[0].sealed);
    EXPECT_EQ(draft.archive_manifests(), std::vector<std::string>{std::string{kArchiveManifest}});
    EXPECT_EQ(draft.free_name("signature", ".p7s"), "META-INF/signature002.p7s");
}

TEST(ContainerDraft, ReplacesRenamesAndAddsAndKeepsTheRest) {
    const auto before = sealed();
    auto draft = ContainerDraft::open(before.source(), {}).value();
    const auto old = draft.read(kArchiveManifest).value();
    EXPECT_EQ(draft.make_room_for_archive_manifest(), "META-INF/ASiCArchiveManifest001.xml");
    draft.put(std::string{kArchiveManifest}, to_bytes(as_bytes("next")));
    draft.put("META-INF/timestamp001.tst", to_bytes(as_bytes("token")));
    draft.put("META-INF/timestamp001.tst", to_bytes(as_bytes("better token")));
    EXPECT_EQ(draft.digest(kArchiveManifest, DigestAlgorithm::sha256).value(), hash("next"));
    EXPECT_EQ(draft.digest("META-INF/ASiCArchiveManifest001.xml", DigestAlgorithm::sha256).value(),
              digest_of(DigestAlgorithm::sha256, old));
    const auto archive = written(draft);
    EXPECT_EQ(text_of(archive, "META-INF/ASiCArchiveManifest001.xml"), as_text(old));
    EXPECT_EQ(text_of(archive, kArchiveManifest), "next");
    EXPECT_EQ(text_of(archive, "META-INF/timestamp001.tst"), "better token");
    EXPECT_EQ(text_of(archive, "a.txt"), "salam");
    EXPECT_EQ(archive.entries().size(), before.entries.size() + 2) << "mimetype and the new one";
    EXPECT_EQ(archive.entries().front().name, "mimetype");
}

TEST(ContainerDraft, SaysWhichEntryIsMissing) {
    auto draft = ContainerDraft::open(good_asic_e().source(), {}).value();
    EXPECT_EQ(draft.digest("nothing", DigestAlgorithm::sha256).error().reason, "zip-entry-missing");
    EXPECT_EQ(draft.read("nothing").error().reason, "zip-entry-missing");
}

TEST(ContainerDraft, RefusesAContainerThatBreaksRules) {
    auto container = good_asic_e();
    container.remove("META-INF/manifest.xml");
    EXPECT_EQ(ContainerDraft::open(container.source(), {}).error().reason, "asic-not-extendable");
}

TEST(StatedKind, IsThatOfTheMimetype) {
    EXPECT_EQ(stated_kind(good_asic_e().source(), {}), ContainerKind::asic_e);
    auto container = good_asic_e();
    container.mimetype = "application/vnd.etsi.asic-s+zip";
    EXPECT_EQ(stated_kind(container.source(), {}), ContainerKind::asic_s);
    container.mimetype = "application/zip";
    EXPECT_FALSE(stated_kind(container.source(), {}));
    EXPECT_FALSE(stated_kind(memory("no zip"), {}));
}

TEST(ManifestWriter, WritesWhatTheReaderReads) {
    const ManifestPlan plan{"META-INF/signature 1.p7s",
                            "application/x-pkcs7-signature",
                            {{"əlavə & b.txt", "text/plain", hash("1")},
                             {"META-INF/ASiCArchiveManifest001.xml", "text/xml",
                              digest_of(DigestAlgorithm::sha512, as_bytes("2")), true}}};
    const auto bytes = write_asic_manifest(plan);
    const auto read = parse_asic_manifest("m", bytes, {});
    ASSERT_TRUE(read) << read.error().detail;
    EXPECT_EQ(read->sig_reference, plan.sig_reference);
    ASSERT_EQ(read->references.size(), 2U);
    for (std::size_t i = 0; i < 2; ++i) {
        EXPECT_EQ(read->references[i].name, plan.references[i].name);
        EXPECT_EQ(read->references[i].algorithm, plan.references[i].digest.algorithm);
        EXPECT_EQ(read->references[i].digest, plan.references[i].digest.value);
    }
    const auto text = std::string{as_text(bytes)};
    EXPECT_EQ(text.find("Rootfile=\"true\""), text.rfind("Rootfile")) << "one, of the second";
}

TEST(ManifestWriter, ListsFilesForOdf) {
    const auto read =
        parse_odf_manifest(write_odf_manifest(kMimeAsicE, {{"a&b.txt", "text/plain"}}), {});
    ASSERT_TRUE(read);
    ASSERT_EQ(read->size(), 2U);
    EXPECT_EQ((*read)[0].media_type, kMimeAsicE);
    EXPECT_EQ((*read)[1].full_path, "a&b.txt");
}

}  // namespace
}  // namespace mohur::signing::asic
