// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/crypto/hash.h"
#include "signing/pades/creation.h"
#include "signing/pades/form_internal.h"
#include "signing/pades/update_internal.h"
#include "signing/pdf/incremental_update.h"

#include <algorithm>
#include <cctype>
#include <map>

namespace mohur::signing::pades {
namespace {

using pdf::Array;
using pdf::Dictionary;
using pdf::Object;
using pdf::ObjectId;

/// One of the lists /Certs, /OCSPs, /CRLs: what is there and what is added, each octet string once.
class MaterialList {
public:
    static Result<MaterialList> read(const pdf::Snapshot& view, const Dictionary& store,
                                     std::string_view key) {
        MaterialList list;
        MOHUR_TRY(const auto present, view.value(store, key));
        if (present.array() == nullptr) {
            return list;
        }
        list.all_ = *present.array();
        for (const auto& element : list.all_) {
            MOHUR_TRY(const auto object, view.resolve(element));
            if (object.stream() == nullptr || !element.reference()) {
                continue;
            }
            // What cannot be decoded stays where it is; at worst it is there twice.
            if (auto data = view.data(*object.stream())) {
                list.known_.emplace(std::move(*data), *element.reference());
            }
        }
        return list;
    }

    /// The stream that holds `der`, written by `update` when there is none.
    ObjectId add(pdf::IncrementalUpdate& update, const Bytes& der) {
        if (const auto known = known_.find(der); known != known_.end()) {
            return known->second;
        }
        const ObjectId id = update.reserve();
        update.set_stream(id, Dictionary{}, der);
        known_.emplace(der, id);
        all_.emplace_back(id);
        return id;
    }
    [[nodiscard]] const Array& all() const noexcept { return all_; }

private:
    Array all_;
    std::map<Bytes, ObjectId> known_;
};

template <class Item>
Array add_all(pdf::IncrementalUpdate& update, MaterialList& list, const std::vector<Item>& items) {
    Array references;
    for (const auto& item : items) {
        const ObjectId id = list.add(update, item.der());
        if (std::ranges::find(references, Object{id}) == references.end()) {
            references.emplace_back(id);
        }
    }
    return references;
}

Dictionary with_list(const Dictionary& dictionary, const char* key, const Array& list) {
    return list.empty() ? dictionary : dictionary.with(key, Object{list});
}

bool starts_and_pads(BytesView contents, BytesView cms) {
    return contents.size() >= cms.size() && equal(contents.first(cms.size()), cms) &&
           std::ranges::all_of(contents.subspan(cms.size()), [](std::uint8_t c) { return c == 0; });
}

/// The /Contents octets, with their padding, of the signature whose CMS is `cms`.
Result<Bytes> padded_contents(const pdf::Snapshot& view, BytesView cms) {
    MOHUR_TRY(const auto form, read_form(view));
    MOHUR_TRY(const auto fields, read_fields(view, form));
    for (const auto& field : fields.fields) {
        if (field.type != "Sig" || field.value.is_null()) {
            continue;
        }
        MOHUR_TRY(const auto signature, view.resolve(field.value));
        if (signature.dictionary() == nullptr) {
            continue;
        }
        MOHUR_TRY(const auto contents, view.value(*signature.dictionary(), "Contents"));
        if (contents.string() != nullptr && starts_and_pads(contents.string()->value, cms)) {
            return contents.string()->value;
        }
    }
    return Error::not_found("pdf-signature-not-found");
}

struct StorePlace {
    std::optional<ObjectId> id;
    Dictionary dictionary;
};

Result<StorePlace> read_store(const pdf::Snapshot& view, const Dictionary& catalog) {
    StorePlace place;
    MOHUR_TRY(const auto store, view.value(catalog, "DSS"));
    if (store.dictionary() == nullptr) {
        return place;
    }
    place.id = catalog.find("DSS")->reference();
    place.dictionary = *store.dictionary();
    return place;
}

/// The VRI dictionary with an entry for one signature (EN 319 142-1 clause 5.4.2.3).
Result<Dictionary> with_vri(const pdf::Snapshot& view, const Dictionary& store, BytesView signature,
                            const Dictionary& material) {
    MOHUR_TRY(const auto contents, padded_contents(view, signature));
    MOHUR_TRY(const auto present, view.value(store, "VRI"));
    const Dictionary vri = present.dictionary() == nullptr ? Dictionary{} : *present.dictionary();
    return store.with("VRI", Object{vri.with(vri_key(contents), Object{material})});
}

}  // namespace

std::string vri_key(BytesView contents) {
    auto key = to_hex(digest_of(DigestAlgorithm::sha1, contents).value);
    std::ranges::transform(key, key.begin(),
                           [](char c) { return static_cast<char>(std::toupper(c)); });
    return key;
}

Result<Bytes> append_dss(const ByteSource& pdf, BytesView signature_contents,
                         const std::vector<Certificate>& certificates,
                         const std::vector<OcspResponse>& ocsp, const std::vector<Crl>& crls,
                         const Limits& limits) {
    MOHUR_TRY(auto update, pdf::IncrementalUpdate::open(pdf, limits));
    const pdf::Snapshot view = update.before();
    MOHUR_TRY(const auto catalog, view.catalog());
    MOHUR_TRY(const auto place, read_store(view, catalog));
    MOHUR_TRY(auto all_certs, MaterialList::read(view, place.dictionary, "Certs"));
    MOHUR_TRY(auto all_ocsps, MaterialList::read(view, place.dictionary, "OCSPs"));
    MOHUR_TRY(auto all_crls, MaterialList::read(view, place.dictionary, "CRLs"));

    Dictionary material = with_list({}, "Cert", add_all(update, all_certs, certificates));
    material = with_list(material, "OCSP", add_all(update, all_ocsps, ocsp));
    material = with_list(material, "CRL", add_all(update, all_crls, crls));
    Dictionary store = with_list(place.dictionary, "Certs", all_certs.all());
    store = with_list(store, "OCSPs", all_ocsps.all());
    store = with_list(store, "CRLs", all_crls.all());
    if (!signature_contents.empty()) {
        MOHUR_TRY(store, with_vri(view, store, signature_contents, material));
    }

    const ObjectId id = place.id ? *place.id : update.reserve();
    update.set(id, Object{store.with("Type", Object::name("DSS"))});
    if (!place.id) {
        update.set(*view.root(), Object{catalog.with("DSS", Object{id})});
    }
    MOHUR_TRY(auto file, update.write(renewed_file_id(view, "DSS")));
    return std::move(file.bytes);
}

}  // namespace mohur::signing::pades
