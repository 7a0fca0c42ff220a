// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/drafting/stored_facts.h"

#include <algorithm>
#include <array>

namespace mohur::server {

Result<StoredFacts> StoredFacts::parse(std::string_view text) {
    const auto json = Json::parse(text);
    if (!json || (*json)["template"].as_string().empty() || !(*json)["facts"].is_object()) {
        return Error::integrity("facts-damaged");
    }
    StoredFacts out{(*json)["template"].as_string(), (*json)["facts"], std::nullopt};
    if (json->contains("signer")) {
        const auto signer = documents::AssignmentId::parse((*json)["signer"].as_string());
        if (!signer) {
            return Error::integrity("facts-damaged", "signer");
        }
        out.signer = *signer;
    }
    return out;
}

std::string StoredFacts::text() const {
    auto json = Json::object({{"template", template_name}, {"facts", facts}});
    if (signer) {
        json.set("signer", to_string(*signer));
    }
    return json.dump();
}

Error named_in_request(Error error) {
    constexpr std::array<std::string_view, 5> kOfFacts{
        "fact-missing", "fact-unknown", "fact-invalid", "fact-given", "glyph-missing"};
    if (std::ranges::find(kOfFacts, error.reason) == kOfFacts.end() ||
        !error.detail.starts_with('/')) {
        return error;
    }
    // The keyword or character stands behind the pointer; the name of an unknown fact may itself
    // hold what separates them.
    const auto end = error.reason == "fact-unknown" ? std::string::npos : error.detail.find(": ");
    error.detail = "field:/facts" + error.detail.substr(0, end);
    return error;
}

}  // namespace mohur::server
