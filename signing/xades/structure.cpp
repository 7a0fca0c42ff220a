// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/xades/structure_internal.h"

#include "signing/xades/simple_types_internal.h"
#include "signing/xades/structure_rules_internal.h"

#include <algorithm>
#include <unordered_set>

namespace mohur::signing::xades {
namespace {

const TypeRule* rule_of(std::string_view type) noexcept {
    const auto* found = std::find_if(std::begin(kTypeRules), std::end(kTypeRules),
                                     [&](const TypeRule& rule) { return rule.name == type; });
    return found == std::end(kTypeRules) ? nullptr : found;
}

const GlobalElement* global_of(const xml::Element& element) noexcept {
    const auto* found =
        std::find_if(std::begin(kGlobalElements), std::end(kGlobalElements),
                     [&](const auto& row) { return element.is(row.namespace_uri, row.name); });
    return found == std::end(kGlobalElements) ? nullptr : found;
}

/// Splits at `separator`; the rest stays in `text`.
std::string_view take(std::string_view& text, char separator) noexcept {
    const auto end = text.find(separator);
    const auto part = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return part;
}

/// One item of a content notation with its bounds.
struct Particle {
    std::string_view alternatives;  ///< separated by '|'
    bool optional = false;
    bool repeated = false;
};

Particle next_particle(std::string_view& content) noexcept {
    auto item = take(content, content.starts_with('(') ? ')' : ' ');
    Particle particle;
    if (item.starts_with('(')) {
        // What follows the parenthesis: the bound, then a blank.
        auto bound = take(content, ' ');
        particle.alternatives = item.substr(1);
        particle.optional = bound == "?" || bound == "*";
        particle.repeated = bound == "*" || bound == "+";
        return particle;
    }
    const char last = item.empty() ? ' ' : item.back();
    particle.optional = last == '?' || last == '*';
    particle.repeated = last == '*' || last == '+';
    if (particle.optional || particle.repeated) {
        item.remove_suffix(1);
    }
    particle.alternatives = item;
    return particle;
}

/// Walks a signature and stops at the first fault.
class Judge {
public:
    StructureJudgement judge(const xml::Element& signature) {
        check(signature, "Signature");
        if (!fault_.empty()) {
            return {false, fault_};
        }
        if (old_namespace_) {
            return {std::nullopt, "qualifying properties of a namespace before 1.3.2"};
        }
        return {true, {}};
    }

private:
    void fail(const xml::Element& element, std::string_view why) {
        if (fault_.empty()) {
            fault_ = std::string{element.name()} + ": " + std::string{why};
        }
    }

    void check(const xml::Element& element, std::string_view type) {
        if (!fault_.empty()) {
            return;
        }
        const auto* rule = rule_of(type);
        if (rule == nullptr) {
            check_attributes(element, "");
            check_simple(element, type);
            return;
        }
        check_attributes(element, rule->attributes);
        if (!rule->mixed && rule->content.find('=') != std::string_view::npos &&
            element.has_own_text()) {
            fail(element, "text between elements");
        }
        if (rule->content == "lax") {
            check_lax(element);
        } else if (rule->content.find('=') == std::string_view::npos) {
            check_simple(element, rule->content);
        } else {
            check_children(element, *rule);
        }
    }

    void check_simple(const xml::Element& element, std::string_view type) {
        if (element.first_child()) {
            fail(element, "element content");
        } else if (!is_of_simple_type(element.text(), type)) {
            fail(element, std::string{"not "} + std::string{type});
        }
    }

    void check_attributes(const xml::Element& element, std::string_view attributes) {
        if (attributes == "*") {
            return;
        }
        for (const auto& name : element.attribute_names()) {
            check_attribute(element, name, attributes);
        }
        for (auto rest = attributes; !rest.empty();) {
            auto attribute = take(rest, ' ');
            if (attribute.ends_with('!') && !element.attribute(take(attribute, ':'))) {
                fail(element, "a required attribute is missing");
            }
        }
    }

    void check_attribute(const xml::Element& element, const std::string& name,
                         std::string_view attributes) {
        for (auto rest = attributes; !rest.empty();) {
            auto attribute = take(rest, ' ');
            if (take(attribute, ':') != name) {
                continue;
            }
            const auto type = attribute.substr(0, attribute.find('!'));
            const auto value = element.attribute(name).value_or("");
            if (!is_of_simple_type(value, type)) {
                fail(element, name + " is not " + std::string{type});
            } else if (type == "ID" && !ids_.insert(value).second) {
                fail(element, name + " is not unique");
            }
            return;
        }
        fail(element, "attribute " + name);
    }

    void check_children(const xml::Element& element, const TypeRule& rule) {
        auto child = element.first_child();
        for (auto content = rule.content; !content.empty();) {
            const auto particle = next_particle(content);
            std::size_t count = 0;
            while (child && (count == 0 || particle.repeated) &&
                   accept(*child, particle.alternatives, rule.namespace_uri)) {
                ++count;
                child = child->next_sibling();
            }
            if (count == 0 && !particle.optional) {
                return fail(element, "missing " + std::string{particle.alternatives});
            }
        }
        if (child) {
            fail(element, "unexpected " + std::string{child->name()});
        }
    }

    /// True when an alternative names `child`, whose content is then judged.
    bool accept(const xml::Element& child, std::string_view alternatives,
                std::string_view namespace_uri) {
        while (!alternatives.empty()) {
            auto alternative = take(alternatives, '|');
            if (alternative == "any") {
                if (child.namespace_uri() == namespace_uri) {
                    continue;
                }
                check_any(child);
                return true;
            }
            auto uri = namespace_uri;
            if (alternative.find(':') != std::string_view::npos) {
                const auto prefix = take(alternative, ':');
                uri = prefix == "ds" ? kDs : prefix == "x" ? kX : kY;
            }
            if (child.is(uri, take(alternative, '='))) {
                check(child, alternative);
                return true;
            }
        }
        return false;
    }

    /// The schema of 1.4.1 is at hand, so what claims to be of it must be declared there.
    void check_any(const xml::Element& element) {
        if (const auto* global = global_of(element)) {
            check(element, global->type);
        } else if (element.namespace_uri() == kY && element.name() != "RenewedDigestsV2" &&
                   element.name() != "RenewedDigests") {
            fail(element, "not declared");
        }
    }

    void check_lax(const xml::Element& element) {
        for (const auto& child : element.children()) {
            if (const auto* global = global_of(child)) {
                check(child, global->type);
            }
            old_namespace_ =
                old_namespace_ ||
                (child.name() == "QualifyingProperties" && child.namespace_uri() != kX &&
                 child.namespace_uri().starts_with("http://uri.etsi.org/01903/"));
        }
    }

    std::string fault_;
    bool old_namespace_ = false;
    std::unordered_set<std::string> ids_;
};

}  // namespace

StructureJudgement judge_structure(const xml::Element& signature) {
    return Judge{}.judge(signature);
}

}  // namespace mohur::signing::xades
