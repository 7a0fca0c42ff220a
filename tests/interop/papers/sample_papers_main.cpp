// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "templates/renderer.h"

#include <array>
#include <filesystem>
#include <fstream>
#include <iostream>

namespace {

using namespace std::chrono_literals;
namespace templates = mohur::templates;

constexpr std::array kPackages{"official-letter", "employment-certificate"};
constexpr std::array kLanguages{"az", "en"};

templates::RenderContext context_in(const std::string& language) {
    return {"4/25-123",
            2026y / std::chrono::November / 21,
            "K7QF-3M9P-2XRA",
            "https://mohur.example/v/K7QF-3M9P-2XRA",
            language,
            mohur::Time{std::chrono::seconds{1'795'262'400}},
            false};
}

/// Renders the sample of a shipped package to FOLDER/ID-LANGUAGE.pdf.
mohur::Result<void> write_paper(const std::filesystem::path& folder, const std::string& id,
                                const std::string& language) {
    MOHUR_TRY(const auto package, templates::TemplatePackage::shipped(id));
    MOHUR_TRY(const auto paper, templates::render(package, package.sample(), context_in(language)));
    std::ofstream out{folder / (id + "-" + language + ".pdf"), std::ios::binary};
    out << mohur::as_text(paper.pdf);
    return {};
}

}  // namespace

/// `mohur-sample-papers FOLDER`: the samples of the shipped templates, for judges of PDF/A.
int main(int count, char** words) {
    if (count != 2) {
        std::cerr << "mohur-sample-papers FOLDER\n";
        return 64;
    }
    for (const char* id : kPackages) {
        for (const char* language : kLanguages) {
            if (const auto done = write_paper(words[1], id, language); !done) {
                std::cerr << id << ": " << done.error().reason << ' ' << done.error().detail
                          << '\n';
                return 1;
            }
        }
    }
    return 0;
}
