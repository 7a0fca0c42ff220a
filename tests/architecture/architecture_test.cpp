// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/architecture/source_tree.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <regex>

namespace mohur::architecture {
namespace {

const SourceTree& tree() {
    static const SourceTree loaded{MOHUR_SOURCE_DIR};
    return loaded;
}

int floor_of(const std::string& path) {
    if (path.starts_with("signing/")) {
        return 1;
    }
    if (path.starts_with("templates/")) {
        return 2;
    }
    if (path.starts_with("documents/")) {
        return 3;
    }
    if (path.starts_with("server/")) {
        return 4;
    }
    return 0;
}

bool is_cpp(const SourceFile& file) {
    return file.path.ends_with(".cpp") || file.path.ends_with(".h");
}

bool is_ours(const SourceFile& file) {
    return is_cpp(file) && !file.path.starts_with("tests/");
}

/// Which folders may include headers that start so. A foreign library has one owner.
struct Owner {
    std::string_view prefix;
    std::vector<std::string_view> folders;
};

const std::vector<Owner>& owners() {
    static const std::vector<Owner> all{
        {"openssl/",
         {"signing/crypto/", "signing/pki/", "signing/token/", "signing/timestamp/", "signing/cms/",
          "pki-test/"}},
        {"p11-kit/", {"signing/token/", "pki-test/"}},
        {"libxml/", {"signing/xml/"}},
        {"xmlsec/", {"signing/xml/"}},
        {"qpdf/", {"signing/pdf/"}},
        {"podofo/", {"signing/pdf/"}},
        {"zip.h", {"signing/zip/"}},
        {"unicode/", {"signing/core/"}},
        {"rapidjson/", {"signing/core/"}},
        {"cairo", {"templates/"}},
        {"pango/", {"templates/"}},
        {"fontconfig/", {"templates/"}},
        {"qrencode.h", {"templates/"}},
        {"libpq-fe.h", {"documents/storage/"}},
        {"sodium.h", {"server/"}},
        {"Poco/", {"server/", "pki-test/"}},
    };
    return all;
}

const Owner* owner_of(const std::string& header) {
    const auto found = std::ranges::find_if(
        owners(), [&](const Owner& o) { return header.starts_with(o.prefix); });
    return found != owners().end() ? &*found : nullptr;
}

TEST(Architecture, ModulesAreFound) {
    EXPECT_TRUE(tree().modules().contains("signing/core"));
    EXPECT_GT(tree().files().size(), 20U);
}

TEST(Architecture, NoFloorIncludesOneAboveIt) {
    for (const auto& file : tree().files()) {
        const int own = floor_of(file.path);
        if (!is_ours(file) || own == 0) {
            continue;
        }
        for (const auto& include : file.includes()) {
            EXPECT_LE(floor_of(include.target), own)
                << file.path << ":" << include.line << " " << include.target;
        }
    }
}

TEST(Architecture, IncludesFollowTheListedDependencies) {
    for (const auto& file : tree().files()) {
        const auto module = tree().module_of(file.path);
        if (!is_ours(file) || module.empty()) {
            continue;
        }
        const auto allowed = tree().closure(module);
        for (const auto& include : file.includes()) {
            const auto other = tree().module_of(include.target);
            EXPECT_TRUE(other.empty() || allowed.contains(other))
                << file.path << ":" << include.line << " includes " << include.target << " but "
                << module << " does not list " << other;
        }
    }
}

TEST(Architecture, PkiTestSharesNoCodeWithTheProduct) {
    for (const auto& file : tree().files()) {
        if (!is_cpp(file) || !file.path.starts_with("pki-test/")) {
            continue;
        }
        for (const auto& include : file.includes()) {
            EXPECT_TRUE(!include.quoted || include.target.starts_with("pki-test/"))
                << file.path << ":" << include.line << " " << include.target;
        }
    }
}

TEST(Architecture, NoDependencyCycles) {
    for (const auto& [folder, module] : tree().modules()) {
        for (const auto& below : module.depends) {
            EXPECT_FALSE(tree().closure(below).contains(folder)) << folder << " <-> " << below;
        }
    }
}

TEST(Architecture, AForeignLibraryStaysInItsFolder) {
    for (const auto& file : tree().files()) {
        if (!is_ours(file)) {
            continue;
        }
        for (const auto& include : file.includes()) {
            const auto* owner = owner_of(include.target);
            if (owner == nullptr) {
                continue;
            }
            EXPECT_TRUE(std::ranges::any_of(owner->folders,
                                            [&](auto f) { return file.path.starts_with(f); }))
                << file.path << ":" << include.line << " includes " << include.target;
        }
    }
}

TEST(Architecture, PublicHeadersPullInNoForeignHeader) {
    for (const auto& file : tree().files()) {
        if (!is_ours(file) || !file.is_public_header()) {
            continue;
        }
        for (const auto& include : file.includes()) {
            EXPECT_EQ(owner_of(include.target), nullptr)
                << file.path << ":" << include.line << " includes " << include.target;
        }
    }
}

TEST(Architecture, OnlySystemClockReadsTheClock) {
    static const std::regex read{
        R"(system_clock::now|\btime\(\s*(nullptr|NULL|0)\s*\)|clock_gettime\(CLOCK_REALTIME|gettimeofday|Poco::DateTime\b|Poco::Timestamp\b|LocalDateTime)"};
    for (const auto& file : tree().files()) {
        if (!is_ours(file) || file.path.starts_with("pki-test/") ||
            file.path == "signing/core/clock.cpp") {
            continue;
        }
        for (std::size_t i = 0; i < file.lines.size(); ++i) {
            EXPECT_FALSE(std::regex_search(file.lines[i], read))
                << file.path << ":" << i + 1 << file.lines[i];
        }
    }
}

TEST(Architecture, SqlTakesTimesAsParameters) {
    static const std::regex read{
        R"(\b(now|clock_timestamp|statement_timestamp)\s*\(|\bCURRENT_TIMESTAMP\b)",
        std::regex::icase};
    for (const auto& file : tree().files()) {
        const bool sql = file.path.ends_with(".sql");
        if (!sql && !file.path.starts_with("documents/")) {
            continue;
        }
        for (std::size_t i = 0; i < file.lines.size(); ++i) {
            const bool quoted = sql || file.lines[i].find("clock_.now()") == std::string::npos;
            const bool hit = std::regex_search(file.lines[i], read);
            EXPECT_FALSE(sql && quoted && hit) << file.path << ":" << i + 1 << " " << file.lines[i];
        }
    }
}

TEST(Architecture, FilesAreShort) {
    for (const auto& file : tree().files()) {
        const bool code =
            is_cpp(file) || file.path.ends_with(".ts") || file.path.ends_with(".svelte");
        if (code) {
            EXPECT_LE(file.lines.size(), 500U) << file.path;
        }
    }
}

TEST(Architecture, FilesSayTheirLicence) {
    for (const auto& file : tree().files()) {
        if (!is_cpp(file)) {
            continue;
        }
        ASSERT_GE(file.lines.size(), 2U) << file.path;
        EXPECT_NE(file.lines[0].find("SPDX-FileCopyrightText"), std::string::npos) << file.path;
        EXPECT_NE(file.lines[1].find("SPDX-License-Identifier: Apache-2.0"), std::string::npos)
            << file.path;
    }
}

TEST(Architecture, NamesSayWhatThingsAre) {
    static const std::regex vague{R"((^|[/_])(utils?|helpers?|managers?|misc|common)[._/])"};
    for (const auto& file : tree().files()) {
        EXPECT_FALSE(std::regex_search(file.path, vague)) << file.path;
    }
}

TEST(Architecture, NothingIsLeftForLater) {
    static const std::regex later{R"(\b(TODO|FIXME|XXX|HACK)\b)"};
    for (const auto& file : tree().files()) {
        if (!is_cpp(file) || file.path.starts_with("tests/architecture/")) {
            continue;
        }
        for (std::size_t i = 0; i < file.lines.size(); ++i) {
            EXPECT_FALSE(std::regex_search(file.lines[i], later)) << file.path << ":" << i + 1;
        }
    }
}

TEST(Docs, LinksLeadSomewhere) {
    static const std::regex link{R"(\]\(([^)#\s]+)(#[^)]*)?\))"};
    const std::filesystem::path root{MOHUR_SOURCE_DIR};
    for (const auto& file : tree().files()) {
        if (!file.path.ends_with(".md")) {
            continue;
        }
        const auto folder = (root / file.path).parent_path();
        for (std::size_t i = 0; i < file.lines.size(); ++i) {
            for (auto it = std::sregex_iterator{file.lines[i].begin(), file.lines[i].end(), link};
                 it != std::sregex_iterator{}; ++it) {
                const std::string target = (*it)[1];
                if (target.find("://") != std::string::npos || target.starts_with("mailto:")) {
                    continue;
                }
                EXPECT_TRUE(std::filesystem::exists(folder / target))
                    << file.path << ":" << i + 1 << " " << target;
            }
        }
    }
}

}  // namespace
}  // namespace mohur::architecture
