// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "templates/facts_xml.h"

#include "signing/xml/writer.h"
#include "templates/iso_date_internal.h"

namespace mohur::templates {
namespace {

using signing::xml::Writer;

std::string text_of(const Json& value) {
    return value.is_string() ? value.as_string() : value.dump();
}

void write_value(Writer& writer, std::string_view name, const Json& value) {
    if (!value.is_object() && !value.is_array()) {
        writer.leaf(name, text_of(value));
        return;
    }
    writer.open(name);
    for (const auto& [member, inner] : value.members()) {
        write_value(writer, member, inner);
    }
    for (const Json& item : value.items()) {
        write_value(writer, "item", item);
    }
    writer.close();
}

}  // namespace

Bytes write_facts_xml(const TemplatePackage& package, const Json& facts,
                      const RenderContext& context) {
    const std::string version = std::to_string(package.version());
    Writer writer;
    writer.open("facts", {{"xmlns", "urn:mohur:facts:1"},
                          {"template", package.id()},
                          {"version", version},
                          {"xml:lang", context.language}});
    writer.open("issue");
    writer.leaf("number", context.number);
    writer.leaf("date", iso_date(context.date));
    writer.leaf("code", context.code);
    writer.leaf("address", context.qr_url);
    writer.close();
    write_value(writer, "data", facts);
    const std::string xml = R"(<?xml version="1.0" encoding="UTF-8"?>)"
                            "\n" +
                            writer.take();
    return {xml.begin(), xml.end()};
}

}  // namespace mohur::templates
