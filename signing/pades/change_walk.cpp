// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pades/change_walk_internal.h"

#include <algorithm>
#include <array>

namespace mohur::signing::pades {
namespace {

using pdf::Dictionary;
using pdf::Object;

/// Where a field or widget may stand (ISO 32000-1 tables 31, 164, 218, 220, 325).
bool is_field_key(std::string_view key) {
    constexpr std::array<std::string_view, 7> kKeys{"Kids", "Parent", "Fields", "Annots",
                                                    "CO",   "Obj",    "Popup"};
    return std::ranges::find(kKeys, key) != kKeys.end();
}

}  // namespace

bool ChangeWalk::is_new(std::uint32_t number) const {
    const auto* found = change(number);
    return found != nullptr && !found->existed;
}

Node ChangeWalk::step(const Object& value, std::uint32_t home) {
    const auto id = value.reference();
    if (!id) {
        return {value, home};
    }
    ++ways_[{home, id->number}];
    const auto stored = after_.load(*id);
    // A reference to a reference is no PDF; what cannot be read is refused where it changed.
    return {stored && !stored->object.reference() ? stored->object : Object{}, id->number};
}

Node ChangeWalk::step(const Dictionary& dictionary, std::string_view key, std::uint32_t home) {
    const auto* value = dictionary.find(key);
    return value == nullptr ? Node{{}, home} : step(*value, home);
}

Object ChangeWalk::old_value(const Dictionary& dictionary, std::string_view key) const {
    auto value = before_.value(dictionary, key);
    return value ? std::move(*value) : Object{};
}

void ChangeWalk::allow_new_below(const Object& value, std::uint32_t home) {
    std::vector<Node> open{{value, home}};
    while (!open.empty()) {
        const Node node = std::move(open.back());
        open.pop_back();
        if (const auto id = node.value.reference()) {
            if (is_new(id->number) && allowed_.insert(id->number).second) {
                open.push_back({change(id->number)->after, id->number});
            }
        } else if (const auto* array = node.value.array()) {
            for (const auto& element : *array) {
                open.push_back({element, node.home});
            }
        } else if (const auto* dictionary = node.value.dictionary()) {
            for (const auto& [key, entry] : dictionary->entries()) {
                open.push_back({entry, node.home});
            }
        }
    }
}

void ChangeWalk::refuse(std::string what) {
    if (refusal_.empty()) {
        refusal_ = std::move(what);
    }
}

std::set<std::uint32_t> ChangeWalk::targets() const {
    std::set<std::uint32_t> numbers = given_up_;
    for (const auto& [number, change] : changes_.objects) {
        numbers.insert(number);
    }
    for (const auto& [way, count] : ways_) {
        numbers.insert(way.second);
    }
    return numbers;
}

/// Every reference to `number` was noted, and so was every one to the objects that hold these, up
/// to an object with a role of its own.
bool ChangeWalk::only_as_noted(std::uint32_t number, const ReferenceScan& references,
                               std::set<std::uint32_t>& visited) const {
    std::vector<std::uint32_t> open{number};
    while (!open.empty()) {
        const auto current = open.back();
        open.pop_back();
        if (roles_.contains(current) || !visited.insert(current).second) {
            continue;
        }
        std::map<std::uint32_t, std::size_t> counted;
        for (const auto& edge : references.to(current)) {
            ++counted[edge.from];
        }
        for (const auto& [from, count] : counted) {
            const auto way = ways_.find({from, current});
            if (way == ways_.end() || count > way->second) {
                return false;
            }
            open.push_back(from);
        }
    }
    return true;
}

bool ChangeWalk::may_be(std::uint32_t number, const ObjectChange& change,
                        const ReferenceScan& references) const {
    const auto& edges = references.to(number);
    if (edges.empty()) {
        return true;
    }  // what nothing refers to shows nowhere; so are object streams
    if (!change.readable) {
        return false;
    }
    if (anywhere_.contains(number)) {
        return true;
    }
    if (fields_.contains(number)) {
        return std::ranges::all_of(edges, [&](const ReferenceEdge& edge) {
            return is_field_key(edge.key) || ways_.contains({edge.from, number});
        });
    }
    if (!allowed_.contains(number)) {
        return false;
    }
    if (!change.existed) {
        // An old object that refers to a number which was not there has waited for it.
        return std::ranges::all_of(edges, [&](const ReferenceEdge& edge) {
            return edge.from == 0 || changes_.find(edge.from) != nullptr;
        });
    }
    std::set<std::uint32_t> visited;
    return only_as_noted(number, references, visited);
}

std::optional<std::string> ChangeWalk::problem(const ReferenceScan& references) const {
    if (!refusal_.empty()) {
        return refusal_;
    }
    if (changes_.prepared_traps) {
        return "the signed revision refers to octets that were still to come";
    }
    if (references.straddles(before_.end())) {
        return "an object begins in the signed revision and ends behind it";
    }
    for (const auto& [number, change] : changes_.objects) {
        if (!may_be(number, change, references)) {
            return "object " + std::to_string(number);
        }
    }
    for (const auto number : given_up_) {
        const auto is_appearance = [](const ReferenceEdge& edge) {
            return edge.key == "AP" || edge.key == "N";
        };
        if (!std::ranges::all_of(references.to(number), is_appearance)) {
            return "the appearance object " + std::to_string(number) +
                   " was shared with something else";
        }
    }
    return std::nullopt;
}

std::vector<std::string> changed_keys(const Dictionary* before, const Dictionary* after) {
    static const Dictionary kEmpty;
    const auto& old_entries = before == nullptr ? kEmpty : *before;
    const auto& new_entries = after == nullptr ? kEmpty : *after;
    std::set<std::string> keys;
    for (const auto& [key, value] : old_entries.entries()) {
        const auto* now = new_entries.find(key);
        if (now == nullptr || !(*now == value)) {
            keys.insert(key);
        }
    }
    for (const auto& [key, value] : new_entries.entries()) {
        if (old_entries.find(key) == nullptr) {
            keys.insert(key);
        }
    }
    return {keys.begin(), keys.end()};
}

}  // namespace mohur::signing::pades
