// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/pdf/raw_file.h"

#include <array>

namespace mohur::signing::pdf {

/// Left, bottom, right, top in default user space, 1/72 inch (ISO 32000-1 clause 7.9.5).
struct Box {
    double left = 0;
    double bottom = 0;
    double right = 0;
    double top = 0;

    [[nodiscard]] double width() const noexcept { return right - left; }
    [[nodiscard]] double height() const noexcept { return top - bottom; }
    bool operator==(const Box&) const = default;
};
/// Empty when it is no rectangle; the corners are put in order.
[[nodiscard]] std::optional<Box> box_from(const Object& rectangle);
[[nodiscard]] Object to_object(const Box& box);

/// How a reader shows a page: its crop box inside its media box, turned clockwise (ISO 32000-1
/// clause 14.11.2; what a page inherits is resolved).
struct PageView {
    Box crop;
    int rotation = 0;  ///< 0, 90, 180 or 270

    /// As shown.
    [[nodiscard]] double width() const noexcept;
    [[nodiscard]] double height() const noexcept;
    /// The rectangle in user space that shows `width` by `height` at `left`, `top` from the upper
    /// left corner of what is shown.
    [[nodiscard]] Box to_user_space(double left, double top, double width, double height) const;
};

/// `malformed` "pdf-damaged" when the page has no usable box.
[[nodiscard]] Result<PageView> page_view(const Snapshot& view, ObjectId page);

/// An entry that a page inherits from its parents (clause 7.7.3.4), resolved; null when none has
/// it.
[[nodiscard]] Result<Object> inherited(const Snapshot& view, const Dictionary& page,
                                       std::string_view key);

/// The matrix that shows a drawing of `width` by `height` upright on a page that is turned by
/// `rotation`, in the lower left corner of the user space (ISO 32000-1 clause 8.3.3).
[[nodiscard]] std::array<double, 6> upright(int rotation, double width, double height);

}  // namespace mohur::signing::pdf
