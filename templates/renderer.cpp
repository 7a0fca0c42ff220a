// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "templates/renderer.h"

#include "signing/pdf/archive_finish.h"
#include "templates/block_rows_internal.h"
#include "templates/drawing_internal.h"
#include "templates/facts_xml.h"
#include "templates/iso_date_internal.h"

#include <array>
#include <charconv>
#include <cstdio>
#include <numbers>

namespace mohur::templates {
namespace {

constexpr std::size_t kMaxPages = 200;
constexpr Colour kDraftColour{0.93, 0.93, 0.93};

Values values_of(const Json& facts, const RenderContext& context) {
    Values out{facts};
    out.set("number", context.number);
    out.set("date", iso_date(context.date));
    out.set("code", context.code);
    out.set("url", context.qr_url);
    return out;
}

cairo_status_t append_to(void* closure, const unsigned char* data, unsigned int length) {
    append(*static_cast<Bytes*>(closure), {data, length});
    return CAIRO_STATUS_SUCCESS;
}

/// Draws pages into a PDF in memory.
class PdfCanvas {
public:
    PdfCanvas(const Layout& layout, const RenderContext& context)
        : surface_{cairo_pdf_surface_create_for_stream(append_to, &bytes_, layout.page_width,
                                                       layout.page_height)},
          cairo_{cairo_create(surface_.get())} {
        const std::string time = to_rfc3339(context.time);
        // Else cairo would take the host's clock.
        for (const auto field : {CAIRO_PDF_METADATA_CREATE_DATE, CAIRO_PDF_METADATA_MOD_DATE}) {
            cairo_pdf_surface_set_metadata(surface_.get(), field, time.c_str());
        }
    }
    [[nodiscard]] cairo_t* cairo() const { return cairo_.get(); }
    [[nodiscard]] Result<Bytes> finish() {
        cairo_surface_finish(surface_.get());
        if (cairo_status(cairo_.get()) != CAIRO_STATUS_SUCCESS ||
            cairo_surface_status(surface_.get()) != CAIRO_STATUS_SUCCESS) {
            return Error::internal("render-failed",
                                   cairo_status_to_string(cairo_status(cairo_.get())));
        }
        return std::move(bytes_);
    }

private:
    Bytes bytes_;
    SurfacePtr surface_;
    CairoPtr cairo_;
};

/// One rendering: the values, the fonts and the canvas that its steps share.
class Rendering {
public:
    Rendering(const TemplatePackage& package, const Json& facts, const RenderContext& context,
              QrCode qr)
        : package_{package},
          context_{context},
          values_{values_of(facts, context)},
          typesetter_{context.language},
          qr_{std::move(qr)},
          composer_{package_, context_.language, values_, typesetter_, qr_} {}

    Result<Bytes> draw(std::size_t& pages_out) {
        const Layout& layout = package_.layout();
        MOHUR_TRY(const Rows rows, composer_.compose(layout.blocks, text_width()));
        const auto pages =
            paginate(rows, layout.page_height - layout.margin_top - layout.margin_bottom);
        if (pages.size() > kMaxPages) {
            return Error::too_large("paper-too-long", std::to_string(pages.size()) + " pages");
        }
        PdfCanvas canvas{layout, context_};
        values_.set("pages", std::to_string(pages.size()));
        for (std::size_t i = 0; i < pages.size(); ++i) {
            values_.set("page", std::to_string(i + 1));
            MOHUR_TRY_VOID(draw_page(canvas.cairo(), pages[i]));
        }
        pages_out = pages.size();
        return canvas.finish();
    }

    Result<signing::pdf::PdfaMetadata> metadata() const {
        MOHUR_TRY(const std::string title, plain("document_title"));
        MOHUR_TRY(const std::string author, plain("document_author"));
        return signing::pdf::PdfaMetadata{title, context_.language, author, {}, context_.time};
    }

private:
    [[nodiscard]] double text_width() const {
        const Layout& layout = package_.layout();
        return layout.page_width - layout.margin_left - layout.margin_right;
    }
    Result<std::string> plain(const std::string& key) const {
        MOHUR_TRY(const std::string markup, composer_.expand(key));
        return plain_text(markup);
    }
    Result<void> draw_page(cairo_t* cairo, const Page& page) const {
        const Layout& layout = package_.layout();
        if (context_.draft) {
            MOHUR_TRY_VOID(draw_mark(cairo));
        }
        for (const Placed& placed : page) {
            if (placed.row->draw) {
                placed.row->draw(cairo, layout.margin_left, layout.margin_top + placed.y);
            }
        }
        MOHUR_TRY(const Rows footer, composer_.compose(layout.footer, text_width()));
        draw_rows(footer, cairo, layout.margin_left, layout.page_height - layout.footer_at);
        cairo_show_page(cairo);
        return {};
    }
    /// The word for a draft across the page, behind the text.
    Result<void> draw_mark(cairo_t* cairo) const {
        const Layout& layout = package_.layout();
        MOHUR_TRY(const std::string markup, composer_.expand("draft"));
        Style style = layout.styles.begin()->second;
        style.size = layout.page_width / 5;
        style.bold = true;
        style.align = Align::centre;
        style.colour = kDraftColour;
        MOHUR_TRY(const Rows rows, typesetter_.lines(markup, style, layout.page_height, "draft"));
        cairo_save(cairo);
        cairo_translate(cairo, layout.page_width / 2, layout.page_height / 2);
        cairo_rotate(cairo, -std::numbers::pi / 4);
        draw_rows(rows, cairo, -layout.page_height / 2, -height_of(rows) / 2);
        cairo_restore(cairo);
        return {};
    }

    const TemplatePackage& package_;
    const RenderContext& context_;
    Values values_;
    Typesetter typesetter_;
    QrCode qr_;
    BlockComposer composer_;
};

signing::pdf::Attachment attachment(const Bytes& facts_xml) {
    return {"facts.xml", "application/xml", facts_xml, "Data", "Sənədin məlumatları (XML)"};
}

std::string utf8_of(gunichar code_point) {
    std::array<char, 6> octets{};
    const int length = g_unichar_to_utf8(code_point, octets.data());
    return {octets.data(), static_cast<std::size_t>(length)};
}

/// JSON Pointer of the first fact that holds `text`; empty when none does.
std::string place_of(const std::string& text, const Json& value, const std::string& where) {
    if (value.as_string().find(text) != std::string::npos) {
        return where;
    }
    for (const auto& [name, member] : value.members()) {
        if (auto found = place_of(text, member, where + "/" + name); !found.empty()) {
            return found;
        }
    }
    for (std::size_t i = 0; i < value.items().size(); ++i) {
        if (auto found = place_of(text, value.items()[i], where + "/" + std::to_string(i));
            !found.empty()) {
            return found;
        }
    }
    return {};
}

/// The typesetter names the text; who wrote the facts asks for the fact.
Error named_by_fact(Error error, const Json& facts) {
    constexpr std::string_view kMark = "U+";
    gunichar code_point = 0;
    if (error.reason != "glyph-missing" || !error.detail.starts_with(kMark)) {
        return error;
    }
    const auto name = error.detail.substr(0, error.detail.find(' '));
    std::from_chars(name.data() + kMark.size(), name.data() + name.size(), code_point, 16);
    const std::string place = place_of(utf8_of(code_point), facts, "");
    return place.empty() ? error : Error::malformed(error.reason, place + ": " + name);
}

}  // namespace

std::string iso_date(std::chrono::year_month_day date) {
    std::array<char, 32> text{};
    static_cast<void>(
        std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day())));
    return text.data();
}

Result<Rendered> render(const TemplatePackage& package, const Json& facts,
                        const RenderContext& context) {
    MOHUR_TRY_VOID(package.schema().validate(facts));
    MOHUR_TRY(QrCode qr, QrCode::encode(context.qr_url));
    Rendering rendering{package, facts, context, std::move(qr)};
    Rendered out;
    const auto pages = rendering.draw(out.pages);
    if (!pages) {
        return named_by_fact(pages.error(), facts);
    }
    MOHUR_TRY(const auto metadata, rendering.metadata());
    out.facts_xml = write_facts_xml(package, facts, context);
    MOHUR_TRY(out.pdf, signing::pdf::finish_pdfa3(*pages, metadata, {attachment(out.facts_xml)}));
    return out;
}

}  // namespace mohur::templates
