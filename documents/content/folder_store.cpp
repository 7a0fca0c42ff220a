// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/content/folder_store.h"

#include "documents/content/durable_file.h"
#include "signing/crypto/content_cipher.h"
#include "signing/crypto/hash.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <algorithm>

namespace mohur::documents {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPiece = 1U << 16U;

/// Binds a file to its place: one under another agency or digest does not open.
std::string context_of(AgencyId agency, const Digest& digest) {
    return to_string(agency) + "/" + std::string{to_string(digest.algorithm)} + "/" +
           to_hex(digest.value);
}

fs::path relative_path(AgencyId agency, const Digest& digest) {
    const auto hex = to_hex(digest.value);
    return fs::path{to_string(agency)} / std::string{to_string(digest.algorithm)} /
           hex.substr(0, 2) / hex.substr(2, 2) / hex;
}

/// Marks the file as wanted; false when it is not there any more afterwards (a sweep took it).
bool touch(const fs::path& path) {
    const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        return false;
    }
    struct stat opened {};
    const bool touched = futimens(descriptor, nullptr) == 0 && fstat(descriptor, &opened) == 0;
    close(descriptor);
    struct stat named {};
    return touched && stat(path.c_str(), &named) == 0 && named.st_ino == opened.st_ino;
}

bool is_older(const fs::path& path, Time than) {
    struct stat facts {};
    if (stat(path.c_str(), &facts) != 0) {
        return false;
    }
    const auto changed = std::chrono::seconds{facts.st_mtim.tv_sec} +
                         std::chrono::microseconds{facts.st_mtim.tv_nsec / 1'000};
    return Time{changed} < than;
}

/// The digest that a file's name states; nothing for a foreign name.
std::optional<Digest> digest_named(const fs::path& path, DigestAlgorithm algorithm) {
    auto value = from_hex(path.filename().string());
    if (!value || value->size() != digest_size(algorithm)) {
        return std::nullopt;
    }
    return Digest{algorithm, std::move(*value)};
}

Result<Digest> encrypt_into(const ByteSource& content, const signing::KeyWrapper& key,
                            const std::string& context, RandomSource& random, ByteSink& sink) {
    MOHUR_TRY(auto cipher, signing::ContentEncryptor::create(key, as_bytes(context), random, sink));
    signing::Hasher hasher{DigestAlgorithm::sha256};
    Bytes piece(kPiece);
    for (std::uint64_t at = 0;;) {
        MOHUR_TRY(const auto count, content.read_at(at, piece));
        if (count == 0) {
            break;
        }
        const auto read = BytesView{piece}.first(count);
        hasher.update(read);
        MOHUR_TRY_VOID(cipher->write(read));
        at += count;
    }
    MOHUR_TRY_VOID(cipher->finish());
    return hasher.finish();
}

/// Takes the file out of its place first, so that a `put` of the same content that comes now writes
/// it anew; one that came a moment ago has touched it, and it goes back.
bool remove_if_unwanted(const fs::path& path, const fs::path& aside, Time before) {
    if (rename(path.c_str(), aside.c_str()) != 0) {
        return false;
    }
    if (!is_older(aside, before)) {
        rename(aside.c_str(), path.c_str());
        return false;
    }
    return unlink(aside.c_str()) == 0;
}

}  // namespace

Result<const signing::KeyWrapper*> KeyFolder::key_of(AgencyId agency) {
    const std::lock_guard lock{mutex_};
    const auto known = keys_.find(agency);
    if (known != keys_.end()) {
        return known->second.get();
    }
    MOHUR_TRY(auto key, load(agency));
    return keys_.emplace(agency, std::move(key)).first->second.get();
}

Result<std::unique_ptr<signing::KeyWrapper>> KeyFolder::load(AgencyId agency) const {
    MOHUR_TRY_VOID(make_durable_folder(folder_));
    const auto file = folder_ / (to_string(agency) + ".key");
    if (!fs::exists(file)) {
        auto made = signing::KeyFileWrapper::create(file, random_);
        if (made) {
            return std::unique_ptr<signing::KeyWrapper>{
                std::make_unique<signing::KeyFileWrapper>(std::move(*made))};
        }
        if (made.error().code != ErrorCode::conflict) {  // another process was faster
            return made.error();
        }
    }
    MOHUR_TRY(auto key, signing::KeyFileWrapper::open(file));
    return std::unique_ptr<signing::KeyWrapper>{
        std::make_unique<signing::KeyFileWrapper>(std::move(key))};
}

fs::path FolderStore::path_of(AgencyId agency, const Digest& digest) const {
    return folder_ / relative_path(agency, digest);
}

Result<StoredBlob> FolderStore::put(AgencyId agency, const ByteSource& content) {
    if (content.size() > largest_) {
        return Error::too_large("content-too-large");
    }
    MOHUR_TRY(auto digest, signing::digest_of(DigestAlgorithm::sha256, content));
    const auto path = path_of(agency, digest);
    if (!touch(path)) {
        MOHUR_TRY_VOID(write(agency, content, digest));
    } else {
        // Whoever wrote it may not have synced its name yet.
        MOHUR_TRY_VOID(sync_folder(path.parent_path()));
    }
    return stored(std::move(digest), content.size());
}

Result<void> FolderStore::write(AgencyId agency, const ByteSource& content,
                                const Digest& digest) const {
    const auto path = path_of(agency, digest);
    const auto unfinished = folder_ / to_string(agency) / "unfinished";
    MOHUR_TRY_VOID(make_durable_folder(path.parent_path()));
    MOHUR_TRY_VOID(make_durable_folder(unfinished));
    MOHUR_TRY(const auto* key, keys_.key_of(agency));
    MOHUR_TRY(const auto file, DurableFile::create(unfinished / to_hex(random_.bytes(16))));
    MOHUR_TRY(const auto written,
              encrypt_into(content, *key, context_of(agency, digest), random_, *file));
    if (written != digest) {
        return Error::integrity("content-changed");
    }
    return file->publish(path);
}

Result<std::unique_ptr<ByteSource>> FolderStore::get(AgencyId agency, const Digest& digest) const {
    const auto path = path_of(agency, digest);
    if (!fs::exists(path)) {
        return Error::not_found("content-missing", to_string(digest));
    }
    MOHUR_TRY(auto file, FileSource::open(path));
    MOHUR_TRY(const auto* key, keys_.key_of(agency));
    return signing::open_content(std::move(file), *key, as_bytes(context_of(agency, digest)));
}

Result<StoredBlob> FolderStore::stat(AgencyId agency, const Digest& digest) const {
    MOHUR_TRY(const auto content, get(agency, digest));
    return stored(digest, content->size());
}

Result<void> FolderStore::for_each(AgencyId agency,
                                   const std::function<Result<void>(const Digest&)>& each) const {
    std::error_code failure;
    for (const auto algorithm : {DigestAlgorithm::sha256}) {
        const auto root = folder_ / to_string(agency) / std::string{to_string(algorithm)};
        for (auto it = fs::recursive_directory_iterator{root, failure};
             !failure && it != fs::recursive_directory_iterator{}; it.increment(failure)) {
            const auto digest = digest_named(it->path(), algorithm);
            if (digest && it->is_regular_file(failure)) {
                MOHUR_TRY_VOID(each(*digest));
            }
        }
    }
    return {};
}

Result<int> FolderStore::sweep(AgencyId agency, Time before,
                               const std::function<Result<bool>(const Digest&)>& is_known) {
    const auto unfinished = folder_ / to_string(agency) / "unfinished";
    int removed = 0;
    MOHUR_TRY_VOID(for_each(agency, [&](const Digest& digest) -> Result<void> {
        const auto path = path_of(agency, digest);
        if (!is_older(path, before)) {
            return {};
        }
        MOHUR_TRY(const bool known, is_known(digest));
        if (!known) {
            removed += remove_if_unwanted(path, unfinished / to_hex(random_.bytes(16)), before);
        }
        return {};
    }));
    std::error_code failure;
    for (const auto& entry : fs::directory_iterator{unfinished, failure}) {
        if (is_older(entry.path(), before)) {
            removed += fs::remove(entry.path(), failure) ? 1 : 0;
        }
    }
    return removed;
}

}  // namespace mohur::documents
