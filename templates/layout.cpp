// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "templates/layout.h"

#include "signing/core/bytes.h"

#include <algorithm>
#include <initializer_list>

namespace mohur::templates {
namespace {

constexpr double kPointsPerMillimetre = 72.0 / 25.4;

Error invalid(std::string what) {
    return Error::malformed("template-invalid", "layout: " + std::move(what));
}

/// Takes members of one object and remembers the first fault, so that reading needs one check.
class ObjectReader {
public:
    ObjectReader(const Json& json, std::initializer_list<std::string_view> allowed) : json_{json} {
        for (const auto& [name, value] : json.members()) {
            if (std::find(allowed.begin(), allowed.end(), name) == allowed.end()) {
                fail("unknown member " + name);
            }
        }
    }
    double number(std::string_view name, double fallback) {
        const Json& value = json_[name];
        if (!value.is_null() && !value.is_number()) {
            fail(std::string{name});
        }
        return value.as_number(fallback);
    }
    double millimetres(std::string_view name, double fallback = 0) {
        return number(name, fallback) * kPointsPerMillimetre;
    }
    std::string text(std::string_view name) {
        const Json& value = json_[name];
        if (!value.is_null() && !value.is_string()) {
            fail(std::string{name});
        }
        return value.as_string();
    }
    bool flag(std::string_view name) { return json_[name].as_bool(); }
    Colour colour(std::string_view name, const std::string& fallback) {
        const std::string value = json_.contains(name) ? text(name) : fallback;
        const auto bytes = from_hex(value.empty() ? value : value.substr(1));
        if (value.size() != 7 || value.front() != '#' || !bytes) {
            fail(std::string{name});
            return {};
        }
        return {(*bytes)[0] / 255.0, (*bytes)[1] / 255.0, (*bytes)[2] / 255.0};
    }
    template <class Value>
    Value one_of(std::string_view name,
                 std::initializer_list<std::pair<std::string_view, Value>> values) {
        const std::string wanted = text(name);
        for (const auto& [spelling, value] : values) {
            if (wanted == spelling || wanted.empty()) {
                return value;
            }
        }
        fail(std::string{name});
        return values.begin()->second;
    }
    const Json& operator[](std::string_view name) const { return json_[name]; }
    void fail(std::string what) {
        if (!fault_) {
            fault_ = invalid(std::move(what));
        }
    }
    [[nodiscard]] Result<void> done() const {
        return fault_ ? Result<void>{*fault_} : Result<void>{};
    }

private:
    const Json& json_;
    std::optional<Error> fault_;
};

Align align_of(ObjectReader& reader) {
    return reader.one_of<Align>("align", {{"left", Align::left},
                                          {"centre", Align::centre},
                                          {"right", Align::right},
                                          {"justify", Align::justify}});
}

Result<Style> read_style(const Json& json) {
    ObjectReader reader{
        json,
        {"family", "size", "line_height", "letter_spacing", "bold", "italic", "align", "colour"}};
    Style out;
    out.family = reader.text("family");
    out.size = reader.number("size", out.size);
    out.line_height = reader.number("line_height", out.line_height);
    out.letter_spacing = reader.number("letter_spacing", 0);
    out.bold = reader.flag("bold");
    out.italic = reader.flag("italic");
    out.align = align_of(reader);
    out.colour = reader.colour("colour", "#000000");
    MOHUR_TRY_VOID(reader.done());
    return out;
}

Result<Blocks> read_blocks(const Json& json);

Result<TextBlock> read_text(const Json& json) {
    ObjectReader reader{json, {"type", "before", "after", "when", "text", "style"}};
    TextBlock out{reader.text("text"), reader.text("style")};
    MOHUR_TRY_VOID(reader.done());
    return out;
}

Result<ParagraphsBlock> read_paragraphs(const Json& json) {
    ObjectReader reader{json, {"type", "before", "after", "when", "facts", "style", "gap"}};
    ParagraphsBlock out{reader.text("facts"), reader.text("style"), reader.millimetres("gap")};
    MOHUR_TRY_VOID(reader.done());
    return out;
}

Result<FieldsBlock> read_fields(const Json& json) {
    ObjectReader reader{json,
                        {"type", "before", "after", "when", "rows", "label_width", "gap",
                         "label_style", "value_style"}};
    FieldsBlock out;
    out.label_width = reader.millimetres("label_width", 40);
    out.gap = reader.millimetres("gap", 1);
    out.label_style = reader.text("label_style");
    out.value_style = reader.text("value_style");
    MOHUR_TRY_VOID(reader.done());
    for (const Json& row : json["rows"].items()) {
        ObjectReader cells{row, {"label", "value", "when"}};
        out.rows.push_back({cells.text("label"), cells.text("value"), cells.text("when")});
        MOHUR_TRY_VOID(cells.done());
    }
    return out;
}

Result<ColumnsBlock> read_columns(const Json& json) {
    using Vertical = ColumnsBlock::Vertical;
    ObjectReader reader{json, {"type", "before", "after", "when", "columns", "gap", "vertical"}};
    ColumnsBlock out;
    out.gap = reader.millimetres("gap", 5);
    out.vertical = reader.one_of<Vertical>(
        "vertical",
        {{"top", Vertical::top}, {"centre", Vertical::centre}, {"bottom", Vertical::bottom}});
    MOHUR_TRY_VOID(reader.done());
    for (const Json& column : json["columns"].items()) {
        ObjectReader members{column, {"width", "blocks"}};
        ColumnsBlock::Column& added = out.columns.emplace_back();
        if (column.contains("width")) {
            added.width = members.millimetres("width");
        }
        MOHUR_TRY_VOID(members.done());
        MOHUR_TRY(added.blocks, read_blocks(column["blocks"]));
    }
    return out;
}

Result<RuleBlock> read_rule(const Json& json) {
    ObjectReader reader{json, {"type", "before", "after", "when", "thickness", "colour"}};
    RuleBlock out{reader.millimetres("thickness", 0.2), reader.colour("colour", "#000000")};
    MOHUR_TRY_VOID(reader.done());
    return out;
}

Result<ShapeBlock> read_shape(const Json& json) {
    ObjectReader reader{json,
                        {"type", "before", "after", "when", "path", "box_width", "box_height",
                         "width", "align", "colour"}};
    ShapeBlock out;
    out.box_width = reader.number("box_width", 100);
    out.box_height = reader.number("box_height", 100);
    out.width = reader.millimetres("width", 20);
    out.align = align_of(reader);
    out.colour = reader.colour("colour", "#000000");
    if (out.box_width <= 0 || out.box_height <= 0) {
        reader.fail("box of a shape");
    }
    MOHUR_TRY_VOID(reader.done());
    MOHUR_TRY(out.path, parse_path(json["path"].as_string()));
    return out;
}

Result<PanelBlock> read_panel(const Json& json) {
    ObjectReader reader{
        json,
        {"type", "before", "after", "when", "blocks", "padding", "radius", "ground", "frame"}};
    PanelBlock out;
    out.padding = reader.millimetres("padding", 4);
    out.radius = reader.millimetres("radius", 1);
    out.ground = reader.colour("ground", "#ffffff");
    out.frame = reader.colour("frame", "#000000");
    MOHUR_TRY_VOID(reader.done());
    MOHUR_TRY(out.blocks, read_blocks(json["blocks"]));
    return out;
}

Result<QrBlock> read_qr(const Json& json) {
    ObjectReader reader{json, {"type", "before", "after", "when", "size"}};
    QrBlock out{reader.millimetres("size", 25)};
    MOHUR_TRY_VOID(reader.done());
    return out;
}

Result<KeepBlock> read_keep(const Json& json) {
    ObjectReader reader{json, {"type", "before", "after", "when", "blocks"}};
    MOHUR_TRY_VOID(reader.done());
    MOHUR_TRY(auto blocks, read_blocks(json["blocks"]));
    return KeepBlock{std::move(blocks)};
}

template <auto Read>
Result<decltype(Block::content)> read_as(const Json& json) {
    MOHUR_TRY(auto block, Read(json));
    return decltype(Block::content){std::move(block)};
}

Result<decltype(Block::content)> read_content(const Json& json) {
    using Reader = Result<decltype(Block::content)> (*)(const Json&);
    static const std::map<std::string, Reader, std::less<>> kReaders{
        {"text", read_as<read_text>},     {"paragraphs", read_as<read_paragraphs>},
        {"fields", read_as<read_fields>}, {"columns", read_as<read_columns>},
        {"rule", read_as<read_rule>},     {"shape", read_as<read_shape>},
        {"qr", read_as<read_qr>},         {"panel", read_as<read_panel>},
        {"keep", read_as<read_keep>}};
    const std::string& type = json["type"].as_string();
    if (type == "to_foot") {
        return decltype(Block::content){ToFootBlock{}};
    }
    const auto reader = kReaders.find(type);
    return reader == kReaders.end() ? invalid("unknown type of block: " + type)
                                    : reader->second(json);
}

Result<Block> read_block(const Json& json) {
    MOHUR_TRY(auto content, read_content(json));
    return Block{std::move(content), json["before"].as_number() * kPointsPerMillimetre,
                 json["after"].as_number() * kPointsPerMillimetre, json["when"].as_string()};
}

Result<Blocks> read_blocks(const Json& json) {
    Blocks out;
    for (const Json& item : json.items()) {
        MOHUR_TRY(auto block, read_block(item));
        out.push_back(std::move(block));
    }
    return out;
}

Result<void> read_page(const Json& json, Layout& into) {
    ObjectReader reader{json, {"width", "height", "top", "right", "bottom", "left", "footer_at"}};
    into.page_width = reader.millimetres("width", 210);
    into.page_height = reader.millimetres("height", 297);
    into.margin_top = reader.millimetres("top", 20);
    into.margin_right = reader.millimetres("right", 15);
    into.margin_bottom = reader.millimetres("bottom", 25);
    into.margin_left = reader.millimetres("left", 30);
    into.footer_at = reader.millimetres("footer_at", 15);
    if (into.margin_left + into.margin_right >= into.page_width ||
        into.margin_top + into.margin_bottom >= into.page_height) {
        reader.fail("margins");
    }
    return reader.done();
}

}  // namespace

Result<Layout> read_layout(const Json& json) {
    ObjectReader reader{json, {"page", "styles", "blocks", "footer"}};
    MOHUR_TRY_VOID(reader.done());
    Layout out;
    MOHUR_TRY_VOID(read_page(json["page"], out));
    for (const auto& [name, style] : json["styles"].members()) {
        MOHUR_TRY(auto read, read_style(style));
        out.styles.emplace(name, std::move(read));
    }
    MOHUR_TRY(out.blocks, read_blocks(json["blocks"]));
    MOHUR_TRY(out.footer, read_blocks(json["footer"]));
    if (out.blocks.empty()) {
        return invalid("no blocks");
    }
    return out;
}

}  // namespace mohur::templates
