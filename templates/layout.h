// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/json.h"
#include "templates/path_data.h"

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace mohur::templates {

/// Red, green, blue from 0 to 1.
struct Colour {
    double red = 0;
    double green = 0;
    double blue = 0;

    bool operator==(const Colour&) const = default;
};

enum class Align { left, centre, right, justify };

/// How text looks. Lengths in points unless they say millimetres.
struct Style {
    std::string family;
    double size = 11;
    double line_height = 1.35;  ///< multiple of the font's own
    double letter_spacing = 0;
    bool bold = false;
    bool italic = false;
    Align align = Align::left;
    Colour colour;
};

struct Block;
using Blocks = std::vector<Block>;

/// One text of the package.
struct TextBlock {
    std::string text;   ///< key of the texts
    std::string style;  ///< key of the styles
};
/// Each item of an array of facts is a paragraph.
struct ParagraphsBlock {
    std::string facts;  ///< path of the array
    std::string style;
    double gap = 0;
};
/// A table of labels and values.
struct FieldsBlock {
    struct Row {
        std::string label;
        std::string value;
        std::string when;  ///< path of a fact; empty: always
    };
    std::vector<Row> rows;
    double label_width = 0;
    double gap = 0;
    std::string label_style;
    std::string value_style;
};
struct ColumnsBlock {
    struct Column {
        std::optional<double> width;  ///< none: an equal share of what is left
        std::vector<Block> blocks;
    };
    std::vector<Column> columns;
    double gap = 0;
    enum class Vertical { top, centre, bottom } vertical = Vertical::top;
};
/// A horizontal line over the whole width.
struct RuleBlock {
    double thickness = 0.5;
    Colour colour;
};
/// An outline drawn in one colour, for emblems.
struct ShapeBlock {
    std::vector<PathStep> path;
    double box_width = 0;  ///< of the coordinates of the path
    double box_height = 0;
    double width = 0;
    Align align = Align::left;
    Colour colour;
};
/// The QR code of the verification address.
struct QrBlock {
    double size = 0;
};
/// Blocks on a ground with a frame; never broken over two pages.
struct PanelBlock {
    std::vector<Block> blocks;
    double padding = 0;
    double radius = 0;
    Colour ground;
    Colour frame;
};
/// Blocks that stay on one page.
struct KeepBlock {
    std::vector<Block> blocks;
};
/// What follows stands at the foot of the last page.
struct ToFootBlock {};

struct Block {
    std::variant<TextBlock, ParagraphsBlock, FieldsBlock, ColumnsBlock, RuleBlock, ShapeBlock,
                 QrBlock, PanelBlock, KeepBlock, ToFootBlock>
        content;
    double before = 0;
    double after = 0;
    std::string when;  ///< path of a fact that must be there and not be empty, 0 or false
};

/// The geometry of a paper; lengths in points.
struct Layout {
    double page_width = 0;
    double page_height = 0;
    double margin_top = 0;
    double margin_right = 0;
    double margin_bottom = 0;
    double margin_left = 0;
    std::map<std::string, Style, std::less<>> styles;
    Blocks blocks;
    Blocks footer;         ///< of each page, inside the bottom margin
    double footer_at = 0;  ///< its top edge, from the lower edge of the page
};

/// Reads layout.json: lengths in millimetres, sizes of type in points, colours as "#rrggbb".
/// `malformed` "template-invalid" names the member.
[[nodiscard]] Result<Layout> read_layout(const Json& json);

}  // namespace mohur::templates
