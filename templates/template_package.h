// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "templates/facts_form.h"
#include "templates/layout.h"
#include "templates/text_template.h"

#include <filesystem>

namespace mohur::templates {

/// What papers a template makes; it decides who may ask for one and how it is issued.
enum class PaperKind {
    letter,       ///< outgoing, signed by a person
    certificate,  ///< certificate-of-fact, sealed by the agency
};
[[nodiscard]] std::string_view to_string(PaperKind kind) noexcept;

/// A fact that the registry knows: `package.json` names it by `source`, whose values are the
/// server's (docs/templates.md, "Where facts come from").
struct FactSource {
    std::string path;    ///< "agency.name"
    std::string source;  ///< "agency.name", "answered.number"
    bool given = false;  ///< the record's word, not the writer's to change; else a suggestion

    bool operator==(const FactSource&) const = default;
};

/// A document template: data only, one folder with
/// package.json (id, version, kind, given, suggested), layout.json, facts.schema.json, sample.json
/// and for each language texts/LANG.json and form.LANG.json. Immutable value; thread-safe.
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
    [[nodiscard]] PaperKind kind() const noexcept { return kind_; }
    [[nodiscard]] const std::vector<FactSource>& sources() const noexcept { return sources_; }
    [[nodiscard]] const Layout& layout() const noexcept { return layout_; }
    [[nodiscard]] const FactsSchema& schema() const noexcept { return *schema_; }
    /// Facts that the schema accepts, for previews and tests.
    [[nodiscard]] const Json& sample() const noexcept { return sample_; }
    [[nodiscard]] std::vector<std::string> languages() const;
    /// `not_found` "template-language".
    [[nodiscard]] Result<const FactsForm*> form(std::string_view language) const;
    /// `not_found` "template-language" when the package does not speak it; `malformed`
    /// "template-invalid" when it lacks the text.
    [[nodiscard]] Result<const TextTemplate*> text(std::string_view language,
                                                   std::string_view key) const;

private:
    using Texts = std::map<std::string, TextTemplate, std::less<>>;

    TemplatePackage() = default;
    [[nodiscard]] Result<void> read_head(const Json& package);
    [[nodiscard]] Result<void> read_sources(const Json& named, bool given);
    [[nodiscard]] Result<void> read_language(
        const std::map<std::string, std::string, std::less<>>& files, const std::string& language);
    std::string id_;
    std::int64_t version_ = 0;
    PaperKind kind_ = PaperKind::letter;
    std::vector<FactSource> sources_;
    Layout layout_;
    std::optional<FactsSchema> schema_;
    Json sample_;
    std::map<std::string, Texts, std::less<>> texts_;
    std::map<std::string, FactsForm, std::less<>> forms_;
};

}  // namespace mohur::templates
