// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/bagit/bag_manifest.h"
#include "signing/core/byte_source.h"
#include "signing/core/byte_target.h"
#include "signing/core/time.h"

#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <utility>

namespace mohur::documents::bagit {

/// A file of a bag; its octets are read when it is written out.
struct BagFile {
    std::string path;  ///< relative to the bag
    std::shared_ptr<const ByteSource> bytes;
};

/// The labels of bag-info.txt (RFC 8493 section 2.2.2) in their order; a label may repeat.
using BagInfo = std::vector<std::pair<std::string, std::string>>;

/// A bag that is being put together: payload first, then `finish`. SHA-256 and SHA-512 of every
/// file are computed as it is added. One thread.
class BagBuilder {
public:
    /// `path` is below data/. Errors: `malformed` "bag-path-unsafe"; `conflict`
    /// "bag-name-duplicate" for a path that differs from an earlier one by case or Unicode form at
    /// most; those of reading.
    [[nodiscard]] Result<void> add(std::string path, std::shared_ptr<const ByteSource> bytes);
    [[nodiscard]] Result<void> add_text(std::string path, std::string_view text);
    /// SHA-256 of a payload file that was added; null when there is none of that path.
    [[nodiscard]] const Bytes* digest_of(const std::string& path) const;
    /// A file beside the payload, listed in the tag manifests ("README.txt").
    [[nodiscard]] Result<void> add_tag_file(std::string path, std::string_view text);

    /// The whole bag: bagit.txt, bag-info.txt with Bagging-Date, Payload-Oxum and Bag-Size added to
    /// `info`, the manifests, then the payload. The builder is used up.
    [[nodiscard]] Result<std::vector<BagFile>> finish(const BagInfo& info, Time now) &&;

private:
    struct Sums {
        Bytes sha256;
        Bytes sha512;
    };
    using Table = std::map<std::string, Sums>;
    [[nodiscard]] Result<void> take(std::string path, std::shared_ptr<const ByteSource> bytes,
                                    Table& table);
    [[nodiscard]] Result<void> add_manifests(std::string_view beginning, const Table& table);

    std::vector<BagFile> payload_;
    std::vector<BagFile> tags_;
    Table payload_sums_;
    Table tag_sums_;
    std::set<std::string> keys_;
    std::uint64_t octets_ = 0;
};

/// Writes a bag as a folder that appears under its name only when it is complete; `folder` must not
/// exist. Errors: `conflict` "package-folder-exists"; `unavailable` "file-write-failed"; those of
/// reading.
[[nodiscard]] Result<void> write_folder(const std::vector<BagFile>& bag,
                                        const std::filesystem::path& folder);

/// Writes a bag as one ZIP archive with all of it below the folder `name`. Signed files are
/// deflated as any other: a ZIP carries its entries, it does not rewrite them. Errors: those of
/// reading and of `target`.
[[nodiscard]] Result<void> write_zip(const std::vector<BagFile>& bag, std::string_view name,
                                     Time modified, ByteTarget& target);

}  // namespace mohur::documents::bagit
