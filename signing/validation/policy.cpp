// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/validation/policy.h"

#include "signing/validation/policies_embedded.h"
#include "signing/validation/rules/rule.h"

#include "signing/core/check.h"
#include "signing/core/json.h"

#include <algorithm>
#include <array>

namespace mohur::signing {
namespace {

constexpr std::int64_t kLongestSeconds = 10LL * 366 * 86'400;

Error invalid(std::string detail) {
    return Error::malformed("policy-invalid", std::move(detail));
}

Result<Level> level_from(const Json& value) {
    constexpr std::array kNames{std::pair{"fail", Level::fail}, std::pair{"warn", Level::warn},
                                std::pair{"inform", Level::inform},
                                std::pair{"ignore", Level::ignore}};
    for (const auto& [name, level] : kNames) {
        if (value.as_string() == name) {
            return level;
        }
    }
    return invalid("level '" + value.as_string() + "'");
}

Result<std::chrono::seconds> seconds_from(const Json& value, std::chrono::seconds inherited) {
    if (value.is_null()) {
        return inherited;
    }
    if (!value.is_integer() || value.as_integer() < 0 || value.as_integer() > kLongestSeconds) {
        return invalid("a number of seconds is out of range");
    }
    return std::chrono::seconds{value.as_integer()};
}

Result<void> check_members(const Json& json) {
    constexpr std::array<std::string_view, 6> kMembers{
        "name",       "extends",    "clock_skew_seconds", "revocation_age_seconds",
        "algorithms", "constraints"};
    for (const auto& [name, value] : json.members()) {
        if (std::ranges::find(kMembers, name) == kMembers.end()) {
            return invalid("unknown member '" + name + "'");
        }
    }
    return {};
}

}  // namespace

Result<ValidationPolicy> ValidationPolicy::named(std::string_view name) {
    for (const auto& file : policies()) {
        if (file.name == std::string{name} + ".json") {
            return from_json(file.content);
        }
    }
    return Error::not_found("policy-unknown", std::string{name});
}

Result<ValidationPolicy> ValidationPolicy::from_json(std::string_view text) {
    MOHUR_TRY(const auto json, Json::parse(text));
    MOHUR_TRY_VOID(check_members(json));
    ValidationPolicy policy;
    if (json.contains("extends")) {
        // A built-in policy extends nothing but `strict`, which extends nothing: no cycles.
        MOHUR_TRY(policy, named(json["extends"].as_string()));
    }
    policy.name_ = json["name"].as_string();
    if (policy.name_.empty()) {
        return invalid("the name is missing");
    }
    MOHUR_TRY(policy.clock_skew_, seconds_from(json["clock_skew_seconds"], policy.clock_skew_));
    MOHUR_TRY(policy.revocation_age_,
              seconds_from(json["revocation_age_seconds"], policy.revocation_age_));
    if (json.contains("algorithms")) {
        MOHUR_TRY(policy.algorithms_, AlgorithmPolicy::from_json(json["algorithms"]));
    }
    MOHUR_TRY_VOID(policy.read_levels(json["constraints"]));
    return policy;
}

Result<void> ValidationPolicy::read_levels(const Json& constraints) {
    for (const auto& [code, value] : constraints.members()) {
        if (rule_named(code) == nullptr) {
            return invalid("unknown constraint '" + code + "'");
        }
        MOHUR_TRY(levels_[code], level_from(value));
    }
    for (const Rule* rule : all_rules()) {
        if (!levels_.contains(rule->code)) {
            return invalid("constraint '" + std::string{rule->code} + "' is missing");
        }
    }
    return {};
}

const ValidationPolicy& ValidationPolicy::strict() {
    static const ValidationPolicy policy = named("strict").value();
    return policy;
}

Level ValidationPolicy::level(std::string_view constraint) const {
    const auto found = levels_.find(constraint);
    MOHUR_CHECK(found != levels_.end());
    return found->second;
}

}  // namespace mohur::signing
