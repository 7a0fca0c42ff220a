// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/bytes.h"
#include "signing/core/time.h"
#include "templates/template_package.h"

#include <chrono>
#include <string>

namespace mohur::templates {

/// What the issue of a paper adds to its facts.
struct RenderContext {
    std::string number;                ///< registration number, "4/25-123"
    std::chrono::year_month_day date;  ///< of the number, local
    std::string code;                  ///< verification code as it is printed, "K7QF-3M9P-2XRA"
    std::string qr_url;                ///< verification address; what the QR code holds
    std::string language;              ///< "az" or "en"
    Time time;                         ///< of rendering; goes into the metadata
    bool draft = false;                ///< a preview: each page is marked across
};

struct Rendered {
    Bytes pdf;        ///< PDF/A-3b with `facts_xml` attached as data
    Bytes facts_xml;  ///< see facts_xml.h
    std::size_t pages = 0;
};

/// Renders facts by a template to a paper. The same input gives the same octets.
///
/// Errors: those of `FactsSchema::validate` ("fact-missing", "fact-unknown", "fact-invalid");
/// `malformed` "glyph-missing" (JSON Pointer of the fact and the character, "/subject: U+1F600";
/// the name of the text when it stands in no fact), "template-invalid"; `not_found`
/// "template-language"; `too_large` "qr-too-long", "paper-too-long" (over 200 pages);
/// `unavailable` "font-missing". Thread-safe.
[[nodiscard]] Result<Rendered> render(const TemplatePackage& package, const Json& facts,
                                      const RenderContext& context);

}  // namespace mohur::templates
