// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/reception/reception_record.h"

#include "signing/crypto/hash.h"

#include <set>

namespace mohur::documents {

Digest digest_of_text(const Json& json) {
    return signing::digest_of(DigestAlgorithm::sha256, as_bytes(json.dump()));
}

Json reception_record(AgencyId agency, const FileReception& file, const NewVerdict& verdict,
                      Time judged_at) {
    std::set<std::string> digests;
    for (const auto& material : verdict.material) {
        digests.insert(to_string(material.blob.digest()));
    }
    Json material = Json::array();
    for (const auto& digest : digests) {
        material.push(digest);
    }
    return Json::object(
        {{"format", "mohur.reception.1"},
         {"agency", to_string(agency)},
         {"document", to_string(file.place.document)},
         {"version", file.place.version},
         {"file", file.place.no},
         {"received_at", to_rfc3339(file.received_at)},
         {"judged_at", to_rfc3339(judged_at)},
         {"content", Json::object({{"digest", to_string(file.digest)}, {"size", file.size}})},
         {"verdict", to_string(digest_of_text(verdict.verdict))},
         {"material", std::move(material)}});
}

}  // namespace mohur::documents
