// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/xades_floor.h"

#include "tests/bench/measurement.h"
#include "tests/bench/raw_xml.h"
#include "tests/bench/raw_zip.h"

#include <set>

namespace mohur::bench {
namespace {

using raw::Octets;
using raw::View;

Octets stored_digest(xmlNode* reference) {
    return raw::from_base64(raw::text_of(raw::find(reference, "DigestValue")));
}

const std::string& name_of(const std::map<std::string, raw::Packed>& entries,
                           const std::string& beginning) {
    const auto found = entries.lower_bound(beginning);
    if (found == entries.end() || !found->first.starts_with(beginning)) {
        fail("floor: no entry " + beginning);
    }
    return found->first;
}

/// One signature in its document.
class Signature {
public:
    explicit Signature(const Octets& xml)
        : document_{raw::parse_xml(xml)},
          root_{raw::find(reinterpret_cast<xmlNode*>(document_.get()), "Signature")} {}

    void check_references(const Octets& file_digest) {
        for (auto* reference : raw::find_all(raw::find(root_, "SignedInfo"), "Reference")) {
            const bool own = raw::attribute_of(reference, "URI").starts_with("#");
            const Octets computed = own ? digest_of_properties(reference) : file_digest;
            if (computed != stored_digest(reference)) {
                fail("floor: reference " + raw::attribute_of(reference, "URI"));
            }
        }
    }

    void check_value() {
        std::vector<openssl::X509Ptr> certificates;
        std::set<Octets> seen;
        for (const auto* name : {"X509Certificate", "EncapsulatedX509Certificate"}) {
            for (auto* each : raw::find_all(root_, name)) {
                Octets der = raw::from_base64(raw::text_of(each));
                if (seen.insert(der).second) {
                    certificates.push_back(raw::certificate(der));
                }
            }
        }
        auto* info = raw::find(root_, "SignedInfo");
        const Octets to_be_signed = raw::canonical(document_.get(), info, raw::method_in(info));
        const Octets value = raw::from_base64(raw::text_of(raw::find(root_, "SignatureValue")));
        raw::verify_value(certificates.front().get(), to_be_signed, value);
    }

    void check_timestamp() {
        auto* stamp = raw::find(root_, "SignatureTimeStamp");
        const Octets stamped = raw::canonical(document_.get(), raw::find(root_, "SignatureValue"),
                                              raw::method_in(stamp));
        const Octets token =
            raw::from_base64(raw::text_of(raw::find(stamp, "EncapsulatedTimeStamp")));
        const View view{stamped};
        raw::verify_token(token, std::span{&view, 1});
    }

private:
    Octets digest_of_properties(xmlNode* reference) {
        auto* transform = raw::find(reference, "Transform");
        const auto method = transform == nullptr ? "" : raw::attribute_of(transform, "Algorithm");
        const Octets text =
            raw::canonical(document_.get(), raw::find(root_, "SignedProperties"), method);
        const View view{text};
        return raw::sha256(std::span{&view, 1});
    }

    raw::Document document_;
    xmlNode* root_;
};

}  // namespace

Octets check_asic_e(View container) {
    const auto entries = raw::zip_directory(container);
    const Octets file = raw::unpacked(entries.at(name_of(entries, "document")));
    const View view{file};
    Octets digest = raw::sha256(std::span{&view, 1});
    Signature signature{raw::unpacked(entries.at(name_of(entries, "META-INF/signatures")))};
    signature.check_references(digest);
    signature.check_value();
    signature.check_timestamp();
    return digest;
}

}  // namespace mohur::bench
