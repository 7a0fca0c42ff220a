// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/bytes.h"
#include "templates/renderer.h"

namespace mohur::templates {

/// The facts of a paper for machines, embedded in the PDF: root element `facts` of the namespace
/// urn:mohur:facts:1 with `issue` (number, date, code, address) and `data`, whose elements are
/// named as the facts; the items of an array are `item`. Facts must have passed the schema.
[[nodiscard]] Bytes write_facts_xml(const TemplatePackage& package, const Json& facts,
                                    const RenderContext& context);

}  // namespace mohur::templates
