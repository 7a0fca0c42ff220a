// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "templates/qr_code.h"
#include "templates/template_package.h"
#include "templates/typesetter_internal.h"

namespace mohur::templates {

/// Turns the blocks of a package into rows with the facts filled in. Borrows all it is given.
class BlockComposer {
public:
    BlockComposer(const TemplatePackage& package, const std::string& language, const Values& values,
                  const Typesetter& typesetter, const QrCode& qr)
        : package_{package},
          language_{language},
          values_{values},
          typesetter_{typesetter},
          qr_{qr} {}

    /// The errors of `Typesetter::lines` and `TextTemplate::expand`.
    [[nodiscard]] Result<Rows> compose(const Blocks& blocks, double width) const;
    /// A text of the package, filled in, as markup.
    [[nodiscard]] Result<std::string> expand(const std::string& key) const;

private:
    [[nodiscard]] Result<Rows> rows_of(const Block& block, double width) const;
    [[nodiscard]] Result<Rows> content(const TextBlock& block, double width) const;
    [[nodiscard]] Result<Rows> content(const ParagraphsBlock& block, double width) const;
    [[nodiscard]] Result<Rows> content(const FieldsBlock& block, double width) const;
    [[nodiscard]] Result<Rows> content(const ColumnsBlock& block, double width) const;
    [[nodiscard]] Result<Rows> content(const RuleBlock& block, double width) const;
    [[nodiscard]] Result<Rows> content(const ShapeBlock& block, double width) const;
    [[nodiscard]] Result<Rows> content(const QrBlock& block, double width) const;
    [[nodiscard]] Result<Rows> content(const PanelBlock& block, double width) const;
    [[nodiscard]] Result<Rows> content(const KeepBlock& block, double width) const;
    [[nodiscard]] Result<Rows> content(const ToFootBlock& block, double width) const;

    [[nodiscard]] Result<Rows> cell(const std::string& text, const std::string& style,
                                    double width) const;
    [[nodiscard]] Result<const Style*> style_named(const std::string& name) const;
    [[nodiscard]] bool holds(const std::string& when) const;

    const TemplatePackage& package_;
    const std::string& language_;
    const Values& values_;
    const Typesetter& typesetter_;
    const QrCode& qr_;
};

}  // namespace mohur::templates
