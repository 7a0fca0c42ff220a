// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/bagit/bag_manifest.h"

#include "signing/core/az_text.h"

#include <algorithm>
#include <array>

namespace mohur::documents::bagit {
namespace {

constexpr std::size_t kLongestName = 120;

std::string encoded(std::string_view path) {
    std::string text;
    for (const char c : path) {
        switch (c) {
            case '%': text += "%25"; break;
            case '\r': text += "%0D"; break;
            case '\n': text += "%0A"; break;
            default: text.push_back(c);
        }
    }
    return text;
}

// Only these three are escapes; a '%' before anything else stands for itself, because older bags
// did not encode it.
std::string decoded(std::string_view text) {
    std::string path;
    while (!text.empty()) {
        const auto escape = az_upper(text.substr(0, 3));
        const char plain = escape == "%25"   ? '%'
                           : escape == "%0D" ? '\r'
                           : escape == "%0A" ? '\n'
                                             : '\0';
        path.push_back(plain != '\0' ? plain : text.front());
        text.remove_prefix(plain != '\0' ? 3 : 1);
    }
    return path;
}

bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

Result<ManifestEntry> parse_line(std::string_view line, std::size_t digits) {
    if (line.size() <= digits + 1 || !is_blank(line[digits])) {
        return Error::malformed("bag-manifest-invalid");
    }
    MOHUR_TRY(auto digest, from_hex(line.substr(0, digits)));
    const auto path = line.find_first_not_of(" \t", digits);
    if (path == std::string_view::npos) {
        return Error::malformed("bag-manifest-invalid");
    }
    return ManifestEntry{decoded(line.substr(path)), std::move(digest)};
}

bool is_control(char c) {
    return static_cast<unsigned char>(c) < 0x20U || c == 0x7F;
}

/// Names that Windows keeps for devices, whatever their suffix.
bool is_device_name(std::string_view name) {
    static constexpr std::array<std::string_view, 10> kDevices{
        "con", "prn", "aux", "nul", "com1", "com2", "com3", "lpt1", "lpt2", "lpt3"};
    const auto stem = caseless_key(name.substr(0, name.find('.')));
    return std::ranges::find(kDevices, stem) != kDevices.end();
}

/// Cuts at a character's beginning, before the suffix.
std::string shortened(const std::string& name) {
    const auto dot = name.rfind('.');
    const auto suffix = dot != std::string::npos && name.size() - dot <= 10 ? name.substr(dot) : "";
    auto end = kLongestName - suffix.size();
    while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0U) == 0x80U) {
        --end;
    }
    return name.substr(0, end) + suffix;
}

}  // namespace

std::string to_text(const std::vector<ManifestEntry>& entries) {
    std::string text;
    for (const auto& entry : entries) {
        text += to_hex(entry.digest) + "  " + encoded(entry.path) + "\n";
    }
    return text;
}

Result<std::vector<ManifestEntry>> parse_manifest(std::string_view text,
                                                  DigestAlgorithm algorithm) {
    std::vector<ManifestEntry> entries;
    std::size_t number = 0;
    while (!text.empty()) {
        ++number;
        const auto end = std::min(text.find_first_of("\r\n"), text.size());
        if (end > 0) {
            auto entry = parse_line(text.substr(0, end), 2 * digest_size(algorithm));
            if (!entry) {
                return Error::malformed("bag-manifest-invalid", "line " + std::to_string(number));
            }
            entries.push_back(*std::move(entry));
        }
        const bool crlf = text.substr(end).starts_with("\r\n");
        text.remove_prefix(std::min(end + (crlf ? 2U : 1U), text.size()));
    }
    return entries;
}

std::optional<DigestAlgorithm> algorithm_of_manifest(std::string_view file_name) {
    for (const std::string_view beginning : {"manifest-", "tagmanifest-"}) {
        if (file_name.starts_with(beginning) && file_name.ends_with(".txt")) {
            file_name.remove_prefix(beginning.size());
            file_name.remove_suffix(4);
            return digest_algorithm_from(file_name);
        }
    }
    return std::nullopt;
}

bool is_safe_path(std::string_view path) {
    if (path.empty() || path.front() == '~' || !is_valid_utf8(path) ||
        path.find('\\') != std::string_view::npos || std::ranges::any_of(path, is_control) ||
        (path.size() > 1 && path[1] == ':')) {
        return false;
    }
    while (true) {
        const auto slash = path.find('/');
        const auto segment = path.substr(0, slash);
        if (segment.empty() || segment == "." || segment == "..") {
            return false;
        }
        if (slash == std::string_view::npos) {
            return true;
        }
        path.remove_prefix(slash + 1);
    }
}

std::string portable_name(std::string_view name) {
    constexpr std::string_view reserved = "<>:\"/\\|?*%~ ";
    auto out = to_nfc(name);
    for (auto& c : out) {
        if (is_control(c) || reserved.find(c) != std::string_view::npos) {
            c = '_';
        }
    }
    while (out.ends_with('.')) {
        out.pop_back();
    }
    if (out.empty() || out.front() == '.' || out.front() == '-' || is_device_name(out)) {
        out.insert(0, "_");
    }
    return out.size() > kLongestName ? shortened(out) : out;
}

}  // namespace mohur::documents::bagit
