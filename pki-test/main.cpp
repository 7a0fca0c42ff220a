// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "pki-test/hierarchy.h"
#include "pki-test/http_server.h"
#include "pki-test/soft_token.h"

#include <csignal>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <set>

namespace {

namespace fs = std::filesystem;
namespace pkitest = mohur::pkitest;
using pkitest::Hierarchy;

constexpr int kUsage = 64;

constexpr std::string_view kHelp =
    R"(mohur-pki-test: a test PKI with honest and with broken parts. Never trust it.

  mohur-pki-test build --data DIR [--hierarchy FILE] [--base-url URL]
      Makes keys and certificates, once: DIR/certs, DIR/keys, DIR/p12, DIR/trust, DIR/pin.
      Does nothing when DIR holds them already; makes all anew for another description.
  mohur-pki-test serve --data DIR [--port N] [--port-file FILE]
      Serves OCSP, TSA, CRLs and CA certificates on 127.0.0.1 until SIGTERM. The port is that of
      the base URL, which stands in the certificates, unless --port says another; 0 takes a free one.
      /ocsp[/BEHAVIOUR] /tsa[/BEHAVIOUR] /crl/[BEHAVIOUR/]CA.crl /ca/CA.cer /counts
      /mid-api: Mobile-ID over REST; `mobile_id` of the description says who behaves how.
  mohur-pki-test token --data DIR --softhsm DIR [--module FILE]
      Puts keys and certificates on SoftHSM2 tokens; prints SOFTHSM2_CONF and PKCS#11 URIs as JSON.
  mohur-pki-test revoke NAME --data DIR [--reason REASON]
      Revokes from now on; a running server says so at once.
  mohur-pki-test list --data DIR
      Prints the names of certificates and of the behaviours of each service.
)";

struct UsageError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct Arguments {
    std::string command;
    std::vector<std::string> names;
    std::map<std::string, std::string> options;

    [[nodiscard]] std::string required(const std::string& option) const {
        const auto found = options.find(option);
        if (found == options.end()) {
            throw UsageError{option + " is missing"};
        }
        return found->second;
    }
    [[nodiscard]] std::string optional(const std::string& option, std::string fallback) const {
        const auto found = options.find(option);
        return found == options.end() ? std::move(fallback) : found->second;
    }
};

Arguments parse(const std::vector<std::string>& words) {
    static const std::set<std::string> kOptions{"--data",   "--hierarchy", "--base-url",
                                                "--port",   "--port-file", "--softhsm",
                                                "--module", "--reason"};
    Arguments out;
    out.command = words.empty() ? "help" : words.front();
    for (std::size_t i = 1; i < words.size(); ++i) {
        if (!words[i].starts_with("--")) {
            out.names.push_back(words[i]);
        } else if (!kOptions.contains(words[i]) || i + 1 == words.size()) {
            throw UsageError{"unknown or incomplete option " + words[i]};
        } else {
            out.options[words[i]] = words[i + 1];
            ++i;
        }
    }
    return out;
}

pkitest::Time system_now() {
    return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
}

Hierarchy open(const Arguments& arguments) {
    return Hierarchy::open(arguments.required("--data"), system_now);
}

std::string description(const Arguments& arguments) {
    std::string text{Hierarchy::standard_description()};
    if (arguments.options.contains("--hierarchy")) {
        std::ifstream in{arguments.required("--hierarchy"), std::ios::binary};
        if (!in) {
            throw pkitest::PkiTestError{"cannot read " + arguments.required("--hierarchy")};
        }
        text.assign(std::istreambuf_iterator<char>{in}, {});
    }
    return arguments.options.contains("--base-url")
               ? Hierarchy::with_base_url(text, arguments.required("--base-url"))
               : text;
}

int build(const Arguments& arguments) {
    const fs::path folder = arguments.required("--data");
    const std::string text = description(arguments);
    const bool there = Hierarchy::is_saved(folder, text);
    if (!there) {
        Hierarchy::build(text, system_now).save(folder);
    }
    std::cout << (there ? "up to date: " : "made: ") << folder.string() << "\n";
    return 0;
}

std::uint16_t port_number(const std::string& text) {
    std::size_t used = 0;
    const unsigned long port = text.empty() || text.size() > 5 ? 65536UL : std::stoul(text, &used);
    if (used != text.size() || port > 65535UL) {
        throw UsageError{"not a port: " + text};
    }
    return static_cast<std::uint16_t>(port);
}

void write_port(const std::string& path, std::uint16_t port) {
    {
        std::ofstream out{path + ".part"};
        out << port << "\n";
    }
    fs::rename(path + ".part", path);
}

int serve(const Arguments& arguments) {
    sigset_t stops;
    sigemptyset(&stops);
    sigaddset(&stops, SIGTERM);
    sigaddset(&stops, SIGINT);
    pthread_sigmask(SIG_BLOCK, &stops, nullptr);  // before the threads of the server are born

    const Hierarchy hierarchy = open(arguments);
    const std::string base = hierarchy.base_url();
    const std::string usual = base.substr(base.rfind(':') + 1);
    pkitest::HttpServer server{hierarchy, port_number(arguments.optional("--port", usual))};
    if (arguments.options.contains("--port-file")) {
        write_port(arguments.required("--port-file"), server.port());
    }
    std::cout << "listening at " << server.url() << std::endl;
    if (server.url() != base) {
        std::cerr << "the certificates point at " << base << ", not here" << std::endl;
    }
    int signal = 0;
    sigwait(&stops, &signal);
    server.stop();
    return 0;
}

int token(const Arguments& arguments) {
    const Hierarchy hierarchy = open(arguments);
    const std::string module =
        arguments.optional("--module", pkitest::default_softhsm_module().string());
    std::cout << to_json(
        pkitest::provision_softhsm(hierarchy, arguments.required("--softhsm"), module));
    return 0;
}

int revoke(const Arguments& arguments) {
    if (arguments.names.size() != 1) {
        throw UsageError{"revoke takes one name"};
    }
    Hierarchy hierarchy = open(arguments);
    hierarchy.revoke(arguments.names.front(), arguments.optional("--reason", "keyCompromise"));
    return 0;
}

void print(std::string_view title, const std::vector<std::string>& names) {
    std::cout << title << "\n";
    for (const std::string& name : names) {
        std::cout << "  " << (name.empty() ? "(honest)" : name) << "\n";
    }
}

int list(const Arguments& arguments) {
    const Hierarchy hierarchy = open(arguments);
    print("certificates", hierarchy.names());
    print("/ocsp", hierarchy.ocsp_behaviours());
    print("/tsa", hierarchy.timestamp_behaviours());
    print("/crl", hierarchy.crl_behaviours());
    return 0;
}

int help(const Arguments&) {
    std::cout << kHelp;
    return 0;
}

int run(const std::vector<std::string>& words) {
    static const std::map<std::string, int (*)(const Arguments&)> kCommands{
        {"build", build}, {"serve", serve}, {"token", token}, {"revoke", revoke},
        {"list", list},   {"help", help},   {"--help", help}};
    const Arguments arguments = parse(words);
    const auto command = kCommands.find(arguments.command);
    if (command == kCommands.end()) {
        throw UsageError{"unknown command " + arguments.command};
    }
    return command->second(arguments);
}

}  // namespace

int main(int count, char** words) {
    try {
        return run({words + 1, words + count});
    } catch (const UsageError& failure) {
        std::cerr << "mohur-pki-test: " << failure.what() << "\n\n" << kHelp;
        return kUsage;
    } catch (const std::exception& failure) {
        std::cerr << "mohur-pki-test: " << failure.what() << "\n";
        return 1;
    }
}
