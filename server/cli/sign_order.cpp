// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/cli/sign_command.h"

#include "signing/core/az_text.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace mohur::server {
namespace {

using signing::CreationFormat;
using signing::SignatureLevel;

constexpr std::array kOptions{
    OptionSpec{"--format", OptionSpec::Kind::value},
    OptionSpec{"--level", OptionSpec::Kind::value},
    OptionSpec{"--key", OptionSpec::Kind::value},
    OptionSpec{"--pin-fd", OptionSpec::Kind::value},
    OptionSpec{"--rsa-pss", OptionSpec::Kind::flag},
    OptionSpec{"--tsa", OptionSpec::Kind::values},
    OptionSpec{"--certificate", OptionSpec::Kind::values},
    OptionSpec{"--trust", OptionSpec::Kind::values},
    OptionSpec{"--packaging", OptionSpec::Kind::value},
    OptionSpec{"--reason", OptionSpec::Kind::value},
    OptionSpec{"--location", OptionSpec::Kind::value},
    OptionSpec{"--role", OptionSpec::Kind::values},
    OptionSpec{"--commitment", OptionSpec::Kind::values},
    OptionSpec{"--signature-policy", OptionSpec::Kind::value},
    OptionSpec{"--content-timestamp", OptionSpec::Kind::flag},
    OptionSpec{"--add-to", OptionSpec::Kind::value},
    OptionSpec{"--signature", OptionSpec::Kind::value},
    OptionSpec{"--field", OptionSpec::Kind::value},
    OptionSpec{"--certify", OptionSpec::Kind::value},
    OptionSpec{"--visible", OptionSpec::Kind::value},
    OptionSpec{"--mark-lang", OptionSpec::Kind::value},
    OptionSpec{"--mark-post", OptionSpec::Kind::value},
    OptionSpec{"--mark-qr", OptionSpec::Kind::value},
    OptionSpec{"--mark-image", OptionSpec::Kind::value},
    OptionSpec{"--active-content", OptionSpec::Kind::value},
    OptionSpec{"--normalise", OptionSpec::Kind::value},
    OptionSpec{"-o", OptionSpec::Kind::value},
    OptionSpec{"--lang", OptionSpec::Kind::value},
    OptionSpec{"--json", OptionSpec::Kind::flag},
};

Result<CreationFormat> format_from(const std::string& name, const std::string& packaging) {
    if (!signing::creation_format_from(name)) {
        return Error::malformed("usage-format", name);
    }
    const auto format = signing::creation_format_from(name, packaging);
    return format ? Result<CreationFormat>{*format}
                  : Result<CreationFormat>{Error::malformed("usage-packaging", packaging)};
}

Result<SignatureLevel> level_from(const std::string& name) {
    const auto level = signing::signature_level_from(name);
    return level ? Result<SignatureLevel>{*level}
                 : Result<SignatureLevel>{Error::malformed("usage-level", name)};
}

Result<std::string> required(const Arguments& arguments, std::string_view name) {
    auto value = arguments.value(name);
    return value && !value->empty()
               ? Result<std::string>{std::move(*value)}
               : Result<std::string>{Error::malformed("usage-option-missing", std::string{name})};
}

Result<std::optional<int>> descriptor_from(const std::optional<std::string>& text) {
    if (!text) {
        return std::optional<int>{};
    }
    int number = -1;
    const auto [end, status] = std::from_chars(text->data(), text->data() + text->size(), number);
    if (status != std::errc{} || end != text->data() + text->size() || number < 0) {
        return Error::malformed("usage-pin-fd", *text);
    }
    return std::optional{number};
}

/// A container with a token only: no key, no level.
bool is_timestamp(const Arguments& arguments) {
    return arguments.value("--format") == "asic-s" && arguments.value("--packaging") == "timestamp";
}

/// "OID=PATH", where PATH is the policy document.
Result<std::optional<SignOrder::Policy>> policy_from(const std::optional<std::string>& text) {
    if (!text) {
        return std::optional<SignOrder::Policy>{};
    }
    MOHUR_TRY(auto pair, split_name_value(*text));
    return std::optional{SignOrder::Policy{std::move(pair.first), std::move(pair.second)}};
}

Result<std::optional<int>> certification_from(const std::optional<std::string>& text) {
    if (!text) {
        return std::optional<int>{};
    }
    return *text == "1" || *text == "2" || *text == "3"
               ? Result<std::optional<int>>{std::optional{text->front() - '0'}}
               : Result<std::optional<int>>{Error::malformed("usage-certify", *text)};
}

Result<std::optional<VisibleOrder>> visible_from(const Arguments& arguments) {
    const auto place = arguments.value("--visible");
    if (!place) {
        for (const auto* name : {"--mark-lang", "--mark-post", "--mark-qr", "--mark-image"}) {
            if (arguments.has(name)) {
                return Error::malformed("usage-option-missing", "--visible");
            }
        }
        return std::optional<VisibleOrder>{};
    }
    VisibleOrder order;
    MOHUR_TRY(order.place, visible_place_from(*place));
    if (!order.place && !arguments.has("--field")) {
        return Error::malformed("usage-option-missing", "--field");
    }
    order.language = arguments.value("--mark-lang").value_or("az");
    order.post = arguments.value("--mark-post").value_or("");
    order.qr = arguments.value("--mark-qr").value_or("");
    order.image = arguments.value("--mark-image").value_or("");
    return std::optional{std::move(order)};
}

/// What only a PDF has.
Result<void> add_pdf(const Arguments& arguments, SignOrder& order) {
    order.field = arguments.value("--field").value_or("");
    MOHUR_TRY(order.certification, certification_from(arguments.value("--certify")));
    MOHUR_TRY(order.visible, visible_from(arguments));
    const auto policy = arguments.value("--active-content").value_or("warn");
    if (policy != "warn" && policy != "refuse") {
        return Error::malformed("usage-content-policy", policy);
    }
    order.refuse_active_content = policy == "refuse";
    order.normalised = arguments.value("--normalise").value_or("");
    return {};
}

/// What a level needs beside the key.
Result<void> check_level(const SignOrder& order) {
    const bool stamps =
        order.level != SignatureLevel::B || order.timestamp_only || order.content_timestamp;
    if (stamps && order.tsa_urls.empty()) {
        return Error::malformed("usage-option-missing", "--tsa");
    }
    if (order.level >= SignatureLevel::LT && order.trust.empty()) {
        return Error::malformed("usage-option-missing", "--trust");
    }
    return {};
}

}  // namespace

std::span<const OptionSpec> sign_options() noexcept {
    return kOptions;
}

Result<SignOrder> sign_order(const Arguments& arguments) {
    SignOrder order;
    MOHUR_TRY(const auto format, required(arguments, "--format"));
    order.timestamp_only = is_timestamp(arguments);
    if (!order.timestamp_only) {
        MOHUR_TRY(order.format, format_from(format, arguments.value("--packaging").value_or("")));
        MOHUR_TRY(order.key, required(arguments, "--key"));
    }
    MOHUR_TRY(order.level, level_from(arguments.value("--level").value_or("B")));
    MOHUR_TRY(const auto output, required(arguments, "-o"));
    MOHUR_TRY(order.pin_descriptor, descriptor_from(arguments.value("--pin-fd")));
    order.prefer_pss = arguments.has("--rsa-pss");
    order.output = output;
    order.files = arguments.positionals();
    order.tsa_urls = arguments.values("--tsa");
    order.certificates = arguments.values("--certificate");
    order.trust = arguments.values("--trust");
    order.reason = arguments.value("--reason").value_or("");
    order.location = arguments.value("--location").value_or("");
    order.roles = arguments.values("--role");
    order.commitments = arguments.values("--commitment");
    MOHUR_TRY(order.policy, policy_from(arguments.value("--signature-policy")));
    order.content_timestamp = arguments.has("--content-timestamp");
    order.add_to = arguments.value("--add-to").value_or("");
    order.countersigned = arguments.value("--signature").value_or("");
    MOHUR_TRY_VOID(add_pdf(arguments, order));
    if (order.files.empty()) {
        return Error::malformed("usage-file-missing");
    }
    const bool several = !order.timestamp_only && name_of(order.format).format == "asic-e";
    if (!several && order.files.size() != 1) {
        return Error::malformed("usage-one-file");
    }
    MOHUR_TRY_VOID(check_level(order));
    return order;
}

std::string_view media_type_of(std::string_view file_name) {
    struct Type {
        std::string_view suffix;
        std::string_view name;
    };
    constexpr std::array kTypes{
        Type{".pdf", "application/pdf"},
        Type{".txt", "text/plain"},
        Type{".xml", "text/xml"},
        Type{".csv", "text/csv"},
        Type{".html", "text/html"},
        Type{".json", "application/json"},
        Type{".png", "image/png"},
        Type{".jpg", "image/jpeg"},
        Type{".jpeg", "image/jpeg"},
        Type{".zip", "application/zip"},
        Type{".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
        Type{".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
        Type{".odt", "application/vnd.oasis.opendocument.text"},
        Type{".asice", "application/vnd.etsi.asic-e+zip"}};
    const auto name = caseless_key(file_name);
    const auto found =
        std::ranges::find_if(kTypes, [&](const Type& type) { return name.ends_with(type.suffix); });
    return found == kTypes.end() ? "" : found->name;
}

}  // namespace mohur::server
