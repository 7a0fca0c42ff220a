// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/worker/material_messages.h"

#include "signing/core/bytes.h"

namespace mohur::server {
namespace {

template <class Item>
Json list_of(const std::vector<Item>& items) {
    Json list = Json::array();
    for (const auto& item : items) {
        list.push(to_base64(item.der()));
    }
    return list;
}

template <class Item>
Result<std::vector<Item>> items_from(const Json& list) {
    if (!list.is_array()) {
        return Error::malformed("validation-material-invalid");
    }
    std::vector<Item> items;
    for (const auto& text : list.items()) {
        MOHUR_TRY(const auto der, from_base64(text.as_string()));
        MOHUR_TRY(auto item, Item::from_der(der));
        items.push_back(std::move(item));
    }
    return items;
}

}  // namespace

Json to_json(const signing::ValidationMaterial& material) {
    return Json::object({{"certificates", list_of(material.certificates)},
                         {"ocsp_responses", list_of(material.ocsp_responses)},
                         {"crls", list_of(material.crls)}});
}

Result<signing::ValidationMaterial> validation_material_from(const Json& json) {
    signing::ValidationMaterial material;
    MOHUR_TRY(material.certificates, items_from<signing::Certificate>(json["certificates"]));
    MOHUR_TRY(material.ocsp_responses, items_from<signing::OcspResponse>(json["ocsp_responses"]));
    MOHUR_TRY(material.crls, items_from<signing::Crl>(json["crls"]));
    return material;
}

}  // namespace mohur::server
