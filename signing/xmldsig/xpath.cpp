// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/xmldsig/xpath.h"

#include <cstdint>

namespace mohur::signing::xmldsig {
namespace {

constexpr std::size_t kMaxExpression = 1024;
constexpr std::size_t kMaxSteps = 16;

Error refused(std::string_view expression) {
    return Error::unsupported("transform-refused",
                              "XPath " + std::string{expression.substr(0, 100)});
}

bool is_name_character(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.' || static_cast<unsigned char>(c) >= 0x80;
}

/// Reads the tokens of the grammar from left to right.
class Scanner {
public:
    explicit Scanner(std::string_view text) : rest_{text} {}

    bool at_end() {
        rest_ = xml::trim(rest_);
        return rest_.empty();
    }
    bool accept(std::string_view token) {
        const bool here = !at_end() && rest_.starts_with(token);
        rest_.remove_prefix(here ? token.size() : 0);
        return here;
    }
    /// "ancestor-or-self" followed by "::".
    bool accept_axis(std::string_view axis) {
        const auto before = rest_;
        if (accept(axis) && accept("::")) {
            return true;
        }
        rest_ = before;
        return false;
    }
    /// An NCName; empty when there is none here.
    std::string name() {
        std::size_t length = 0;
        if (!at_end() && (is_name_character(rest_[0]) && rest_[0] != '-' && rest_[0] != '.' &&
                          !(rest_[0] >= '0' && rest_[0] <= '9'))) {
            while (length < rest_.size() && is_name_character(rest_[length])) {
                ++length;
            }
        }
        const std::string found{rest_.substr(0, length)};
        rest_.remove_prefix(length);
        return found;
    }
    std::optional<std::string> literal() {
        if (at_end() || (rest_[0] != '\'' && rest_[0] != '"')) {
            return std::nullopt;
        }
        const auto end = rest_.find(rest_[0], 1);
        if (end == std::string_view::npos) {
            return std::nullopt;
        }
        std::string value{rest_.substr(1, end - 1)};
        rest_.remove_prefix(end + 1);
        return value;
    }

private:
    std::string_view rest_;
};

/// [@attribute='value'] or [name()='p:name'].
bool read_predicate(Scanner& in, NodeTest& test) {
    if (in.accept("@")) {
        const auto attribute = in.name();
        const bool equals = in.accept("=");
        const auto value = in.literal();
        if (attribute.empty() || !equals || !value) {
            return false;
        }
        test.attribute = {attribute, *value};
    } else if (in.accept("name") && in.accept("(") && in.accept(")") && in.accept("=")) {
        test.qualified_name = in.literal();
        if (!test.qualified_name) {
            return false;
        }
    } else {
        return false;
    }
    return in.accept("]");
}

std::optional<NodeTest> read_test(Scanner& in, const xml::Element& context) {
    NodeTest test;
    if (in.accept("*")) {
        test.any_name = true;
    } else {
        test.name = in.name();
        if (test.name.empty() || in.accept("::") || in.accept("(")) {
            return std::nullopt;
        }
        if (in.accept(":")) {
            test.namespace_uri = context.namespace_of_prefix(test.name);
            test.name = in.name();
            if (test.name.empty() || test.namespace_uri.empty()) {
                return std::nullopt;
            }
        }
    }
    if (in.accept("[") && !read_predicate(in, test)) {
        return std::nullopt;
    }
    return test;
}

std::vector<xml::Element> all_elements(const xml::Document& document) {
    std::vector<xml::Element> all;
    const auto root = document.root();
    for (auto at = std::optional{root}; at; at = at->next_within(root)) {
        all.push_back(*at);
    }
    return all;
}

}  // namespace

bool NodeTest::matches(const xml::Element& element) const {
    if (!any_name && !element.is(namespace_uri, name)) {
        return false;
    }
    if (attribute && element.attribute(attribute->first) != attribute->second) {
        return false;
    }
    if (!qualified_name) {
        return true;
    }
    const auto prefix = element.prefix();
    const auto qualified = prefix.empty() ? std::string{element.name()}
                                          : std::string{prefix} + ':' + std::string{element.name()};
    return qualified == *qualified_name;
}

Result<LocationPath> LocationPath::parse(std::string_view expression, const xml::Element& context) {
    LocationPath path;
    Scanner in{expression};
    const bool absolute = expression.size() <= kMaxExpression && in.accept("/");
    if (!absolute) {
        return refused(expression);
    }
    if (in.at_end()) {
        return path;
    }
    // "//" stands for a step over all descendants and self; what follows is then a descendant.
    bool descendant = in.accept("/");
    do {
        const bool named_axis = in.accept_axis("descendant");
        descendant = descendant || named_axis;
        static_cast<void>(named_axis || in.accept_axis("child"));
        auto test = read_test(in, context);
        if (!test || path.steps_.size() == kMaxSteps) {
            return refused(expression);
        }
        path.steps_.push_back({descendant, *std::move(test)});
        descendant = in.accept("//");
    } while (descendant || in.accept("/"));
    if (!in.at_end()) {
        return refused(expression);
    }
    return path;
}

// Each element carries the set of steps that end at it or at an ancestor of it: a step ends here
// when the one before it ended at the parent (child) or at any ancestor (descendant).
std::vector<xml::Element> LocationPath::select(const xml::Document& document) const {
    struct Open {
        xml::Element element;
        std::uint32_t here;   // bit n: the first n steps end at this element
        std::uint32_t above;  // the same for it or any ancestor
    };
    std::vector<xml::Element> found;
    std::vector<Open> open;
    for (const auto& element : all_elements(document)) {
        const auto parent = element.parent();
        while (!open.empty() && open.back().element != parent) {
            open.pop_back();
        }
        const std::uint32_t at_parent = open.empty() ? 1U : open.back().here;
        const std::uint32_t above = open.empty() ? 1U : open.back().above;
        std::uint32_t here = 0;
        for (std::size_t i = 0; i < steps_.size(); ++i) {
            const auto before = steps_[i].descendant ? above : at_parent;
            if ((before >> i & 1U) != 0 && steps_[i].test.matches(element)) {
                here |= 2U << i;
            }
        }
        if ((here >> steps_.size() & 1U) != 0) {
            found.push_back(element);
        }
        open.push_back({element, here, above | here});
    }
    return found;
}

Result<AncestorCondition> AncestorCondition::parse(std::string_view expression,
                                                   const xml::Element& context) {
    AncestorCondition condition;
    Scanner in{expression};
    if (expression.size() > kMaxExpression) {
        return refused(expression);
    }
    condition.negated = in.accept("not");
    if (condition.negated && !in.accept("(")) {
        return refused(expression);
    }
    if (!in.accept_axis("ancestor-or-self")) {
        return refused(expression);
    }
    auto test = read_test(in, context);
    if (!test || (condition.negated && !in.accept(")")) || !in.at_end()) {
        return refused(expression);
    }
    condition.test = *std::move(test);
    return condition;
}

std::vector<xml::Element> AncestorCondition::apexes(const xml::Document& document) const {
    auto all = all_elements(document);
    std::erase_if(all, [this](const xml::Element& element) { return !test.matches(element); });
    return all;
}

}  // namespace mohur::signing::xmldsig
