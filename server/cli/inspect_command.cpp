// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/cli/inspect_command.h"

#include "server/cli/arguments.h"
#include "server/cli/verdict_text.h"
#include "server/worker/worker_pool.h"

#include <array>
#include <ostream>

namespace mohur::server {
namespace {

constexpr std::array kOptions{
    OptionSpec{"--lang", OptionSpec::Kind::value},
    OptionSpec{"--json", OptionSpec::Kind::flag},
};

Result<TaskFiles> open_input(const Arguments& arguments) {
    if (arguments.positionals().size() != 1) {
        return Error::malformed("usage-one-file");
    }
    auto file = FileSource::open(arguments.positionals().front());
    if (!file) {
        return Error::malformed("file-unreadable", arguments.positionals().front());
    }
    TaskFiles files;
    files.inputs.push_back(std::move(*file));
    return files;
}

int complain(const Error& error, int code, const Catalogue& catalogue, Language language,
             const CommandContext& context) {
    context.err << "mohur inspect: " << catalogue.text(language, error.reason);
    if (!error.detail.empty()) {
        context.err << ' ' << printable(error.detail);
    }
    context.err << '\n';
    return code;
}

}  // namespace

int run_inspect_command(const CommandContext& context, std::span<const std::string> words) {
    const auto catalogue = Catalogue::built_in().value();
    const auto arguments = Arguments::parse(words, kOptions);
    if (!arguments) {
        return complain(arguments.error(), exit_code::kUsage, catalogue,
                        language_from(context.language), context);
    }
    const auto language = language_from(arguments->value("--lang").value_or(context.language));
    const auto files = open_input(*arguments);
    if (!files) {
        return complain(files.error(), exit_code::kUsage, catalogue, language, context);
    }
    WorkerSettings settings;
    settings.program = context.program;
    const auto content =
        WorkerPool{settings, context.fetcher}.run("inspect", Json::object(), *files);
    if (!content) {
        return complain(content.error(), exit_code::kUnidentified, catalogue, language, context);
    }
    if (arguments->has("--json")) {
        context.out << content->dump(true) << '\n';
    } else {
        print_inspection(*content, arguments->positionals().front(), catalogue, language,
                         context.out);
    }
    return exit_code::kSuccess;
}

}  // namespace mohur::server
