// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/core/json.h"
#include "tests/bench/bench.h"

#include <algorithm>
#include <array>
#include <iostream>
#include <span>

namespace {

using mohur::Json;
using mohur::bench::Bench;
using mohur::bench::Row;

/// The goals are those of the project; without a suffix the key is P-256.
constexpr std::array kBenches{
    Bench{"verify.asic-e-xades-lt", mohur::bench::run_verify_asic_e, 0.5, "signer.asice"},
    Bench{"verify.asic-e-xades-lt.rsa-2048", mohur::bench::run_verify_asic_e, 0.5,
          "signer-rsa.asice"},
    Bench{"verify.pades-lt", mohur::bench::run_verify_pades, 0.5, "signer.pdf"},
    Bench{"verify.pades-lt.rsa-2048", mohur::bench::run_verify_pades, 0.5, "signer-rsa.pdf"},
    Bench{"sign.cades-b", mohur::bench::run_sign_cades, 0.5, "letter.pdf"},
    Bench{"sign.xades-b", mohur::bench::run_sign_xades, 0.5, "letter.pdf"},
    Bench{"sign.pades-b", mohur::bench::run_sign_pades, 1.0 / 3, "letter.pdf"},
    Bench{"register.http.1", mohur::bench::run_registration, 0.5, "register.json", 1},
    Bench{"register.http.8", mohur::bench::run_registration, 0.5, "register.json", 8},
};

constexpr std::string_view kUsage =
    "usage: mohur-bench NAME --inputs FOLDER [--smoke] | mohur-bench --list\n";

Json json_of(const Row& row) {
    Json figures = Json::object();
    for (const auto& [name, value] : row.figures) {
        figures.set(name, value);
    }
    return Json::object({{"name", row.name},
                         {"rate_per_cpu_s", row.rate_per_cpu_s},
                         {"floor_per_cpu_s", row.floor_per_cpu_s},
                         {"ratio", row.ratio()},
                         {"goal", row.goal},
                         {"holds", row.holds()},
                         {"peak_rss_mb", row.peak_rss_mb},
                         {"figures", figures},
                         {"note", row.note}});
}

int list() {
    for (const auto& bench : kBenches) {
        std::cout << bench.name << '\n';
    }
    return 0;
}

/// One bench; the row as one line of JSON.
int run(std::span<char*> words) {
    constexpr int kUsageError = 64;
    const std::string_view name = words.empty() ? "" : words[0];
    if (name == "--list") {
        return list();
    }
    const auto bench = std::ranges::find(kBenches, name, &Bench::name);
    const bool known =
        bench != kBenches.end() && words.size() >= 3 && std::string_view{words[1]} == "--inputs";
    if (!known) {
        std::cerr << kUsage;
        return kUsageError;
    }
    mohur::bench::Pace pace;
    if (words.size() > 3 && std::string_view{words[3]} == "--smoke") {
        pace = {1, std::chrono::milliseconds{100}};
    }
    std::cout << json_of(bench->run(*bench, words[2], pace)).dump() << '\n';
    return 0;
}

}  // namespace

/// One bench of those that `./dev bench` runs; the inputs are made by tests/bench/run.
int main(int count, char** values) {
    return run(std::span{values, static_cast<std::size_t>(count)}.subspan(1));
}
