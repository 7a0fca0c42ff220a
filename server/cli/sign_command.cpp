// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/cli/sign_command.h"

#include "server/cli/new_file.h"
#include "server/cli/signing_key.h"
#include "server/messages/catalogue.h"
#include "server/worker/signing_tasks.h"
#include "signing/crypto/hash.h"
#include "signing/pki/trust_anchors.h"

#include <algorithm>
#include <filesystem>
#include <ostream>

namespace mohur::server {
namespace {

using signing::Certificate;
using signing::SigningRequest;

Result<std::vector<Certificate>> load_all(const std::vector<std::string>& paths) {
    std::vector<Certificate> all;
    for (const auto& path : paths) {
        MOHUR_TRY(auto some, signing::load_certificates(path));
        all.insert(all.end(), some.begin(), some.end());
    }
    return all;
}

/// A digest as strong as the key (TS 119 312 clause 9): a longer one would be cut, a shorter one is
/// the weaker part.
DigestAlgorithm digest_for(const signing::PublicKey& key) {
    if (key.type() != signing::KeyType::ec || key.bits() <= 256) {
        return DigestAlgorithm::sha256;
    }
    return key.bits() <= 384 ? DigestAlgorithm::sha384 : DigestAlgorithm::sha512;
}

/// The issuers of the signer among `candidates`, up to but without a self-issued one.
std::vector<Certificate> chain_of(const Certificate& signer,
                                  const std::vector<Certificate>& candidates, std::size_t limit) {
    std::vector<Certificate> chain;
    const Certificate* last = &signer;
    while (chain.size() < limit && !last->self_issued()) {
        const auto issuer = std::ranges::find_if(
            candidates, [&](const Certificate& other) { return last->signed_by(other); });
        if (issuer == candidates.end() || issuer->self_issued()) {
            break;
        }
        chain.push_back(*issuer);
        last = &*issuer;
    }
    return chain;
}

Result<std::vector<signing::DataObject>> open_files(const SignOrder& order) {
    std::vector<signing::DataObject> data;
    for (const auto& path : order.files) {
        MOHUR_TRY(auto file, FileSource::open(path));
        const auto name = std::filesystem::path{path}.filename().string();
        data.push_back({name, std::string{media_type_of(name)}, std::move(file)});
    }
    return data;
}

Result<SigningRequest> request_for(const SignOrder& order, const signing::SigningDevice& device,
                                   const Clock& clock) {
    const auto& signer = device.certificate();
    MOHUR_TRY(auto candidates, load_all(order.certificates));
    candidates.insert(candidates.end(), device.chain().begin(), device.chain().end());
    MOHUR_TRY(const auto algorithm, device.algorithm(digest_for(signer.public_key())));
    MOHUR_TRY(auto data, open_files(order));
    const Limits limits;
    auto chain = chain_of(signer, candidates, limits.chain_length);
    return SigningRequest{order.format,
                          order.level,
                          std::move(data),
                          signer,
                          std::move(chain),
                          algorithm,
                          std::chrono::floor<std::chrono::seconds>(clock.now()),
                          order.reason,
                          order.location,
                          order.roles,
                          limits};
}

struct Signed {
    Certificate signer;
    std::string algorithm;
    Digest digest;  ///< of the whole output
};

Result<Signed> sign(const SignOrder& order, const CommandContext& context) {
    MOHUR_TRY(auto anchors, load_all(order.trust));
    MOHUR_TRY(auto file, NewFile::create(order.output));
    MOHUR_TRY(const auto key, open_signing_key(order.key, order.pin_descriptor, order.prefer_pss));
    MOHUR_TRY(const auto request, request_for(order, *key.device, context.clock));
    WorkerSettings settings;
    settings.program = context.program;
    const WorkerPool workers{settings, context.fetcher};
    const WorkerSignatureEngine engine{workers, signing::TrustAnchors{std::move(anchors)},
                                       order.tsa_urls};
    MOHUR_TRY(const auto prepared, engine.prepare(request));
    MOHUR_TRY(const auto value,
              key.device->sign_digest(request.algorithm, prepared.to_be_signed_digest));
    MOHUR_TRY_VOID(engine.complete(request, prepared, value, file.target()));
    MOHUR_TRY(const auto written, file.target()->read_back());
    MOHUR_TRY(auto digest, signing::digest_of(DigestAlgorithm::sha256, *written));
    MOHUR_TRY_VOID(file.publish());
    return Signed{request.signer, to_string(request.algorithm), std::move(digest)};
}

class Printer {
public:
    Printer(const CommandContext& context, bool json, Language language)
        : context_{context},
          json_{json},
          language_{language},
          catalogue_{Catalogue::built_in().value()} {}

    void print(const SignOrder& order, const Signed& done) const {
        const auto who = identity_of(done.signer);
        if (!json_) {
            context_.out << order.output.string() << '\n';
            return;
        }
        const auto signer = Json::object({{"common_name", who.common_name},
                                          {"serial_number", done.signer.serial_hex()},
                                          {"fin", who.fin},
                                          {"voen", who.voen}});
        context_.out << Json::object({{"output", order.output.string()},
                                      {"signed_by", signer},
                                      {"algorithm", done.algorithm},
                                      {"digest", to_string(done.digest)}})
                            .dump(true)
                     << '\n';
    }

    int complain(const Error& error) const {
        const auto text = catalogue_.text(language_, error.reason);
        if (json_) {
            const auto body = Json::object({{"code", to_string(error.code)},
                                            {"reason", error.reason},
                                            {"text", text},
                                            {"detail", error.detail}});
            context_.out << Json::object({{"error", body}}).dump(true) << '\n';
        }
        context_.err << "mohur sign: " << text
                     << (error.detail.empty() ? "" : " (" + error.detail + ")") << '\n';
        return error.reason.starts_with("usage-") ? exit_code::kUsage : exit_code::kUnidentified;
    }

private:
    const CommandContext& context_;
    bool json_;
    Language language_;
    Catalogue catalogue_;
};

}  // namespace

int run_sign_command(const CommandContext& context, std::span<const std::string> words) {
    const auto arguments = Arguments::parse(words, sign_options());
    if (!arguments) {
        return Printer{context, false, language_from(context.language)}.complain(arguments.error());
    }
    const auto language = language_from(arguments->value("--lang").value_or(context.language));
    const Printer printer{context, arguments->has("--json"), language};
    const auto order = sign_order(*arguments);
    if (!order) {
        return printer.complain(order.error());
    }
    const auto done = sign(*order, context);
    if (!done) {
        return printer.complain(done.error());
    }
    printer.print(*order, *done);
    return exit_code::kSuccess;
}

}  // namespace mohur::server
