// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/http/static_files.h"

#include <algorithm>
#include <array>

namespace mohur::server {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::pair<std::string_view, std::string_view>, 14> kMediaTypes{{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".ico", "image/vnd.microsoft.icon"},
    {".woff2", "font/woff2"},
    {".txt", "text/plain; charset=utf-8"},
    {".pdf", "application/pdf"},
    {".asice", "application/vnd.etsi.asic-e+zip"},
    {".xml", "application/xml"},
    {".zip", "application/zip"},
}};

std::string etag_of(const fs::path& file) {
    const auto stamp = fs::last_write_time(file).time_since_epoch().count();
    return "\"" + std::to_string(fs::file_size(file)) + "-" + std::to_string(stamp) + "\"";
}

/// The codings that a build writes beside a file, the smaller first.
constexpr std::array<std::pair<std::string_view, std::string_view>, 2> kCodings{{
    {".br", "br"},
    {".gz", "gzip"},
}};

std::string_view trimmed(std::string_view text) {
    const auto from = text.find_first_not_of(" \t");
    if (from == std::string_view::npos) {
        return {};
    }
    return text.substr(from, text.find_last_not_of(" \t") - from + 1);
}

/// "q=0", "q=0.", "q=0.000": the client will not have it (RFC 9110 clause 12.4.2).
bool is_refusal(std::string_view weight) {
    return weight.starts_with("q=0") && weight.find_first_not_of("0.", 2) == std::string_view::npos;
}

/// RFC 9110 clause 12.5.3, without "*", which no browser sends.
bool takes(std::string_view accepted, std::string_view coding) {
    while (!accepted.empty()) {
        const auto comma = std::min(accepted.find(','), accepted.size());
        const auto item = accepted.substr(0, comma);
        accepted.remove_prefix(std::min(comma + 1, accepted.size()));
        const auto semicolon = std::min(item.find(';'), item.size());
        if (trimmed(item.substr(0, semicolon)) == coding) {
            return !is_refusal(trimmed(item.substr(std::min(semicolon + 1, item.size()))));
        }
    }
    return false;
}

bool is_packed(std::string_view name) {
    return std::ranges::any_of(kCodings,
                               [&](const auto& coding) { return name.ends_with(coding.first); });
}

}  // namespace

std::string_view asset_media_type(std::string_view file_name) {
    for (const auto& [ending, type] : kMediaTypes) {
        if (file_name.ends_with(ending)) {
            return type;
        }
    }
    return "application/octet-stream";
}

Result<StaticFiles> StaticFiles::list(const fs::path& folder) {
    StaticFiles files;
    std::error_code failed;
    for (auto it = fs::recursive_directory_iterator{folder, failed};
         it != fs::recursive_directory_iterator{}; it.increment(failed)) {
        if (failed || !it->is_regular_file()) {
            continue;
        }
        const auto name = "/" + fs::relative(it->path(), folder).generic_string();
        if (is_packed(name)) {
            continue;
        }
        files.entries_[name] = {std::string{asset_media_type(name)}, name.starts_with("/assets/"),
                                forms_of(it->path())};
    }
    if (failed || !files.entries_.contains("/index.html")) {
        return Error::not_found("ui-missing", folder.string());
    }
    return files;
}

std::vector<StaticFiles::Form> StaticFiles::forms_of(const fs::path& file) {
    std::vector<Form> forms;
    for (const auto& [ending, coding] : kCodings) {
        auto packed = file;
        packed += ending;
        if (fs::is_regular_file(packed)) {
            forms.push_back({coding, packed, etag_of(packed)});
        }
    }
    forms.push_back({"", file, etag_of(file)});
    return forms;
}

Result<Response> StaticFiles::answer(const Request& request, const Entry& entry) {
    const auto accepted = request.header("Accept-Encoding").value_or("");
    const auto& form = *std::ranges::find_if(entry.forms, [&](const Form& one) {
        return one.coding.empty() || takes(accepted, one.coding);
    });
    Response response;
    if (request.header("If-None-Match") == form.etag) {
        response = Response::empty(304);
    } else {
        MOHUR_TRY(auto file, FileSource::open(form.file));
        response = Response::of_file(std::move(file), entry.media_type);
        if (!form.coding.empty()) {
            response.with("Content-Encoding", form.coding);
        }
    }
    response.with("ETag", form.etag)
        .with("Vary", "Accept-Encoding")
        .with("Cache-Control",
              entry.immutable ? "public, max-age=31536000, immutable" : "no-cache");
    return response;
}

Result<Response> StaticFiles::serve(const Request& request) const {
    const auto found = entries_.find(request.path());
    if (found == entries_.end()) {
        return Error::not_found("page-not-found");
    }
    return answer(request, found->second);
}

Result<Response> StaticFiles::index(const Request& request) const {
    return answer(request, entries_.at("/index.html"));
}

}  // namespace mohur::server
