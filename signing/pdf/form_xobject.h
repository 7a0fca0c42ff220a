// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/pdf/incremental_update.h"

#include <array>

namespace mohur::signing::pdf {

/// A form XObject that an update holds (ISO 32000-1 clause 8.10), with its lower left corner at the
/// origin.
struct FormXObject {
    ObjectId id;
    double width = 0;
    double height = 0;
};

/// The first page of `drawing` as a form XObject of `update`, with the resources that it uses.
/// Device colours become calibrated ones (clause 8.6.5.6), so that they break no PDF/A whatever its
/// output intent is; a transparency group of the page is left out, since PDF/A-1 has none.
/// Errors: `malformed` "pdf-damaged", `unsupported` "pdf-encrypted", `too_large`.
[[nodiscard]] Result<FormXObject> import_first_page(IncrementalUpdate& update,
                                                    const ByteSource& drawing,
                                                    const Limits& limits);

/// A form XObject of `width` by `height` that shows `inner` through `matrix`.
[[nodiscard]] ObjectId wrap(IncrementalUpdate& update, const FormXObject& inner,
                            const std::array<double, 6>& matrix, double width, double height);

}  // namespace mohur::signing::pdf
