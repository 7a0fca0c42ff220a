// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "pki-test/hierarchy.h"
#include "pki-test/http_server.h"
#include "pki-test/soft_token.h"
#include "tests/support/command.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace mohur::testing {

/// The program as a user runs it, with a test PKI over HTTP and a SoftHSM beside it. Made once.
class CommandLine {
public:
    [[nodiscard]] static CommandLine& shared();

    /// `mohur ARGUMENTS`, through the shell.
    [[nodiscard]] CommandResult mohur(const std::string& arguments) const;
    /// `mohur sign` with a key of the token, its PIN by --pin-fd, and everything level LT needs.
    [[nodiscard]] CommandResult sign(const std::string& arguments,
                                     const std::string& key = "signer",
                                     const std::string& tsa = "/tsa") const;
    /// `mohur verify --offline` against the PKI's root; the exit code.
    [[nodiscard]] CommandResult verify(const std::filesystem::path& file) const;

    /// The RFC 7512 URI of a key on the token, without pin-source.
    [[nodiscard]] std::string token_uri(const std::string& key) const;
    [[nodiscard]] std::string p12_uri(const std::string& key) const;
    [[nodiscard]] std::string url(const std::string& path) const { return server_->url() + path; }
    [[nodiscard]] std::string pin() const { return pki_->pin(); }
    [[nodiscard]] std::filesystem::path certificate(const std::string& name) const;
    [[nodiscard]] std::filesystem::path root() const { return certificate("root"); }

    /// A folder of its own for one test.
    [[nodiscard]] std::filesystem::path new_folder();
    /// Files to sign.
    [[nodiscard]] std::filesystem::path pdf() const { return *folder_ / "letter.pdf"; }
    [[nodiscard]] std::filesystem::path text() const { return *folder_ / "letter.txt"; }

private:
    CommandLine();
    std::optional<TemporaryFolder> folder_;
    std::optional<pkitest::Hierarchy> pki_;
    std::unique_ptr<pkitest::HttpServer> server_;
    pkitest::SoftHsm softhsm_;
    int folders_ = 0;
};

}  // namespace mohur::testing
