// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/validation/validation_order.h"

#include <vector>

/// The web service of SiVa (github.com/open-eid/SiVa, interface version 3), so that its clients
/// switch by address alone.
namespace mohur::server::siva {

/// One thing that is wrong with a request: {"key": "document", "message": "..."}.
struct RequestError {
    std::string key;
    std::string message;
    bool operator==(const RequestError&) const = default;
};
[[nodiscard]] Json errors_json(const std::vector<RequestError>& errors);

/// A request that was read, or why it was not.
struct Reading {
    std::vector<ValidationOrder> orders;  ///< one; of /validateHashcode one for each signature file
    std::vector<RequestError> errors;
};

/// POST /validate: "document" in base64, "filename", and by choice "signaturePolicy" (POLv3: the
/// policy `dss-like`; POLv4, the default: `strict`), "reportType" (Simple, Detailed, Diagnostic),
/// "documentType".
[[nodiscard]] Reading read_validation(const Json& body);
/// POST /validateHashcode: "signatureFiles" with "signature" and "datafiles".
[[nodiscard]] Reading read_hashcode_validation(const Json& body);
/// POST /getDataFiles: "document" and "filename".
[[nodiscard]] Reading read_data_files(const Json& body);

/// What was asked, beside the verdict, that the report repeats.
struct Asked {
    std::string file_name;
    std::optional<Digest> file_hash;
};

/// {"validationReport": {"validationConclusion": {...}}} of verdicts (docs/verdict.schema.json),
/// all of one request.
[[nodiscard]] Json report(const std::vector<Json>& verdicts, const Asked& asked);

}  // namespace mohur::server::siva
