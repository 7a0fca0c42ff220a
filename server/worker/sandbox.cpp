// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/worker/sandbox.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

#include <fcntl.h>
#include <linux/landlock.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace mohur::server {
namespace {

constexpr rlim_t kMaxDescriptors = 300;

Result<void> limit(decltype(RLIMIT_AS) resource, rlim_t soft, rlim_t hard) {
    const rlimit both{soft, hard};
    if (::setrlimit(resource, &both) != 0) {
        return Error::internal("sandbox-failed", std::strerror(errno));
    }
    return {};
}

Result<void> limit_resources(std::uint64_t memory_bytes, std::chrono::seconds cpu,
                             std::uint64_t output_bytes) {
#if !defined(__SANITIZE_ADDRESS__)  // its shadow memory reserves terabytes of address space
    MOHUR_TRY_VOID(limit(RLIMIT_AS, memory_bytes, memory_bytes));
#endif
    // one second between the limits, so that the end is SIGXCPU and can be told from a kill
    const auto seconds = static_cast<rlim_t>(cpu.count());
    MOHUR_TRY_VOID(limit(RLIMIT_CPU, seconds, seconds + 1));
    MOHUR_TRY_VOID(limit(RLIMIT_FSIZE, output_bytes, output_bytes));
    MOHUR_TRY_VOID(limit(RLIMIT_NOFILE, kMaxDescriptors, kMaxDescriptors));
    return limit(RLIMIT_CORE, 0, 0);
}

/// Opens `path` for reading and executing below it in `ruleset`; a folder that is not there is no
/// hole.
void allow_reading(int ruleset, const char* path) {
    const int folder = ::open(path, O_PATH | O_CLOEXEC);
    if (folder < 0) {
        return;
    }
    landlock_path_beneath_attr rule{};
    rule.allowed_access =
        LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR | LANDLOCK_ACCESS_FS_EXECUTE;
    rule.parent_fd = folder;
    static_cast<void>(
        ::syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0));
    ::close(folder);
}

/// Landlock (Linux 5.13): open files stay usable, new ones cannot be opened. Libraries that load a
/// module late (OpenSSL providers, ICU data) still find it.
bool close_file_system() {
    landlock_ruleset_attr attributes{};
    attributes.handled_access_fs =
        (LANDLOCK_ACCESS_FS_MAKE_SYM << 1U) - 1;  // every right of version 1
    const auto ruleset =
        static_cast<int>(::syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0));
    if (ruleset < 0) {
        return false;
    }
    for (const char* folder :
         {"/usr", "/lib", "/lib64", "/etc/ssl", "/etc/fonts", "/var/cache/fontconfig"}) {
        allow_reading(ruleset, folder);
    }
    const bool closed = ::syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
    ::close(ruleset);
    return closed;
}

}  // namespace

Result<SandboxReport> enter_sandbox(std::uint64_t memory_bytes, std::chrono::seconds cpu,
                                    std::uint64_t output_bytes) {
    SandboxReport report;
    std::signal(SIGXFSZ, SIG_IGN);  // an output above its limit is EFBIG, an error that can be told
    ::prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    // Inside a chroot the kernel gives no user namespace; whoever has the right needs none.
    report.own_network =
        ::unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0 || ::unshare(CLONE_NEWNET) == 0;
    report.own_ipc = report.own_network && ::unshare(CLONE_NEWIPC) == 0;
    report.no_new_privileges = ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
    report.files_closed = report.no_new_privileges && close_file_system();
    MOHUR_TRY_VOID(limit_resources(memory_bytes, cpu, output_bytes));
    return report;
}

}  // namespace mohur::server
