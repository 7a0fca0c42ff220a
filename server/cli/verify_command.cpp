// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/cli/verify_command.h"

#include "server/cli/verdict_text.h"
#include "server/worker/worker_pool.h"
#include "signing/validation/validator.h"

#include <algorithm>
#include <array>
#include <ostream>

namespace mohur::server {
namespace {

/// Reasons of a worker's refusal that are the caller's mistake, not the file's.
bool is_usage(const Error& error) {
    constexpr std::array<std::string_view, 4> kReasons{"trust-invalid", "certificate-invalid",
                                                       "policy-invalid", "policy-unknown"};
    return std::ranges::find(kReasons, error.reason) != kReasons.end();
}

int complain(const Error& error, const Catalogue& catalogue, Language language,
             const CommandContext& context) {
    context.err << "mohur verify: " << catalogue.text(language, error.reason);
    if (!error.detail.empty()) {
        context.err << ' ' << printable(error.detail);
    }
    context.err << '\n';
    return exit_code::kUsage;
}

/// A worker that crashed or ran out of its limits is an answer about this file: nothing identified.
Json answer_of_failure(const Error& error, const VerifyRequest& request, const Clock& clock) {
    signing::ValidationContext context;
    context.validation_time = request.at.value_or(clock.now());
    context.hypothetical = request.at.has_value();
    const auto verdict = signing::verdict_of(error, context);
    return Json::object({{"exit_code", verdict.exit_code()}, {"verdict", to_json(verdict)}});
}

int print(const Json& answer, const Arguments& arguments, const Catalogue& catalogue,
          Language language, const CommandContext& context) {
    if (arguments.has("--json")) {
        context.out << answer["verdict"].dump(true) << '\n';
    } else {
        print_verdict(answer["verdict"], arguments.positionals().front(), catalogue, language,
                      context.out);
    }
    return static_cast<int>(answer["exit_code"].as_integer(exit_code::kUnidentified));
}

}  // namespace

int run_verify_command(const CommandContext& context, std::span<const std::string> words) {
    const auto catalogue = Catalogue::built_in().value();
    const auto arguments = Arguments::parse(words, verify_options());
    if (!arguments) {
        return complain(arguments.error(), catalogue, language_from(context.language), context);
    }
    const auto language = language_from(arguments->value("--lang").value_or(context.language));
    const auto input = verify_input(*arguments);
    if (!input) {
        return complain(input.error(), catalogue, language, context);
    }
    WorkerSettings settings;
    settings.program = context.program;
    const WorkerPool workers{settings, context.fetcher};
    auto answer = workers.run("verify", to_json(input->request), input->files);
    if (!answer && is_usage(answer.error())) {
        return complain(answer.error(), catalogue, language, context);
    }
    const auto said = answer ? std::move(answer).value()
                             : answer_of_failure(answer.error(), input->request, context.clock);
    return print(said, *arguments, catalogue, language, context);
}

}  // namespace mohur::server
