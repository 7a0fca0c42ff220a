// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/http/request.h"
#include "server/http/response.h"

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace mohur::server {

/// The built web UI: a fixed set of files, listed once at start, so that no path of a request ever
/// reaches the file system. Immutable; thread-safe.
class StaticFiles {
public:
    /// Lists every regular file below `folder`. `not_found` "ui-missing" without an index.html.
    [[nodiscard]] static Result<StaticFiles> list(const std::filesystem::path& folder);

    /// The file of a path ("/assets/app-4f2a.js"), in the first form among ".br", ".gz" and plain
    /// that was built and that the client takes; `not_found` "page-not-found" otherwise.
    [[nodiscard]] Result<Response> serve(const Request& request) const;
    /// The application's page, for every path that the client-side router knows.
    [[nodiscard]] Result<Response> index(const Request& request) const;

private:
    struct Form {
        std::string_view coding;  ///< of Content-Encoding; empty: as it is
        std::filesystem::path file;
        std::string etag;
    };
    struct Entry {
        std::string media_type;
        bool immutable = false;   ///< the name holds a digest of the content
        std::vector<Form> forms;  ///< the best first, the plain one last
    };
    [[nodiscard]] static std::vector<Form> forms_of(const std::filesystem::path& file);
    [[nodiscard]] static Result<Response> answer(const Request& request, const Entry& entry);

    std::map<std::string, Entry, std::less<>> entries_;
};

/// "text/html; charset=utf-8" for ".html"; application/octet-stream for what is not known.
[[nodiscard]] std::string_view asset_media_type(std::string_view file_name);

}  // namespace mohur::server
