// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "templates/facts_form.h"

namespace mohur::templates {
namespace {

Error bad_form(std::string what) {
    return Error::malformed("template-invalid", "form: " + std::move(what));
}

std::map<std::string, std::string, std::less<>> texts_of(const Json& json) {
    std::map<std::string, std::string, std::less<>> out;
    for (const auto& [path, text] : json.members()) {
        out.emplace(path, text.as_string());
    }
    return out;
}

}  // namespace

Result<FactsForm> FactsForm::create(const Json& form, const FactsSchema& schema) {
    FactsForm out;
    out.title_ = form["title"].as_string();
    out.labels_ = texts_of(form["labels"]);
    out.hints_ = texts_of(form["hints"]);
    if (out.title_.empty()) {
        return bad_form("title");
    }
    const auto paths = schema.paths();
    for (const auto& path : paths) {
        const auto found = out.labels_.find(path);
        if (found == out.labels_.end() || found->second.empty()) {
            return bad_form("no label for " + path);
        }
    }
    for (const auto* texts : {&out.labels_, &out.hints_}) {
        for (const auto& [path, text] : *texts) {
            if (!paths.contains(path)) {
                return bad_form("no fact " + path);
            }
        }
    }
    return out;
}

Json FactsForm::label(const FactsSchema& schema) const {
    Json out = labelled(schema.document(), "");
    out.set("title", title_);
    return out;
}

Json FactsForm::labelled(const Json& schema, const std::string& path) const {
    Json out = schema;
    if (const auto label = labels_.find(path); label != labels_.end()) {
        out.set("title", label->second);
    }
    if (const auto hint = hints_.find(path); hint != hints_.end()) {
        out.set("description", hint->second);
    }
    Json properties = Json::object();
    for (const auto& [name, member] : schema["properties"].members()) {
        properties.set(name, labelled(member, path.empty() ? name : path + "." + name));
    }
    if (!properties.members().empty()) {
        out.set("properties", std::move(properties));
    }
    return out;
}

}  // namespace mohur::templates
