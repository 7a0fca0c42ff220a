// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pades/validation_material_internal.h"

namespace mohur::signing::pades {
namespace {

using pdf::Dictionary;
using pdf::Object;
using pdf::Snapshot;

/// The dictionary below `key`; null when it is none or cannot be read.
const Dictionary* dictionary_at(const Snapshot& view, const Dictionary& parent, const char* key,
                                Object& keep) {
    auto value = view.value(parent, key);
    if (!value) {
        return nullptr;
    }
    keep = std::move(*value);
    return keep.dictionary();
}

}  // namespace

bool ValidationMaterial::has_store(const Snapshot& view) {
    const auto catalog = view.catalog();
    Object store;
    return catalog && dictionary_at(view, *catalog, "DSS", store) != nullptr;
}

void ValidationMaterial::add(const Snapshot& view) {
    const auto catalog = view.catalog();
    Object keep;
    const Dictionary* store = catalog ? dictionary_at(view, *catalog, "DSS", keep) : nullptr;
    if (store == nullptr) {
        return;
    }
    add_lists(view, *store, "Certs", "OCSPs", "CRLs");
    add_vri(view, *store);
}

void ValidationMaterial::add_lists(const Snapshot& view, const Dictionary& store,
                                   const char* certificates, const char* ocsp, const char* crls) {
    add_list(view, store, certificates, certificates_);
    add_list(view, store, ocsp, ocsp_);
    add_list(view, store, crls, crls_);
}

// What stands in VRI should stand in the lists too (EN 319 142-1 clause 5.4.2.3), but need not.
void ValidationMaterial::add_vri(const Snapshot& view, const Dictionary& store) {
    Object keep;
    const Dictionary* vri = dictionary_at(view, store, "VRI", keep);
    if (vri == nullptr) {
        return;
    }
    for (const auto& [key, entry] : vri->entries()) {
        Object item;
        const Dictionary* lists = dictionary_at(view, *vri, key.c_str(), item);
        if (lists != nullptr) {
            add_lists(view, *lists, "Cert", "OCSP", "CRL");
        }
    }
}

template <class Item>
void ValidationMaterial::add_list(const Snapshot& view, const Dictionary& store, const char* key,
                                  std::vector<Item>& to) {
    const auto list = view.value(store, key);
    if (!list || list->array() == nullptr) {
        return;
    }
    for (const auto& element : *list->array()) {
        if (to.size() >= limits_.certificates) {
            warnings_.push_back({"limit-exceeded", std::string{"/DSS "} + key});
            return;
        }
        add_item(view, element, to);
    }
}

template <class Item>
void ValidationMaterial::add_item(const Snapshot& view, const Object& reference,
                                  std::vector<Item>& to) {
    const auto object = view.resolve(reference);
    const auto* stream = object ? object->stream() : nullptr;
    if (stream == nullptr || !read_.insert(stream->data_offset).second) {
        return;
    }
    const auto data = view.data(*stream);
    auto item = data ? Item::from_der(*data) : Result<Item>{data.error()};
    if (!item) {
        warnings_.push_back({"dss-item-undecodable", item.error().reason + " at offset " +
                                                         std::to_string(stream->data_offset)});
        return;
    }
    to.push_back(std::move(*item));
}

}  // namespace mohur::signing::pades
