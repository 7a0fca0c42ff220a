// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/pdf/raw_file.h"

#include <map>
#include <set>

namespace mohur::signing::pades {

/// An object that later revisions added, replaced or removed.
struct ObjectChange {
    bool existed = false;
    bool exists = false;
    bool readable = true;  ///< false: one of the two could not be read, or the generation changed
    pdf::Object before;
    pdf::Object after;
};

/// What differs between two snapshots of one file, by object number.
struct RevisionChanges {
    std::map<std::uint32_t, ObjectChange> objects;
    /// True when the later revisions could change what an object means without touching it: entries
    /// that waited for octets or object streams to come.
    bool prepared_traps = false;

    [[nodiscard]] const ObjectChange* find(std::uint32_t number) const;
};
[[nodiscard]] Result<RevisionChanges> changes_between(const pdf::Snapshot& before,
                                                      const pdf::Snapshot& after);

/// A reference inside the object `from` (0: the trailer), below the dictionary key `key`.
struct ReferenceEdge {
    std::uint32_t from = 0;
    std::uint32_t to = 0;
    std::string key;
};

/// Every reference of a snapshot to a set of objects, found by one pass over all objects that the
/// trailer reaches. What it does not reach is shown nowhere.
class ReferenceScan {
public:
    /// `too_large` when there are more than some millions.
    [[nodiscard]] static Result<ReferenceScan> run(const pdf::Snapshot& view,
                                                   const std::set<std::uint32_t>& targets);

    [[nodiscard]] const std::vector<ReferenceEdge>& to(std::uint32_t target) const;
    /// True when an object begins before `offset` and ends behind it: a revision that ends there
    /// had it broken.
    [[nodiscard]] bool straddles(std::uint64_t offset) const;

private:
    struct Pass;

    std::map<std::uint32_t, std::vector<ReferenceEdge>> edges_;
    std::vector<std::pair<std::uint64_t, std::uint64_t>> extents_;
    std::size_t count_ = 0;
};

}  // namespace mohur::signing::pades
