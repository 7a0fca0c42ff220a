// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/worker/worker_pool.h"
#include "signing/creation/signing_request.h"

#include <optional>
#include <string>

namespace mohur::server {

/// What `mohur sign --visible` was asked for. Value type.
struct VisibleOrder {
    std::optional<signing::pades::PagePlace> place;  ///< empty: the field that is named
    std::string language;                            ///< "az", "en", "ru"
    std::string post;
    std::string qr;
    std::string image;  ///< path of a PNG; may be empty

    bool operator==(const VisibleOrder&) const = default;
};

/// "field", "new-page[,left=…,top=…,width=…,height=…]" or "page=N,left=…,top=…[,width=…,height=…]",
/// in points from the upper left corner of the page as it is shown. `malformed` "usage-visible".
[[nodiscard]] Result<std::optional<signing::pades::PagePlace>> visible_place_from(
    const std::string& text);

/// Draws the mark of `request`'s signer, as large as its place; that of a field is asked of a
/// worker, which alone parses the file. Errors: those of `templates::draw_signature_mark` and of
/// the pool; `not_found` "pdf-field-shape".
[[nodiscard]] Result<signing::pades::Appearance> draw_visible_mark(
    const VisibleOrder& order, const signing::SigningRequest& request, const WorkerPool& workers);

}  // namespace mohur::server
