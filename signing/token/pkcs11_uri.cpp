// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/token/pkcs11_uri.h"

#include "signing/core/secret_file.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

namespace mohur::signing {
namespace {

constexpr std::string_view kScheme = "pkcs11:";
constexpr std::size_t kMaxUriBytes = 4'096;
constexpr std::size_t kMaxPinBytes = 255;

Error invalid(std::string detail) {
    return Error::malformed("key-uri-invalid", std::move(detail));
}
Error unsupported(std::string detail) {
    return Error::unsupported("key-uri-unsupported", std::move(detail));
}

// RFC 3986 2.1.
Result<std::string> decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += text[i];
            continue;
        }
        const auto octet = from_hex(text.substr(i + 1, 2));
        if (!octet || octet->size() != 1) {
            return invalid("percent encoding");
        }
        out += static_cast<char>(octet->front());
        i += 2;
    }
    return out;
}

Result<std::uint64_t> number(std::string_view text) {
    std::uint64_t value = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failure != std::errc{} || end != text.data() + text.size()) {
        return invalid("number");
    }
    return value;
}

// RFC 7512 2.4: a file name or a file URI; a command ("|prog") is not run.
Result<std::filesystem::path> pin_file(std::string_view value) {
    constexpr std::array<std::string_view, 3> kPrefixes{"file://localhost/", "file:///", "file:/"};
    for (const auto prefix : kPrefixes) {
        if (value.starts_with(prefix)) {
            value.remove_prefix(prefix.size() - 1);
            break;
        }
    }
    // Two slashes left: a file URI of another host.
    if (!value.starts_with('/') || value.starts_with("//")) {
        return unsupported("pin-source");
    }
    return std::filesystem::path{value};
}

// RFC 7512 2.3: one value per attribute name.
Result<void> set_path_attribute(Pkcs11Uri& uri, std::string_view name, const std::string& value) {
    if (name == "token") {
        uri.token = value;
    } else if (name == "manufacturer") {
        uri.manufacturer = value;
    } else if (name == "model") {
        uri.model = value;
    } else if (name == "serial") {
        uri.serial = value;
    } else if (name == "object") {
        uri.object = value;
    } else if (name == "id") {
        uri.id = to_bytes(as_bytes(value));
    } else if (name == "slot-id") {
        MOHUR_TRY(uri.slot_id, number(value));
    } else if (name != "type") {  // whatever it says, a key and its certificate are looked up
        return unsupported(std::string{name});
    }
    return {};
}

Result<void> set_query_attribute(Pkcs11Uri& uri, std::string_view name, const std::string& value) {
    if (name == "pin-value") {
        return Error::denied("pin-value-in-uri");
    }
    if (name == "pin-source") {
        MOHUR_TRY(uri.pin_source, pin_file(value));
    } else if (name == "module-path") {
        uri.module_path = value;
    } else {
        return unsupported(std::string{name});
    }
    return {};
}

using Setter = Result<void> (*)(Pkcs11Uri&, std::string_view, const std::string&);

Result<void> read_attributes(Pkcs11Uri& uri, std::string_view text, char separator, Setter set) {
    std::set<std::string_view> seen;
    while (!text.empty()) {
        const auto end = std::min(text.find(separator), text.size());
        const auto attribute = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        const auto equals = attribute.find('=');
        if (equals == std::string_view::npos || !seen.insert(attribute.substr(0, equals)).second) {
            return invalid("attribute");
        }
        MOHUR_TRY(const std::string value, decoded(attribute.substr(equals + 1)));
        MOHUR_TRY_VOID(set(uri, attribute.substr(0, equals), value));
    }
    return {};
}

}  // namespace

Result<Pkcs11Uri> Pkcs11Uri::parse(std::string_view text) {
    if (!text.starts_with(kScheme) || text.size() > kMaxUriBytes) {
        return invalid("scheme");
    }
    text.remove_prefix(kScheme.size());
    const auto question = std::min(text.find('?'), text.size());
    const auto query = text.substr(std::min(question + 1, text.size()));
    Pkcs11Uri uri;
    // The query first: a PIN is refused whatever else is wrong.
    MOHUR_TRY_VOID(read_attributes(uri, query, '&', set_query_attribute));
    MOHUR_TRY_VOID(read_attributes(uri, text.substr(0, question), ';', set_path_attribute));
    return uri;
}

Result<Secret> read_pin_source(const std::filesystem::path& path) {
    return read_secret_file(path, kMaxPinBytes);
}

}  // namespace mohur::signing
