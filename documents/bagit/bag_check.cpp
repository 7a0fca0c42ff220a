// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/bagit/bag_check.h"

#include "documents/bagit/bag_walk_internal.h"
#include "signing/core/byte_source.h"
#include "signing/crypto/hash.h"

#include <algorithm>
#include <set>

namespace mohur::documents::bagit {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPiece = 1U << 16U;

bool is_payload(const std::string& path) {
    return path.starts_with(kPayloadFolder);
}

/// What all manifests say of one file.
struct Promise {
    std::string manifest;
    DigestAlgorithm algorithm = DigestAlgorithm::sha256;
    Bytes digest;
};

/// "Label: value" lines; a line that begins with a blank continues the one before (RFC 8493
/// section 2.2.2).
std::vector<std::pair<std::string, std::string>> labels_of(std::string_view text) {
    std::vector<std::pair<std::string, std::string>> labels;
    while (!text.empty()) {
        const auto end = std::min(text.find_first_of("\r\n"), text.size());
        const auto line = text.substr(0, end);
        const auto colon = line.find(':');
        if (!line.empty() && (line.front() == ' ' || line.front() == '\t') && !labels.empty()) {
            labels.back().second += " " + std::string{line.substr(1)};
        } else if (colon != std::string_view::npos) {
            const auto value = line.find_first_not_of(" \t", colon + 1);
            labels.emplace_back(line.substr(0, colon), value != std::string_view::npos
                                                           ? line.substr(value)
                                                           : std::string_view{});
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return labels;
}

bool declares_a_bag(std::string_view text) {
    const auto labels = labels_of(text);
    return labels.size() == 2 && labels[0].first == "BagIt-Version" &&
           (labels[0].second == "1.0" || labels[0].second == "0.97") &&
           labels[1] == std::pair<std::string, std::string>{"Tag-File-Character-Encoding", "UTF-8"};
}

class Check {
public:
    Check(const fs::path& folder, const BagLimits& limits, BagTree tree)
        : folder_{folder}, limits_{limits}, files_{std::move(tree.files)} {
        report_.findings = std::move(tree.findings);
    }

    BagReport run() && {
        if (!declares_a_bag(text_of("bagit.txt"))) {
            tell("bag-declaration-invalid", "bagit.txt");
        }
        if (files_.contains("fetch.txt")) {
            tell("bag-fetch-unsupported", "fetch.txt");
        }
        report_.info = labels_of(text_of("bag-info.txt"));
        read_manifests("manifest-");
        read_manifests("tagmanifest-");
        require_manifest();
        for (const auto& [path, size] : files_) {
            look_at(path, size);
        }
        compare_oxum();
        return std::move(report_);
    }

private:
    void tell(std::string code, std::string path, std::string text = {}) {
        report_.findings.push_back({std::move(code), std::move(path), std::move(text)});
    }

    /// Empty when it is missing or too large to be what it should be.
    std::string text_of(const std::string& path) const {
        const auto found = files_.find(path);
        if (found == files_.end() || found->second > limits_.tag_file_bytes) {
            return {};
        }
        const auto file = FileSource::open(folder_ / path);
        const auto bytes = file ? (*file)->read_all(limits_.tag_file_bytes) : file.error();
        return bytes ? std::string{as_text(*bytes)} : std::string{};
    }

    void read_manifests(std::string_view beginning) {
        for (const auto& [path, size] : files_) {
            if (path.starts_with(beginning) && path.find('/') == std::string::npos) {
                read_manifest(path, beginning == "manifest-");
            }
        }
    }

    void read_manifest(const std::string& name, bool of_payload) {
        const auto algorithm = algorithm_of_manifest(name);
        if (!algorithm) {
            tell("bag-manifest-invalid", name, "algorithm");
            return;
        }
        const auto entries = parse_manifest(text_of(name), *algorithm);
        if (!entries) {
            tell("bag-manifest-invalid", name, entries.error().detail);
            return;
        }
        (of_payload ? payload_manifests_ : tag_manifests_).insert(name);
        strong_ = strong_ || (of_payload && digest_size(*algorithm) >= 32);
        std::set<std::string> seen;
        for (const auto& entry : *entries) {
            take(name, *algorithm, entry, of_payload, seen);
        }
    }

    void take(const std::string& manifest, DigestAlgorithm algorithm, const ManifestEntry& entry,
              bool of_payload, std::set<std::string>& seen) {
        if (!is_safe_path(entry.path)) {
            tell("bag-path-unsafe", manifest, entry.path);
        } else if (!seen.insert(entry.path).second || is_payload(entry.path) != of_payload ||
                   entry.path.starts_with("tagmanifest-")) {
            tell("bag-manifest-invalid", manifest, entry.path);
        } else if (!files_.contains(entry.path)) {
            tell("bag-file-missing", entry.path, manifest);
        } else {
            promises_[entry.path].push_back({manifest, algorithm, entry.digest});
        }
    }

    void require_manifest() {
        if (payload_manifests_.empty()) {
            tell("bag-manifest-missing", "manifest-sha256.txt");
        } else if (!strong_) {
            tell("bag-manifest-weak", *payload_manifests_.begin());
        }
    }

    void look_at(const std::string& path, std::uint64_t size) {
        if (path.starts_with("tagmanifest-")) {
            return;  // the one file that nothing lists
        }
        const auto found = promises_.find(path);
        const auto promises = found != promises_.end() ? found->second : std::vector<Promise>{};
        for (const auto& manifest : is_payload(path) ? payload_manifests_ : tag_manifests_) {
            if (std::ranges::none_of(promises,
                                     [&](const Promise& p) { return p.manifest == manifest; })) {
                tell("bag-file-extra", path, manifest);
            }
        }
        if (is_payload(path)) {
            report_.octets += size;
            ++payload_files_;
        }
        compare(path, promises);
    }

    void compare(const std::string& path, const std::vector<Promise>& promises) {
        std::map<DigestAlgorithm, signing::Hasher> hashers;
        hashers.try_emplace(DigestAlgorithm::sha256, DigestAlgorithm::sha256);
        for (const auto& promise : promises) {
            hashers.try_emplace(promise.algorithm, promise.algorithm);
        }
        if (!read_through(path, hashers)) {
            tell("bag-file-unreadable", path);
            return;
        }
        std::map<DigestAlgorithm, Bytes> sums;
        for (auto& [algorithm, hasher] : hashers) {
            sums[algorithm] = hasher.finish().value;
        }
        const auto changed = std::ranges::find_if(
            promises, [&](const Promise& p) { return sums[p.algorithm] != p.digest; });
        if (changed != promises.end()) {
            tell("bag-file-changed", path, changed->manifest);
        }
        if (is_payload(path)) {
            report_.payload[path] = sums[DigestAlgorithm::sha256];
        }
    }

    bool read_through(const std::string& path,
                      std::map<DigestAlgorithm, signing::Hasher>& hashers) const {
        const auto file = FileSource::open(folder_ / path);
        Bytes piece(kPiece);
        std::uint64_t at = 0;
        while (file && at < (*file)->size()) {
            const auto got = (*file)->read_at(at, piece);
            if (!got || *got == 0) {
                return false;
            }
            for (auto& [algorithm, hasher] : hashers) {
                hasher.update(BytesView{piece}.first(*got));
            }
            at += *got;
        }
        return file.has_value();
    }

    void compare_oxum() {
        const auto found = std::ranges::find(report_.info, "Payload-Oxum",
                                             &decltype(report_.info)::value_type::first);
        const auto oxum = std::to_string(report_.octets) + "." + std::to_string(payload_files_);
        if (found != report_.info.end() && found->second != oxum) {
            tell("bag-oxum-differs", "bag-info.txt", found->second + " / " + oxum);
        }
    }

    const fs::path& folder_;
    const BagLimits& limits_;
    std::map<std::string, std::uint64_t> files_;
    std::set<std::string> payload_manifests_;
    std::set<std::string> tag_manifests_;
    std::map<std::string, std::vector<Promise>> promises_;
    std::uint64_t payload_files_ = 0;
    bool strong_ = false;
    BagReport report_;
};

}  // namespace

Result<BagReport> check_bag(const fs::path& folder, const BagLimits& limits) {
    std::error_code failure;
    if (fs::symlink_status(folder / "bagit.txt", failure).type() != fs::file_type::regular) {
        return Error::not_found("bag-not-found", folder.string());
    }
    MOHUR_TRY(auto tree, walk(folder, limits));
    return Check{folder, limits, std::move(tree)}.run();
}

}  // namespace mohur::documents::bagit
