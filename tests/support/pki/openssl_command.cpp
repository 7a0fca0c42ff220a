// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/pki/openssl_command.h"

#include "signing/core/check.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace mohur::testing {

ScratchFolder::ScratchFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "mohur-test-XXXXXX").string();
    MOHUR_CHECK(::mkdtemp(name.data()) != nullptr);
    folder_ = name;
}

ScratchFolder::~ScratchFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

std::string ScratchFolder::write(const std::string& name, BytesView content) const {
    std::ofstream file{folder_ / name, std::ios::binary};
    const auto text = as_text(content);
    file.write(text.data(), static_cast<std::streamsize>(text.size()));
    MOHUR_CHECK(file.good());
    return path(name);
}

std::string ScratchFolder::write(const std::string& name, const std::string& content) const {
    return write(name, as_bytes(content));
}

Bytes ScratchFolder::read(const std::string& name) const {
    std::ifstream file{folder_ / name, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, std::istreambuf_iterator<char>{}};
}

bool run_openssl(const std::vector<std::string>& arguments) {
    std::vector<char*> argv;
    std::string program = "openssl";
    argv.push_back(program.data());
    std::vector<std::string> copies = arguments;
    for (auto& argument : copies) {
        argv.push_back(argument.data());
    }
    argv.push_back(nullptr);
    const pid_t child = ::fork();
    MOHUR_CHECK(child >= 0);
    if (child == 0) {
        const int null = ::open("/dev/null", O_RDWR);
        ::dup2(null, STDIN_FILENO);
        ::dup2(null, STDOUT_FILENO);
        ::dup2(null, STDERR_FILENO);
        ::execvp(argv.front(), argv.data());
        ::_exit(127);
    }
    int status = 0;
    MOHUR_CHECK(::waitpid(child, &status, 0) == child);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace mohur::testing
