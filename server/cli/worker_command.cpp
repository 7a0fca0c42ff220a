// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/cli/worker_command.h"

#include "server/exchange/unpack_task.h"
#include "server/preview/page_task.h"
#include "server/validation/data_files_task.h"
#include "server/worker/inspect_task.h"
#include "server/worker/normalise_task.h"
#include "server/worker/signing_tasks.h"
#include "server/worker/timestamp_task.h"
#include "server/worker/verify_task.h"
#include "server/worker/worker_process.h"

#include <ostream>
#include <vector>

namespace mohur::server {
namespace {

/// Everything that is done with untrusted bytes.
std::vector<WorkerTask> tasks() {
    return {
        {"data-files", run_data_files},
        {"inspect", run_inspect},
        {"page-count", count_pages},
        {"page-image", render_page},
        {"unpack-consignment", run_unpack_consignment},
        {"verify", run_verify},
        {"timestamp", run_timestamp},
        {"prepare-signature", run_prepare_signature},
        {"complete-signature", run_complete_signature},
        {"extend-signatures", run_extend_signatures},
        {"normalise-pdf", run_normalise_pdf},
        {"timestamp-container", run_timestamp_container},
    };
}

}  // namespace

int run_worker(const CommandContext& context, std::span<const std::string> arguments) {
    const auto known = tasks();
    const int code = arguments.empty() ? serve_one_task(known, context.clock, context.random)
                                       : exit_code::kUsage;
    if (code == exit_code::kUsage) {
        context.err << "mohur worker is started by mohur itself\n";
    }
    return code;
}

}  // namespace mohur::server
