// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "templates/facts_schema.h"
#include "templates/layout.h"
#include "templates/text_template.h"

#include <filesystem>

namespace mohur::templates {

/// A document template: data only, one folder with
/// package.json (id, version, kind), layout.json, facts.schema.json, sample.json and
/// texts/LANG.json. Immutable value; thread-safe.
class TemplatePackage {
public:
    /// Reads a folder. `not_found` "template-missing"; `malformed` "template-invalid" names the
    /// file and what is wrong in it.
    [[nodiscard]] static Result<TemplatePackage> load(const std::filesystem::path& folder);
    /// One of the packages that are compiled in: "official-letter", "employment-certificate".
    [[nodiscard]] static Result<TemplatePackage> shipped(std::string_view id);
    [[nodiscard]] static std::vector<std::string_view> shipped_ids();
    /// From the contents of its files by name ("layout.json", "texts/az.json").
    [[nodiscard]] static Result<TemplatePackage> create(
        const std::map<std::string, std::string, std::less<>>& files);

    [[nodiscard]] const std::string& id() const noexcept { return id_; }
    [[nodiscard]] std::int64_t version() const noexcept { return version_; }
    [[nodiscard]] const Layout& layout() const noexcept { return layout_; }
    [[nodiscard]] const FactsSchema& schema() const noexcept { return *schema_; }
    /// Facts that the schema accepts, for previews and tests.
    [[nodiscard]] const Json& sample() const noexcept { return sample_; }
    [[nodiscard]] std::vector<std::string> languages() const;
    /// `not_found` "template-language" when the package does not speak it; `malformed`
    /// "template-invalid" when it lacks the text.
    [[nodiscard]] Result<const TextTemplate*> text(std::string_view language,
                                                   std::string_view key) const;

private:
    using Texts = std::map<std::string, TextTemplate, std::less<>>;

    TemplatePackage() = default;
    std::string id_;
    std::int64_t version_ = 0;
    Layout layout_;
    std::optional<FactsSchema> schema_;
    Json sample_;
    std::map<std::string, Texts, std::less<>> texts_;
};

}  // namespace mohur::templates
