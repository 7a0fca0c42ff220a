// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/validation/data_files_task.h"

#include "signing/asic/contents.h"

namespace mohur::server {

Result<Json> run_data_files(const Json& request, const TaskFiles& files,
                            const WorkerServices& /*services*/) {
    if (files.inputs.size() != 1 || files.outputs.size() != 1) {
        return Error::malformed("verify-request", "no file");
    }
    Limits limits;
    limits.zip_total_bytes = static_cast<std::uint64_t>(request["most_bytes"].as_integer());
    MOHUR_TRY(const auto found,
              signing::asic::extract_data(files.inputs.front(), *files.outputs.front(), limits));
    Json list = Json::array();
    for (const auto& file : found) {
        list.push(
            Json::object({{"name", file.name}, {"offset", file.offset}, {"size", file.size}}));
    }
    return Json::object({{"files", std::move(list)}});
}

Result<std::vector<DataFile>> data_files_of(const WorkerPool& workers,
                                            std::shared_ptr<const ByteSource> container,
                                            std::uint64_t most_bytes) {
    const auto output = std::make_shared<MemoryTarget>(most_bytes);
    MOHUR_TRY(const auto answer,
              workers.run("data-files", Json::object({{"most_bytes", most_bytes}}),
                          {{std::move(container)}, {output}}));
    const MemorySource written{to_bytes(output->bytes())};
    std::vector<DataFile> files;
    for (const auto& file : answer["files"].items()) {
        MOHUR_TRY(auto content,
                  written.read_range(static_cast<std::uint64_t>(file["offset"].as_integer()),
                                     static_cast<std::uint64_t>(file["size"].as_integer())));
        files.push_back({file["name"].as_string(), std::move(content)});
    }
    return files;
}

}  // namespace mohur::server
