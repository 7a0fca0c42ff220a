// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/reception/reception.h"
#include "server/messages/catalogue.h"

#include <string_view>

namespace mohur::server {

/// What was found when a file came in, as people read it: schema ReceptionVerdict of
/// docs/openapi.yaml. `name`: of the file.
[[nodiscard]] Json reception_view(const Catalogue& catalogue, Language language,
                                  const documents::FileReception& file, std::string_view name);

}  // namespace mohur::server
