// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/cli/export_command.h"
#include "server/cli/verdict_text.h"
#include "server/cli/verify_command.h"
#include "server/export/package_validation.h"

#include <array>
#include <ostream>

namespace mohur::server {
namespace {

constexpr std::array<OptionSpec, 3> kOptions{{{"--trust", OptionSpec::Kind::values},
                                              {"--lang", OptionSpec::Kind::value},
                                              {"--json", OptionSpec::Kind::flag}}};

bool is_usage(const Error& error) {
    return error.reason.starts_with("usage-") || error.reason == "trust-invalid" ||
           error.reason == "file-unreadable";
}

/// Writes the report for people.
class ReportText {
public:
    ReportText(const Json& report, const Catalogue& catalogue, Language language, std::ostream& out)
        : report_{report}, catalogue_{catalogue}, language_{language}, out_{out} {}

    void write() const {
        const auto& card = report_["case_file"];
        out_ << printable(report_["path"].as_string());
        if (!card.is_null()) {
            const auto& file = card["case_file"];
            out_ << ": " << printable(file["index"].as_string()) << '/' << file["year"].as_integer()
                 << '/' << file["volume"].as_integer() << " «"
                 << printable(file["title"].as_string()) << "», "
                 << printable(card["agency"]["name"].as_string());
        }
        out_ << '\n';
        count("package-text-files", report_["bag"]["files"].as_integer());
        count("package-text-events", report_["events"]["events"].as_integer());
        for (const auto& file : report_["files"].items()) {
            write_file(file);
        }
        for (const auto& head : report_["events"]["heads"].items()) {
            out_ << "  " << text("package-text-head") << ' ' << head["tree_size"].as_integer()
                 << ": " << printable(head["timestamp"]["indication"].as_string()) << ' '
                 << head["timestamp"]["time"].as_string() << '\n';
        }
        for (const auto& anchor : report_["anchors"].items()) {
            out_ << "  " << text("package-text-anchor") << ": "
                 << printable(anchor["subject"].as_string()) << '\n';
        }
        write_findings("label-warning", report_["warnings"]);
        write_findings("label-error", report_["findings"]);
        out_ << text(report_["valid"].as_bool() ? "package-text-valid" : "package-text-not-valid")
             << '\n';
    }

private:
    [[nodiscard]] std::string_view text(std::string_view code) const {
        return catalogue_.text(language_, code);
    }
    void count(std::string_view label, std::int64_t number) const {
        out_ << "  " << text(label) << ": " << number << '\n';
    }
    void write_file(const Json& file) const {
        out_ << "  " << printable(file["path"].as_string()) << ':';
        for (const auto& indication : file["signatures"].items()) {
            out_ << ' ' << indication.as_string();
        }
        out_ << '\n';
    }
    void write_findings(std::string_view label, const Json& findings) const {
        for (const auto& one : findings.items()) {
            out_ << text(label) << ": " << printable(one["path"].as_string()) << ": "
                 << text(one["code"].as_string()) << " [" << one["code"].as_string() << "] "
                 << printable(one["text"].as_string()) << '\n';
        }
    }

    const Json& report_;
    const Catalogue& catalogue_;
    Language language_;
    std::ostream& out_;
};

Result<Json> validate(const CommandContext& context, const Arguments& arguments) {
    const auto& words = arguments.positionals();
    if (words.empty() || words.front() != "validate") {
        return Error::malformed("usage-unknown-command", words.empty() ? "" : words.front());
    }
    if (words.size() != 2) {
        return Error::malformed("usage-file-missing", "PATH");
    }
    MOHUR_TRY(const auto trust, trust_of(arguments));
    WorkerSettings settings;
    settings.program = context.program;
    const WorkerPool workers{settings, context.fetcher};
    return validate_package(words[1], trust, workers);
}

}  // namespace

int run_package(const CommandContext& context, std::span<const std::string> words) {
    const auto catalogue = Catalogue::built_in().value();
    const auto arguments = Arguments::parse(words, kOptions);
    const auto language = language_from(
        arguments ? arguments->value("--lang").value_or(context.language) : context.language);
    const auto report = arguments ? validate(context, *arguments) : arguments.error();
    if (!report) {
        context.err << "mohur package: " << catalogue.text(language, report.error().reason) << ' '
                    << printable(report.error().detail) << '\n';
        return is_usage(report.error()) ? exit_code::kUsage : exit_code::kUnidentified;
    }
    if (arguments->has("--json")) {
        context.out << report->dump(true) << '\n';
    } else {
        ReportText{*report, catalogue, language, context.out}.write();
    }
    return (*report)["valid"].as_bool() ? exit_code::kSuccess : exit_code::kNotPassed;
}

}  // namespace mohur::server
