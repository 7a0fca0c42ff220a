// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/exchange/outbox.h"
#include "server/exchange/consignment_note.h"
#include "server/signing/agency_seal.h"

namespace mohur::server {

/// What of a document goes to another agency: the signed paper first, then its annexes.
[[nodiscard]] std::vector<documents::File> consigned_files(const documents::Version& version);
/// How the files are called in the package. The entries are distinct whatever the files' own names
/// are, and no entry is the note's.
[[nodiscard]] std::vector<ConsignedFile> entries_for(const std::vector<documents::File>& files);

/// Makes the sealed package of a consignment that was formed. Thread-safe. Borrows the services.
class ConsignmentPacker {
public:
    explicit ConsignmentPacker(const ApiServices& services)
        : services_{services}, seal_{services} {}

    /// The package, in an unlinked file. Errors: those of AgencySeal; `unsupported`
    /// "not-registered" for a receipt whose registration was voided meanwhile.
    [[nodiscard]] Result<std::shared_ptr<const ByteSource>> pack(
        const documents::AgencyScope& scope,
        const documents::OutgoingConsignment& consignment) const;

private:
    struct Contents {
        documents::Agency agency;
        ConsignmentNote note;
        std::vector<documents::File> files;  ///< as the note lists them
    };
    [[nodiscard]] Result<Contents> read(documents::sql::Transaction& tx,
                                        const documents::OutgoingConsignment& consignment) const;
    [[nodiscard]] Result<std::vector<signing::DataObject>> objects_of(
        documents::AgencyId agency, const Contents& contents) const;

    const ApiServices& services_;
    AgencySeal seal_;
};

}  // namespace mohur::server
