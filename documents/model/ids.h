// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/storage/agency_scope.h"
#include "signing/core/id.h"

namespace mohur::documents {

using AssignmentId = Id<struct AssignmentTag>;
using CaseFileId = Id<struct CaseFileTag>;
using ConsignmentId = Id<struct ConsignmentTag>;
using ControlCardId = Id<struct ControlCardTag>;
using CorrespondentId = Id<struct CorrespondentTag>;
using DocumentId = Id<struct DocumentTag>;
using ExtensionId = Id<struct ExtensionTag>;
using FileClassId = Id<struct FileClassTag>;
using JobId = Id<struct JobTag>;
using JournalId = Id<struct JournalTag>;
using PersonId = Id<struct PersonTag>;
using RegistrationId = Id<struct RegistrationTag>;
using ResolutionId = Id<struct ResolutionTag>;
using SigningSessionId = Id<struct SigningSessionTag>;
using SubstitutionId = Id<struct SubstitutionTag>;
using TaskId = Id<struct TaskTag>;
using UnitId = Id<struct UnitTag>;

}  // namespace mohur::documents
