// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/cli/signing_outcome.h"

#include "server/cli/verdict_text.h"
#include "signing/pki/trust_anchors.h"

#include <ostream>

namespace mohur::server {

Result<std::vector<signing::Certificate>> load_all_certificates(
    const std::vector<std::string>& paths) {
    std::vector<signing::Certificate> all;
    for (const auto& path : paths) {
        MOHUR_TRY(auto some, signing::load_certificates(path));
        all.insert(all.end(), some.begin(), some.end());
    }
    return all;
}

SigningOutcome::SigningOutcome(const CommandContext& context, std::string command, bool json,
                               Language language)
    : context_{context},
      command_{std::move(command)},
      json_{json},
      language_{language},
      catalogue_{Catalogue::built_in().value()} {}

void SigningOutcome::print(const std::filesystem::path& output, const Json& facts) const {
    context_.out << (json_ ? facts.dump(true) : output.string()) << '\n';
}

void SigningOutcome::warn(const std::string& code, const std::string& detail) const {
    if (json_) {
        return;
    }
    context_.err << command_ << ": " << catalogue_.text(language_, code)
                 << (detail.empty() ? "" : " (" + printable(detail) + ")") << '\n';
}

int SigningOutcome::complain(const Error& error) const {
    const auto text = catalogue_.text(language_, error.reason);
    if (json_) {
        const auto body = Json::object({{"code", to_string(error.code)},
                                        {"reason", error.reason},
                                        {"text", text},
                                        {"detail", error.detail}});
        context_.out << Json::object({{"error", body}}).dump(true) << '\n';
    }
    context_.err << command_ << ": " << text
                 << (error.detail.empty() ? "" : " (" + error.detail + ")") << '\n';
    return error.reason.starts_with("usage-") ? exit_code::kUsage : exit_code::kUnidentified;
}

}  // namespace mohur::server
