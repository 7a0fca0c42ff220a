// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "templates/typesetter_internal.h"

#include <array>
#include <cmath>
#include <cstdio>
#include <memory>

namespace mohur::templates {
namespace {

/// Shared by the rows of its lines.
using SharedLayout = std::shared_ptr<PangoLayout>;

struct Parsed {
    std::string text;
    AttributeListPtr attributes;
};

Result<Parsed> parse_markup(const std::string& markup, const std::string& name) {
    PangoAttrList* attributes = nullptr;
    char* text = nullptr;
    GError* fault = nullptr;
    if (pango_parse_markup(markup.data(), static_cast<int>(markup.size()), 0, &attributes, &text,
                           nullptr, &fault) == FALSE) {
        g_clear_error(&fault);
        return Error::malformed("template-invalid", name + ": markup");
    }
    const TextPtr owner{text};
    return Parsed{text, AttributeListPtr{attributes}};
}

FontDescriptionPtr font_of(const Style& style) {
    FontDescriptionPtr font{pango_font_description_new()};
    pango_font_description_set_family(font.get(), style.family.c_str());
    pango_font_description_set_absolute_size(font.get(), style.size * PANGO_SCALE);
    pango_font_description_set_weight(font.get(),
                                      style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_font_description_set_style(font.get(),
                                     style.italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
    return font;
}

/// fontconfig always finds something; only the family that was asked for will do.
Result<void> check_font(PangoContext* context, const PangoFontDescription* wanted) {
    const FontPtr font{pango_context_load_font(context, wanted)};
    const std::string family = pango_font_description_get_family(wanted);
    if (font == nullptr) {
        return Error::unavailable("font-missing", family);
    }
    const FontDescriptionPtr found{pango_font_describe(font.get())};
    if (family != pango_font_description_get_family(found.get())) {
        return Error::unavailable("font-missing", family);
    }
    return {};
}

void set_attributes(PangoLayout* layout, PangoAttrList* attributes, const Style& style) {
    pango_attr_list_insert(attributes, pango_attr_fallback_new(FALSE));
    if (style.letter_spacing != 0) {
        const int spacing = static_cast<int>(std::lround(style.letter_spacing * PANGO_SCALE));
        pango_attr_list_insert(attributes, pango_attr_letter_spacing_new(spacing));
    }
    pango_layout_set_attributes(layout, attributes);
}

void set_alignment(PangoLayout* layout, Align align) {
    pango_layout_set_justify(layout, align == Align::justify ? TRUE : FALSE);
    pango_layout_set_alignment(layout, align == Align::centre  ? PANGO_ALIGN_CENTER
                                       : align == Align::right ? PANGO_ALIGN_RIGHT
                                                               : PANGO_ALIGN_LEFT);
}

std::string code_point_name(PangoGlyph glyph) {
    std::array<char, 16> text{};
    static_cast<void>(std::snprintf(text.data(), text.size(), "U+%04X",
                                    static_cast<unsigned>(glyph & ~PANGO_GLYPH_UNKNOWN_FLAG)));
    return text.data();
}

/// Pango marks a character that no font has with its code point in the glyph.
Result<void> check_glyphs(PangoLayout* layout, const std::string& name) {
    const LayoutIteratorPtr at{pango_layout_get_iter(layout)};
    do {
        const PangoGlyphItem* run = pango_layout_iter_get_run_readonly(at.get());
        for (int i = 0; run != nullptr && i < run->glyphs->num_glyphs; ++i) {
            const PangoGlyph glyph = run->glyphs->glyphs[i].glyph;
            if (glyph != PANGO_GLYPH_EMPTY && (glyph & PANGO_GLYPH_UNKNOWN_FLAG) != 0) {
                return Error::malformed("glyph-missing", code_point_name(glyph) + " in " + name);
            }
        }
    } while (pango_layout_iter_next_run(at.get()) == TRUE);
    return {};
}

/// One line: it is drawn at its own offset, so that alignment and justification hold.
Row row_of(const SharedLayout& layout, PangoLayoutIter* at, const Style& style) {
    PangoRectangle logical{};
    pango_layout_iter_get_line_extents(at, nullptr, &logical);
    const double natural = pango_units_to_double(logical.height);
    const double baseline = pango_units_to_double(pango_layout_iter_get_baseline(at) - logical.y);
    const double left = pango_units_to_double(logical.x);
    Row row;
    row.height = natural * style.line_height;
    const double down = (row.height - natural) / 2 + baseline;
    PangoLayoutLine* line = pango_layout_iter_get_line_readonly(at);
    row.draw = [layout, line, left, down, colour = style.colour](cairo_t* cairo, double x,
                                                                 double y) {
        cairo_set_source_rgb(cairo, colour.red, colour.green, colour.blue);
        cairo_move_to(cairo, x + left, y + down);
        pango_cairo_show_layout_line(cairo, line);
    };
    return row;
}

/// No single line of a paragraph is left alone at the foot or the top of a page.
void keep_pairs(Rows& rows) {
    for (std::size_t i = 0; i + 1 < rows.size(); ++i) {
        rows[i].keep_with_next = i == 0 || i + 2 == rows.size();
    }
}

}  // namespace

Typesetter::Typesetter(const std::string& language)
    : context_{pango_font_map_create_context(pango_cairo_font_map_get_default())} {
    const FontOptionsPtr options{cairo_font_options_create()};
    cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options.get(), CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(context_.get(), options.get());
    constexpr double kPointsPerInch = 72;  // one unit of the surface is a point
    pango_cairo_context_set_resolution(context_.get(), kPointsPerInch);
    pango_context_set_round_glyph_positions(context_.get(), FALSE);
    pango_context_set_language(context_.get(), pango_language_from_string(language.c_str()));
}

Result<Rows> Typesetter::lines(const std::string& markup, const Style& style, double width,
                               const std::string& name) const {
    const FontDescriptionPtr font = font_of(style);
    MOHUR_TRY_VOID(check_font(context_.get(), font.get()));
    MOHUR_TRY(const Parsed parsed, parse_markup(markup, name));
    const SharedLayout layout{pango_layout_new(context_.get()), g_object_unref};
    pango_layout_set_font_description(layout.get(), font.get());
    pango_layout_set_width(layout.get(), static_cast<int>(width * PANGO_SCALE));
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    set_alignment(layout.get(), style.align);
    pango_layout_set_text(layout.get(), parsed.text.data(), static_cast<int>(parsed.text.size()));
    set_attributes(layout.get(), parsed.attributes.get(), style);
    MOHUR_TRY_VOID(check_glyphs(layout.get(), name));
    Rows rows;
    const LayoutIteratorPtr at{pango_layout_get_iter(layout.get())};
    do {
        rows.push_back(row_of(layout, at.get(), style));
    } while (pango_layout_iter_next_line(at.get()) == TRUE);
    keep_pairs(rows);
    return rows;
}

Result<std::string> plain_text(const std::string& markup) {
    MOHUR_TRY(Parsed parsed, parse_markup(markup, "text"));
    return std::move(parsed.text);
}

}  // namespace mohur::templates
