// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/exchange/unpack_task.h"

#include "server/exchange/consignment_note.h"
#include "server/http/spool_file.h"
#include "signing/asic/contents.h"

#include <algorithm>

namespace mohur::server {
namespace {

constexpr std::size_t kMostEntries = 512;
constexpr std::uint64_t kMaxNoteBytes = 1U << 18U;

Error no_note(std::string detail) {
    return Error::malformed("consignment-malformed", std::move(detail));
}

Result<Json> note_in(const std::vector<signing::asic::ExtractedFile>& files,
                     const ByteTarget& output) {
    const auto note = std::ranges::find(files, kNoteEntry, &signing::asic::ExtractedFile::name);
    if (note == files.end() || note->size > kMaxNoteBytes) {
        return no_note(std::string{kNoteEntry});
    }
    MOHUR_TRY(const auto written, output.read_back());
    MOHUR_TRY(const auto bytes, written->read_range(note->offset, note->size));
    auto json = Json::parse(as_text(bytes));
    return json ? json : no_note(json.error().detail);
}

}  // namespace

Result<Json> run_unpack_consignment(const Json& request, const TaskFiles& files,
                                    const WorkerServices& /*services*/) {
    MOHUR_CHECK(files.inputs.size() == 1 && files.outputs.size() == 1);
    Limits limits;
    limits.zip_entries = kMostEntries;
    limits.zip_total_bytes = static_cast<std::uint64_t>(request["most_bytes"].as_integer());
    auto& output = *files.outputs.front();
    MOHUR_TRY(const auto found, signing::asic::extract_data(files.inputs.front(), output, limits));
    MOHUR_TRY(auto note, note_in(found, output));
    Json list = Json::array();
    for (const auto& file : found) {
        list.push(
            Json::object({{"name", file.name}, {"offset", file.offset}, {"size", file.size}}));
    }
    return Json::object({{"files", std::move(list)}, {"note", std::move(note)}});
}

Result<UnpackedConsignment> unpack_consignment(const WorkerPool& workers,
                                               std::shared_ptr<const ByteSource> package,
                                               const std::filesystem::path& spool,
                                               std::uint64_t most_bytes) {
    MOHUR_TRY(const auto output, spool_target(spool));
    const auto ran = workers.run("unpack-consignment", Json::object({{"most_bytes", most_bytes}}),
                                 {{std::move(package)}, {output}});
    if (!ran && ran.error().code == ErrorCode::too_large) {
        return Error::too_large("consignment-too-large", ran.error().reason);
    }
    MOHUR_TRY(const auto answer, ran);
    MOHUR_TRY(const auto written, output->read_back());
    UnpackedConsignment unpacked;
    unpacked.note = answer["note"];
    for (const auto& file : answer["files"].items()) {
        MOHUR_TRY(auto slice, SliceSource::create(
                                  written, static_cast<std::uint64_t>(file["offset"].as_integer()),
                                  static_cast<std::uint64_t>(file["size"].as_integer())));
        unpacked.files.emplace(file["name"].as_string(), std::move(slice));
    }
    return unpacked;
}

}  // namespace mohur::server
