// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "templates/template_package.h"

#include "templates/employment_certificate_embedded.h"
#include "templates/official_letter_embedded.h"

#include <fstream>
#include <iterator>

namespace mohur::templates {
namespace {

namespace fs = std::filesystem;
using Files = std::map<std::string, std::string, std::less<>>;

constexpr std::uintmax_t kMaxFile = 1U << 20U;
constexpr std::string_view kTextsFolder = "texts/";
constexpr std::string_view kJson = ".json";

Result<Json> parse_file(const Files& files, std::string_view name) {
    const auto found = files.find(name);
    if (found == files.end()) {
        return Error::malformed("template-invalid", std::string{name} + " is missing");
    }
    auto json = Json::parse(found->second);
    return json ? std::move(json)
                : Error::malformed("template-invalid",
                                   std::string{name} + ": " + json.error().detail);
}

bool is_texts(std::string_view name) {
    return name.starts_with(kTextsFolder) && name.ends_with(kJson);
}

template <class Texts>
Result<Texts> parse_texts(const Json& json, const std::string& file) {
    Texts out;
    for (const auto& [key, text] : json.members()) {
        auto parsed = TextTemplate::parse(text.as_string());
        if (!parsed || !text.is_string()) {
            return Error::malformed("template-invalid", file + ": " + key);
        }
        out.emplace(key, *std::move(parsed));
    }
    return out;
}

Result<std::string> read_small(const fs::path& path) {
    std::error_code failed;
    const auto size = fs::file_size(path, failed);
    std::ifstream in{path, std::ios::binary};
    if (failed || !in || size > kMaxFile) {
        return Error::malformed("template-invalid", path.filename().string() + " cannot be read");
    }
    return std::string{std::istreambuf_iterator<char>{in}, {}};
}

template <class Embedded>
Files files_of(const Embedded& embedded) {
    Files out;
    for (const auto& file : embedded) {
        // Compiled-in files have no folders: the texts are those named by a language.
        const bool text = file.name.size() == std::string_view{"az.json"}.size();
        out.emplace((text ? std::string{kTextsFolder} : std::string{}) + std::string{file.name},
                    file.content);
    }
    return out;
}

}  // namespace

std::string_view to_string(PaperKind kind) noexcept {
    return kind == PaperKind::letter ? "letter" : "certificate";
}

Result<TemplatePackage> TemplatePackage::load(const fs::path& folder) {
    std::error_code failed;
    Files files;
    for (fs::recursive_directory_iterator at{folder, failed}, end; !failed && at != end;
         at.increment(failed)) {
        if (at->is_regular_file()) {
            MOHUR_TRY(auto content, read_small(at->path()));
            files.emplace(fs::relative(at->path(), folder).generic_string(), std::move(content));
        }
    }
    if (failed) {
        return Error::not_found("template-missing", folder.filename().string());
    }
    return create(files);
}

Result<TemplatePackage> TemplatePackage::shipped(std::string_view id) {
    if (id == "official-letter") {
        return create(files_of(official_letter::official_letter()));
    }
    if (id == "employment-certificate") {
        return create(files_of(employment_certificate::employment_certificate()));
    }
    return Error::not_found("template-missing", std::string{id});
}

std::vector<std::string_view> TemplatePackage::shipped_ids() {
    return {"employment-certificate", "official-letter"};
}

Result<void> TemplatePackage::read_head(const Json& package) {
    id_ = package["id"].as_string();
    version_ = package["version"].as_integer();
    if (id_.empty() || version_ < 1) {
        return Error::malformed("template-invalid", "package.json: id and version");
    }
    const std::string& kind = package["kind"].as_string();
    if (kind != to_string(PaperKind::letter) && kind != to_string(PaperKind::certificate)) {
        return Error::malformed("template-invalid", "package.json: kind");
    }
    kind_ = kind == to_string(PaperKind::letter) ? PaperKind::letter : PaperKind::certificate;
    MOHUR_TRY_VOID(read_sources(package["given"], true));
    return read_sources(package["suggested"], false);
}

Result<void> TemplatePackage::read_sources(const Json& named, bool given) {
    const auto paths = schema_->paths();
    for (const auto& [path, source] : named.members()) {
        if (!paths.contains(path) || source.as_string().empty()) {
            return Error::malformed("template-invalid", "package.json: no fact " + path);
        }
        sources_.push_back({path, source.as_string(), given});
    }
    return {};
}

Result<void> TemplatePackage::read_language(const Files& files, const std::string& language) {
    const std::string texts = std::string{kTextsFolder}.append(language).append(kJson);
    MOHUR_TRY(const Json json, parse_file(files, texts));
    MOHUR_TRY(texts_[language], parse_texts<Texts>(json, texts));
    MOHUR_TRY(const Json form, parse_file(files, "form." + language + std::string{kJson}));
    MOHUR_TRY(auto labels, FactsForm::create(form, *schema_));
    forms_.emplace(language, std::move(labels));
    return {};
}

Result<TemplatePackage> TemplatePackage::create(const Files& files) {
    TemplatePackage out;
    MOHUR_TRY(Json schema, parse_file(files, "facts.schema.json"));
    MOHUR_TRY(out.schema_, FactsSchema::create(std::move(schema)));
    MOHUR_TRY(const Json package, parse_file(files, "package.json"));
    MOHUR_TRY_VOID(out.read_head(package));
    MOHUR_TRY(const Json layout, parse_file(files, "layout.json"));
    MOHUR_TRY(out.layout_, read_layout(layout));
    MOHUR_TRY(out.sample_, parse_file(files, "sample.json"));
    MOHUR_TRY_VOID(out.schema_->validate(out.sample_));
    for (const auto& [name, content] : files) {
        if (is_texts(name)) {
            MOHUR_TRY_VOID(out.read_language(
                files, name.substr(kTextsFolder.size(),
                                   name.size() - kTextsFolder.size() - kJson.size())));
        }
    }
    return out;
}

std::vector<std::string> TemplatePackage::languages() const {
    std::vector<std::string> out;
    for (const auto& [language, texts] : texts_) {
        out.push_back(language);
    }
    return out;
}

Result<const FactsForm*> TemplatePackage::form(std::string_view language) const {
    const auto found = forms_.find(language);
    if (found == forms_.end()) {
        return Error::not_found("template-language", std::string{language});
    }
    return &found->second;
}

Result<const TextTemplate*> TemplatePackage::text(std::string_view language,
                                                  std::string_view key) const {
    const auto texts = texts_.find(language);
    if (texts == texts_.end()) {
        return Error::not_found("template-language", std::string{language});
    }
    const auto found = texts->second.find(key);
    if (found == texts->second.end()) {
        return Error::malformed("template-invalid", "texts/" + std::string{language} +
                                                        ".json lacks " + std::string{key});
    }
    return &found->second;
}

}  // namespace mohur::templates
