// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/storage/process_internal.h"

#include <fcntl.h>
#include <pwd.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

extern char** environ;  // NOLINT(readability-redundant-declaration): POSIX asks for it

namespace mohur::documents::sql {
namespace {

OsUser from_entry(const passwd& entry) {
    return OsUser{entry.pw_name, entry.pw_uid, entry.pw_gid};
}

// setpriv drops the rights first and asks for the parent-death signal after, because the kernel
// forgets that wish when the user changes (prctl(2), PR_SET_PDEATHSIG).
std::vector<std::string> with_setpriv(const Command& command) {
    std::vector<std::string> all;
    if (command.as || command.dies_with_parent) {
        all.emplace_back("/usr/bin/setpriv");
    }
    if (command.as) {
        all.insert(all.end(), {"--reuid", std::to_string(command.as->uid), "--regid",
                               std::to_string(command.as->gid), "--init-groups"});
    }
    if (command.dies_with_parent) {
        all.insert(all.end(), {"--pdeathsig", "INT"});
    }
    if (!all.empty()) {
        all.emplace_back("--");
    }
    all.insert(all.end(), command.arguments.begin(), command.arguments.end());
    return all;
}

class SpawnActions {
public:
    explicit SpawnActions(const std::filesystem::path& log) {
        posix_spawn_file_actions_init(&actions_);
        posix_spawn_file_actions_addchdir_np(&actions_, "/");
        posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        posix_spawn_file_actions_addopen(&actions_, STDOUT_FILENO, log.c_str(),
                                         O_WRONLY | O_CREAT | O_APPEND, 0600);
        posix_spawn_file_actions_adddup2(&actions_, STDOUT_FILENO, STDERR_FILENO);
    }
    SpawnActions(const SpawnActions&) = delete;
    SpawnActions& operator=(const SpawnActions&) = delete;
    ~SpawnActions() { posix_spawn_file_actions_destroy(&actions_); }
    [[nodiscard]] const posix_spawn_file_actions_t* get() const { return &actions_; }

private:
    posix_spawn_file_actions_t actions_{};
};

// A signal mask or an ignored SIGINT of the server must not reach PostgreSQL.
class SpawnAttributes {
public:
    SpawnAttributes() {
        posix_spawnattr_init(&attributes_);
        sigset_t none;
        sigemptyset(&none);
        posix_spawnattr_setsigmask(&attributes_, &none);
        sigset_t all;
        sigfillset(&all);
        posix_spawnattr_setsigdefault(&attributes_, &all);
        // Its own process group: Ctrl-C at a terminal is for the server, which then stops it.
        posix_spawnattr_setpgroup(&attributes_, 0);
        posix_spawnattr_setflags(
            &attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    }
    SpawnAttributes(const SpawnAttributes&) = delete;
    SpawnAttributes& operator=(const SpawnAttributes&) = delete;
    ~SpawnAttributes() { posix_spawnattr_destroy(&attributes_); }
    [[nodiscard]] const posix_spawnattr_t* get() const { return &attributes_; }

private:
    posix_spawnattr_t attributes_{};
};

}  // namespace

Result<OsUser> os_user(const std::string& name) {
    const passwd* entry = getpwnam(name.c_str());
    if (entry == nullptr) {
        return Error::unavailable("os-user-missing", name);
    }
    return from_entry(*entry);
}

Result<OsUser> current_os_user() {
    const passwd* entry = getpwuid(geteuid());
    if (entry == nullptr) {
        return Error::unavailable("os-user-missing", std::to_string(geteuid()));
    }
    return from_entry(*entry);
}

Result<pid_t> spawn(const Command& command) {
    const auto arguments = with_setpriv(command);
    std::vector<char*> raw;
    for (const auto& each : arguments) {
        raw.push_back(const_cast<char*>(each.c_str()));  // NOLINT: the C interface lacks const
    }
    raw.push_back(nullptr);
    // The last of equal names would be ignored by getenv(3), so ours come first.
    std::vector<char*> environment;
    for (const auto& each : command.environment) {
        environment.push_back(const_cast<char*>(each.c_str()));  // NOLINT: as above
    }
    for (char** each = environ; *each != nullptr; ++each) {
        environment.push_back(*each);
    }
    environment.push_back(nullptr);
    const SpawnActions actions{command.log};
    const SpawnAttributes attributes;
    pid_t child = 0;
    const int failure = posix_spawn(&child, raw[0], actions.get(), attributes.get(), raw.data(),
                                    environment.data());
    if (failure != 0) {
        return Error::unavailable("program-missing", arguments[0] + ": " + std::strerror(failure));
    }
    return child;
}

Result<void> run(const Command& command) {
    MOHUR_TRY(const auto child, spawn(command));
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {}
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        return Error::unavailable("program-failed",
                                  command.arguments[0] + ": " + tail_of(command.log));
    }
    return {};
}

std::string tail_of(const std::filesystem::path& log, std::size_t limit) {
    std::ifstream in{log, std::ios::binary};
    const std::string all{std::istreambuf_iterator<char>{in}, std::istreambuf_iterator<char>{}};
    return all.size() <= limit ? all : all.substr(all.size() - limit);
}

}  // namespace mohur::documents::sql
