// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/http/request.h"

#include "server/http/spool_file.h"
#include "signing/core/az_text.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace mohur::server {
namespace {

constexpr std::size_t kPiece = 64U << 10U;

bool same_name(std::string_view a, std::string_view b) {
    const auto lower = [](char c) { return std::tolower(static_cast<unsigned char>(c)); };
    return std::ranges::equal(a, b, {}, lower, lower);
}

std::string_view trim(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) {
        text.remove_prefix(1);
    }
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) {
        text.remove_suffix(1);
    }
    return text;
}

/// Calls `take` with each piece of the body until its end or the limit.
template <class Take>
Result<void> drain(BodyStream& body, std::uint64_t limit, Take take) {
    std::array<std::uint8_t, kPiece> piece{};
    std::uint64_t total = 0;
    while (true) {
        MOHUR_TRY(const auto got, body.read(piece));
        if (got == 0) {
            return {};
        }
        total += got;
        if (total > limit) {
            return Error::too_large("body-too-large", std::to_string(limit));
        }
        MOHUR_TRY_VOID(take(BytesView{piece}.first(got)));
    }
}

}  // namespace

std::string_view to_string(Method method) noexcept {
    switch (method) {
        case Method::get: return "GET";
        case Method::head: return "HEAD";
        case Method::post: return "POST";
        case Method::put: return "PUT";
        case Method::patch: return "PATCH";
        case Method::del: return "DELETE";
    }
    return "";
}

std::optional<Method> method_from(std::string_view name) noexcept {
    for (const auto method :
         {Method::get, Method::head, Method::post, Method::put, Method::patch, Method::del}) {
        if (to_string(method) == name) {
            return method;
        }
    }
    return std::nullopt;
}

Result<std::string> percent_decode(std::string_view text, bool plus_is_space) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+' && plus_is_space) {
            out.push_back(' ');
        } else if (text[i] == '%') {
            const auto byte = from_hex(text.substr(i + 1, 2));
            if (!byte || byte->size() != 1 || byte->front() == 0) {
                return Error::malformed("request-invalid", "escape");
            }
            out.push_back(static_cast<char>(byte->front()));
            i += 2;
        } else {
            out.push_back(text[i]);
        }
    }
    if (!is_valid_utf8(out)) {
        return Error::malformed("request-invalid", "not UTF-8");
    }
    return out;
}

Result<std::vector<std::pair<std::string, std::string>>> decode_form(std::string_view text) {
    std::vector<std::pair<std::string, std::string>> items;
    while (!text.empty()) {
        const auto end = std::min(text.find('&'), text.size());
        const auto item = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (item.empty()) {
            continue;
        }
        const auto equals = std::min(item.find('='), item.size());
        MOHUR_TRY(auto name, percent_decode(item.substr(0, equals), true));
        MOHUR_TRY(auto value, percent_decode(item.substr(std::min(equals + 1, item.size())), true));
        items.emplace_back(std::move(name), std::move(value));
    }
    return items;
}

Result<Request> Request::create(RequestHead head, std::unique_ptr<BodyStream> body) {
    Request request;
    const auto method = method_from(head.method);
    if (!method) {
        return Error::unsupported("method-not-allowed", head.method);
    }
    if (head.target.empty() || head.target.front() != '/') {
        return Error::malformed("request-invalid", "target");
    }
    const std::string_view target{head.target};
    const auto question = std::min(target.find('?'), target.size());
    MOHUR_TRY(request.path_, percent_decode(target.substr(0, question)));
    MOHUR_TRY(request.query_, decode_form(target.substr(std::min(question + 1, target.size()))));
    request.method_ = *method;
    request.client_address_ = std::move(head.client_address);
    request.headers_ = std::move(head.headers);
    request.body_ = std::move(body);
    return request;
}

std::optional<std::string> Request::query(std::string_view name) const {
    for (const auto& [key, value] : query_) {
        if (key == name) {
            return value;
        }
    }
    return std::nullopt;
}

std::optional<std::string> Request::header(std::string_view name) const {
    for (const auto& [key, value] : headers_) {
        if (same_name(key, name)) {
            return value;
        }
    }
    return std::nullopt;
}

std::optional<std::string> Request::cookie(std::string_view name) const {
    const auto line = header("Cookie");
    std::string_view rest = line ? std::string_view{*line} : std::string_view{};
    while (!rest.empty()) {
        const auto end = std::min(rest.find(';'), rest.size());
        const auto pair = trim(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        const auto equals = pair.find('=');
        if (equals != std::string_view::npos && pair.substr(0, equals) == name) {
            return std::string{pair.substr(equals + 1)};
        }
    }
    return std::nullopt;
}

const std::string& Request::parameter(std::string_view name) const {
    static const std::string none;
    const auto found = parameters_.find(name);
    return found != parameters_.end() ? found->second : none;
}

Result<std::string> Request::text_body(std::uint64_t limit) {
    std::string text;
    MOHUR_TRY_VOID(drain(*body_, limit, [&](BytesView piece) -> Result<void> {
        text.append(as_text(piece));
        return {};
    }));
    return text;
}

Result<Json> Request::json_body(std::uint64_t limit) {
    const auto type = header("Content-Type").value_or("");
    const auto media =
        trim(std::string_view{type}.substr(0, std::min(type.find(';'), type.size())));
    if (!same_name(media, "application/json") &&
        !same_name(media, "application/merge-patch+json")) {
        return Error::unsupported("media-type", type);
    }
    MOHUR_TRY(const auto text, text_body(limit));
    return Json::parse(text);
}

Result<std::shared_ptr<const ByteSource>> Request::spooled_body(const std::filesystem::path& folder,
                                                                std::uint64_t limit) {
    MOHUR_TRY(auto spool, SpoolFile::create(folder));
    MOHUR_TRY_VOID(drain(*body_, limit, [&](BytesView piece) { return spool.write(piece); }));
    return std::move(spool).finish();
}

}  // namespace mohur::server
