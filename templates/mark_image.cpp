// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "templates/mark_image_internal.h"

#include <algorithm>
#include <array>

namespace mohur::templates {
namespace {

constexpr std::size_t kMaxBytes = 2U << 20U;
constexpr std::uint32_t kMaxSide = 2'000;
constexpr std::array<std::uint8_t, 8> kSignature{0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
// PNG clause 11.2.2: signature, length, "IHDR", width, height.
constexpr std::size_t kWidthAt = 16;
constexpr std::size_t kHeightAt = 20;
constexpr std::size_t kHeaderBytes = 24;

std::uint32_t big_endian(BytesView octets) {
    std::uint32_t value = 0;
    for (const auto octet : octets.first(4)) {
        value = value << 8U | octet;
    }
    return value;
}

/// Before any decoder sees it.
Result<void> check_header(BytesView png) {
    if (png.size() > kMaxBytes) {
        return Error::too_large("image-too-large", std::to_string(png.size()) + " bytes");
    }
    if (png.size() < kHeaderBytes || !equal(png.first(kSignature.size()), BytesView{kSignature})) {
        return Error::malformed("image-invalid", "not a PNG");
    }
    const auto width = big_endian(png.subspan(kWidthAt));
    const auto height = big_endian(png.subspan(kHeightAt));
    if (width == 0 || height == 0) {
        return Error::malformed("image-invalid", "no area");
    }
    return width > kMaxSide || height > kMaxSide
               ? Result<void>{Error::too_large(
                     "image-too-large", std::to_string(width) + "x" + std::to_string(height))}
               : Result<void>{};
}

cairo_status_t read_from(void* closure, unsigned char* data, unsigned int length) {
    auto& rest = *static_cast<BytesView*>(closure);
    if (rest.size() < length) {
        return CAIRO_STATUS_READ_ERROR;
    }
    std::copy_n(rest.begin(), length, data);
    rest = rest.subspan(length);
    return CAIRO_STATUS_SUCCESS;
}

}  // namespace

Result<SurfacePtr> opaque_image(BytesView png) {
    MOHUR_TRY_VOID(check_header(png));
    BytesView rest = png;
    const SurfacePtr decoded{cairo_image_surface_create_from_png_stream(read_from, &rest)};
    if (cairo_surface_status(decoded.get()) != CAIRO_STATUS_SUCCESS) {
        return Error::malformed("image-invalid",
                                cairo_status_to_string(cairo_surface_status(decoded.get())));
    }
    SurfacePtr opaque{cairo_image_surface_create(CAIRO_FORMAT_RGB24,
                                                 cairo_image_surface_get_width(decoded.get()),
                                                 cairo_image_surface_get_height(decoded.get()))};
    const CairoPtr cairo{cairo_create(opaque.get())};
    cairo_set_source_rgb(cairo.get(), 1, 1, 1);
    cairo_paint(cairo.get());
    cairo_set_source_surface(cairo.get(), decoded.get(), 0, 0);
    cairo_paint(cairo.get());
    return opaque;
}

void draw_image(cairo_t* cairo, cairo_surface_t* image, double x, double y, double width,
                double height) {
    const double own_width = cairo_image_surface_get_width(image);
    const double own_height = cairo_image_surface_get_height(image);
    const double scale = std::min(width / own_width, height / own_height);
    cairo_save(cairo);
    cairo_translate(cairo, x + (width - own_width * scale) / 2,
                    y + (height - own_height * scale) / 2);
    cairo_scale(cairo, scale, scale);
    cairo_set_source_surface(cairo, image, 0, 0);
    // ISO 19005-1 clause 6.2.4: no /Interpolate true, which cairo writes for its smooth filters.
    cairo_pattern_set_filter(cairo_get_source(cairo), CAIRO_FILTER_NEAREST);
    cairo_rectangle(cairo, 0, 0, own_width, own_height);
    cairo_fill(cairo);
    cairo_restore(cairo);
}

}  // namespace mohur::templates
