// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/validation/validation_order.h"

#include "server/http/json_fields.h"

#include <algorithm>
#include <array>

namespace mohur::server {
namespace {

constexpr std::size_t kMaxName = 1024;
constexpr std::size_t kMaxBase64 = kMaxOrderBytes / 3 * 4 + 4;

Error invalid(std::string_view field) {
    return Error::malformed("field-invalid", "field:" + std::string{field});
}

std::uint64_t total_size(const ValidationOrder& order) {
    std::uint64_t total = 0;
    for (const auto& input : order.files.inputs) {
        total += input->size();
    }
    return total;
}

Result<Digest> digest_from(const Json& json) {
    JsonFields fields{json};
    const auto algorithm = digest_algorithm_from(fields.text("algorithm", 32));
    auto value = from_base64(fields.text("value", 128));
    MOHUR_TRY_VOID(fields.finish());
    if (!algorithm || !value || value->size() != digest_size(*algorithm)) {
        return invalid("digests");
    }
    return Digest{*algorithm, std::move(*value)};
}

Result<VerifyRequest::Content> content_from(const Json& json, ValidationOrder& order) {
    JsonFields fields{json};
    VerifyRequest::Content content;
    content.name = fields.optional_text("name", kMaxName);
    const auto octets = fields.optional_text("content", kMaxBase64);
    const auto digests = fields.array("digests", kMaxOrderItems);
    MOHUR_TRY_VOID(fields.finish());
    if (octets.empty() == digests.empty()) {
        return invalid("contents");
    }
    if (!octets.empty()) {
        MOHUR_TRY(content.input, add_input(octets, "contents", order));
    }
    for (const auto& item : digests) {
        MOHUR_TRY(auto digest, digest_from(item));
        content.digests.push_back(std::move(digest));
    }
    return content;
}

Result<void> add_document(const Json& json, ValidationOrder& order) {
    JsonFields fields{json};
    order.file_name = fields.optional_text("name", kMaxName);
    const auto content = fields.text("content", kMaxBase64);
    MOHUR_TRY_VOID(fields.finish());
    return add_input(content, "document", order) ? Result<void>{} : invalid("document");
}

Result<void> add_records(const std::vector<Json>& records, ValidationOrder& order) {
    for (const auto& item : records) {
        MOHUR_TRY(const auto index, add_input(item.as_string(), "evidence_records", order));
        order.request.evidence_records.push_back(index);
    }
    return {};
}

Result<void> add_certificates(const std::vector<Json>& certificates, ValidationOrder& order) {
    for (const auto& item : certificates) {
        auto octets = from_base64(item.as_string());
        if (!octets) {
            return invalid("certificates");
        }
        order.request.certificates.push_back(std::move(*octets));
    }
    return {};
}

}  // namespace

Result<std::size_t> add_input(std::string_view base64, std::string_view field,
                              ValidationOrder& order) {
    if (base64.size() > kMaxBase64) {
        return Error::too_large("body-too-large", std::string{field});
    }
    auto octets = from_base64(base64);
    if (!octets || octets->empty()) {
        return invalid(field);
    }
    order.files.inputs.push_back(std::make_shared<MemorySource>(std::move(*octets)));
    if (total_size(order) > kMaxOrderBytes) {
        return Error::too_large("body-too-large", std::string{field});
    }
    return order.files.inputs.size() - 1;
}

Result<std::string> policy_named(std::string_view name, std::string_view field) {
    constexpr std::array<std::string_view, 3> kNames{"strict", "dss-like", "archive"};
    if (name.empty()) {
        return std::string{kNames.front()};
    }
    return std::ranges::find(kNames, name) == kNames.end() ? Result<std::string>{invalid(field)}
                                                           : Result<std::string>{std::string{name}};
}

Result<ValidationOrder> validation_order_from(const Json& body) {
    JsonFields fields{body};
    const auto document = fields.object("document");
    const auto contents = fields.array("contents", kMaxOrderItems);
    const auto records = fields.array("evidence_records", kMaxOrderItems);
    const auto certificates = fields.array("certificates", kMaxOrderItems);
    const auto policy = fields.optional_text("policy", 32);
    const auto at = fields.optional_text("at", 40);
    const auto offline = fields.boolean("offline");
    if (document.is_null()) {
        fields.fail("field-missing", "document");
    }
    MOHUR_TRY_VOID(fields.finish());
    ValidationOrder order;
    MOHUR_TRY_VOID(add_document(document, order));
    for (const auto& item : contents) {
        MOHUR_TRY(auto content, content_from(item, order));
        order.request.contents.push_back(std::move(content));
    }
    MOHUR_TRY_VOID(add_records(records, order));
    MOHUR_TRY_VOID(add_certificates(certificates, order));
    MOHUR_TRY(order.request.policy, policy_named(policy, "policy"));
    order.request.offline = offline.value_or(false);
    if (!at.empty()) {
        const auto time = parse_rfc3339(at);
        if (!time) {
            return invalid("at");
        }
        order.request.at = *time;
    }
    return order;
}

}  // namespace mohur::server
