// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/document_view.h"

#include "server/signing/signature_mark.h"

#include <array>
#include <cstdio>

namespace mohur::server {
namespace {

/// "21.11.2026, 14:32" in Baku (UTC+04:00), from an RFC 3339 time; empty for none.
std::string baku_moment(const std::string& rfc3339) {
    const auto time = parse_rfc3339(rfc3339);
    if (!time) {
        return {};
    }
    const auto local = *time + std::chrono::hours{4};
    const auto day = std::chrono::floor<std::chrono::days>(local);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss clock{std::chrono::floor<std::chrono::minutes>(local - day)};
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%02u.%02u.%04d, %02d:%02d",
                  static_cast<unsigned>(date.day()), static_cast<unsigned>(date.month()),
                  static_cast<int>(date.year()), static_cast<int>(clock.hours().count()),
                  static_cast<int>(clock.minutes().count()));
    return text.data();
}

bool has_passed_timestamp(const Json& verdict) {
    for (const auto& timestamp : verdict["timestamps"].items()) {
        if (timestamp["indication"].as_string() == "PASSED") {
            return true;
        }
    }
    return false;
}

/// "Əliyev A. imzalayıb, 21.11.2026, 14:32, vaxt möhürü ilə; imza etibarlıdır".
std::string sentence_of(const Catalogue& catalogue, Language language, const Json& verdict,
                        bool stamped) {
    const auto word = [&](std::string_view code) {
        return std::string{catalogue.text(language, code)};
    };
    const auto& name = verdict["signed_by"]["common_name"].as_string();
    std::string text =
        name.empty() ? word("sentence-signer-unknown") : name + " " + word("sentence-signed");
    const auto& best = verdict["best_signature_time"].as_string();
    const auto when =
        baku_moment(best.empty() ? verdict["claimed_signing_time"].as_string() : best);
    if (!when.empty()) {
        text += ", " + when;
    }
    text += ", " + word(stamped ? "sentence-stamped" : "sentence-unstamped");
    return text + "; " + word("sentence-" + std::string{mark_of(verdict)});
}

Json errors_of(const Catalogue& catalogue, Language language, const Json& verdict) {
    Json errors = Json::array();
    for (const auto& error : verdict["errors"].items()) {
        const auto& code = error["code"].as_string();
        errors.push(Json::object({{"code", code}, {"text", catalogue.text(language, code)}}));
    }
    return errors;
}

}  // namespace

Json signature_view(const Catalogue& catalogue, Language language, const Json& verdict,
                    std::string_view post, std::string_view on_behalf_of) {
    const bool stamped = has_passed_timestamp(verdict);
    auto view = Json::object({{"id", verdict["id"]},
                              {"format", verdict["format"]},
                              {"indication", verdict["indication"]},
                              {"sentence", sentence_of(catalogue, language, verdict, stamped)},
                              {"mark", mark_of(verdict)},
                              {"signed_by", verdict["signed_by"]["common_name"]},
                              {"timestamped", stamped},
                              {"errors", errors_of(catalogue, language, verdict)}});
    for (const auto* name : {"sub_indication", "best_signature_time", "claimed_signing_time"}) {
        if (!verdict[name].is_null()) {
            view.set(name, verdict[name]);
        }
    }
    if (!post.empty()) {
        view.set("post", post);
    }
    if (!on_behalf_of.empty()) {
        view.set("on_behalf_of", on_behalf_of);
    }
    return view;
}

}  // namespace mohur::server
