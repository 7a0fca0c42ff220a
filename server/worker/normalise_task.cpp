// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/worker/normalise_task.h"

#include "signing/pdf/normalised_copy.h"

namespace mohur::server {

Result<Json> run_normalise_pdf(const Json&, const TaskFiles& files, const WorkerServices&) {
    if (files.inputs.size() != 1 || files.outputs.size() != 1) {
        return Error::malformed("signing-request-invalid", "files");
    }
    MOHUR_TRY(const auto copy, signing::pdf::normalised_copy(*files.inputs.front(), {}));
    MOHUR_TRY_VOID(files.outputs.front()->write_at(0, copy));
    return Json::object();
}

}  // namespace mohur::server
