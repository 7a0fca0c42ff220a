// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/pdf/raw_file.h"

namespace mohur::signing::pdf {

/// The first page object (ISO 32000-1 clause 7.7.3). `malformed` "pdf-damaged" when there is none.
[[nodiscard]] Result<ObjectId> first_page(const Snapshot& view);

/// All pages in order. A node that is met twice is `malformed`; more than `limit` pages are
/// `too_large`.
[[nodiscard]] Result<std::vector<ObjectId>> pages(const Snapshot& view, std::size_t limit);

}  // namespace mohur::signing::pdf
