// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/cli/records.h"

#include "documents/content/folder_store.h"
#include "documents/fsck/fsck.h"
#include "server/messages/catalogue.h"
#include "server/serve/database_opening.h"
#include "server/signing/timestamping.h"

#include <charconv>
#include <ostream>

namespace mohur::server {
namespace {

Result<std::string> outcome_of(const Timestamping& timestamping,
                               const documents::StoredTimestamp& stored) {
    MOHUR_TRY(const auto verdict,
              timestamping.judge(stored.token, stored.imprint, stored.material, stored.stored_at));
    if (verdict.is_null()) {
        return std::string{"no token"};
    }
    const auto& reason = verdict["sub_indication"].as_string();
    return verdict["indication"].as_string() + (reason.empty() ? "" : "/" + reason);
}

WorkerSettings worker_settings(const CommandContext& context) {
    WorkerSettings settings;
    settings.program = context.program;
    return settings;
}

}  // namespace

int complain(const CommandContext& context, std::string_view command, const Error& error) {
    const auto texts = Catalogue::built_in();
    const auto text = texts ? texts->text(language_from(context.language), error.reason)
                            : std::string_view{error.reason};
    context.err << "mohur " << command << ": " << text
                << (error.detail.empty() ? "" : " (" + error.detail + ")") << '\n';
    return error.reason.starts_with("usage-") ? exit_code::kUsage : exit_code::kUnidentified;
}

Result<Config> config_of(const Arguments& arguments) {
    const auto file = arguments.value("--config");
    if (!file) {
        return Error::malformed("usage-option-missing", "--config");
    }
    MOHUR_TRY(auto config, read_config(*file));
    if (const auto data = arguments.value("--data")) {
        config.data = *data;
    }
    if (const auto port = arguments.value("--port")) {
        const auto end =
            std::from_chars(port->data(), port->data() + port->size(), config.listen_port);
        if (end.ec != std::errc{}) {
            return Error::malformed("config-invalid-value", "--port");
        }
    }
    return config;
}

Result<Json> examine_records(const CommandContext& context, const Config& config, bool content) {
    MOHUR_TRY(const auto opened, join_database(config, context.clock));
    documents::KeyFolder keys{config.data / "keys", context.random};
    const documents::FolderStore blobs{config.data / "content", keys, context.random};
    const WorkerPool workers{worker_settings(context), context.fetcher};
    MOHUR_TRY(const auto verification, Verification::create(workers, config.trust));
    const Timestamping timestamping{workers, verification, {}};
    documents::FsckScope scope{content, {}};
    if (verification.has_anchors()) {
        scope.timestamps = [&](const documents::StoredTimestamp& stored) {
            return outcome_of(timestamping, stored);
        };
    }
    return documents::fsck(opened.database, blobs, scope, context.clock.now());
}

}  // namespace mohur::server
