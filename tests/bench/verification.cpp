// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/core/byte_source.h"
#include "signing/core/clock.h"
#include "signing/validation/validator.h"
#include "tests/bench/bench.h"
#include "tests/bench/input_file.h"
#include "tests/bench/pades_floor.h"
#include "tests/bench/xades_floor.h"

namespace mohur::bench {
namespace {

using signing::FileVerdict;
using FloorOf = raw::Octets (*)(raw::View file);

/// Reads and judges one file again and again, as a server does that has seen its issuers before.
class OurSide {
public:
    OurSide(const std::filesystem::path& inputs, Bytes file)
        : file_{std::make_shared<MemorySource>(std::move(file))} {
        auto anchors = signing::load_certificates(inputs / "trust");
        if (!anchors) {
            fail("no anchors in " + (inputs / "trust").string());
        }
        context_.anchors = signing::TrustAnchors{*std::move(anchors)};
        context_.validation_time = SystemClock{}.now();
        context_.verified = &verified_;
        options_.verified = &verified_;
    }

    [[nodiscard]] FileVerdict verdict() const {
        const auto facts = signing::read_file(file_, options_);
        if (!facts) {
            fail("our side: " + facts.error().reason + " " + facts.error().detail);
        }
        return signing::validate(*facts, context_);
    }

private:
    std::shared_ptr<MemorySource> file_;
    mutable signing::VerifiedSignatures verified_;
    signing::ReadOptions options_;
    signing::ValidationContext context_;
};

/// Both sides must find the signature good and have hashed the same octets.
void check_same_work(const FileVerdict& verdict, const raw::Octets& floor_digest) {
    if (verdict.exit_code() != 0 || verdict.signatures.size() != 1) {
        fail("our side does not pass: " + to_json(verdict).dump(true));
    }
    const auto& facts = verdict.signatures.front().facts;
    const bool stamped = facts.timestamps.size() == 1 && facts.timestamps.front().intact;
    if (!stamped || facts.scopes.size() != 1 || !facts.scopes.front().digest ||
        facts.scopes.front().digest->value != floor_digest) {
        fail("the two sides did not hash the same");
    }
}

Row run(const Bench& bench, const std::filesystem::path& inputs, const Pace& pace, FloorOf floor) {
    const auto file = input_file(inputs / bench.input);
    const OurSide side{inputs, file};
    const Work ours = [&side] { static_cast<void>(side.verdict()); };
    const Work theirs = [&file, floor] { static_cast<void>(floor(file)); };
    Row row{std::string{bench.name}};
    row.peak_rss_mb = peak_rss_of(ours);
    check_same_work(side.verdict(), floor(file));
    const auto rates = compare(ours, theirs, pace);
    row.rate_per_cpu_s = rates.ours;
    row.floor_per_cpu_s = rates.floor;
    row.goal = bench.goal;
    row.figures["file_bytes"] = static_cast<double>(file.size());
    row.note = "CPU of one process, one thread";
    return row;
}

}  // namespace

Row run_verify_asic_e(const Bench& bench, const std::filesystem::path& inputs, const Pace& pace) {
    return run(bench, inputs, pace, check_asic_e);
}

Row run_verify_pades(const Bench& bench, const std::filesystem::path& inputs, const Pace& pace) {
    return run(bench, inputs, pace, check_pdf);
}

}  // namespace mohur::bench
