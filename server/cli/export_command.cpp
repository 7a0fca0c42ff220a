// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/cli/export_command.h"

#include "documents/content/folder_store.h"
#include "server/cli/records.h"
#include "server/export/case_file_export.h"
#include "server/serve/database_opening.h"

#include <array>
#include <ostream>

namespace mohur::server {
namespace {

namespace fs = std::filesystem;
namespace sql = documents::sql;

constexpr std::array<OptionSpec, 7> kOptions{{{"--config", OptionSpec::Kind::value},
                                              {"--data", OptionSpec::Kind::value},
                                              {"--case-file", OptionSpec::Kind::value},
                                              {"--agency", OptionSpec::Kind::value},
                                              {"-o", OptionSpec::Kind::value},
                                              {"--lang", OptionSpec::Kind::value},
                                              {"--json", OptionSpec::Kind::flag}}};

Result<std::string> required(const Arguments& arguments, std::string_view name) {
    const auto value = arguments.value(name);
    return value && !value->empty()
               ? Result<std::string>{*value}
               : Result<std::string>{Error::malformed("usage-option-missing", std::string{name})};
}

struct Found {
    documents::AgencyScope scope;
    documents::CaseFileId id;
};

/// Looks through the agencies of the cell, or the one that was named.
Result<Found> find(const sql::Database& database, const std::string& text,
                   const std::optional<std::string>& code) {
    MOHUR_TRY(const auto agencies, database.read(sql::GlobalScope{}, [](sql::Transaction& tx) {
        return documents::agencies(tx);
    }));
    std::optional<Found> found;
    for (const auto& agency : agencies) {
        if (code && agency.code != *code) {
            continue;
        }
        const documents::AgencyScope scope{agency.id};
        const auto id = database.read(
            scope, [&](sql::Transaction& tx) { return documents::find_case_file(tx, text); });
        if (!id && id.error().code != ErrorCode::not_found) {
            return id.error();
        }
        if (id && found) {
            return Error::conflict("case-file-ambiguous", "--agency");
        }
        if (id) {
            found = Found{scope, *id};
        }
    }
    return found ? Result<Found>{*found}
                 : Result<Found>{Error::not_found("case-file-missing", text)};
}

/// The folder goes again when it cannot be written down that it was made.
Result<void> publish(const sql::Database& database, const Found& found,
                     const documents::CaseFilePackage& package, const fs::path& folder,
                     const documents::Act& act) {
    MOHUR_TRY_VOID(documents::bagit::write_folder(package.bag, folder));
    auto written = database.write(found.scope, [&](sql::Transaction& tx) {
        return documents::record_export(tx, act, found.id, package);
    });
    if (!written) {
        std::error_code ignored;
        fs::remove_all(folder, ignored);
    }
    return written;
}

void report(const CommandContext& context, const documents::CaseFilePackage& package,
            const Found& found, const fs::path& folder, bool json) {
    if (json) {
        context.out << Json::object({{"case_file", to_string(found.id)},
                                     {"path", folder.string()},
                                     {"documents", package.documents},
                                     {"files", package.files},
                                     {"signed_files", package.signed_files},
                                     {"manifest", to_string(package.manifest)}})
                           .dump(true)
                    << '\n';
        return;
    }
    context.out << folder.string() << ": " << package.documents << " documents, " << package.files
                << " files, " << package.signed_files
                << " signed; manifest-sha256.txt: " << to_hex(package.manifest.value) << '\n';
}

Result<void> export_case_file(const CommandContext& context, const Arguments& arguments) {
    MOHUR_TRY(const auto config, config_of(arguments));
    MOHUR_TRY(const auto wanted, required(arguments, "--case-file"));
    MOHUR_TRY(const auto folder, required(arguments, "-o"));
    if (!arguments.positionals().empty()) {
        return Error::malformed("usage-unexpected-argument", arguments.positionals().front());
    }
    MOHUR_TRY(const auto opened, join_database(config, context.clock));
    documents::KeyFolder keys{config.data / "keys", context.random};
    const documents::FolderStore blobs{config.data / "content", keys, context.random};
    WorkerSettings settings;
    settings.program = context.program;
    const WorkerPool workers{settings, context.fetcher};
    MOHUR_TRY(const auto verification, Verification::create(workers, config.trust));
    MOHUR_TRY(const auto found, find(opened.database, wanted, arguments.value("--agency")));
    const auto act = documents::Act::system(context.clock.now());
    const Timestamping timestamping{workers, verification, config.timestamp_urls};
    const CaseFileExport exporter{opened.database, blobs, verification, timestamping,
                                  context.clock};
    MOHUR_TRY(const auto package, exporter.make(found.scope, act, found.id));
    MOHUR_TRY_VOID(publish(opened.database, found, package, folder, act));
    report(context, package, found, folder, arguments.has("--json"));
    return {};
}

}  // namespace

int run_export(const CommandContext& context, std::span<const std::string> words) {
    const auto arguments = Arguments::parse(words, kOptions);
    if (!arguments) {
        return complain(context, "export", arguments.error());
    }
    const auto done = export_case_file(context, *arguments);
    return done ? exit_code::kSuccess : complain(context, "export", done.error());
}

}  // namespace mohur::server
