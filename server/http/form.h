// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/http/request.h"

#include <map>
#include <string>

namespace mohur::server {

/// A submitted HTML form: its text fields and at most one file. Value type.
struct Form {
    std::map<std::string, std::string, std::less<>> fields;
    std::string file_name;                   ///< as the browser says; never used as a path
    std::shared_ptr<const ByteSource> file;  ///< null when none was chosen

    [[nodiscard]] const std::string& field(std::string_view name) const;
};

/// Reads application/x-www-form-urlencoded or multipart/form-data. Text fields are bounded to 4
/// KiB, their number to 32, the whole body to `limit`. Errors: `malformed` "form-invalid";
/// `unsupported` "media-type"; `too_large` "body-too-large".
[[nodiscard]] Result<Form> read_form(Request& request, const std::filesystem::path& spool,
                                     std::uint64_t limit);

}  // namespace mohur::server
