// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pades/revision_changes_internal.h"

#include <algorithm>

namespace mohur::signing::pades {
namespace {

using pdf::Object;
using pdf::Snapshot;
using pdf::XrefEntry;
using Numbers = std::set<std::uint32_t>;

constexpr std::size_t kMaxEdges = 3'000'000;

bool in_use(const std::optional<XrefEntry>& entry) {
    return entry && entry->kind != XrefEntry::Kind::free && entry->number != 0;
}

void add_entries(Numbers& numbers, const pdf::XrefSection& section) {
    for (const auto& entry : section.entries) {
        numbers.insert(entry.number);
    }
}

/// Numbers listed in sections that only one of the two has.
Numbers candidates(const Snapshot& before, const Snapshot& after) {
    Numbers numbers;
    const auto add_missing = [&](const Snapshot& from, const Snapshot& in) {
        for (const auto& section : from.sections()) {
            if (std::ranges::find(in.sections(), section) == in.sections().end()) {
                add_entries(numbers, *section);
            }
        }
    };
    add_missing(after, before);
    add_missing(before, after);
    return numbers;
}

ObjectChange load_both(const Snapshot& before, const Snapshot& after, std::uint32_t number) {
    const auto old_entry = before.locate(number);
    const auto new_entry = after.locate(number);
    ObjectChange change;
    change.existed = in_use(old_entry);
    change.exists = in_use(new_entry);
    if (change.existed) {
        const auto old = before.load({number, old_entry->generation});
        change.readable = old.has_value();
        if (old) {
            change.before = old->object;
        }
    }
    if (change.exists) {
        const auto now = after.load({number, new_entry->generation});
        change.readable = change.readable && now.has_value();
        if (now) {
            change.after = now->object;
        }
    }
    if (change.existed && change.exists && old_entry->generation != new_entry->generation) {
        change.readable = false;
    }
    return change;
}

bool is_unchanged(const Snapshot& after, const ObjectChange& change) {
    if (!change.readable) {
        return false;
    }
    const auto same = after.same(change.before, change.after);
    return same && *same;
}

/// True when `before` holds entries that only later octets fill: an offset behind its end, or an
/// index into an object stream that a later revision brings.
bool holds_traps(const Snapshot& before, const RevisionChanges& changes) {
    for (const auto& section : before.sections()) {
        for (const auto& entry : section->entries) {
            if (entry.kind == XrefEntry::Kind::in_file && entry.offset >= before.end()) {
                return true;
            }
            if (entry.kind == XrefEntry::Kind::in_object_stream &&
                changes.find(static_cast<std::uint32_t>(entry.offset)) != nullptr) {
                return true;
            }
        }
    }
    return false;
}

}  // namespace

const ObjectChange* RevisionChanges::find(std::uint32_t number) const {
    const auto at = objects.find(number);
    return at == objects.end() ? nullptr : &at->second;
}

Result<RevisionChanges> changes_between(const Snapshot& before, const Snapshot& after) {
    RevisionChanges changes;
    for (const auto number : candidates(before, after)) {
        auto change = load_both(before, after, number);
        if ((change.existed || change.exists) && !is_unchanged(after, change)) {
            changes.objects.emplace(number, std::move(change));
        }
    }
    changes.prepared_traps = !changes.objects.empty() && holds_traps(before, changes);
    return changes;
}

struct ReferenceScan::Pass {
    ReferenceScan& scan;
    const Numbers& targets;
    std::set<pdf::ObjectId> seen{};
    std::vector<pdf::ObjectId> open{};

    void collect(std::uint32_t from, const Object& object);
};

void ReferenceScan::Pass::collect(std::uint32_t from, const Object& object) {
    static const std::string kNone;
    std::vector<std::pair<const Object*, const std::string*>> inside{{&object, &kNone}};
    while (!inside.empty()) {
        const auto [current, key] = inside.back();
        inside.pop_back();
        if (const auto id = current->reference()) {
            if (targets.contains(id->number)) {
                scan.edges_[id->number].push_back({from, id->number, *key});
                ++scan.count_;
            }
            if (seen.insert(*id).second) {
                open.push_back(*id);
            }
        } else if (const auto* array = current->array()) {
            for (const auto& element : *array) {
                inside.emplace_back(&element, key);
            }
        } else if (const auto* dictionary = current->dictionary()) {
            for (const auto& [name, value] : dictionary->entries()) {
                inside.emplace_back(&value, &name);
            }
        }
    }
}

Result<ReferenceScan> ReferenceScan::run(const Snapshot& view, const Numbers& targets) {
    ReferenceScan scan;
    Pass pass{scan, targets};
    pass.collect(0, Object{view.trailer()});
    while (!pass.open.empty()) {
        const auto id = pass.open.back();
        pass.open.pop_back();
        const auto stored = view.load_once(id);
        if (!stored) {
            continue;
        }
        if (stored->end != 0) {
            scan.extents_.emplace_back(stored->begin, stored->end);
        }
        pass.collect(id.number, stored->object);
        if (scan.count_ > kMaxEdges) {
            return Error::too_large("limit-exceeded", "pdf-references");
        }
    }
    return scan;
}

const std::vector<ReferenceEdge>& ReferenceScan::to(std::uint32_t target) const {
    static const std::vector<ReferenceEdge> kNone;
    const auto at = edges_.find(target);
    return at == edges_.end() ? kNone : at->second;
}

bool ReferenceScan::straddles(std::uint64_t offset) const {
    return std::ranges::any_of(
        extents_, [&](const auto& e) { return e.first < offset && offset < e.second; });
}

}  // namespace mohur::signing::pades
