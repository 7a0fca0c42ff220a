// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/storage/private_cluster.h"

#include "documents/storage/bootstrap.h"
#include "documents/storage/connection_internal.h"
#include "documents/storage/private_cluster_internal.h"
#include "documents/storage/process_internal.h"

#include <sys/wait.h>
#include <unistd.h>
#include <cerrno>
#include <csignal>
#include <optional>
#include <thread>

namespace mohur::documents::sql {

struct PrivateCluster::State {
    ClusterLayout layout;
    pid_t postmaster = 0;
};

namespace {

constexpr std::chrono::milliseconds kPoll{25};
constexpr std::chrono::milliseconds kRestartPause{500};

Command postmaster(const ClusterLayout& layout) {
    Command command;
    command.arguments = {(layout.programs / "postgres").string(), "-D", layout.data.string()};
    command.as = layout.as;
    command.log = layout.log;
    command.dies_with_parent = true;
    return command;
}

bool has_ended(pid_t child) {
    return waitpid(child, nullptr, WNOHANG) == child;
}

std::string uri_of(const ClusterLayout& layout, Role role, const char* database) {
    return "host=" + layout.socket.string() + " dbname=" + database +
           " user=" + std::string{role_name(role)};
}

bool answers(const ClusterLayout& layout) {
    return PQping(uri_of(layout, Role::admin, "postgres").c_str()) == PQPING_OK;
}

enum class Outcome { ready, ended, silent };

// The socket of a dying predecessor may still answer, so readiness counts only while our own child
// lives and has written its process number into the lock file.
bool is_ours(const ClusterLayout& layout, pid_t child) {
    return postmaster_in_lock_file(layout.data) == child;
}

Outcome wait_until_ready(const ClusterLayout& layout, pid_t child, int polls) {
    for (int i = 0; i < polls; ++i) {
        if (has_ended(child)) {
            return Outcome::ended;
        }
        if (is_ours(layout, child) && answers(layout)) {
            return Outcome::ready;
        }
        std::this_thread::sleep_for(kPoll);
    }
    return Outcome::silent;
}

void end(pid_t child, int signal) {
    kill(child, signal);
    while (waitpid(child, nullptr, 0) < 0 && errno == EINTR) {}
}

// After SIGKILL of a postmaster its children hold the lock file and the shared memory for a moment
// and an immediate start fails; the same when a predecessor is still shutting down.
Result<pid_t> start_postmaster(const ClusterLayout& layout, std::chrono::milliseconds timeout) {
    std::chrono::milliseconds left = timeout;
    while (left.count() > 0) {
        MOHUR_TRY(const auto child, spawn(postmaster(layout)));
        const auto outcome = wait_until_ready(layout, child, static_cast<int>(left / kPoll));
        if (outcome == Outcome::ready) {
            return child;
        }
        if (outcome == Outcome::silent) {
            end(child, SIGINT);
            break;
        }
        std::this_thread::sleep_for(kRestartPause);
        left -= kRestartPause;
    }
    return Error::unavailable("cluster-failed", tail_of(layout.log));
}

}  // namespace

PrivateCluster::PrivateCluster(std::unique_ptr<State> state) : state_{std::move(state)} {}
PrivateCluster::PrivateCluster(PrivateCluster&&) noexcept = default;
PrivateCluster& PrivateCluster::operator=(PrivateCluster&& other) noexcept {
    if (this != &other) {
        static_cast<void>(stop());
        state_ = std::move(other.state_);
    }
    return *this;
}
PrivateCluster::~PrivateCluster() {
    static_cast<void>(stop());
}

Result<PrivateCluster> PrivateCluster::start(const ClusterSettings& settings) {
    MOHUR_TRY(auto layout, prepare_cluster(settings));
    MOHUR_TRY(const auto child, start_postmaster(layout, settings.start_timeout));
    return PrivateCluster{std::make_unique<State>(State{std::move(layout), child})};
}

Result<PrivateCluster> PrivateCluster::join(const ClusterSettings& settings) {
    MOHUR_TRY(auto layout, locate_cluster(settings));
    const auto running = postmaster_in_lock_file(layout.data);
    if (running > 0 && kill(running, 0) == 0 && answers(layout)) {
        return PrivateCluster{std::make_unique<State>(State{std::move(layout), 0})};
    }
    return start(settings);
}

Target PrivateCluster::target(Role role) const {
    return {uri_of(state_->layout, role, kDatabaseName)};
}
Target PrivateCluster::maintenance() const {
    return {uri_of(state_->layout, Role::admin, "postgres")};
}
const std::filesystem::path& PrivateCluster::socket_directory() const noexcept {
    return state_->layout.socket;
}
const std::filesystem::path& PrivateCluster::programs() const noexcept {
    return state_->layout.programs;
}
int PrivateCluster::process_id() const noexcept {
    return state_->postmaster;
}

Result<void> PrivateCluster::stop() {
    if (state_ == nullptr || state_->postmaster == 0) {
        return {};
    }
    end(std::exchange(state_->postmaster, 0), SIGINT);
    return {};
}

}  // namespace mohur::documents::sql
