// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/cli/sign_command.h"

#include "server/cli/new_file.h"
#include "server/cli/signing_key.h"
#include "server/cli/signing_outcome.h"
#include "server/worker/signing_tasks.h"
#include "signing/crypto/hash.h"
#include "signing/pki/trust_anchors.h"

#include <algorithm>
#include <filesystem>

namespace mohur::server {
namespace {

using signing::Certificate;
using signing::SigningRequest;

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

Result<std::optional<signing::SignaturePolicyReference>> policy_of(const SignOrder& order) {
    if (!order.policy) {
        return std::optional<signing::SignaturePolicyReference>{};
    }
    MOHUR_TRY(const auto document, FileSource::open(order.policy->path));
    MOHUR_TRY(auto digest, signing::digest_of(DigestAlgorithm::sha256, *document));
    return std::optional{
        signing::SignaturePolicyReference{order.policy->id, std::move(digest), {}}};
}

/// What the order says beside who signs what.
Result<void> add_statements(const SignOrder& order, SigningRequest& request) {
    request.reason = order.reason;
    request.location = order.location;
    request.claimed_roles = order.roles;
    request.commitment_types = order.commitments;
    request.content_timestamp = order.content_timestamp;
    request.countersigned = order.countersigned;
    request.pdf.field = order.field;
    request.pdf.certification = order.certification;
    request.pdf.content =
        order.refuse_active_content ? signing::ContentPolicy::refuse : signing::ContentPolicy::warn;
    MOHUR_TRY(request.policy, policy_of(order));
    if (!order.add_to.empty()) {
        MOHUR_TRY(auto present, FileSource::open(order.add_to));
        request.present_signature = std::move(present);
    }
    return {};
}

Result<SigningRequest> request_for(const SignOrder& order, const signing::SigningDevice& device,
                                   const Clock& clock) {
    const auto& signer = device.certificate();
    MOHUR_TRY(auto candidates, load_all_certificates(order.certificates));
    candidates.insert(candidates.end(), device.chain().begin(), device.chain().end());
    MOHUR_TRY(const auto algorithm, device.algorithm(digest_for(signer.public_key())));
    MOHUR_TRY(auto data, open_files(order));
    const Limits limits;
    auto chain = chain_of(signer, candidates, limits.chain_length);
    SigningRequest request{.format = order.format,
                           .level = order.level,
                           .data = std::move(data),
                           .signer = signer,
                           .chain = std::move(chain),
                           .algorithm = algorithm,
                           .signing_time = std::chrono::floor<std::chrono::seconds>(clock.now()),
                           .reason = {},
                           .location = {},
                           .claimed_roles = {},
                           .limits = limits};
    MOHUR_TRY_VOID(add_statements(order, request));
    return request;
}

/// What is said of a finished file.
struct Signed {
    std::optional<Certificate> signer;  ///< none where a token was put in only
    std::string algorithm;
    Digest digest;  ///< of the whole output
    std::vector<signing::Finding> warnings{};
};

Result<Digest> publish(NewFile& file) {
    MOHUR_TRY(const auto written, file.target()->read_back());
    MOHUR_TRY(auto digest, signing::digest_of(DigestAlgorithm::sha256, *written));
    MOHUR_TRY_VOID(file.publish());
    return digest;
}

Result<Signed> timestamp(const SignOrder& order, const WorkerSignatureEngine& engine,
                         NewFile& file) {
    MOHUR_TRY(const auto data, open_files(order));
    MOHUR_TRY_VOID(engine.timestamp(data.front(), file.target()));
    MOHUR_TRY(auto digest, publish(file));
    return Signed{std::nullopt, {}, std::move(digest)};
}

/// Signs a copy that a worker wrote anew; the original stays as it is.
Result<void> normalise(const SignOrder& order, const WorkerPool& workers, SigningRequest& request) {
    if (order.normalised.empty()) {
        return {};
    }
    if (request.format != signing::CreationFormat::pades) {
        return Error::unsupported("signing-statement-unsupported", "--normalise");
    }
    MOHUR_TRY(auto copy, NewFile::create(order.normalised));
    const TaskFiles files{{request.data.front().bytes}, {copy.target()}};
    MOHUR_TRY_VOID(workers.run("normalise-pdf", Json::object(), files));
    MOHUR_TRY_VOID(copy.publish());
    MOHUR_TRY(request.data.front().bytes, FileSource::open(order.normalised));
    return {};
}

/// The parts that one order is worked with.
struct Workshop {
    const WorkerPool& workers;
    const WorkerSignatureEngine& engine;
    const Clock& clock;
};

Result<Signed> sign(const SignOrder& order, const Workshop& shop, NewFile& file) {
    MOHUR_TRY(const auto key, open_signing_key(order.key, order.pin_descriptor, order.prefer_pss));
    MOHUR_TRY(auto request, request_for(order, *key.device, shop.clock));
    MOHUR_TRY_VOID(normalise(order, shop.workers, request));
    if (order.visible) {
        MOHUR_TRY(request.pdf.appearance, draw_visible_mark(*order.visible, request, shop.workers));
    }
    const auto& engine = shop.engine;
    MOHUR_TRY(const auto prepared, engine.prepare(request));
    MOHUR_TRY(const auto value, key.device->sign(request.algorithm, prepared.to_be_signed));
    MOHUR_TRY_VOID(engine.complete(request, prepared, value, file.target()));
    MOHUR_TRY(auto digest, publish(file));
    return Signed{request.signer, to_string(request.algorithm), std::move(digest),
                  prepared.warnings};
}

Result<Signed> make(const SignOrder& order, const CommandContext& context) {
    MOHUR_TRY(auto anchors, load_all_certificates(order.trust));
    MOHUR_TRY(auto file, NewFile::create(order.output));
    WorkerSettings settings;
    settings.program = context.program;
    const WorkerPool workers{settings, context.fetcher};
    const WorkerSignatureEngine engine{workers, signing::TrustAnchors{std::move(anchors)},
                                       order.tsa_urls};
    return order.timestamp_only ? timestamp(order, engine, file)
                                : sign(order, {workers, engine, context.clock}, file);
}

Json facts_of(const SignOrder& order, const Signed& done) {
    auto facts = Json::object({{"output", order.output.string()}});
    if (done.signer) {
        const auto who = identity_of(*done.signer);
        facts.set("signed_by", Json::object({{"common_name", who.common_name},
                                             {"serial_number", done.signer->serial_hex()},
                                             {"fin", who.fin},
                                             {"voen", who.voen}}));
        facts.set("algorithm", done.algorithm);
    }
    facts.set("digest", to_string(done.digest));
    auto warnings = Json::array();
    for (const auto& warning : done.warnings) {
        warnings.push(Json::object({{"code", warning.code}, {"text", warning.text}}));
    }
    facts.set("warnings", std::move(warnings));
    return facts;
}

}  // namespace

int run_sign_command(const CommandContext& context, std::span<const std::string> words) {
    const auto arguments = Arguments::parse(words, sign_options());
    if (!arguments) {
        return SigningOutcome{context, "mohur sign", false, language_from(context.language)}
            .complain(arguments.error());
    }
    const auto language = language_from(arguments->value("--lang").value_or(context.language));
    const SigningOutcome outcome{context, "mohur sign", arguments->has("--json"), language};
    const auto order = sign_order(*arguments);
    if (!order) {
        return outcome.complain(order.error());
    }
    const auto done = make(*order, context);
    if (!done) {
        return outcome.complain(done.error());
    }
    for (const auto& warning : done->warnings) {
        outcome.warn(warning.code, warning.text);
    }
    outcome.print(order->output, facts_of(*order, *done));
    return exit_code::kSuccess;
}

}  // namespace mohur::server
