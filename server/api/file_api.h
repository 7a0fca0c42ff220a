// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/registry/document.h"
#include "server/api/api_services.h"
#include "server/http/router.h"

namespace mohur::server {

/// A file as the API names it: an upload, a file of a version of a document
/// ("<document>.<version>.<no>"), or the package of a consignment ("<document>.<consignment>").
/// Immutable value.
struct FileName {
    Uuid upload;  ///< nil when it is a document's file
    documents::DocumentId document;
    int version = 0;
    int no = 0;
    std::optional<documents::ConsignmentId> consignment;

    [[nodiscard]] static Result<FileName> parse(std::string_view text);
};
[[nodiscard]] std::string to_string(const FileName& name);

/// Media type by content: PDF, ASiC by its mimetype entry, else application/octet-stream.
[[nodiscard]] std::string sniff_media_type(const ByteSource& content);

/// Uploads, downloads and page images. Thread-safe.
class FileApi {
public:
    explicit FileApi(const ApiServices& services) : services_{services} {}
    void add_to(Router& router);

private:
    struct Found {
        std::string name;
        std::string media_type;
        std::shared_ptr<const ByteSource> content;
    };
    [[nodiscard]] Result<Digest> locate(documents::sql::Transaction& tx, const documents::Act& act,
                                        const FileName& name, Found& found) const;
    [[nodiscard]] Result<Found> find(const Request& request) const;
    [[nodiscard]] Result<Response> upload(Request& request) const;
    [[nodiscard]] Result<Response> content(const Request& request) const;
    [[nodiscard]] Result<Response> page(const Request& request) const;

    const ApiServices& services_;
};

/// How many pages `content` can be shown as; 0 when it is no PDF or cannot be drawn.
[[nodiscard]] int pages_of(const WorkerPool& workers, std::shared_ptr<const ByteSource> content);

}  // namespace mohur::server
