// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/messages/catalogue.h"

#include "server/messages_embedded.h"

#include "signing/core/json.h"

#include <set>

namespace mohur::server {

Language language_from(std::string_view tag) noexcept {
    return tag.starts_with("az") ? Language::az : Language::en;
}

std::string_view to_string(Language language) noexcept {
    return language == Language::az ? "az" : "en";
}

Result<Catalogue> Catalogue::built_in() {
    Catalogue catalogue;
    for (const auto& file : messages()) {
        MOHUR_TRY(const auto json, Json::parse(file.content));
        auto& texts = catalogue.languages_[language_from(file.name)];
        for (const auto& [code, text] : json.members()) {
            if (text.as_string().empty()) {
                return Error::internal("catalogue-invalid", std::string{file.name} + ": " + code);
            }
            texts.emplace(code, text.as_string());
        }
    }
    return catalogue;
}

std::string_view Catalogue::text(Language language, std::string_view code) const {
    const auto texts = languages_.find(language);
    if (texts == languages_.end()) {
        return code;
    }
    const auto found = texts->second.find(code);
    return found == texts->second.end() ? code : std::string_view{found->second};
}

bool Catalogue::contains(Language language, std::string_view code) const {
    const auto texts = languages_.find(language);
    return texts != languages_.end() && texts->second.contains(code);
}

std::vector<std::string> Catalogue::codes() const {
    std::set<std::string> all;
    for (const auto& [language, texts] : languages_) {
        for (const auto& [code, text] : texts) {
            all.insert(code);
        }
    }
    return {all.begin(), all.end()};
}

}  // namespace mohur::server
