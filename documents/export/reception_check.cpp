// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/export/reception_check_internal.h"
#include "signing/crypto/hash.h"

namespace mohur::documents {
namespace {

std::string digest_text(BytesView octets) {
    return to_string(signing::digest_of(DigestAlgorithm::sha256, octets));
}

/// Empty text for what is no base64, which no record names.
std::set<std::string> digests_of(const Json& material) {
    std::set<std::string> digests;
    for (const auto* kind : {"certificates", "ocsp_responses", "crls"}) {
        for (const auto& piece : material[kind].items()) {
            const auto der = from_base64(piece.as_string());
            digests.insert(der ? digest_text(*der) : std::string{});
        }
    }
    return digests;
}

}  // namespace

std::set<std::string> records_told(const StreamExtract& stream) {
    std::set<std::string> digests;
    for (const auto& event : stream.events) {
        const auto payload = event.fields.type == "reception.judged"
                                 ? Json::parse(event.payload.value_or("{}"))
                                 : Error::malformed("package-invalid");
        if (payload) {
            digests.insert((*payload)["record"].as_string());
        }
    }
    return digests;
}

bool reception_holds(const ReceptionFiles& files, const std::string& document,
                     const Bytes& file_sha256, const std::set<std::string>& told) {
    const auto record = Json::parse(as_text(files.record));
    if (!record) {
        return false;
    }
    std::set<std::string> named;
    for (const auto& digest : (*record)["material"].items()) {
        named.insert(digest.as_string());
    }
    return (*record)["document"].as_string() == document &&
           (*record)["content"]["digest"].as_string() ==
               to_string(Digest{DigestAlgorithm::sha256, file_sha256}) &&
           (*record)["verdict"].as_string() == digest_text(files.verdict) &&
           named == digests_of(files.material) && told.contains(digest_text(files.record));
}

}  // namespace mohur::documents
