// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/signing/paper.h"

#include "templates/renderer.h"

namespace mohur::server {

Result<Paper> render_paper(const StoredFacts& stored, const PaperStamp& stamp) {
    MOHUR_TRY(const auto package, templates::TemplatePackage::shipped(stored.template_name));
    const templates::RenderContext context{stamp.index, stamp.date, stamp.code, stamp.verify_url,
                                           "az",        stamp.time, stamp.draft};
    MOHUR_TRY(auto rendered, templates::render(package, stored.facts, context));
    return Paper{std::move(rendered.pdf), stored.template_name + ".pdf",
                 static_cast<int>(rendered.pages)};
}

}  // namespace mohur::server
