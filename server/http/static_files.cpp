// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/http/static_files.h"

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

bool takes_gzip(const Request& request) {
    return request.header("Accept-Encoding").value_or("").find("gzip") != std::string::npos;
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
        files.entries_[name] = {it->path(), std::string{asset_media_type(name)},
                                etag_of(it->path()), name.starts_with("/assets/")};
    }
    if (failed || !files.entries_.contains("/index.html")) {
        return Error::not_found("ui-missing", folder.string());
    }
    return files;
}

Response StaticFiles::answer(const Entry& entry, std::shared_ptr<const ByteSource> bytes) {
    auto response = Response::of_file(std::move(bytes), entry.media_type);
    response.with("ETag", entry.etag)
        .with("Cache-Control",
              entry.immutable ? "public, max-age=31536000, immutable" : "no-cache");
    return response;
}

Result<Response> StaticFiles::serve(const Request& request) const {
    const auto found = entries_.find(request.path());
    if (found == entries_.end()) {
        return Error::not_found("page-not-found");
    }
    if (request.header("If-None-Match") == found->second.etag) {
        return std::move(Response::empty(304).with("ETag", found->second.etag));
    }
    const auto packed = entries_.find(request.path() + ".gz");
    const bool gzip = packed != entries_.end() && takes_gzip(request);
    MOHUR_TRY(auto file, FileSource::open(gzip ? packed->second.file : found->second.file));
    auto response = answer(found->second, std::move(file));
    response.with("Vary", "Accept-Encoding");
    if (gzip) {
        response.with("Content-Encoding", "gzip");
    }
    return response;
}

Result<Response> StaticFiles::index() const {
    const auto& entry = entries_.at("/index.html");
    MOHUR_TRY(auto file, FileSource::open(entry.file));
    return answer(entry, std::move(file));
}

}  // namespace mohur::server
