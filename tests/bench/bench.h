// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/bench/measurement.h"

#include <filesystem>
#include <string_view>

namespace mohur::bench {

/// One line of the list of benches. `inputs` is the folder that tests/bench/run prepared.
struct Bench {
    std::string_view name;
    Row (*run)(const Bench& bench, const std::filesystem::path& inputs, const Pace& pace);
    double goal;
    std::string_view input;  ///< file in `inputs` where the bench reads one
    int parallel = 1;
};

[[nodiscard]] Row run_verify_asic_e(const Bench& bench, const std::filesystem::path& inputs,
                                    const Pace& pace);
[[nodiscard]] Row run_verify_pades(const Bench& bench, const std::filesystem::path& inputs,
                                   const Pace& pace);
[[nodiscard]] Row run_sign_cades(const Bench& bench, const std::filesystem::path& inputs,
                                 const Pace& pace);
[[nodiscard]] Row run_sign_xades(const Bench& bench, const std::filesystem::path& inputs,
                                 const Pace& pace);
[[nodiscard]] Row run_sign_pades(const Bench& bench, const std::filesystem::path& inputs,
                                 const Pace& pace);
[[nodiscard]] Row run_registration(const Bench& bench, const std::filesystem::path& inputs,
                                   const Pace& pace);

}  // namespace mohur::bench
