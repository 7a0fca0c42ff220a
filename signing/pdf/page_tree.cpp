// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pdf/page_tree.h"

#include <algorithm>
#include <set>

namespace mohur::signing::pdf {
namespace {

Error damaged(std::string detail) {
    return Error::malformed("pdf-damaged", std::move(detail));
}

/// Walks the tree in page order until `limit + 1` pages were found.
Result<std::vector<ObjectId>> walk(const Snapshot& view, std::size_t limit, bool stop_at_limit) {
    MOHUR_TRY(const auto catalog, view.catalog());
    const Object* top = catalog.find("Pages");
    if (top == nullptr || !top->reference()) {
        return damaged("no /Pages");
    }
    std::vector<ObjectId> found;
    std::vector<ObjectId> open{*top->reference()};
    std::set<ObjectId> visited;
    while (!open.empty()) {
        const ObjectId id = open.back();
        open.pop_back();
        if (!visited.insert(id).second) {
            return damaged("page tree in a circle");
        }
        MOHUR_TRY(const auto node, view.load(id));
        const Dictionary* dictionary = node.object.dictionary();
        if (dictionary == nullptr) {
            return damaged("page tree node is no dictionary");
        }
        MOHUR_TRY(const auto kids, view.value(*dictionary, "Kids"));
        if (kids.array() == nullptr) {
            if (found.size() == limit) {
                return Error::too_large("limit-exceeded", "pdf-pages");
            }
            found.push_back(id);
            if (stop_at_limit && found.size() == limit) {
                return found;
            }
            continue;
        }
        for (auto kid = kids.array()->rbegin(); kid != kids.array()->rend(); ++kid) {
            if (!kid->reference()) {
                return damaged("page tree kid is no reference");
            }
            open.push_back(*kid->reference());
        }
    }
    return found;
}

}  // namespace

Result<ObjectId> first_page(const Snapshot& view) {
    MOHUR_TRY(const auto found, walk(view, 1, true));
    if (found.empty()) {
        return damaged("no page");
    }
    return found.front();
}

Result<std::vector<ObjectId>> pages(const Snapshot& view, std::size_t limit) {
    return walk(view, limit, false);
}

}  // namespace mohur::signing::pdf
