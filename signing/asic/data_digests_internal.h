// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/byte_target.h"
#include "signing/core/digest.h"
#include "signing/core/limits.h"
#include "signing/xades/reader.h"
#include "signing/xml/canonical.h"
#include "signing/zip/archive_reader.h"

#include <functional>
#include <map>
#include <optional>
#include <set>

namespace mohur::signing::asic {

/// Digests of entries, computed while they are inflated and never from a copy in memory. Every
/// algorithm that was announced is computed in the one pass. One thread at a time. Borrows the
/// archive.
class DataDigests {
public:
    explicit DataDigests(const zip::ArchiveReader& archive) : archive_{archive} {}

    /// Algorithms that signatures will ask for.
    void expect(DigestAlgorithm algorithm) { expected_.insert(algorithm); }
    /// Those whose XML URI stands in a signature document or manifest.
    void expect_named_in(BytesView xml);

    /// Nothing when there is no such entry or its bytes are damaged.
    [[nodiscard]] std::optional<Digest> of(std::string_view name, DigestAlgorithm algorithm);
    /// A limit that was hit on the way, which ends the reading of the whole file.
    [[nodiscard]] const std::optional<Error>& failure() const noexcept { return failure_; }

private:
    [[nodiscard]] bool compute(const zip::Entry& entry, DigestAlgorithm algorithm);

    const zip::ArchiveReader& archive_;
    std::set<DigestAlgorithm> expected_;
    std::map<std::pair<std::size_t, DigestAlgorithm>, Digest> known_;
    std::set<std::size_t> damaged_;
    std::optional<Error> failure_;
};

/// Hands what is written on to a function. Borrows it.
class CallingSink final : public ByteSink {
public:
    explicit CallingSink(const std::function<void(BytesView)>& function) : function_{function} {}
    [[nodiscard]] Result<void> write(BytesView bytes) override {
        function_(bytes);
        return {};
    }

private:
    const std::function<void(BytesView)>& function_;
};

/// Resolves the references of an XAdES signature to entries of its container (EN 319 162-1 clause
/// 4.4.3.2: relative to the root). In ASiC-S a reference without URI means the one data file.
class EntryResolver final : public xades::ContentResolver {
public:
    EntryResolver(const zip::ArchiveReader& archive, DataDigests& digests, const Limits& limits,
                  std::string single_data_file)
        : archive_{archive},
          digests_{digests},
          limits_{limits},
          single_{std::move(single_data_file)} {}

    [[nodiscard]] std::optional<Digest> digest(std::string_view uri,
                                               DigestAlgorithm algorithm) override;
    [[nodiscard]] std::shared_ptr<const ByteSource> bytes(std::string_view uri) override;
    [[nodiscard]] Result<void> write(std::string_view uri, const xml::Sink& sink) override;

private:
    const zip::ArchiveReader& archive_;
    DataDigests& digests_;
    const Limits& limits_;
    std::string single_;
};

}  // namespace mohur::signing::asic
