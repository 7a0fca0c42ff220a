// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/backup/backup.h"

#include "documents/backup/manifest.h"
#include "documents/content/durable_file.h"
#include "documents/storage/dump.h"
#include "signing/core/byte_source.h"
#include "signing/crypto/hash.h"

#include <algorithm>

namespace mohur::documents {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFormat = "mohur-backup-1";
constexpr const char* kDump = "database.dump";
constexpr const char* kContent = "content";
constexpr const char* kFacts = "backup.json";
constexpr const char* kManifest = "manifest.sha256";
constexpr const char* kSeal = "manifest.seal";
constexpr std::size_t kPiece = 1U << 20U;
constexpr std::uint64_t kLargestManifest = 4ULL << 30U;

bool is_empty_or_missing(const fs::path& folder) {
    std::error_code failure;
    return !fs::exists(folder, failure) || fs::is_empty(folder, failure);
}

Error io_error(const fs::path& path, const std::error_code& failure) {
    return Error::unavailable("content-store-failed", path.string() + ": " + failure.message());
}

Result<Bytes> read_small(const fs::path& path) {
    MOHUR_TRY(const auto file, FileSource::open(path));
    return file->read_all(kLargestManifest);
}

Result<void> write_small(const fs::path& path, BytesView bytes) {
    MOHUR_TRY(const auto file, DurableFile::create(path.string() + ".new"));
    MOHUR_TRY_VOID(file->write(bytes));
    return file->publish(path);
}

/// Copies durably; gives the digest of what was copied.
Result<Digest> copy_durably(const fs::path& from, const fs::path& to) {
    MOHUR_TRY(const auto source, FileSource::open(from));
    MOHUR_TRY_VOID(make_durable_folder(to.parent_path()));
    MOHUR_TRY(const auto target, DurableFile::create(to.string() + ".new"));
    signing::Hasher hasher{DigestAlgorithm::sha256};
    Bytes piece(kPiece);
    for (std::uint64_t at = 0;;) {
        MOHUR_TRY(const auto count, source->read_at(at, piece));
        if (count == 0) {
            break;
        }
        hasher.update(BytesView{piece}.first(count));
        MOHUR_TRY_VOID(target->write(BytesView{piece}.first(count)));
        at += count;
    }
    MOHUR_TRY_VOID(target->publish(to));
    return hasher.finish();
}

Result<Digest> digest_of_file(const fs::path& path) {
    MOHUR_TRY(const auto file, FileSource::open(path));
    return signing::digest_of(DigestAlgorithm::sha256, *file);
}

/// Relative paths of all finished files of a content folder.
Result<std::vector<fs::path>> content_files(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code failure;
    if (!fs::exists(folder)) {
        return files;
    }
    for (auto it = fs::recursive_directory_iterator{folder, failure};
         !failure && it != fs::recursive_directory_iterator{}; it.increment(failure)) {
        if (it->path().filename() == "unfinished") {
            it.disable_recursion_pending();
        } else if (it->is_regular_file(failure)) {
            files.push_back(it->path().lexically_relative(folder));
        }
    }
    if (failure) {
        return io_error(folder, failure);
    }
    std::ranges::sort(files);
    return files;
}

Result<Manifest> copy_content(const fs::path& from, const fs::path& to) {
    MOHUR_TRY(const auto files, content_files(from));
    Manifest manifest;
    for (const auto& file : files) {
        const auto path = fs::path{kContent} / file;
        MOHUR_TRY(auto digest, copy_durably(from / file, to / path));
        manifest.push_back({path.generic_string(), std::move(digest.value)});
    }
    return manifest;
}

std::uint64_t bytes_of(const fs::path& folder, const Manifest& manifest) {
    std::uint64_t total = 0;
    std::error_code failure;
    for (const auto& line : manifest) {
        total += fs::file_size(folder / line.path, failure);
    }
    return total;
}

Result<void> add_file(const fs::path& folder, const char* name, Manifest& manifest) {
    MOHUR_TRY(auto digest, digest_of_file(folder / name));
    manifest.push_back({name, std::move(digest.value)});
    return {};
}

Result<void> write_manifest(const fs::path& folder, const Manifest& manifest,
                            const ManifestSeal& seal) {
    const auto text = to_text(manifest);
    MOHUR_TRY(const auto sealed, seal.seal(as_bytes(text)));
    MOHUR_TRY_VOID(write_small(folder / kManifest, as_bytes(text)));
    return write_small(folder / kSeal, as_bytes(sealed.dump(true)));
}

Result<Manifest> read_manifest(const fs::path& folder, const ManifestSeal& seal) {
    MOHUR_TRY(const auto text, read_small(folder / kManifest));
    MOHUR_TRY(const auto seal_text, read_small(folder / kSeal));
    MOHUR_TRY(const auto sealed, Json::parse(as_text(seal_text)));
    MOHUR_TRY_VOID(seal.check(text, sealed));
    return parse_manifest(as_text(text));
}

Result<void> check_files(const fs::path& folder, const Manifest& manifest) {
    for (const auto& line : manifest) {
        const auto digest = digest_of_file(folder / line.path);
        if (!digest || digest->value != line.sha256) {
            return Error::integrity("backup-damaged", line.path);
        }
    }
    return {};
}

Result<Json> read_facts(const fs::path& folder) {
    MOHUR_TRY(const auto text, read_small(folder / kFacts));
    MOHUR_TRY(auto facts, Json::parse(as_text(text)));
    if (facts["format"].as_string() != kFormat) {
        return Error::malformed("backup-format", facts["format"].as_string());
    }
    return facts;
}

Result<void> restore_content(const fs::path& folder, const Manifest& manifest,
                             const fs::path& into) {
    const std::string prefix = std::string{kContent} + "/";
    for (const auto& line : manifest) {
        if (!line.path.starts_with(prefix)) {
            continue;
        }
        MOHUR_TRY(const auto digest,
                  copy_durably(folder / line.path, into / line.path.substr(prefix.size())));
        if (digest.value != line.sha256) {
            return Error::integrity("backup-damaged", line.path);
        }
    }
    return {};
}

}  // namespace

Result<Json> back_up(const BackupParts& from, const fs::path& to, const ManifestSeal& seal,
                     Time now) {
    if (!is_empty_or_missing(to)) {
        return Error::conflict("backup-folder-not-empty", to.string());
    }
    MOHUR_TRY_VOID(make_durable_folder(to));
    MOHUR_TRY_VOID(sql::dump_database(from.database, from.programs, to / kDump));
    MOHUR_TRY_VOID(sync_file(to / kDump));
    MOHUR_TRY(auto manifest, copy_content(from.content, to));
    MOHUR_TRY_VOID(add_file(to, kDump, manifest));
    const auto facts = Json::object({{"format", kFormat},
                                     {"created_at", to_rfc3339(now)},
                                     {"files", static_cast<std::int64_t>(manifest.size())},
                                     {"bytes", bytes_of(to, manifest)}});
    MOHUR_TRY_VOID(write_small(to / kFacts, as_bytes(facts.dump(true))));
    MOHUR_TRY_VOID(add_file(to, kFacts, manifest));
    MOHUR_TRY_VOID(write_manifest(to, manifest, seal));
    return facts;
}

Result<Json> check_backup(const fs::path& folder, const ManifestSeal& seal) {
    MOHUR_TRY(const auto manifest, read_manifest(folder, seal));
    MOHUR_TRY_VOID(check_files(folder, manifest));
    return read_facts(folder);
}

Result<Json> restore(const fs::path& folder, const BackupParts& into, const ManifestSeal& seal) {
    if (!is_empty_or_missing(into.content)) {
        return Error::conflict("restore-target-not-empty", into.content.string());
    }
    MOHUR_TRY(auto facts, check_backup(folder, seal));
    MOHUR_TRY(const auto manifest, read_manifest(folder, seal));
    MOHUR_TRY_VOID(restore_content(folder, manifest, into.content));
    MOHUR_TRY_VOID(sql::restore_database(into.database, into.programs, folder / kDump));
    return facts;
}

}  // namespace mohur::documents
