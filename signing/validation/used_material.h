// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/pki/validation_material.h"
#include "signing/validation/validator.h"

namespace mohur::signing {

/// What a verdict rests on beside the file itself: `found` (what was fetched for it) and the
/// certificates of every path, up to and including the anchors. With the file and this, and the
/// same anchors and policy, the verdict can be reached again without asking anybody.
[[nodiscard]] ValidationMaterial used_material(const FileVerdict& verdict,
                                               ValidationMaterial found);

}  // namespace mohur::signing
