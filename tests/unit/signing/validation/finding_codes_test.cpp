// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/validation/finding_codes_internal.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>

namespace mohur::signing {
namespace {

std::string text_of(const std::filesystem::path& path) {
    std::ifstream in{path};
    return {std::istreambuf_iterator<char>{in}, std::istreambuf_iterator<char>{}};
}

/// Literals that the format modules put into findings: `errors.push_back({"code", ...`,
/// `warnings.push_back({"code"`, `problems.emplace_back("code"`, `add_error(facts, "code"`.
std::vector<std::string> codes_in(const std::string& source) {
    static const std::regex pattern{
        R"re((?:(?:errors|warnings)\.push_back\(\{|problems\.(?:emplace|push)_back\(|add_error\(\w+,)\s*"([a-z0-9-]*[a-z0-9])")re"};
    std::vector<std::string> codes;
    for (std::sregex_iterator at{source.begin(), source.end(), pattern}, end; at != end; ++at) {
        codes.push_back((*at)[1]);
    }
    return codes;
}

TEST(FindingCodes, OfEveryReaderAreInTheClosedList) {
    std::size_t found = 0;
    for (const auto* module :
         {"xades", "xmldsig", "cades", "cms", "timestamp", "pades", "asic", "validation"}) {
        const auto folder = std::filesystem::path{MOHUR_SOURCE_DIR} / "signing" / module;
        for (const auto& entry : std::filesystem::recursive_directory_iterator{folder}) {
            if (entry.path().extension() != ".cpp") {
                continue;
            }
            for (const auto& code : codes_in(text_of(entry.path()))) {
                EXPECT_TRUE(is_listed_code(code)) << code << " in " << entry.path();
                ++found;
            }
        }
    }
    EXPECT_GT(found, 40U) << "the pattern no longer finds the codes";
}

TEST(FindingCodes, AreFoundWhereverTheyArePutDown) {
    EXPECT_EQ(codes_in(R"(facts.errors.push_back({"a-b", x}); warnings.push_back({ "c", y});
                          check.problems.emplace_back("d-e"); add_error(facts, "f-g", h);)"),
              (std::vector<std::string>{"a-b", "c", "d-e", "f-g"}));
}

}  // namespace
}  // namespace mohur::signing
