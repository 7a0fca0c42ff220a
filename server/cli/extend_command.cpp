// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/cli/extend_command.h"

#include "server/cli/new_file.h"
#include "server/cli/signing_outcome.h"
#include "server/worker/signing_tasks.h"
#include "signing/crypto/hash.h"

#include <array>

namespace mohur::server {
namespace {

using signing::SignatureLevel;

constexpr std::array kOptions{
    OptionSpec{"--level", OptionSpec::Kind::value},
    OptionSpec{"--signature", OptionSpec::Kind::values},
    OptionSpec{"--content", OptionSpec::Kind::values},
    OptionSpec{"--tsa", OptionSpec::Kind::values},
    OptionSpec{"--trust", OptionSpec::Kind::values},
    OptionSpec{"--certificate", OptionSpec::Kind::values},
    OptionSpec{"-o", OptionSpec::Kind::value},
    OptionSpec{"--lang", OptionSpec::Kind::value},
    OptionSpec{"--json", OptionSpec::Kind::flag},
};

/// What a level needs: only an archive timestamp is sure to need an authority.
Result<void> check_level(const ExtendOrder& order) {
    if (order.level == SignatureLevel::B) {
        return Error::malformed("usage-level", "B");
    }
    if (order.level != SignatureLevel::LT && order.tsa_urls.empty()) {
        return Error::malformed("usage-option-missing", "--tsa");
    }
    if (order.level >= SignatureLevel::LT && order.trust.empty()) {
        return Error::malformed("usage-option-missing", "--trust");
    }
    return {};
}

Result<signing::ExtensionRequest> request_for(const ExtendOrder& order) {
    MOHUR_TRY(auto file, FileSource::open(order.file));
    signing::ExtensionRequest request{order.level,      std::move(file), {},
                                      order.signatures, Limits{},        {}};
    for (const auto& [name, path] : order.contents) {
        MOHUR_TRY(auto content, FileSource::open(path));
        request.contents.push_back({name, {}, std::move(content)});
    }
    MOHUR_TRY(request.certificates, load_all_certificates(order.certificates));
    return request;
}

Result<Digest> extend(const ExtendOrder& order, const CommandContext& context) {
    MOHUR_TRY(auto anchors, load_all_certificates(order.trust));
    MOHUR_TRY(const auto request, request_for(order));
    MOHUR_TRY(auto file, NewFile::create(order.output));
    WorkerSettings settings;
    settings.program = context.program;
    const WorkerPool workers{settings, context.fetcher};
    const WorkerSignatureEngine engine{workers, signing::TrustAnchors{std::move(anchors)},
                                       order.tsa_urls};
    MOHUR_TRY_VOID(engine.extend(request, file.target()));
    MOHUR_TRY(const auto written, file.target()->read_back());
    MOHUR_TRY(auto digest, signing::digest_of(DigestAlgorithm::sha256, *written));
    MOHUR_TRY_VOID(file.publish());
    return digest;
}

}  // namespace

std::span<const OptionSpec> extend_options() noexcept {
    return kOptions;
}

Result<ExtendOrder> extend_order(const Arguments& arguments) {
    if (arguments.positionals().size() != 1) {
        return Error::malformed("usage-one-file");
    }
    ExtendOrder order;
    order.file = arguments.positionals().front();
    const auto level = arguments.value("--level");
    const auto output = arguments.value("-o");
    if (!level || !output) {
        return Error::malformed("usage-option-missing", level ? "-o" : "--level");
    }
    const auto known = signing::signature_level_from(*level);
    if (!known) {
        return Error::malformed("usage-level", *level);
    }
    order.level = *known;
    order.output = *output;
    order.signatures = arguments.values("--signature");
    for (const auto& text : arguments.values("--content")) {
        MOHUR_TRY(auto content, split_name_value(text));
        order.contents.push_back(std::move(content));
    }
    order.tsa_urls = arguments.values("--tsa");
    order.trust = arguments.values("--trust");
    order.certificates = arguments.values("--certificate");
    MOHUR_TRY_VOID(check_level(order));
    return order;
}

int run_extend_command(const CommandContext& context, std::span<const std::string> words) {
    const auto arguments = Arguments::parse(words, extend_options());
    if (!arguments) {
        return SigningOutcome{context, "mohur extend", false, language_from(context.language)}
            .complain(arguments.error());
    }
    const auto language = language_from(arguments->value("--lang").value_or(context.language));
    const SigningOutcome outcome{context, "mohur extend", arguments->has("--json"), language};
    const auto order = extend_order(*arguments);
    if (!order) {
        return outcome.complain(order.error());
    }
    const auto digest = extend(*order, context);
    if (!digest) {
        return outcome.complain(digest.error());
    }
    outcome.print(order->output, Json::object({{"output", order->output.string()},
                                               {"level", to_string(order->level)},
                                               {"digest", to_string(*digest)}}));
    return exit_code::kSuccess;
}

}  // namespace mohur::server
