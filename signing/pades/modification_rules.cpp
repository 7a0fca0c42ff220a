// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pades/modification_rules_internal.h"

#include "signing/pades/change_walk_internal.h"
#include "signing/pades/form_changes_internal.h"
#include "signing/pdf/page_tree.h"

#include <algorithm>
#include <array>

namespace mohur::signing::pades {
namespace {

using pdf::Dictionary;
using pdf::Object;

template <std::size_t N>
bool among(std::string_view key, const std::array<std::string_view, N>& keys) {
    return std::ranges::find(keys, key) != keys.end();
}

bool is_scalar(const Object& value) {
    return value.array() == nullptr && value.dictionary() == nullptr;
}

/// /Info (ISO 32000-1 table 317) is not shown on a page; text and dates may change.
void walk_information(ChangeWalk& walk) {
    const Node information = walk.step(walk.after().trailer(), "Info", 0);
    if (information.home == 0 || information.value.dictionary() == nullptr) {
        return;
    }
    walk.allow(information);
    for (const auto& [key, entry] : information.value.dictionary()->entries()) {
        const Node value = walk.step(entry, information.home);
        if (!is_scalar(value.value)) {
            return walk.refuse("/Info holds more than text");
        }
        if (value.home != information.home) {
            walk.allow(value);
        }
    }
}

/// XMP (ISO 32000-1 clause 14.3.2), which is not shown either.
void walk_metadata(ChangeWalk& walk, const Node& metadata, std::uint32_t catalog) {
    if (metadata.value.is_null() || walk.change(metadata.home) == nullptr ||
        metadata.home == catalog) {
        return;
    }
    const auto* stream = metadata.value.stream();
    const auto* type = stream == nullptr ? nullptr : stream->dictionary.find("Type");
    if (type == nullptr || !type->is_name("Metadata")) {
        return walk.refuse("/Metadata is no XMP stream");
    }
    walk.allow(metadata);
    const Node length = walk.step(stream->dictionary, "Length", metadata.home);
    if (length.home != metadata.home) {
        walk.allow(length);
    }
}

/// /Extensions (ISO 32000-1 clause 7.12): names and numbers in at most three levels.
void walk_extensions(ChangeWalk& walk, const Node& node, std::uint32_t catalog, int depth) {
    if (depth > 3) {
        return walk.refuse("/Extensions is too deep");
    }
    if (node.home != catalog) {
        walk.allow(node);
    }
    if (const auto* array = node.value.array()) {
        for (const auto& element : *array) {
            walk_extensions(walk, walk.step(element, node.home), catalog, depth + 1);
        }
    } else if (const auto* dictionary = node.value.dictionary();
               dictionary != nullptr && node.value.stream() == nullptr) {
        for (const auto& [key, entry] : dictionary->entries()) {
            walk_extensions(walk, walk.step(entry, node.home), catalog, depth + 1);
        }
    } else if (node.value.stream() != nullptr) {
        walk.refuse("/Extensions holds a stream");
    }
}

/// A list of streams of the DSS (EN 319 142-1 clause 5.4.2), or one stream.
void walk_material(ChangeWalk& walk, const Node& node, int depth = 0) {
    walk.allow(node);
    if (const auto* stream = node.value.stream()) {
        const Node length = walk.step(stream->dictionary, "Length", node.home);
        if (length.home != node.home) {
            walk.allow(length);
        }
    } else if (const auto* array = node.value.array(); array != nullptr && depth == 0) {
        for (const auto& element : *array) {
            walk_material(walk, walk.step(element, node.home), 1);
        }
    }
}

void walk_vri(ChangeWalk& walk, const Node& vri) {
    constexpr std::array<std::string_view, 4> kLists{"Cert", "OCSP", "CRL", "TS"};
    walk.allow(vri);
    if (vri.value.dictionary() == nullptr) {
        return;
    }
    for (const auto& [key, entry] : vri.value.dictionary()->entries()) {
        const Node item = walk.step(entry, vri.home);
        walk.allow(item);
        if (item.value.dictionary() == nullptr) {
            continue;
        }
        for (const auto list : kLists) {
            walk_material(walk, walk.step(*item.value.dictionary(), list, item.home));
        }
        const Node updated = walk.step(*item.value.dictionary(), "TU", item.home);
        walk.allow(updated);
    }
}

// EN 319 142-1 clause 5.4.2.2. The catalog itself was allowed before, so that a direct DSS is too.
void walk_security_store(ChangeWalk& walk, const Node& store) {
    constexpr std::array<std::string_view, 3> kLists{"Certs", "OCSPs", "CRLs"};
    if (store.value.dictionary() == nullptr) {
        return;
    }
    walk.allow(store);
    for (const auto list : kLists) {
        walk_material(walk, walk.step(*store.value.dictionary(), list, store.home));
    }
    const Node vri = walk.step(*store.value.dictionary(), "VRI", store.home);
    if (!vri.value.is_null()) {
        walk_vri(walk, vri);
    }
}

/// The trailer keeps its catalog and stays unencrypted.
void check_trailer(ChangeWalk& walk) {
    // A writer may give the catalog another number; what it says is compared all the same.
    const auto root = walk.after().root();
    if (walk.before().root() != root && !(root && walk.is_new(root->number))) {
        walk.refuse("another catalog");
    }
    if (walk.before().encrypted() != walk.after().encrypted()) {
        walk.refuse("encryption");
    }
}

void walk_catalog(ChangeWalk& walk, const Dictionary& before, const Dictionary& after,
                  std::uint32_t number) {
    constexpr std::array<std::string_view, 5> kMayChange{"AcroForm", "DSS", "Extensions",
                                                         "Metadata", "Version"};
    for (const auto& key : changed_keys(&before, &after)) {
        if (!among(key, kMayChange)) {
            return walk.refuse("catalog /" + key);
        }
    }
    if (before.find("DSS") != nullptr && after.find("DSS") == nullptr) {
        return walk.refuse("/DSS removed");
    }
    walk.allow_anywhere(number);
    walk_security_store(walk, walk.step(after, "DSS", number));
    walk_extensions(walk, walk.step(after, "Extensions", number), number, 0);
    walk_metadata(walk, walk.step(after, "Metadata", number), number);
}

/// Page count and the boxes of each page, which a reader sees at once.
bool pages_differ(const ChangeWalk& walk, const std::vector<pdf::ObjectId>& before,
                  const std::vector<pdf::ObjectId>& after) {
    if (before.size() != after.size()) {
        return true;
    }
    constexpr std::array<std::string_view, 3> kShape{"MediaBox", "CropBox", "Rotate"};
    return std::ranges::any_of(after, [&](pdf::ObjectId id) {
        const auto* change = walk.change(id.number);
        if (change == nullptr) {
            return false;
        }
        const auto keys = changed_keys(change->before.dictionary(), change->after.dictionary());
        return std::ranges::any_of(keys, [&](const auto& key) { return among(key, kShape); });
    });
}

}  // namespace

struct ChangeJudge::State {
    State(const pdf::Snapshot& before, const pdf::Snapshot& after, const RevisionChanges& changes,
          ChangePermission allowed)
        : permission{std::move(allowed)}, walk{before, after, changes}, forms{walk, permission} {}

    ChangePermission permission;
    ChangeWalk walk;
    FormChanges forms;
    bool page_difference = false;
};

ChangeJudge::ChangeJudge(std::unique_ptr<State> state) : state_{std::move(state)} {}
ChangeJudge::ChangeJudge(ChangeJudge&&) noexcept = default;
ChangeJudge& ChangeJudge::operator=(ChangeJudge&&) noexcept = default;
ChangeJudge::~ChangeJudge() = default;

Result<ChangeJudge> ChangeJudge::walk(const pdf::Snapshot& before, const pdf::Snapshot& after,
                                      const RevisionChanges& changes, std::size_t max_pages) {
    MOHUR_TRY(const auto old_catalog, before.catalog());
    MOHUR_TRY(const auto new_catalog, after.catalog());
    MOHUR_TRY(const auto old_pages, pdf::pages(before, max_pages));
    MOHUR_TRY(const auto new_pages, pdf::pages(after, max_pages));
    MOHUR_TRY(auto permission, change_permission(before));
    auto state = std::make_unique<State>(before, after, changes, std::move(permission));
    const auto catalog = after.root()->number;
    state->walk.note_role(catalog);
    for (const auto page : new_pages) {
        state->walk.note_role(page.number);
    }
    check_trailer(state->walk);
    walk_information(state->walk);
    walk_catalog(state->walk, old_catalog, new_catalog, catalog);
    state->forms.walk_form(old_catalog, new_catalog, catalog);
    if (old_pages != new_pages) {
        state->walk.refuse("the page tree changed");
    }
    state->forms.walk_pages(new_pages);
    state->page_difference = pages_differ(state->walk, old_pages, new_pages);
    return ChangeJudge{std::move(state)};
}

std::set<std::uint32_t> ChangeJudge::targets() const {
    return state_->walk.targets();
}

ChangeJudgement ChangeJudge::judge(const ReferenceScan& references) const {
    ChangeJudgement judgement;
    if (auto problem = state_->walk.problem(references)) {
        judgement.kinds.emplace_back("undefined-object-changes");
        judgement.detail = std::move(*problem);
    }
    if (state_->forms.annotations_overlap()) {
        judgement.kinds.emplace_back("annotation-overlap");
    }
    if (state_->page_difference) {
        judgement.kinds.emplace_back("page-difference");
    }
    return judgement;
}

}  // namespace mohur::signing::pades
