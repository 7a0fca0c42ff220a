// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/validation/siva.h"

#include <algorithm>
#include <array>

namespace mohur::server::siva {
namespace {

/// Reads the members of one request and notes what is wrong, in SiVa's words.
class Fields {
public:
    Fields(const Json& object, std::string prefix, std::vector<RequestError>& errors)
        : object_{object}, prefix_{std::move(prefix)}, errors_{errors} {}

    [[nodiscard]] std::string required(std::string_view name) {
        auto text = object_[name].as_string();
        if (text.empty()) {
            fail(name, "must not be blank");
        }
        return text;
    }
    [[nodiscard]] std::string file_name(std::string_view name) {
        auto text = required(name);
        constexpr std::string_view kForbidden = "\\/:*?\"<>|\r\n\t";
        if (text.size() > 260 || text.find_first_of(kForbidden) != std::string::npos) {
            fail(name, "Invalid filename. Can only return characters, numbers and dots");
        }
        return text;
    }
    [[nodiscard]] std::string policy() {
        const auto& text = object_["signaturePolicy"].as_string();
        if (text.empty() || text == "POLv4") {
            return "strict";
        }
        if (text == "POLv3") {
            return "dss-like";
        }
        fail("signaturePolicy",
             "Invalid signature policy: " + text + "; Available abstractPolicies: [POLv3, POLv4]");
        return {};
    }
    void check_report_type() {
        constexpr std::array<std::string_view, 4> kTypes{"", "Simple", "Detailed", "Diagnostic"};
        const auto& text = object_["reportType"].as_string();
        if (std::ranges::find(kTypes, text) == kTypes.end()) {
            fail("reportType", "invalid report type");
        }
    }
    void fail(std::string_view name, std::string message) {
        errors_.push_back({prefix_ + std::string{name}, std::move(message)});
    }

private:
    const Json& object_;
    std::string prefix_;
    std::vector<RequestError>& errors_;
};

void add_file(const std::string& base64, std::string_view field, ValidationOrder& order,
              Fields& fields) {
    if (base64.empty()) {
        return;
    }
    const auto added = add_input(base64, field, order);
    if (!added) {
        fields.fail(field, added.error().code == ErrorCode::too_large
                               ? "Document is larger than allowed"
                               : "Document is not encoded in a valid base64 string");
    }
}

void add_data_file(const Json& json, const std::string& prefix, ValidationOrder& order,
                   std::vector<RequestError>& errors) {
    Fields fields{json, prefix, errors};
    VerifyRequest::Content content;
    content.name = fields.required("filename");
    const auto algorithm_name = fields.required("hashAlgo");
    const auto hash = fields.required("hash");
    const auto algorithm = digest_algorithm_from(algorithm_name);
    auto value = from_base64(hash);
    if (!algorithm_name.empty() && !algorithm) {
        fields.fail("hashAlgo", "Invalid hash algorithm");
    } else if (!hash.empty() && (!value || value->size() != digest_size(*algorithm))) {
        fields.fail("hash", "Document is not encoded in a valid base64 string");
    } else if (algorithm && value) {
        content.digests.push_back({*algorithm, std::move(*value)});
        order.request.contents.push_back(std::move(content));
    }
}

std::string indexed(std::string_view name, std::size_t i) {
    return std::string{name} + "[" + std::to_string(i) + "].";
}

ValidationOrder read_signature_file(const Json& json, std::size_t position,
                                    const std::string& policy, std::vector<RequestError>& errors) {
    const auto prefix = indexed("signatureFiles", position);
    Fields fields{json, prefix, errors};
    ValidationOrder order;
    order.request.policy = policy;
    add_file(fields.required("signature"), "signature", order, fields);
    const auto& files = json["datafiles"].items();
    if (files.size() > kMaxOrderItems) {
        fields.fail("datafiles", "too many data files");
        return order;
    }
    for (std::size_t i = 0; i < files.size(); ++i) {
        add_data_file(files[i], prefix + indexed("datafiles", i), order, errors);
    }
    return order;
}

Reading finished(std::vector<ValidationOrder> orders, std::vector<RequestError> errors) {
    Reading reading;
    if (errors.empty()) {
        reading.orders = std::move(orders);
    }
    reading.errors = std::move(errors);
    return reading;
}

Reading read_document(const Json& body, bool with_policy) {
    std::vector<RequestError> errors;
    Fields fields{body, "", errors};
    ValidationOrder order;
    order.file_name = fields.file_name("filename");
    add_file(fields.required("document"), "document", order, fields);
    if (with_policy) {
        order.request.policy = fields.policy();
        fields.check_report_type();
    }
    std::vector<ValidationOrder> orders;
    orders.push_back(std::move(order));
    return finished(std::move(orders), std::move(errors));
}

}  // namespace

Json errors_json(const std::vector<RequestError>& errors) {
    auto list = Json::array();
    for (const auto& error : errors) {
        list.push(Json::object({{"key", error.key}, {"message", error.message}}));
    }
    return Json::object({{"requestErrors", std::move(list)}});
}

Reading read_validation(const Json& body) {
    return read_document(body, true);
}

Reading read_data_files(const Json& body) {
    return read_document(body, false);
}

Reading read_hashcode_validation(const Json& body) {
    std::vector<RequestError> errors;
    Fields fields{body, "", errors};
    const auto policy = fields.policy();
    fields.check_report_type();
    std::vector<ValidationOrder> orders;
    const auto& files = body["signatureFiles"].items();
    constexpr std::size_t kMaxSignatureFiles = 50;
    if (files.empty() || files.size() > kMaxSignatureFiles) {
        fields.fail("signatureFiles", "must not be empty");
    } else {
        for (std::size_t i = 0; i < files.size(); ++i) {
            orders.push_back(read_signature_file(files[i], i, policy, errors));
        }
    }
    return finished(std::move(orders), std::move(errors));
}

}  // namespace mohur::server::siva
