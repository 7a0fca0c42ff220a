// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/bagit/bag_check.h"

#include "documents/bagit/bag.h"
#include "tests/support/command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <functional>

namespace mohur::documents::bagit {
namespace {

namespace fs = std::filesystem;
using ::testing::Contains;
using ::testing::IsEmpty;

constexpr std::string_view kNames[] = {"data/01_D-1_26/məktub.pdf", "data/01_D-1_26/metadata.json",
                                       "data/case-file.json"};

Result<std::vector<BagFile>> build() {
    BagBuilder builder;
    for (const auto name : kNames) {
        MOHUR_TRY_VOID(builder.add_text(std::string{name}, "octets of " + std::string{name}));
    }
    MOHUR_TRY_VOID(builder.add_tag_file("README.txt", "what this is"));
    return std::move(builder).finish({{"Source-Organization", "Nümunə\nNazirliyi"}},
                                     *parse_rfc3339("2026-03-05T06:00:00Z"));
}

class Bag : public ::testing::Test {
protected:
    Bag() {
        const auto bag = build();
        EXPECT_TRUE(bag);
        EXPECT_TRUE(write_folder(*bag, path()));
    }
    [[nodiscard]] fs::path path() const { return folder_ / "bag"; }
    [[nodiscard]] std::string text_of(const std::string& name) const {
        return std::string{as_text(testing::read_file(path() / name))};
    }
    void write(const std::string& name, const std::string& text) const {
        std::ofstream{path() / name, std::ios::binary} << text;
    }
    [[nodiscard]] std::vector<std::string> codes() const {
        const auto report = check_bag(path());
        EXPECT_TRUE(report);
        std::vector<std::string> all;
        for (const auto& finding : report->findings) {
            all.push_back(finding.code);
        }
        return all;
    }

    testing::TemporaryFolder folder_;
};

TEST_F(Bag, IsCompleteAndValid) {
    const auto report = check_bag(path());
    ASSERT_TRUE(report);
    EXPECT_THAT(report->findings, IsEmpty());
    EXPECT_EQ(report->payload.size(), 3U);
    EXPECT_EQ(report->info.at(0),
              (std::pair<std::string, std::string>{"Source-Organization", "Nümunə Nazirliyi"}));
    EXPECT_THAT(report->info,
                Contains(std::pair<std::string, std::string>{"Bagging-Date", "2026-03-05"}));
    EXPECT_THAT(report->info, Contains(std::pair<std::string, std::string>{
                                  "Payload-Oxum", std::to_string(report->octets) + ".3"}));
}

TEST_F(Bag, IsWhatSha256sumAccepts) {
    for (const auto* name : {"manifest-sha256.txt", "tagmanifest-sha256.txt"}) {
        const auto ran =
            testing::run("cd " + path().string() + " && sha256sum --strict -c " + name);
        EXPECT_EQ(ran.status, 0) << ran.output;
    }
    const auto ran = testing::run("cd " + path().string() + " && sha512sum -c manifest-sha512.txt");
    EXPECT_EQ(ran.status, 0) << ran.output;
}

TEST_F(Bag, IsTheSameOutOfAnArchive) {
    MemoryTarget archive;
    ASSERT_TRUE(write_zip(*build(), "03-07_2026_1", Time{}, archive));
    const auto zip = folder_.write("bag.zip", archive.bytes());
    const auto ran = testing::run("cd " + folder_.path().string() + " && unzip -qq " +
                                  zip.string() + " && diff -r bag 03-07_2026_1");
    EXPECT_EQ(ran.status, 0) << ran.output;
}

TEST_F(Bag, IsNotWrittenOverAnother) {
    const auto again = write_folder(*build(), path());
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().reason, "package-folder-exists");
    EXPECT_FALSE(fs::exists(path().string() + ".part"));
}

TEST_F(Bag, IsNotThereWithoutItsDeclaration) {
    fs::remove(path() / "bagit.txt");
    EXPECT_EQ(check_bag(path()).error().reason, "bag-not-found");
    EXPECT_EQ(check_bag(folder_ / "nowhere").error().reason, "bag-not-found");
}

TEST_F(Bag, HasAnEndOfPatience) {
    EXPECT_EQ(check_bag(path(), {3, 32, 1'024}).error().reason, "bag-too-large");
    EXPECT_EQ(check_bag(path(), {100, 1, 1'024}).error().reason, "bag-too-large");
}

TEST_F(Bag, TellsOfAChangedOctetInEveryFile) {
    for (const auto& entry : fs::recursive_directory_iterator{path()}) {
        const auto name = entry.path().lexically_relative(path()).generic_string();
        if (!entry.is_regular_file() || name.starts_with("tagmanifest-")) {
            continue;
        }
        const auto before = text_of(name);
        auto after = before;
        after.back() = static_cast<char>(after.back() ^ 1);
        write(name, after);
        EXPECT_THAT(codes(), Contains("bag-file-changed")) << name;
        write(name, before);
    }
    EXPECT_THAT(codes(), IsEmpty());
}

TEST_F(Bag, TellsOfAChangedTagManifest) {
    auto text = text_of("tagmanifest-sha256.txt");
    text[3] = text[3] == '0' ? '1' : '0';
    write("tagmanifest-sha256.txt", text);
    EXPECT_THAT(codes(), Contains("bag-file-changed"));
}

struct Damage {
    const char* name;
    std::function<void(const fs::path&)> work;
    const char* code;
};

void append_to(const fs::path& file, const std::string& text) {
    std::ofstream{file, std::ios::binary | std::ios::app} << text;
}

class Damaged : public Bag, public ::testing::WithParamInterface<Damage> {};

TEST_P(Damaged, IsFound) {
    GetParam().work(path());
    EXPECT_THAT(codes(), Contains(GetParam().code));
}

const std::string kSum(64, '0');

const Damage kDamages[] = {
    {"FileMissing", [](const fs::path& bag) { fs::remove(bag / "data/case-file.json"); },
     "bag-file-missing"},
    {"TagFileMissing", [](const fs::path& bag) { fs::remove(bag / "README.txt"); },
     "bag-file-missing"},
    {"FileExtra", [](const fs::path& bag) { append_to(bag / "data/more.pdf", "x"); },
     "bag-file-extra"},
    {"TagFileExtra", [](const fs::path& bag) { append_to(bag / "run.exe", "x"); },
     "bag-file-extra"},
    {"ManifestMissing",
     [](const fs::path& bag) {
         fs::remove(bag / "manifest-sha256.txt");
         fs::remove(bag / "manifest-sha512.txt");
     },
     "bag-manifest-missing"},
    {"ManifestOfOneAlgorithmShorter",
     [](const fs::path& bag) { fs::resize_file(bag / "manifest-sha512.txt", 0); },
     "bag-file-extra"},
    {"ManifestGarbled",
     [](const fs::path& bag) { append_to(bag / "manifest-sha256.txt", "nonsense\n"); },
     "bag-manifest-invalid"},
    {"ManifestOfUnknownAlgorithm",
     [](const fs::path& bag) { append_to(bag / "manifest-rot13.txt", ""); },
     "bag-manifest-invalid"},
    {"OnlyAWeakManifest",
     [](const fs::path& bag) {
         fs::remove(bag / "manifest-sha256.txt");
         fs::remove(bag / "manifest-sha512.txt");
         append_to(bag / "manifest-md5.txt", std::string(32, '0') + "  data/case-file.json\n");
     },
     "bag-manifest-weak"},
    {"ListedTwice",
     [](const fs::path& bag) {
         append_to(bag / "manifest-sha256.txt", kSum + "  data/case-file.json\n");
     },
     "bag-manifest-invalid"},
    {"PayloadManifestSpeaksOfATagFile",
     [](const fs::path& bag) { append_to(bag / "manifest-sha256.txt", kSum + "  README.txt\n"); },
     "bag-manifest-invalid"},
    {"ManifestLeavesTheBag",
     [](const fs::path& bag) {
         append_to(bag / "manifest-sha256.txt", kSum + "  data/../../../etc/passwd\n");
     },
     "bag-path-unsafe"},
    {"ManifestIsAbsolute",
     [](const fs::path& bag) { append_to(bag / "manifest-sha256.txt", kSum + "  /etc/passwd\n"); },
     "bag-path-unsafe"},
    {"ManifestHidesALineEnd",
     [](const fs::path& bag) { append_to(bag / "manifest-sha256.txt", kSum + "  data/a%0Ab\n"); },
     "bag-path-unsafe"},
    {"FileIsALink",
     [](const fs::path& bag) {
         fs::rename(bag / "data/case-file.json", bag / "../elsewhere");
         fs::create_symlink("../../elsewhere", bag / "data/case-file.json");
     },
     "bag-symlink"},
    {"FolderIsALink",
     [](const fs::path& bag) { fs::create_directory_symlink("/etc", bag / "data/etc"); },
     "bag-symlink"},
    {"SpecialFile",
     [](const fs::path& bag) {
         EXPECT_EQ(testing::run("mkfifo " + (bag / "data/pipe").string()).status, 0);
     },
     "bag-special-file"},
    {"NamesDifferByCase", [](const fs::path& bag) { append_to(bag / "data/CASE-FILE.json", "x"); },
     "bag-name-duplicate"},
    {"FoldersDifferByCase",
     [](const fs::path& bag) {
         fs::create_directory(bag / "data/01_d-1_26");
         append_to(bag / "data/01_d-1_26/x", "x");
     },
     "bag-name-duplicate"},
    {"NamesDifferByUnicodeForm",
     [](const fs::path& bag) {
         append_to(bag / "data/\xC3\xA4", "x");
         append_to(bag / "data/a\xCC\x88", "x");
     },
     "bag-name-duplicate"},
    {"NameNotPortable", [](const fs::path& bag) { append_to(bag / "data/a\\b", "x"); },
     "bag-name-invalid"},
    {"NameNotUtf8", [](const fs::path& bag) { append_to(bag / "data/\xFF", "x"); },
     "bag-name-invalid"},
    {"DeclarationOfAnotherVersion",
     [](const fs::path& bag) {
         std::ofstream{bag / "bagit.txt"}
             << "BagIt-Version: 9.9\nTag-File-Character-Encoding: UTF-8\n";
     },
     "bag-declaration-invalid"},
    {"OxumDiffers", [](const fs::path& bag) { append_to(bag / "data/more.pdf", "x"); },
     "bag-oxum-differs"},
    {"SomethingToFetch",
     [](const fs::path& bag) { append_to(bag / "fetch.txt", "http://x/ 1 data/x\n"); },
     "bag-fetch-unsupported"},
};

INSTANTIATE_TEST_SUITE_P(Bag, Damaged, ::testing::ValuesIn(kDamages),
                         [](const auto& damage) { return std::string{damage.param.name}; });

TEST(BagBuilder, RefusesPathsThatDoNotBelongThere) {
    BagBuilder builder;
    EXPECT_EQ(builder.add_text("case-file.json", "x").error().reason, "bag-path-unsafe");
    EXPECT_EQ(builder.add_text("data/../x", "x").error().reason, "bag-path-unsafe");
    EXPECT_TRUE(builder.add_text("data/A", "x"));
    EXPECT_EQ(builder.add_text("data/a", "x").error().reason, "bag-name-duplicate");
    EXPECT_NE(builder.digest_of("data/A"), nullptr);
    EXPECT_EQ(builder.digest_of("data/b"), nullptr);
}

}  // namespace
}  // namespace mohur::documents::bagit
