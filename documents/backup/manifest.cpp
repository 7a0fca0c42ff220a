// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/backup/manifest.h"

#include <filesystem>

namespace mohur::documents {
namespace {

constexpr std::size_t kDigits = 64;

bool stays_inside(std::string_view path) {
    const std::filesystem::path parts{path};
    if (path.empty() || parts.is_absolute()) {
        return false;
    }
    for (const auto& part : parts) {
        if (part == ".." || part == ".") {
            return false;
        }
    }
    return true;
}

Result<ManifestLine> parse_line(std::string_view line) {
    if (line.size() <= kDigits + 2 || line.substr(kDigits, 2) != "  ") {
        return Error::malformed("backup-format", "manifest");
    }
    auto digest = from_hex(line.substr(0, kDigits));
    const auto path = line.substr(kDigits + 2);
    if (!digest || !stays_inside(path)) {
        return Error::malformed("backup-format", "manifest");
    }
    return ManifestLine{std::string{path}, std::move(*digest)};
}

}  // namespace

std::string to_text(const Manifest& manifest) {
    std::string text;
    for (const auto& line : manifest) {
        text += to_hex(line.sha256) + "  " + line.path + "\n";
    }
    return text;
}

Result<Manifest> parse_manifest(std::string_view text) {
    Manifest manifest;
    while (!text.empty()) {
        const auto end = text.find('\n');
        if (end == std::string_view::npos) {
            return Error::malformed("backup-format", "manifest");
        }
        MOHUR_TRY(auto line, parse_line(text.substr(0, end)));
        manifest.push_back(std::move(line));
        text.remove_prefix(end + 1);
    }
    return manifest;
}

}  // namespace mohur::documents
