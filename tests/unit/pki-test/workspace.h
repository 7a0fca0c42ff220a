// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "pki-test/hierarchy.h"

#include <gtest/gtest.h>

#include <sys/wait.h>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace mohur::pkitest::testing {

struct Ran {
    int exit = -1;
    std::string output;  ///< both streams
};

/// Runs a shell command; the judges are command-line programs.
inline Ran run(const std::string& command) {
    Ran out;
    FILE* pipe = ::popen(("(" + command + ") 2>&1").c_str(), "r");
    if (pipe == nullptr) {
        return out;
    }
    for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) {
        out.output.push_back(static_cast<char>(c));
    }
    out.exit = WEXITSTATUS(::pclose(pipe));
    return out;
}

/// A folder that goes away with the test.
class Workspace {
public:
    Workspace() {
        std::string pattern = (std::filesystem::temp_directory_path() / "pki-test-XXXXXX").string();
        folder_ = ::mkdtemp(pattern.data());
    }
    Workspace(const Workspace&) = delete;
    Workspace& operator=(const Workspace&) = delete;
    ~Workspace() { std::filesystem::remove_all(folder_); }

    [[nodiscard]] std::string path(const std::string& name = {}) const {
        return (folder_ / name).string();
    }
    template <class Content>
    std::string write(const std::string& name, const Content& content) const {
        std::ofstream out{folder_ / name, std::ios::binary};
        out.write(reinterpret_cast<const char*>(content.data()),
                  static_cast<std::streamsize>(content.size()));
        return path(name);
    }
    [[nodiscard]] std::string read(const std::string& name) const {
        std::ifstream in{folder_ / name, std::ios::binary};
        return {std::istreambuf_iterator<char>{in}, {}};
    }
    [[nodiscard]] Bytes read_bytes(const std::string& name) const {
        const std::string text = read(name);
        return {text.begin(), text.end()};
    }
    /// Runs in the folder.
    [[nodiscard]] Ran run(const std::string& command) const {
        return testing::run("cd '" + folder_.string() + "' && " + command);
    }

private:
    std::filesystem::path folder_;
};

/// The moment of all tests: 2026-11-21T12:00:00Z. The judges are told it by -attime.
inline constexpr std::int64_t kNowSeconds = 1'795'262'400;
inline const std::string kAtTime = " -attime 1795262400 ";
inline Time fixed_now() {
    return Time{std::chrono::seconds{kNowSeconds}};
}

/// One hierarchy for all tests of the program; its keys cost time.
inline const Hierarchy& shared_pki() {
    static const Hierarchy pki = Hierarchy::standard(fixed_now);
    return pki;
}

/// Writes root.pem, chain.pem (issuing-ca, revoked-ca) and NAME.pem.
inline void lay_out(const Workspace& work, const std::string& name) {
    const Hierarchy& pki = shared_pki();
    work.write("root.pem", pki.certificate_pem("root"));
    work.write("chain.pem", pki.certificate_pem("issuing-ca") + pki.certificate_pem("revoked-ca"));
    work.write(name + ".pem", pki.certificate_pem(name));
}

}  // namespace mohur::pkitest::testing
