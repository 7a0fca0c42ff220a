// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "templates/block_rows_internal.h"

#include "templates/drawing_internal.h"

#include <algorithm>

namespace mohur::templates {
namespace {

/// Columns side by side with their left edges.
struct Strip {
    Rows rows;
    double x = 0;
    double height = 0;
};

Row side_by_side(std::vector<Strip> strips, ColumnsBlock::Vertical vertical) {
    Row out;
    for (const Strip& strip : strips) {
        out.height = std::max(out.height, strip.height);
    }
    out.draw = [strips = std::move(strips), vertical, height = out.height](cairo_t* cairo, double x,
                                                                           double y) {
        for (const Strip& strip : strips) {
            const double slack = height - strip.height;
            const double down = vertical == ColumnsBlock::Vertical::top      ? 0
                                : vertical == ColumnsBlock::Vertical::centre ? slack / 2
                                                                             : slack;
            draw_rows(strip.rows, cairo, x + strip.x, y + down);
        }
    };
    return out;
}

double share_of_rest(const ColumnsBlock& block, double width) {
    double rest = width - block.gap * static_cast<double>(block.columns.size() - 1);
    double open = 0;
    for (const auto& column : block.columns) {
        rest -= column.width.value_or(0);
        open += column.width ? 0 : 1;
    }
    return open > 0 ? std::max(rest / open, 1.0) : 0;
}

double offset_of(Align align, double outer, double inner) {
    return align == Align::right ? outer - inner : align == Align::centre ? (outer - inner) / 2 : 0;
}

}  // namespace

Result<Rows> BlockComposer::compose(const Blocks& blocks, double width) const {
    Rows out;
    double space = 0;
    bool at_foot = false;
    for (const Block& block : blocks) {
        if (std::holds_alternative<ToFootBlock>(block.content)) {
            at_foot = true;
        }
        if (!holds(block.when)) {
            continue;
        }
        MOHUR_TRY(Rows rows, rows_of(block, width));
        if (rows.empty()) {
            continue;
        }
        rows.front().space_before += space + block.before;
        rows.front().at_foot = std::exchange(at_foot, false);
        space = block.after;
        std::move(rows.begin(), rows.end(), std::back_inserter(out));
    }
    return out;
}

Result<std::string> BlockComposer::expand(const std::string& key) const {
    MOHUR_TRY(const TextTemplate* text, package_.text(language_, key));
    return text->expand(values_);
}

Result<Rows> BlockComposer::rows_of(const Block& block, double width) const {
    return std::visit([&](const auto& kind) { return content(kind, width); }, block.content);
}

Result<Rows> BlockComposer::content(const TextBlock& block, double width) const {
    return cell(block.text, block.style, width);
}

Result<Rows> BlockComposer::content(const ParagraphsBlock& block, double width) const {
    MOHUR_TRY(const Style* style, style_named(block.style));
    const Json facts = values_.find(block.facts);
    Rows out;
    for (std::size_t i = 0; i < facts.items().size(); ++i) {
        const std::string name = block.facts + "." + std::to_string(i);
        MOHUR_TRY(Rows rows, typesetter_.lines(escape_markup(facts.items()[i].as_string()), *style,
                                               width, name));
        rows.front().space_before = i == 0 ? 0 : block.gap;
        std::move(rows.begin(), rows.end(), std::back_inserter(out));
    }
    return out;
}

Result<Rows> BlockComposer::content(const FieldsBlock& block, double width) const {
    Rows out;
    for (const FieldsBlock::Row& field : block.rows) {
        if (!holds(field.when)) {
            continue;
        }
        MOHUR_TRY(Rows label, cell(field.label, block.label_style, block.label_width));
        MOHUR_TRY(Rows value, cell(field.value, block.value_style, width - block.label_width));
        std::vector<Strip> strips;
        const double label_height = height_of(label);
        const double value_height = height_of(value);
        strips.push_back({std::move(label), 0, label_height});
        strips.push_back({std::move(value), block.label_width, value_height});
        Row row = side_by_side(std::move(strips), ColumnsBlock::Vertical::top);
        row.space_before = out.empty() ? 0 : block.gap;
        out.push_back(std::move(row));
    }
    return out;
}

Result<Rows> BlockComposer::content(const ColumnsBlock& block, double width) const {
    const double share = share_of_rest(block, width);
    std::vector<Strip> strips;
    double x = 0;
    for (const auto& column : block.columns) {
        const double own = column.width.value_or(share);
        MOHUR_TRY(Rows rows, compose(column.blocks, own));
        const double height = height_of(rows);
        strips.push_back({std::move(rows), x, height});
        x += own + block.gap;
    }
    return Rows{side_by_side(std::move(strips), block.vertical)};
}

Result<Rows> BlockComposer::content(const RuleBlock& block, double width) const {
    Row row;
    row.height = block.thickness;
    row.draw = [block, width](cairo_t* cairo, double x, double y) {
        set_colour(cairo, block.colour);
        cairo_rectangle(cairo, x, y, width, block.thickness);
        cairo_fill(cairo);
    };
    return Rows{std::move(row)};
}

Result<Rows> BlockComposer::content(const ShapeBlock& block, double width) const {
    Row row;
    row.height = block.width * block.box_height / block.box_width;
    row.draw = [block, left = offset_of(block.align, width, block.width)](
                   cairo_t* cairo, double x, double y) { draw_shape(cairo, block, x + left, y); };
    return Rows{std::move(row)};
}

Result<Rows> BlockComposer::content(const QrBlock& block, double) const {
    Row row;
    row.height = block.size;
    row.draw = [this_qr = qr_, size = block.size](cairo_t* cairo, double x, double y) {
        draw_qr(cairo, this_qr, x, y, size);
    };
    return Rows{std::move(row)};
}

Result<Rows> BlockComposer::content(const PanelBlock& block, double width) const {
    MOHUR_TRY(Rows rows, compose(block.blocks, width - 2 * block.padding));
    Row row;
    row.height = height_of(rows) + 2 * block.padding;
    row.draw = [rows = std::move(rows), block, width, height = row.height](cairo_t* cairo, double x,
                                                                           double y) {
        draw_panel(cairo, block, x, y, width, height);
        draw_rows(rows, cairo, x + block.padding, y + block.padding);
    };
    return Rows{std::move(row)};
}

Result<Rows> BlockComposer::content(const KeepBlock& block, double width) const {
    MOHUR_TRY(Rows rows, compose(block.blocks, width));
    for (std::size_t i = 0; i + 1 < rows.size(); ++i) {
        rows[i].keep_with_next = true;
    }
    return rows;
}

Result<Rows> BlockComposer::content(const ToFootBlock&, double) const {
    return Rows{};
}

Result<Rows> BlockComposer::cell(const std::string& text, const std::string& style,
                                 double width) const {
    MOHUR_TRY(const Style* found, style_named(style));
    MOHUR_TRY(const std::string markup, expand(text));
    return typesetter_.lines(markup, *found, width, text);
}

Result<const Style*> BlockComposer::style_named(const std::string& name) const {
    const auto found = package_.layout().styles.find(name);
    if (found == package_.layout().styles.end()) {
        return Error::malformed("template-invalid", "layout: no style " + name);
    }
    return &found->second;
}

bool BlockComposer::holds(const std::string& when) const {
    if (when.empty()) {
        return true;
    }
    const Json fact = values_.find(when);
    return fact.is_object() || fact.as_bool() || fact.as_integer() != 0 ||
           !fact.as_string().empty() || !fact.items().empty();
}

}  // namespace mohur::templates
