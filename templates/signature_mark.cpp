// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "templates/signature_mark.h"

#include "templates/drawing_internal.h"
#include "templates/mark_image_internal.h"
#include "templates/text_template.h"
#include "templates/typesetter_internal.h"

#include <algorithm>
#include <array>

namespace mohur::templates {
namespace {

struct Labels {
    std::string_view language;
    std::string_view heading;
    std::string_view post;
    std::string_view time;
    std::string_view reason;
};
constexpr std::array kLabels{
    Labels{"az", "Elektron imza ilə təsdiqlənib", "Vəzifəsi", "Tarix", "Səbəb"},
    Labels{"en", "Signed electronically", "Post", "Date", "Reason"},
    Labels{"ru", "Подписано электронной подписью", "Должность", "Дата", "Основание"},
};

constexpr const char* kFamily = "Noto Sans";
constexpr double kPadding = 4;
constexpr double kFrame = 0.6;
// Sizes of type in points; below the least nobody reads it on paper.
constexpr double kLargest = 11;
constexpr double kLeast = 4;
constexpr double kStep = 0.5;
// What stands beside the text takes at most this part of the width.
constexpr double kSideShare = 0.35;
constexpr double kMinSide = 20;
constexpr double kMaxSide = 2'000;

Result<const Labels*> labels_of(const std::string& language) {
    const auto found = std::ranges::find(kLabels, language, &Labels::language);
    return found == kLabels.end()
               ? Result<const Labels*>{Error::not_found("template-language", language)}
               : Result<const Labels*>{&*found};
}

Style style_of(double size, bool bold) {
    Style style;
    style.family = kFamily;
    style.size = size;
    style.line_height = 1.1;
    style.bold = bold;
    return style;
}

/// One line of the text: how it is called in errors, what it says, and how large it is.
struct Line {
    std::string name;
    std::string markup;
    double share = 1;  ///< of the size of type
    bool bold = false;
};

std::vector<Line> lines_of(const SignatureMark& mark, const Labels& labels) {
    std::vector<Line> lines{{"heading", escape_markup(labels.heading), 0.8, false},
                            {"name", escape_markup(mark.name), 1.15, true}};
    const auto add = [&](const char* name, std::string_view label, const std::string& text) {
        if (!text.empty()) {
            lines.push_back({name, escape_markup(std::string{label} + ": " + text), 1, false});
        }
    };
    add("post", labels.post, mark.post);
    add("time", labels.time, mark.time);
    add("reason", labels.reason, mark.reason);
    return lines;
}

cairo_status_t append_to(void* closure, const unsigned char* data, unsigned int length) {
    append(*static_cast<Bytes*>(closure), {data, length});
    return CAIRO_STATUS_SUCCESS;
}

/// One mark on its page.
class MarkPage {
public:
    MarkPage(const SignatureMark& mark, double width, double height)
        : mark_{mark}, width_{width}, height_{height}, typesetter_{mark.language} {}

    [[nodiscard]] Result<Bytes> draw() {
        MOHUR_TRY_VOID(place_sides());
        MOHUR_TRY(const auto* labels, labels_of(mark_.language));
        MOHUR_TRY(const auto rows, fitting(lines_of(mark_, *labels)));
        Bytes pdf;
        const SurfacePtr surface{
            cairo_pdf_surface_create_for_stream(append_to, &pdf, width_, height_)};
        const CairoPtr cairo{cairo_create(surface.get())};
        // Else cairo would take the host's clock; nobody reads it.
        for (const auto field : {CAIRO_PDF_METADATA_CREATE_DATE, CAIRO_PDF_METADATA_MOD_DATE}) {
            cairo_pdf_surface_set_metadata(surface.get(), field, "2000-01-01T00:00:00Z");
        }
        paint(cairo.get(), rows);
        cairo_show_page(cairo.get());
        cairo_surface_finish(surface.get());
        if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS) {
            return Error::internal("render-failed",
                                   cairo_status_to_string(cairo_surface_status(surface.get())));
        }
        return pdf;
    }

private:
    [[nodiscard]] double side() const {
        return std::min(height_ - 2 * kPadding, width_ * kSideShare);
    }

    [[nodiscard]] Result<void> place_sides() {
        left_ = kPadding;
        right_ = width_ - kPadding;
        if (!mark_.image.empty()) {
            MOHUR_TRY(image_, opaque_image(mark_.image));
            left_ += side() + kPadding;
        }
        if (!mark_.qr.empty()) {
            MOHUR_TRY(auto code, QrCode::encode(mark_.qr));
            qr_ = std::move(code);
            right_ -= side() + kPadding;
        }
        return {};
    }

    /// The text in the largest type that fits.
    [[nodiscard]] Result<Rows> fitting(const std::vector<Line>& lines) const {
        for (double size = kLargest; size >= kLeast; size -= kStep) {
            Rows rows;
            for (const auto& line : lines) {
                MOHUR_TRY(auto some,
                          typesetter_.lines(line.markup, style_of(size * line.share, line.bold),
                                            right_ - left_, line.name));
                std::ranges::move(some, std::back_inserter(rows));
            }
            if (height_of(rows) <= height_ - 2 * kPadding) {
                return rows;
            }
        }
        return Error::too_large("mark-too-small");
    }

    void paint(cairo_t* cairo, const Rows& rows) const {
        set_colour(cairo, {0, 0, 0});
        cairo_set_line_width(cairo, kFrame);
        cairo_rectangle(cairo, kFrame / 2, kFrame / 2, width_ - kFrame, height_ - kFrame);
        cairo_stroke(cairo);
        const double middle = (height_ - side()) / 2;
        if (image_) {
            draw_image(cairo, image_.get(), kPadding, middle, side(), side());
        }
        if (qr_) {
            draw_qr(cairo, *qr_, width_ - kPadding - side(), middle, side());
        }
        draw_rows(rows, cairo, left_, (height_ - height_of(rows)) / 2);
    }

    const SignatureMark& mark_;
    double width_;
    double height_;
    Typesetter typesetter_;
    SurfacePtr image_;
    std::optional<QrCode> qr_;
    double left_ = 0;
    double right_ = 0;
};

}  // namespace

Result<Bytes> draw_signature_mark(const SignatureMark& mark, double width, double height) {
    const bool sized =
        width >= kMinSide && width <= kMaxSide && height >= kMinSide && height <= kMaxSide;
    return sized ? MarkPage{mark, width, height}.draw()
                 : Result<Bytes>{Error::malformed("mark-size-invalid")};
}

}  // namespace mohur::templates
