// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/reception_view.h"

#include "server/api/document_view.h"

namespace mohur::server {
namespace {

using documents::FileReception;

std::string_view state_of(const FileReception& file) {
    if (!file.judged) {
        return "pending";
    }
    return file.stamped ? "stamped" : "judged";
}

/// The findings about the file as a whole; that it holds no signature is the mark's to say.
Json errors_of(const Catalogue& catalogue, Language language, const FileReception& file) {
    Json errors = Json::array();
    if (!file.judged || file.judged->mark == documents::ReceptionMark::unsigned_file) {
        return errors;
    }
    for (const auto& error : file.judged->verdict["errors"].items()) {
        const auto& code = error["code"].as_string();
        errors.push(Json::object({{"code", code}, {"text", catalogue.text(language, code)}}));
    }
    return errors;
}

Json signatures_of(const Catalogue& catalogue, Language language, const FileReception& file) {
    Json signatures = Json::array();
    if (file.judged) {
        for (const auto& one : file.judged->verdict["signatures"].items()) {
            signatures.push(signature_view(catalogue, language, one, "", ""));
        }
    }
    return signatures;
}

}  // namespace

Json reception_view(const Catalogue& catalogue, Language language, const FileReception& file,
                    std::string_view name) {
    const std::string found{file.judged ? to_string(file.judged->mark) : "pending"};
    auto json = Json::object({{"file_id", to_string(file.place)},
                              {"name", name},
                              {"state", state_of(file)},
                              {"sentence", catalogue.text(language, "reception-" + found)},
                              {"received_at", to_rfc3339(file.received_at)},
                              {"signatures", signatures_of(catalogue, language, file)},
                              {"errors", errors_of(catalogue, language, file)}});
    if (file.judged) {
        json.set("mark", found).set("judged_at", to_rfc3339(file.judged->at));
        if (const auto& container = file.judged->verdict["container"]; !container.is_null()) {
            json.set("container", container);
        }
    }
    if (file.stamped) {
        // A token is stored only when it passed.
        json.set("timestamp",
                 Json::object({{"time", to_rfc3339(*file.stamped)}, {"mark", "valid"}}));
    }
    return json;
}

}  // namespace mohur::server
