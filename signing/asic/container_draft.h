// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/byte_target.h"
#include "signing/core/limits.h"
#include "signing/core/time.h"
#include "signing/model/facts.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace mohur::signing::asic {

/// One data file of a container.
struct DataFile {
    std::string name;
    std::string mime_type;  ///< "application/octet-stream" where nobody said it
};

/// A CMS structure of a container, signature or token, with the entry that it covers: a manifest
/// or, in ASiC-S, the data file.
struct ContainedCms {
    std::string entry;
    std::string covers;   ///< empty: nothing does
    bool sealed = false;  ///< an archive manifest or evidence record covers its octets
};

/// A container (EN 319 162-1) as it is or begins, and what is to become of it: nothing is written
/// before `write`, and data files are read where they lie. Used by one thread.
class ContainerDraft {
public:
    /// A new one. `malformed` "data-name-invalid" for names that two file systems could confuse,
    /// that lie in META-INF or, in ASiC-S, in a folder (clause 4.3.3.1); "signing-request-invalid"
    /// for several files in ASiC-S.
    struct NewFile {
        DataFile file;
        std::shared_ptr<const ByteSource> bytes;
    };
    [[nodiscard]] static Result<ContainerDraft> create(ContainerKind kind,
                                                       const std::vector<NewFile>& data,
                                                       const Limits& limits);
    /// A present one. Errors: those of the zip reader; `malformed` "zip-not-asic"; `unsupported`
    /// "asic-not-extendable" when it breaks rules, the broken one as detail.
    [[nodiscard]] static Result<ContainerDraft> open(std::shared_ptr<const ByteSource> file,
                                                     const Limits& limits);
    ContainerDraft(ContainerDraft&&) noexcept;
    ContainerDraft& operator=(ContainerDraft&&) noexcept;
    ~ContainerDraft();

    [[nodiscard]] ContainerKind kind() const noexcept;
    [[nodiscard]] const std::vector<DataFile>& data() const noexcept;
    [[nodiscard]] const std::vector<std::string>& xades() const noexcept;  ///< names of entries
    [[nodiscard]] const std::vector<ContainedCms>& cades() const noexcept;
    [[nodiscard]] const std::vector<ContainedCms>& timestamps() const noexcept;
    /// Names of ASiCArchiveManifest entries.
    [[nodiscard]] const std::vector<std::string>& archive_manifests() const noexcept;
    [[nodiscard]] bool has_evidence_records() const noexcept;

    [[nodiscard]] bool contains(std::string_view name) const;
    /// "META-INF/" + `stem` + the first number of three digits that is free + `suffix`.
    [[nodiscard]] std::string free_name(std::string_view stem, std::string_view suffix) const;
    /// Of an entry as it will be. `malformed` "zip-invalid", `not_found` "zip-entry-missing".
    [[nodiscard]] Result<Digest> digest(std::string_view name, DigestAlgorithm algorithm);
    /// A small entry as it will be: not a data file.
    [[nodiscard]] Result<Bytes> read(std::string_view name) const;

    /// Hands an entry as it will be to `sink`, piece by piece. Errors as in `digest`.
    [[nodiscard]] Result<void> write_entry(std::string_view name,
                                           const std::function<void(BytesView)>& sink) const;

    /// Adds an entry to META-INF, or gives a present one other octets. The lists above stay those
    /// of the container as it was.
    void put(std::string name, Bytes bytes);
    /// The last archive manifest gets a free name; empty when there is none (annex A.7 item 2 a).
    std::string make_room_for_archive_manifest();

    [[nodiscard]] Result<void> write(ByteTarget& target, Time modified) const;

private:
    struct State;
    explicit ContainerDraft(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

/// The type that a container states in its mimetype entry; empty when it is no ASiC container or
/// does not say it.
[[nodiscard]] std::optional<ContainerKind> stated_kind(std::shared_ptr<const ByteSource> file,
                                                       const Limits& limits);

}  // namespace mohur::signing::asic
