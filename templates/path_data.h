// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/result.h"

#include <string_view>
#include <vector>

namespace mohur::templates {

struct Point {
    double x = 0;
    double y = 0;

    bool operator==(const Point&) const = default;
};

/// One step of an outline in absolute coordinates.
struct PathStep {
    enum class Kind { move, line, curve, close };
    Kind kind = Kind::move;
    Point control_1;  ///< of a curve
    Point control_2;
    Point end;

    bool operator==(const PathStep&) const = default;
};

/// Reads path data as SVG 1.1 clause 8.3 writes it: M L H V C Z and their relative forms.
/// `malformed` "template-invalid" for anything else and for more than 10 000 steps.
[[nodiscard]] Result<std::vector<PathStep>> parse_path(std::string_view text);

}  // namespace mohur::templates
