// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/worker/verify_task.h"

namespace mohur::server {
namespace {

Error not_a_request(std::string detail) {
    return Error::malformed("verify-request", std::move(detail));
}

Json digest_json(const Digest& digest) {
    return Json::object({{"algorithm", std::string{to_string(digest.algorithm)}},
                         {"value", to_base64(digest.value)}});
}

Result<Digest> digest_from(const Json& json) {
    const auto algorithm = digest_algorithm_from(json["algorithm"].as_string());
    if (!algorithm) {
        return not_a_request("digest");
    }
    MOHUR_TRY(auto value, from_base64(json["value"].as_string()));
    return Digest{*algorithm, std::move(value)};
}

Result<std::size_t> index_from(const Json& json) {
    if (json.as_integer(-1) < 0) {
        return not_a_request("input");
    }
    return static_cast<std::size_t>(json.as_integer());
}

Json content_json(const VerifyRequest::Content& content) {
    auto json = Json::object({{"name", content.name}, {"digests", Json::array()}});
    if (content.input) {
        json.set("input", std::uint64_t{*content.input});
    }
    auto digests = Json::array();
    for (const auto& digest : content.digests) {
        digests.push(digest_json(digest));
    }
    json.set("digests", std::move(digests));
    return json;
}

Result<VerifyRequest::Content> content_from(const Json& json) {
    VerifyRequest::Content content;
    content.name = json["name"].as_string();
    if (json.contains("input")) {
        MOHUR_TRY(content.input, index_from(json["input"]));
    }
    for (const auto& item : json["digests"].items()) {
        MOHUR_TRY(auto digest, digest_from(item));
        content.digests.push_back(std::move(digest));
    }
    return content;
}

Json trust_json(const VerifyRequest::Trust& trust) {
    return Json::object({{"name", trust.name},
                         {"octets", to_base64(trust.octets)},
                         {"from_folder", trust.from_folder}});
}

Result<VerifyRequest::Trust> trust_from(const Json& json) {
    MOHUR_TRY(auto octets, from_base64(json["octets"].as_string()));
    return VerifyRequest::Trust{json["name"].as_string(), std::move(octets),
                                json["from_folder"].as_bool()};
}

template <class Items, class Convert>
Json array_of(const Items& items, Convert convert) {
    auto array = Json::array();
    for (const auto& item : items) {
        array.push(convert(item));
    }
    return array;
}

/// Every item of the array by `convert`, or the first error.
template <class Item, class Convert>
Result<std::vector<Item>> items_from(const Json& array, Convert convert) {
    std::vector<Item> items;
    for (const auto& json : array.items()) {
        MOHUR_TRY(auto item, convert(json));
        items.push_back(std::move(item));
    }
    return items;
}

}  // namespace

Json to_json(const VerifyRequest& request) {
    const auto base64 = [](const Bytes& octets) { return Json{to_base64(octets)}; };
    const auto index = [](std::size_t input) { return Json{std::uint64_t{input}}; };
    return Json::object(
        {{"contents", array_of(request.contents, content_json)},
         {"evidence_records", array_of(request.evidence_records, index)},
         {"trust", array_of(request.trust, trust_json)},
         {"certificates", array_of(request.certificates, base64)},
         {"trust_unsigned_list", request.trust_unsigned_list},
         {"policy", request.policy},
         {"at", request.at ? Json{to_rfc3339(*request.at)} : Json{}},
         {"offline", request.offline},
         {"evidence", request.evidence},
         {"material", request.material ? Json{std::uint64_t{*request.material}} : Json{}}});
}

Result<VerifyRequest> verify_request_from(const Json& json) {
    const auto octets_from = [](const Json& item) { return from_base64(item.as_string()); };
    VerifyRequest request;
    MOHUR_TRY(request.contents, items_from<VerifyRequest::Content>(json["contents"], content_from));
    MOHUR_TRY(request.evidence_records,
              items_from<std::size_t>(json["evidence_records"], index_from));
    MOHUR_TRY(request.trust, items_from<VerifyRequest::Trust>(json["trust"], trust_from));
    MOHUR_TRY(request.certificates, items_from<Bytes>(json["certificates"], octets_from));
    request.trust_unsigned_list = json["trust_unsigned_list"].as_bool();
    request.policy = json["policy"].as_string();
    if (!json["at"].is_null()) {
        MOHUR_TRY(request.at, parse_rfc3339(json["at"].as_string()));
    }
    request.offline = json["offline"].as_bool();
    request.evidence = json["evidence"].as_bool();
    if (!json["material"].is_null()) {
        MOHUR_TRY(request.material, index_from(json["material"]));
    }
    return request;
}

}  // namespace mohur::server
