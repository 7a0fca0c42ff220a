// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/bagit/bag.h"

#include "signing/core/az_text.h"
#include "signing/crypto/hash.h"
#include "signing/zip/archive_writer.h"

#include <array>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

namespace mohur::documents::bagit {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPiece = 1U << 16U;

/// "1.5 MB": for people; the exact count is Payload-Oxum.
std::string size_text(std::uint64_t octets) {
    static constexpr std::array<std::string_view, 4> kUnits{" B", " KB", " MB", " GB"};
    std::size_t unit = 0;
    auto tenths = octets * 10;
    for (; tenths >= 10'240 && unit + 1 < kUnits.size(); ++unit) {
        tenths /= 1'024;
    }
    return std::to_string(tenths / 10) + (unit > 0 ? "." + std::to_string(tenths % 10) : "") +
           std::string{kUnits.at(unit)};
}

/// A label's value on one line.
std::string on_one_line(std::string text) {
    for (auto& c : text) {
        if (c == '\n' || c == '\r') {
            c = ' ';
        }
    }
    return text;
}

Error failed(const fs::path& path, int code) {
    return Error::unavailable("file-write-failed", path.string() + ": " + std::strerror(code));
}

Result<void> sync_open_path(const fs::path& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        return failed(path, errno);
    }
    const bool good = ::fsync(descriptor) == 0;
    const int code = errno;
    ::close(descriptor);
    return good ? Result<void>{} : Result<void>{failed(path, code)};
}

Result<void> write_file(const BagFile& file, const fs::path& path) {
    std::error_code failure;
    fs::create_directories(path.parent_path(), failure);
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (descriptor < 0) {
        return failed(path, errno);
    }
    FileTarget target{descriptor};
    MOHUR_TRY_VOID(copy(*file.bytes, target));
    return ::fsync(descriptor) == 0 ? Result<void>{} : Result<void>{failed(path, errno)};
}

Result<void> write_all(const std::vector<BagFile>& bag, const fs::path& folder) {
    for (const auto& file : bag) {
        MOHUR_TRY_VOID(write_file(file, folder / file.path));
    }
    for (const auto& entry : fs::recursive_directory_iterator{folder}) {
        if (entry.is_directory()) {
            MOHUR_TRY_VOID(sync_open_path(entry.path()));
        }
    }
    return sync_open_path(folder);
}

}  // namespace

Result<void> BagBuilder::take(std::string path, std::shared_ptr<const ByteSource> bytes,
                              Table& table) {
    if (!is_safe_path(path)) {
        return Error::malformed("bag-path-unsafe", path);
    }
    if (!keys_.insert(caseless_key(path)).second) {
        return Error::conflict("bag-name-duplicate", path);
    }
    signing::Hasher sha256{DigestAlgorithm::sha256};
    signing::Hasher sha512{DigestAlgorithm::sha512};
    Bytes piece(kPiece);
    for (std::uint64_t at = 0; at < bytes->size();) {
        MOHUR_TRY(const auto got, bytes->read_at(at, piece));
        if (got == 0) {
            return Error::integrity("truncated", path);
        }
        sha256.update(BytesView{piece}.first(got));
        sha512.update(BytesView{piece}.first(got));
        at += got;
    }
    table[path] = {sha256.finish().value, sha512.finish().value};
    (&table == &payload_sums_ ? payload_ : tags_).push_back({std::move(path), std::move(bytes)});
    return {};
}

Result<void> BagBuilder::add(std::string path, std::shared_ptr<const ByteSource> bytes) {
    if (!path.starts_with(kPayloadFolder)) {
        return Error::malformed("bag-path-unsafe", path);
    }
    const auto size = bytes->size();
    MOHUR_TRY_VOID(take(std::move(path), std::move(bytes), payload_sums_));
    octets_ += size;
    return {};
}

Result<void> BagBuilder::add_text(std::string path, std::string_view text) {
    return add(std::move(path), std::make_shared<MemorySource>(to_bytes(as_bytes(text))));
}

const Bytes* BagBuilder::digest_of(const std::string& path) const {
    const auto found = payload_sums_.find(path);
    return found != payload_sums_.end() ? &found->second.sha256 : nullptr;
}

Result<void> BagBuilder::add_tag_file(std::string path, std::string_view text) {
    return take(std::move(path), std::make_shared<MemorySource>(to_bytes(as_bytes(text))),
                tag_sums_);
}

Result<void> BagBuilder::add_manifests(std::string_view beginning, const Table& table) {
    std::vector<ManifestEntry> sha256;
    std::vector<ManifestEntry> sha512;
    for (const auto& [path, sums] : table) {
        sha256.push_back({path, sums.sha256});
        sha512.push_back({path, sums.sha512});
    }
    MOHUR_TRY_VOID(add_tag_file(std::string{beginning} + "-sha256.txt", to_text(sha256)));
    return add_tag_file(std::string{beginning} + "-sha512.txt", to_text(sha512));
}

Result<std::vector<BagFile>> BagBuilder::finish(const BagInfo& info, Time now) && {
    std::string labels;
    for (const auto& [label, value] : info) {
        labels += label + ": " + on_one_line(value) + "\n";
    }
    labels += "Bagging-Date: " + to_rfc3339(now).substr(0, 10) + "\n";
    labels += "Bag-Size: " + size_text(octets_) + "\n";
    labels +=
        "Payload-Oxum: " + std::to_string(octets_) + "." + std::to_string(payload_.size()) + "\n";
    MOHUR_TRY_VOID(
        add_tag_file("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"));
    MOHUR_TRY_VOID(add_tag_file("bag-info.txt", labels));
    MOHUR_TRY_VOID(add_manifests("manifest", payload_sums_));
    const auto listed = tag_sums_;
    MOHUR_TRY_VOID(add_manifests("tagmanifest", listed));
    auto bag = std::move(tags_);
    bag.insert(bag.end(), std::make_move_iterator(payload_.begin()),
               std::make_move_iterator(payload_.end()));
    return bag;
}

Result<void> write_folder(const std::vector<BagFile>& bag, const fs::path& folder) {
    std::error_code failure;
    if (fs::symlink_status(folder, failure).type() != fs::file_type::not_found) {
        return Error::conflict("package-folder-exists", folder.string());
    }
    const auto target = fs::absolute(folder).lexically_normal();
    const auto whole = target.has_filename() ? target : target.parent_path();
    const fs::path part{whole.string() + ".part"};
    fs::create_directories(whole.parent_path(), failure);
    if (!fs::create_directory(part, failure)) {
        return failure ? Error::unavailable("file-write-failed",
                                            part.string() + ": " + failure.message())
                       : Error::conflict("package-folder-exists", part.string());
    }
    auto written = write_all(bag, part);
    if (written) {
        fs::rename(part, whole, failure);
        written = failure ? Result<void>{Error::unavailable(
                                "file-write-failed", whole.string() + ": " + failure.message())}
                          : sync_open_path(whole.parent_path());
    } else {
        fs::remove_all(part, failure);
    }
    return written;
}

Result<void> write_zip(const std::vector<BagFile>& bag, std::string_view name, Time modified,
                       ByteTarget& target) {
    std::vector<signing::zip::NewEntry> entries;
    for (const auto& file : bag) {
        entries.push_back({std::string{name} + "/" + file.path, file.bytes});
    }
    return signing::zip::write_entries(target, entries, modified);
}

}  // namespace mohur::documents::bagit
