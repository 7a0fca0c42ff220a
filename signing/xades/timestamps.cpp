// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/cades/reader.h"
#include "signing/crypto/hash.h"
#include "signing/timestamp/timestamp_token.h"
#include "signing/xades/covered_objects_internal.h"
#include "signing/xades/timestamps_internal.h"

namespace mohur::signing::xades {
namespace {

struct Container {
    std::string_view name;
    TimestampType type;
};
constexpr Container kSigned[] = {{"AllDataObjectsTimeStamp", TimestampType::content},
                                 {"IndividualDataObjectsTimeStamp", TimestampType::content}};
constexpr Container kUnsigned[] = {{"SignatureTimeStamp", TimestampType::signature},
                                   {"SigAndRefsTimeStamp", TimestampType::validation_data},
                                   {"SigAndRefsTimeStampV2", TimestampType::validation_data},
                                   {"RefsOnlyTimeStamp", TimestampType::validation_data},
                                   {"RefsOnlyTimeStampV2", TimestampType::validation_data},
                                   {"ArchiveTimeStamp", TimestampType::archive}};

TimestampFacts broken(TimestampType type, std::string_view code, std::string_view text) {
    TimestampFacts facts;
    facts.type = type;
    facts.errors.push_back({std::string{code}, std::string{text}});
    return facts;
}

Result<Digest> stamped_digest(const SignatureInReading& reading, const xml::Element& container,
                              DigestAlgorithm algorithm) {
    Hasher hasher{algorithm};
    MOHUR_TRY_VOID(write_stamped_octets(reading, container,
                                        [&hasher](BytesView piece) { hasher.update(piece); }));
    return hasher.finish();
}

TimestampFacts read_encapsulated(const SignatureInReading& reading, const xml::Element& container,
                                 const xml::Element& encapsulated, TimestampType type,
                                 const std::vector<Certificate>& candidates) {
    const auto encoding = encapsulated.base64();
    if (!encoding) {
        return broken(type, "timestamp-token-invalid", "base64");
    }
    const auto token = TimestampToken::parse(*encoding, reading.options.limits);
    if (!token) {
        return broken(type, "timestamp-token-invalid", token.error().reason);
    }
    const auto digest = stamped_digest(reading, container, token->imprint().algorithm);
    auto facts =
        cades::read_token(*token, type, digest ? std::optional{*digest} : std::nullopt, candidates);
    if (!digest) {
        facts.errors.push_back({"timestamp-imprint-not-computed",
                                digest.error().reason + ' ' + digest.error().detail});
    }
    return facts;
}

void read_container(const SignatureInReading& reading, const xml::Element& container,
                    TimestampType type, const std::vector<Certificate>& candidates,
                    std::vector<TimestampFacts>& found) {
    const auto first = found.size();
    for (const auto& child : container.children()) {
        if (found.size() >= reading.options.limits.signatures) {
            // One entry more says that the list is cut.
            if (found.size() == reading.options.limits.signatures) {
                found.push_back(broken(type, "limit-exceeded", "time-stamps of one signature"));
            }
            break;
        }
        if (is_property(child, "EncapsulatedTimeStamp")) {
            found.push_back(read_encapsulated(reading, container, child, type, candidates));
        } else if (is_property(child, "XMLTimeStamp")) {
            found.push_back(broken(type, "unsupported-format", "XMLTimeStamp"));
        }
    }
    for (auto i = first; i < found.size(); ++i) {
        found[i].id = container.attribute("Id").value_or("");
        if (type == TimestampType::archive && found[i].intact) {
            found[i].covered_objects = objects_before(reading, container);
        }
    }
}

template <class Containers>
void read_all(const SignatureInReading& reading, const std::optional<xml::Element>& parent,
              const Containers& containers, const std::vector<Certificate>& candidates,
              std::vector<TimestampFacts>& found) {
    if (!parent) {
        return;
    }
    for (const auto& child : parent->children()) {
        for (const auto& container : containers) {
            if (is_property(child, container.name)) {
                read_container(reading, child, container.type, candidates, found);
            }
        }
    }
}

}  // namespace

std::vector<TimestampFacts> read_timestamps(const SignatureInReading& reading,
                                            const std::vector<Certificate>& candidates) {
    std::vector<TimestampFacts> found;
    if (reading.properties) {
        read_all(reading, reading.properties->signed_data, kSigned, candidates, found);
        read_all(reading, reading.properties->unsigned_signature, kUnsigned, candidates, found);
    }
    return found;
}

}  // namespace mohur::signing::xades
