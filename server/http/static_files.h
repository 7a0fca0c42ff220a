// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/http/request.h"
#include "server/http/response.h"

#include <filesystem>
#include <map>
#include <memory>
#include <string>

namespace mohur::server {

/// The built web UI: a fixed set of files, listed once at start, so that no path of a request ever
/// reaches the file system. Immutable; thread-safe.
class StaticFiles {
public:
    /// Lists every regular file below `folder`. `not_found` "ui-missing" without an index.html.
    [[nodiscard]] static Result<StaticFiles> list(const std::filesystem::path& folder);

    /// The file of a path ("/assets/app-4f2a.js"), the precompressed ".gz" where the client takes
    /// it; `not_found` "page-not-found" otherwise.
    [[nodiscard]] Result<Response> serve(const Request& request) const;
    /// The application's page, for every path that the client-side router knows.
    [[nodiscard]] Result<Response> index() const;

private:
    struct Entry {
        std::filesystem::path file;
        std::string media_type;
        std::string etag;
        bool immutable = false;  ///< the name holds a digest of the content
    };
    [[nodiscard]] static Response answer(const Entry& entry,
                                         std::shared_ptr<const ByteSource> bytes);

    std::map<std::string, Entry, std::less<>> entries_;
};

/// "text/html; charset=utf-8" for ".html"; application/octet-stream for what is not known.
[[nodiscard]] std::string_view asset_media_type(std::string_view file_name);

}  // namespace mohur::server
