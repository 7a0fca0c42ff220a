// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pdf/page_view.h"

#include <algorithm>
#include <cmath>

namespace mohur::signing::pdf {
namespace {

constexpr int kMaxDepth = 50;
// ISO 32000-1 annex C.2: the largest page of PDF 1.6 and later, UserUnit apart.
constexpr double kMaxCoordinate = 1e6;

Box intersection(const Box& a, const Box& b) {
    return {std::max(a.left, b.left), std::max(a.bottom, b.bottom), std::min(a.right, b.right),
            std::min(a.top, b.top)};
}

bool has_area(const Box& box) {
    return box.width() > 0 && box.height() > 0;
}

Error damaged(std::string detail) {
    return Error::malformed("pdf-damaged", std::move(detail));
}

/// A rectangle whose numbers may be references.
Result<std::optional<Box>> inherited_box(const Snapshot& view, const Dictionary& page,
                                         std::string_view key) {
    MOHUR_TRY(const auto value, inherited(view, page, key));
    if (value.array() == nullptr) {
        return std::optional<Box>{};
    }
    Array numbers;
    for (const auto& element : *value.array()) {
        MOHUR_TRY(auto number, view.resolve(element));
        numbers.push_back(std::move(number));
    }
    return box_from(Object{std::move(numbers)});
}

}  // namespace

std::optional<Box> box_from(const Object& rectangle) {
    const auto* array = rectangle.array();
    if (array == nullptr || array->size() != 4) {
        return std::nullopt;
    }
    std::array<double, 4> edges{};
    for (std::size_t i = 0; i < 4; ++i) {
        const auto number = (*array)[i].number();
        if (!number || !std::isfinite(*number) || std::abs(*number) > kMaxCoordinate) {
            return std::nullopt;
        }
        edges[i] = *number;
    }
    return Box{std::min(edges[0], edges[2]), std::min(edges[1], edges[3]),
               std::max(edges[0], edges[2]), std::max(edges[1], edges[3])};
}

Object to_object(const Box& box) {
    return Object{Array{Object{box.left}, Object{box.bottom}, Object{box.right}, Object{box.top}}};
}

double PageView::width() const noexcept {
    return rotation % 180 == 0 ? crop.width() : crop.height();
}

double PageView::height() const noexcept {
    return rotation % 180 == 0 ? crop.height() : crop.width();
}

Box PageView::to_user_space(double left, double top, double width, double height) const {
    switch (rotation) {
        case 90:
            return {crop.left + top, crop.bottom + left, crop.left + top + height,
                    crop.bottom + left + width};
        case 180:
            return {crop.right - left - width, crop.bottom + top, crop.right - left,
                    crop.bottom + top + height};
        case 270:
            return {crop.right - top - height, crop.top - left - width, crop.right - top,
                    crop.top - left};
        default:
            return {crop.left + left, crop.top - top - height, crop.left + left + width,
                    crop.top - top};
    }
}

Result<Object> inherited(const Snapshot& view, const Dictionary& page, std::string_view key) {
    Dictionary node = page;
    for (int depth = 0; depth < kMaxDepth; ++depth) {
        MOHUR_TRY(auto value, view.value(node, key));
        if (!value.is_null()) {
            return value;
        }
        MOHUR_TRY(const auto parent, view.value(node, "Parent"));
        if (parent.dictionary() == nullptr) {
            return Object{};
        }
        node = *parent.dictionary();
    }
    return damaged("page tree too deep");
}

Result<PageView> page_view(const Snapshot& view, ObjectId page) {
    MOHUR_TRY(const auto stored, view.load(page));
    if (stored.object.dictionary() == nullptr) {
        return damaged("page is no dictionary");
    }
    const auto& dictionary = *stored.object.dictionary();
    MOHUR_TRY(const auto media, inherited_box(view, dictionary, "MediaBox"));
    MOHUR_TRY(const auto crop, inherited_box(view, dictionary, "CropBox"));
    if (!media || !has_area(*media)) {
        return damaged("no /MediaBox");
    }
    const auto shown = crop ? intersection(*media, *crop) : *media;
    MOHUR_TRY(const auto turn, inherited(view, dictionary, "Rotate"));
    const auto degrees = turn.integer().value_or(0) % 360;
    const auto rotation = static_cast<int>(degrees < 0 ? degrees + 360 : degrees);
    return PageView{has_area(shown) ? shown : *media, rotation % 90 == 0 ? rotation : 0};
}

std::array<double, 6> upright(int rotation, double width, double height) {
    switch (rotation) {
        case 90: return {0, 1, -1, 0, height, 0};
        case 180: return {-1, 0, 0, -1, width, height};
        case 270: return {0, -1, 1, 0, 0, width};
        default: return {1, 0, 0, 1, 0, 0};
    }
}

}  // namespace mohur::signing::pdf
