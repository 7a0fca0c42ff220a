// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/cli/command.h"
#include "server/messages/catalogue.h"
#include "signing/core/json.h"
#include "signing/pki/certificate.h"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace mohur::server {

/// Certificates of every path, PEM or DER, files or folders. Errors: those of
/// `signing::load_certificates`.
[[nodiscard]] Result<std::vector<signing::Certificate>> load_all_certificates(
    const std::vector<std::string>& paths);

/// How commands that write a signed file say what became of it. Borrows the context.
class SigningOutcome {
public:
    /// `command`: "mohur sign", as complaints begin.
    SigningOutcome(const CommandContext& context, std::string command, bool json,
                   Language language);

    /// Prints the path or, as JSON, `facts`, which names the output itself.
    void print(const std::filesystem::path& output, const Json& facts) const;
    /// What the signer should know although the file was written; as JSON it stands in the facts.
    void warn(const std::string& code, const std::string& detail) const;
    /// Prints why there is no file; returns the exit code.
    [[nodiscard]] int complain(const Error& error) const;

private:
    const CommandContext& context_;
    std::string command_;
    bool json_;
    Language language_;
    Catalogue catalogue_;
};

}  // namespace mohur::server
