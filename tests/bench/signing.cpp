// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/core/byte_source.h"
#include "signing/core/clock.h"
#include "signing/core/random.h"
#include "signing/creation/signature_engine.h"
#include "signing/token/pkcs12_device.h"
#include "signing/validation/validator.h"
#include "tests/bench/bench.h"
#include "tests/bench/input_file.h"
#include "tests/bench/raw_zip.h"
#include "tests/bench/signing_floor.h"

namespace mohur::bench {
namespace {

using signing::CreationFormat;
using FloorOf = void (*)(raw::View document, raw::View sample, EVP_PKEY* key);
using SkeletonOf = raw::Octets (*)(raw::View signature);

raw::Octets whole(raw::View signature) {
    return {signature.begin(), signature.end()};
}

raw::Octets signature_in_container(raw::View container) {
    return raw::unpacked(raw::zip_directory(container).at("META-INF/signatures0.xml"));
}

/// A P-256 key in memory, and an engine that signs at level B with it.
class OurSide {
public:
    OurSide(const std::filesystem::path& inputs, CreationFormat format, Bytes document,
            std::unique_ptr<signing::Pkcs12Device> device)
        : anchors_{*signing::load_certificates(inputs / "trust")},
          clock_{SystemClock{}.now()},
          device_{std::move(device)},
          engine_{anchors_, nothing_, nullptr, clock_, random_},
          request_{.format = format,
                   .level = signing::SignatureLevel::B,
                   .data = {{"letter.pdf", "application/pdf",
                             std::make_shared<MemorySource>(std::move(document))}},
                   .signer = device_->certificate(),
                   .chain = {},
                   .algorithm = *device_->algorithm(DigestAlgorithm::sha256),
                   .signing_time = clock_.now(),
                   .reason = {},
                   .location = {},
                   .claimed_roles = {},
                   .limits = {}} {}

    [[nodiscard]] Bytes sign() const {
        const auto prepared = engine_.prepare(request_);
        if (!prepared) {
            fail("our side: " + prepared.error().reason + " " + prepared.error().detail);
        }
        const auto value = device_->sign_digest(request_.algorithm, prepared->to_be_signed_digest);
        auto done =
            value ? engine_.complete(request_, *prepared, *value) : Result<Bytes>{value.error()};
        if (!done) {
            fail("our side: " + done.error().reason + " " + done.error().detail);
        }
        return *std::move(done);
    }

    /// What came out must be a whole signature of level B over the document.
    void check(Bytes signature) const {
        signing::ReadOptions options;
        options.contents.push_back({"letter.pdf", request_.data.front().bytes, {}});
        const auto facts =
            signing::read_file(std::make_shared<MemorySource>(std::move(signature)), options);
        const bool whole = facts && facts->signatures.size() == 1 &&
                           facts->signatures.front().intact() &&
                           facts->signatures.front().format.ends_with("-BASELINE-B");
        if (!whole) {
            fail("our side did not make a baseline signature");
        }
    }

private:
    signing::TrustAnchors anchors_;
    signing::NoRevocationSource nothing_;
    FixedClock clock_;
    mutable SystemRandom random_;
    std::unique_ptr<signing::Pkcs12Device> device_;
    signing::SignatureEngine engine_;
    signing::SigningRequest request_;
};

Row run(const Bench& bench, const std::filesystem::path& inputs, const Pace& pace,
        CreationFormat format, FloorOf floor, SkeletonOf skeleton) {
    const auto document = input_file(inputs / bench.input);
    const auto key_file = input_file(inputs / "pki/p12/signer.p12");
    const std::string pin{as_text(input_file(inputs / "pki/pin"))};
    auto device = signing::Pkcs12Device::open(key_file, Secret{pin});
    if (!device) {
        fail("no key: " + device.error().reason);
    }
    const OurSide side{inputs, format, document, *std::move(device)};
    const auto key = raw::private_key(key_file, pin);
    const auto made = side.sign();
    side.check(made);
    const auto sample = skeleton(made);
    const Work ours = [&side] { static_cast<void>(side.sign()); };
    const Work theirs = [&] { floor(document, sample, key.get()); };
    Row row{std::string{bench.name}};
    row.peak_rss_mb = peak_rss_of(ours);
    const auto rates = compare(ours, theirs, pace);
    row.rate_per_cpu_s = rates.ours;
    row.floor_per_cpu_s = rates.floor;
    row.goal = bench.goal;
    row.figures = {{"document_bytes", static_cast<double>(document.size())},
                   {"signature_bytes", static_cast<double>(sample.size())}};
    row.note = "CPU of one process, one thread; the P-256 key is in memory on both sides";
    return row;
}

}  // namespace

Row run_sign_cades(const Bench& bench, const std::filesystem::path& inputs, const Pace& pace) {
    return run(bench, inputs, pace, CreationFormat::cades_detached, sign_cades_floor, whole);
}

Row run_sign_xades(const Bench& bench, const std::filesystem::path& inputs, const Pace& pace) {
    return run(bench, inputs, pace, CreationFormat::asic_e_xades, sign_xades_floor,
               signature_in_container);
}

Row run_sign_pades(const Bench& bench, const std::filesystem::path& inputs, const Pace& pace) {
    return run(bench, inputs, pace, CreationFormat::pades, sign_pades_floor, whole);
}

}  // namespace mohur::bench
