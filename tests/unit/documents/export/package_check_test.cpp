// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/export/package_check.h"

#include "tests/unit/documents/export/filed_papers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <functional>

namespace mohur::documents {
namespace {

namespace fs = std::filesystem;
using ::testing::Contains;
using ::testing::IsEmpty;
using testing::must;

const std::string kFirst = "data/001_D-1_26/";

Bytes octets_of(const fs::path& file) {
    return must(must(FileSource::open(file))->read_all(1U << 24U));
}

/// Evidence for whatever begins as our test papers do.
Result<std::optional<FileEvidence>> evidence_of(const std::shared_ptr<const ByteSource>& file) {
    MOHUR_TRY(const auto bytes, file->read_all(1U << 20U));
    if (!as_text(bytes).starts_with("%PDF")) {
        return std::optional<FileEvidence>{};
    }
    FileEvidence evidence;
    evidence.verdict = Json::object(
        {{"signatures", Json::array({Json::object({{"indication", "TOTAL-PASSED"}})})}});
    evidence.items = {
        {FileEvidence::Kind::certificate, to_bytes(as_bytes("leaf")), "CN=Anar", false},
        {FileEvidence::Kind::certificate, to_bytes(as_bytes("root")), "CN=Root", true},
        {FileEvidence::Kind::ocsp, to_bytes(as_bytes("good")), "2026-03-05", false}};
    return std::optional{evidence};
}

/// As write_folder does, without its durability: these folders live for a test.
void put_down(const std::vector<bagit::BagFile>& bag, const fs::path& folder) {
    fs::remove_all(folder);
    for (const auto& file : bag) {
        const auto path = folder / file.path;
        fs::create_directories(path.parent_path());
        std::ofstream{path, std::ios::binary} << as_text(must(file.bytes->read_all(1U << 24U)));
    }
}

class Package : public ::testing::Test {
protected:
    static void SetUpTestSuite() { papers_ = std::make_unique<FiledPapers>(); }
    static void TearDownTestSuite() { papers_.reset(); }
    Package() { put_down(papers_->package(evidence_of).bag, path()); }

    [[nodiscard]] fs::path path() const { return folder_.path() / "package"; }
    [[nodiscard]] std::string text_of(const std::string& name) const {
        return std::string{as_text(octets_of(path() / name))};
    }
    void write(const std::string& name, const std::string& text) const {
        std::ofstream{path() / name, std::ios::binary} << text;
    }
    void replace(const std::string& name, const std::string& from, const std::string& to) const {
        auto text = text_of(name);
        const auto at = text.find(from);
        ASSERT_NE(at, std::string::npos) << from;
        write(name, text.replace(at, from.size(), to));
    }
    /// What a forger does after a change: all manifests anew.
    void rebag() const {
        bagit::BagBuilder builder;
        for (const auto& entry : fs::recursive_directory_iterator{path() / "data"}) {
            if (entry.is_regular_file()) {
                must(builder.add(entry.path().lexically_relative(path()).generic_string(),
                                 std::make_shared<MemorySource>(octets_of(entry.path()))));
            }
        }
        put_down(must(std::move(builder).finish({}, Time{})), path());
    }
    [[nodiscard]] std::vector<std::string> codes() const {
        std::vector<std::string> all;
        for (const auto& finding : must(check_package(path())).findings) {
            all.push_back(finding.code);
        }
        return all;
    }

    static std::unique_ptr<FiledPapers> papers_;
    testing::TemporaryFolder folder_;
};

std::unique_ptr<FiledPapers> Package::papers_;

TEST_F(Package, HoldsTogether) {
    const auto report = must(check_package(path()));
    EXPECT_TRUE(report.is_case_file);
    EXPECT_THAT(report.findings, IsEmpty());
    EXPECT_EQ(report.streams, 3U);
    EXPECT_GT(report.events, 9U);
    ASSERT_EQ(report.files.size(), 2U);
    EXPECT_EQ(report.files[0].path, kFirst + "files/1-məktub.pdf");
    EXPECT_FALSE(report.files[0].must_be_signed);
    EXPECT_TRUE(report.files[0].was_passed);
    EXPECT_EQ(report.card["case_file"]["title"].as_string(), "Yazışma 2026");
    EXPECT_EQ(report.card["anchors"].items().at(0)["subject"].as_string(), "CN=Root");
    rebag();
    EXPECT_THAT(codes(), IsEmpty()) << "rebagging alone changes nothing";
}

TEST_F(Package, KeepsStoredOctetsAndEvidenceApart) {
    EXPECT_EQ(text_of(kFirst + "files/1-məktub.pdf"), "%PDF-1.7 nümunə");
    const auto evidence = must(Json::parse(text_of(kFirst + "evidence/files/1-məktub.pdf.json")));
    ASSERT_EQ(evidence["material"].items().size(), 3U);
    for (const auto& item : evidence["material"].items()) {
        EXPECT_TRUE(fs::exists(path() / kFirst / item["file"].as_string()))
            << item["file"].as_string();
    }
    EXPECT_EQ(text_of("data/evidence/log-" + std::to_string(papers_->stamped_size()) + ".tst"),
              "token of the first head");
}

TEST_F(Package, MaybeABagOfSomebodyElse) {
    fs::remove(path() / "data/case-file.json");
    rebag();
    const auto report = must(check_package(path()));
    EXPECT_FALSE(report.is_case_file);
    EXPECT_THAT(report.findings, IsEmpty());
    EXPECT_GT(report.files.size(), 5U);
}

TEST_F(Package, KeepsWhatWasFoundAtReception) {
    const auto report = must(check_package(path()));
    const auto& reception = report.files.at(0).reception;
    ASSERT_TRUE(reception);
    EXPECT_TRUE(reception->passed);
    EXPECT_TRUE(reception->stored_at);
    EXPECT_EQ(text_of(reception->folder + "record.tst"), "token of the reception");
    const auto material = must(Json::parse(text_of(reception->folder + "material.json")));
    EXPECT_EQ(material["crls"].items().at(0).as_string(), to_base64(as_bytes("a revocation list")));
}

struct Forgery {
    const char* name;
    std::function<void(Package&, const fs::path&)> work;
    const char* code;
};

class Forged : public Package, public ::testing::WithParamInterface<Forgery> {
public:
    using Package::replace;
    using Package::text_of;
    using Package::write;
};

TEST_P(Forged, IsFoundThoughTheManifestsFit) {
    GetParam().work(*this, path());
    rebag();
    EXPECT_THAT(codes(), Contains(GetParam().code));
}

auto replacing(std::string file, std::string from, std::string to) {
    return [=](Package& package, const fs::path&) {
        static_cast<Forged&>(package).replace(file, from, to);
    };
}

const std::string kReception = kFirst + "evidence/reception/files/1-məktub.pdf/";
const std::string kEvents = kFirst + "evidence/events.json";

const Forgery kForgeries[] = {
    {"PaperReplaced",
     [](Package& package, const fs::path&) {
         static_cast<Forged&>(package).write(kFirst + "files/1-məktub.pdf", "%PDF another");
     },
     "package-file-untold"},
    {"PaperReplacedAndDescribed",
     [](Package& package, const fs::path&) {
         static_cast<Forged&>(package).write(kFirst + "files/1-məktub.pdf", "%PDF another");
     },
     "package-file-left-out"},
    {"DigestOfPaperReplaced",
     [](Package& package, const fs::path&) {
         auto& forged = static_cast<Forged&>(package);
         auto metadata = must(Json::parse(forged.text_of(kFirst + "metadata.json")));
         auto file = metadata["files"].items().at(0);
         metadata.set("files", Json::array({file.set("digest", "sha-256:AAAA")}));
         forged.write(kFirst + "metadata.json", metadata.dump(true));
     },
     "package-file-differs"},
    {"HistoryRetold", replacing(kFirst + "metadata.json", "document.filed", "document.lost"),
     "package-history-differs"},
    {"HistoryOfAnotherDay",
     replacing(kFirst + "metadata.json", "\"at\": \"2026-03-05T", "\"at\": \"2025-03-05T"),
     "package-history-differs"},
    {"HistoryPayloadRetold",
     replacing(kFirst + "metadata.json", "\"payload\": {", "\"payload\": {\"a\": 1,"),
     "package-history-differs"},
    {"HistoryLeftOut", replacing(kFirst + "metadata.json", "\"history\":", "\"nothing\":"),
     "package-history-differs"},
    {"PaperLeftOut",
     [](Package&, const fs::path& path) { fs::remove(path / kFirst / "files/1-məktub.pdf"); },
     "package-file-missing"},
    {"PaperAdded",
     [](Package& package, const fs::path&) {
         static_cast<Forged&>(package).write(kFirst + "files/2-more.pdf", "%PDF more");
     },
     "package-file-untold"},
    {"DocumentLeftOut",
     [](Package& package, const fs::path&) {
         auto& forged = static_cast<Forged&>(package);
         auto card = must(Json::parse(forged.text_of("data/case-file.json")));
         card.set("documents", Json::array({card["documents"].items().at(1)}));
         forged.write("data/case-file.json", card.dump(true));
     },
     "package-document-missing"},
    {"DocumentTwice",
     [](Package& package, const fs::path&) {
         auto& forged = static_cast<Forged&>(package);
         auto card = must(Json::parse(forged.text_of("data/case-file.json")));
         auto documents = card["documents"];
         documents.push(documents.items().at(0));
         card.set("documents", documents);
         forged.write("data/case-file.json", card.dump(true));
     },
     "package-document-untold"},
    {"EventTypeChanged", replacing(kEvents, "document.captured", "document.invented"),
     "event-hash"},
    {"EventTimeChanged", replacing(kEvents, "2026-03-05T", "2025-03-05T"), "event-hash"},
    {"EventActorChanged", replacing(kEvents, "\"person\": \"", "\"person\": null, \"x\": \""),
     "event-hash"},
    {"PayloadChanged", replacing(kEvents, "12/7-55", "12/7-56"), "event-payload"},
    {"PayloadLeftOut", replacing(kEvents, "\"payload\":", "\"nothing\":"), "event-payload"},
    {"HashChanged", replacing(kEvents, "\"prev_hash\": \"0", "\"prev_hash\": \"1"),
     "event-prev-hash"},
    {"ProofLeftOut", replacing(kEvents, "\"proof\":", "\"nothing\":"), "event-proof"},
    {"ProofOfAnotherPlace", replacing(kEvents, "\"leaf_index\": ", "\"leaf_index\": 1"),
     "event-proof"},
    {"FirstEventLeftOut", replacing(kEvents, "\"no\": 1,", "\"no\": 7,"), "event-gap"},
    {"StreamOfAnotherDocument",
     replacing(kEvents, "\"stream\": \"document:", "\"stream\": \"journal:"),
     "event-of-other-stream"},
    {"HeadReplaced",
     replacing("data/evidence/log.json", "\"root_hash\": \"", "\"root_hash\": \"00"),
     "event-proof"},
    {"HeadsGarbled",
     replacing("data/evidence/log.json", "\"sealed_at\": \"2", "\"sealed_at\": \"x"),
     "package-invalid"},
    {"EventsGarbled", replacing(kEvents, "\"hash\": \"", "\"hash\": \"zz"), "package-invalid"},
    {"NoJson",
     [](Package& package, const fs::path&) {
         static_cast<Forged&>(package).write(kFirst + "metadata.json", "not JSON");
     },
     "package-invalid"},
    {"OfAnotherVersion", replacing("data/case-file.json", "\"version\": 1", "\"version\": 2"),
     "package-invalid"},
    {"VerdictOfTheReceptionChanged",
     replacing(kReception + "verdict.json", "TOTAL-PASSED", "TOTAL-FAILED"),
     "package-reception-differs"},
    {"RecordOfTheReceptionChanged",
     replacing(kReception + "record.json", "\"judged_at\":\"2026", "\"judged_at\":\"2025"),
     "package-reception-differs"},
    {"MaterialOfTheReceptionLeftOut",
     replacing(kReception + "material.json", "\"crls\"", "\"none\""), "package-reception-differs"},
    {"RecordOfTheReceptionLeftOut",
     [](Package&, const fs::path& path) { fs::remove(path / kReception / "record.json"); },
     "package-file-missing"},
    {"FolderLeavesThePackage",
     replacing("data/case-file.json", "\"folder\": \"001_D-1_26\"", "\"folder\": \"../../../etc\""),
     "package-file-missing"},
};

INSTANTIATE_TEST_SUITE_P(Package, Forged, ::testing::ValuesIn(kForgeries),
                         [](const auto& forgery) { return std::string{forgery.param.name}; });

}  // namespace
}  // namespace mohur::documents
