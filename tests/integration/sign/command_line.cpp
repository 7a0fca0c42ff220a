// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/integration/sign/command_line.h"

#include "tests/support/pdf_builder.h"

#include <stdexcept>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

namespace mohur::testing {
namespace {

/// The addresses stand in the certificates, so the port is chosen before the PKI is made.
std::uint16_t free_port() {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    const bool known = ::bind(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0 &&
                       ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) == 0;
    ::close(socket);
    if (!known) {
        throw std::runtime_error{"no free port"};
    }
    return ntohs(address.sin_port);
}

Bytes one_page_pdf() {
    PdfBuilder pdf;
    pdf.object(1, "<< /Type /Catalog /Pages 2 0 R >>");
    pdf.object(2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
    pdf.object(
        3,
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << >> >>");
    pdf.stream(4, "", "0 0 m 100 100 l S");
    return pdf.finish();
}

pkitest::Time now() {
    return std::chrono::time_point_cast<std::chrono::microseconds>(
        std::chrono::system_clock::now());
}

}  // namespace

CommandLine& CommandLine::shared() {
    static CommandLine line;
    return line;
}

CommandLine::CommandLine() {
    folder_.emplace();
    const auto port = free_port();
    const auto base = "http://127.0.0.1:" + std::to_string(port);
    pki_ = pkitest::Hierarchy::build(
        pkitest::Hierarchy::with_base_url(pkitest::Hierarchy::standard_description(), base), now);
    pki_->save(*folder_ / "pki");
    server_ = std::make_unique<pkitest::HttpServer>(*pki_, port);
    softhsm_ =
        pkitest::provision_softhsm(*pki_, *folder_ / "softhsm", pkitest::default_softhsm_module());
    folder_->write("letter.pdf", one_page_pdf());
    folder_->write("letter.txt", as_bytes("Salam, dünya"));
}

CommandResult CommandLine::mohur(const std::string& arguments) const {
    return run("MOHUR_ALLOW_NETWORKS=127.0.0.0/8 " + std::string{MOHUR_BINARY_DIR} + "/bin/mohur " +
               arguments);
}

CommandResult CommandLine::sign(const std::string& arguments, const std::string& key,
                                const std::string& tsa) const {
    return mohur("sign " + arguments + " --key '" + token_uri(key) + "' --pin-fd 9 --tsa " +
                 url(tsa) + " --trust " + root().string() + " --certificate " +
                 certificate("issuing-ca").string() + " 9<" + (*folder_ / "pki/pin").string());
}

CommandResult CommandLine::verify(const std::filesystem::path& file) const {
    return mohur("verify " + file.string() + " --offline --json --trust " + root().string());
}

std::string CommandLine::token_uri(const std::string& key) const {
    for (const auto& known : softhsm_.keys) {
        if (known.name == key) {
            return "pkcs11:token=" + known.token + ";object=" + key +
                   "?module-path=" + softhsm_.module.string();
        }
    }
    throw std::runtime_error{"no such key: " + key};
}

std::string CommandLine::p12_uri(const std::string& key) const {
    return "p12:" + (*folder_ / ("pki/p12/" + key + ".p12")).string();
}

std::filesystem::path CommandLine::certificate(const std::string& name) const {
    return *folder_ / ("pki/certs/" + name + ".pem");
}

std::filesystem::path CommandLine::new_folder() {
    const auto folder = *folder_ / ("test" + std::to_string(++folders_));
    std::filesystem::create_directory(folder);
    return folder;
}

}  // namespace mohur::testing
