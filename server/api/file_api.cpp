// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/file_api.h"

#include "documents/registry/registry.h"
#include "documents/uploads/uploads.h"
#include "server/api/caller.h"
#include "server/api/exchange_view.h"
#include "server/exchange/consignment_note.h"

#include <array>
#include <charconv>

#include <sys/mman.h>

namespace mohur::server {
namespace {

namespace sql = documents::sql;

constexpr std::int64_t kDefaultWidth = 900;

Result<int> positive(std::string_view text) {
    int value = 0;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), value);
    if (end.ec != std::errc{} || end.ptr != text.data() + text.size() || value < 1) {
        return Error::not_found("file-missing");
    }
    return value;
}

/// The last part of whatever the sender called the file, without separators and controls.
std::string plain_name(std::string_view name) {
    const auto slash = name.find_last_of("/\\");
    if (slash != std::string_view::npos) {
        name.remove_prefix(slash + 1);
    }
    std::string out;
    for (const char c : name) {
        if (static_cast<unsigned char>(c) >= 0x20U && c != 0x7F) {
            out.push_back(c);
        }
    }
    return out.empty() ? std::string{"file"} : out;
}

/// RFC 6266: the name in UTF-8, percent-encoded.
std::string attachment(std::string_view name) {
    constexpr std::string_view plain =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
    std::string encoded;
    for (const char c : name) {
        if (plain.find(c) != std::string_view::npos) {
            encoded.push_back(c);
        } else {
            encoded += "%" + to_hex(as_bytes(std::string_view{&c, 1}));
        }
    }
    return "attachment; filename*=UTF-8''" + encoded;
}

}  // namespace

Result<FileName> FileName::parse(std::string_view text) {
    FileName name;
    const auto id = Uuid::parse(text.substr(0, 36));
    if (!id) {
        return Error::not_found("file-missing");
    }
    if (text.size() == 36) {
        name.upload = *id;
        return name;
    }
    name.document = documents::DocumentId{*id};
    const auto rest = text.substr(36);
    if (const auto package = Uuid::parse(rest.substr(1)); package && rest.front() == '.') {
        name.consignment = documents::ConsignmentId{*package};
        return name;
    }
    const auto dot = rest.find('.', 1);
    if (rest.front() != '.' || dot == std::string_view::npos) {
        return Error::not_found("file-missing");
    }
    MOHUR_TRY(name.version, positive(rest.substr(1, dot - 1)));
    MOHUR_TRY(name.no, positive(rest.substr(dot + 1)));
    return name;
}

std::string to_string(const FileName& name) {
    if (!name.upload.is_nil()) {
        return to_string(name.upload);
    }
    if (name.consignment) {
        return to_string(name.document) + "." + to_string(*name.consignment);
    }
    return to_string(name.document) + "." + std::to_string(name.version) + "." +
           std::to_string(name.no);
}

std::string sniff_media_type(const ByteSource& content) {
    std::array<std::uint8_t, 128> head{};
    const auto got = content.read_at(0, head);
    const auto text = as_text(BytesView{head}.first(got ? *got : 0));
    if (text.substr(0, 1'024).find("%PDF-") != std::string_view::npos) {
        return "application/pdf";
    }
    for (const auto* type :
         {"application/vnd.etsi.asic-e+zip", "application/vnd.etsi.asic-s+zip"}) {
        if (text.starts_with("PK") && text.find(type) != std::string_view::npos) {
            return type;
        }
    }
    return "application/octet-stream";
}

int pages_of(const WorkerPool& workers, std::shared_ptr<const ByteSource> content) {
    const auto answer = workers.run("page-count", Json::object(), {{std::move(content)}, {}});
    return answer ? static_cast<int>((*answer)["pages"].as_integer()) : 0;
}

void FileApi::add_to(Router& router) {
    router.add(Method::post, "/api/v1/files", [this](Request& r) { return upload(r); });
    router.add(Method::get, "/api/v1/files/{id}/content",
               [this](Request& r) { return content(r); });
    router.add(Method::get, "/api/v1/files/{id}/pages/{page}",
               [this](Request& r) { return page(r); });
}

Result<Response> FileApi::upload(Request& request) const {
    MOHUR_TRY(const auto caller, changing_caller_of(services_, request));
    const auto name = plain_name(request.query("name").value_or(""));
    MOHUR_TRY(const auto body,
              request.spooled_body(services_.spool, services_.config.max_upload_bytes));
    if (body->size() == 0) {
        return Error::malformed("file-empty", "field:name");
    }
    // Durable before the answer, and before any row speaks of it.
    MOHUR_TRY(const auto blob, services_.blobs.put(caller.session.agency, *body));
    documents::Upload upload;
    upload.id = services_.ids.make<documents::UploadId>();
    upload.name = name;
    upload.media_type = sniff_media_type(*body);
    upload.digest = blob.digest();
    upload.pages = upload.media_type == "application/pdf" ? pages_of(services_.workers, body) : 0;
    return change_once(
        services_, request, caller, name + "\n" + to_string(blob.digest()),
        [&](sql::Transaction& tx, const Caller&, const documents::Act& act) -> Result<Answer> {
            MOHUR_TRY_VOID(documents::remember_upload(tx, act, upload, blob));
            return Answer{201,
                          Json::object({{"id", to_string(upload.id)},
                                        {"name", upload.name},
                                        {"media_type", upload.media_type},
                                        {"size", blob.size()},
                                        {"digest", to_string(upload.digest)},
                                        {"pages", upload.pages}}),
                          ""};
        });
}

Result<Digest> FileApi::locate(sql::Transaction& tx, const documents::Act& act,
                               const FileName& name, Found& found) const {
    if (!name.upload.is_nil()) {
        MOHUR_TRY(const auto upload,
                  documents::upload_of(tx, act, documents::UploadId{name.upload}));
        found.name = upload.name;
        found.media_type = upload.media_type;
        return upload.digest;
    }
    if (!name.consignment) {
        MOHUR_TRY(const auto file,
                  documents::file_of(tx, act, name.document, name.version, name.no));
        found.name = file.name;
        found.media_type = file.media_type;
        return file.digest;
    }
    // Who may see the document may see what was sent of it.
    MOHUR_TRY_VOID(documents::document_of(tx, act, name.document));
    MOHUR_TRY(const auto trail, exchange_trail_of(tx, name.document));
    for (const auto& one : packages_of(trail)) {
        if (one.consignment == *name.consignment) {
            found.name = one.name;
            found.media_type = kPackageType;
            return one.package.digest;
        }
    }
    return Error::not_found("file-missing");
}

Result<FileApi::Found> FileApi::find(const Request& request) const {
    MOHUR_TRY(const auto caller, caller_of(services_, request));
    MOHUR_TRY(const auto name, FileName::parse(request.parameter("id")));
    const auto act = caller.act(services_.clock.now());
    Found found;
    MOHUR_TRY(const auto digest,
              services_.cells.of(caller.scope()).read(caller.scope(), [&](sql::Transaction& tx) {
                  return locate(tx, act, name, found);
              }));
    MOHUR_TRY(auto stored, services_.blobs.get(caller.session.agency, digest));
    found.content = std::move(stored);
    return found;
}

Result<Response> FileApi::content(const Request& request) const {
    MOHUR_TRY(auto found, find(request));
    auto response = Response::of_file(found.content, found.media_type);
    response.with("Content-Disposition", attachment(found.name));
    return response;
}

Result<Response> FileApi::page(const Request& request) const {
    MOHUR_TRY(const auto found, find(request));
    MOHUR_TRY(const auto number, positive(request.parameter("page")));
    const auto width = request.query("width");
    MOHUR_TRY(const auto pixels,
              width ? positive(*width) : Result<int>{static_cast<int>(kDefaultWidth)});
    const auto image = std::make_shared<FileTarget>(::memfd_create("page", MFD_CLOEXEC));
    MOHUR_TRY_VOID(services_.workers.run("page-image",
                                         Json::object({{"page", number}, {"width", pixels}}),
                                         {{found.content}, {image}}));
    MOHUR_TRY(const auto bytes, image->read_back());
    auto response = Response::of_file(bytes, "image/png");
    // The content of a file never changes, so neither does its picture.
    response.with("Cache-Control", "private, max-age=86400, immutable");
    return response;
}

}  // namespace mohur::server
