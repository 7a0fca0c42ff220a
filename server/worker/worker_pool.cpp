// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/worker/worker_pool.h"

#include "server/worker/frame.h"
#include "server/worker/worker_process.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <semaphore>

#include <fcntl.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace mohur::server {
namespace {

constexpr int kAboveStandardStreams = 10;
constexpr std::size_t kComplaintBytes = 2048;

Error not_started(const char* step, int number) {
    return Error::internal("worker-not-started", std::string{step} + ": " + std::strerror(number));
}

Result<Descriptor> anonymous_file() {
    Descriptor file{::memfd_create("mohur-worker", MFD_CLOEXEC | MFD_ALLOW_SEALING)};
    if (!file) {
        return not_started("memfd_create", errno);
    }
    return file;
}

/// The descriptors that go to the worker: files as they are, memory as sealed anonymous files.
class SharedFiles {
public:
    static Result<SharedFiles> open(const TaskFiles& files) {
        SharedFiles shared;
        for (const auto& input : files.inputs) {
            MOHUR_TRY_VOID(shared.add_input(*input));
        }
        for (const auto& output : files.outputs) {
            MOHUR_TRY_VOID(shared.add_output(output));
        }
        return shared;
    }

    [[nodiscard]] const std::vector<int>& descriptors() const noexcept { return descriptors_; }

    /// Copies what the worker wrote into targets that are no files.
    [[nodiscard]] Result<void> copy_back() const {
        for (const auto& [descriptor, target] : borrowed_) {
            const int copy_of = ::fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
            MOHUR_TRY(const auto written, FileSource::adopt(copy_of));
            MOHUR_TRY_VOID(copy(*written, *target));
        }
        return {};
    }

private:
    Result<void> add_input(const ByteSource& input) {
        if (const auto* file = dynamic_cast<const FileSource*>(&input)) {
            descriptors_.push_back(file->descriptor());
            return {};
        }
        MOHUR_TRY(auto memory, anonymous_file());
        FileTarget target{::fcntl(memory.get(), F_DUPFD_CLOEXEC, 0)};
        MOHUR_TRY_VOID(copy(input, target));
        if (::fcntl(memory.get(), F_ADD_SEALS,
                    F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL) != 0) {
            return not_started("F_ADD_SEALS", errno);
        }
        descriptors_.push_back(memory.get());
        owned_.push_back(std::move(memory));
        return {};
    }

    Result<void> add_output(const std::shared_ptr<ByteTarget>& output) {
        if (const auto* file = dynamic_cast<const FileTarget*>(output.get())) {
            descriptors_.push_back(file->descriptor());
            return {};
        }
        MOHUR_TRY(auto memory, anonymous_file());
        descriptors_.push_back(memory.get());
        borrowed_.emplace_back(memory.get(), output);
        owned_.push_back(std::move(memory));
        return {};
    }

    std::vector<int> descriptors_;
    std::vector<Descriptor> owned_;
    std::vector<std::pair<int, std::shared_ptr<ByteTarget>>> borrowed_;
};

/// What the child gets: nothing to read, nowhere to print but `complaints`, its socket, no more.
class SpawnActions {
public:
    SpawnActions(int socket, int complaints) {
        ::posix_spawn_file_actions_init(&actions_);
        ::posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        ::posix_spawn_file_actions_addopen(&actions_, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
        ::posix_spawn_file_actions_adddup2(&actions_, complaints, STDERR_FILENO);
        ::posix_spawn_file_actions_adddup2(&actions_, socket, kWorkerSocket);
        ::posix_spawn_file_actions_addclosefrom_np(&actions_, kWorkerSocket + 1);
        ::posix_spawnattr_init(&attributes_);
        sigset_t none;
        sigset_t all;
        sigemptyset(&none);
        sigfillset(&all);
        ::posix_spawnattr_setsigmask(&attributes_, &none);
        ::posix_spawnattr_setsigdefault(&attributes_, &all);
        ::posix_spawnattr_setpgroup(&attributes_,
                                    0);  // a terminal's Ctrl-C is the parent's to handle
        ::posix_spawnattr_setflags(
            &attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    }
    SpawnActions(const SpawnActions&) = delete;
    SpawnActions& operator=(const SpawnActions&) = delete;
    ~SpawnActions() {
        ::posix_spawn_file_actions_destroy(&actions_);
        ::posix_spawnattr_destroy(&attributes_);
    }

    [[nodiscard]] Result<pid_t> spawn(const WorkerSettings& settings) const {
        std::vector<std::string> words{settings.program};
        words.insert(words.end(), settings.arguments.begin(), settings.arguments.end());
        std::vector<char*> arguments;
        for (auto& word : words) {
            arguments.push_back(word.data());
        }
        arguments.push_back(nullptr);
        char* environment[] = {nullptr};
        pid_t child = -1;
        const int problem = ::posix_spawn(&child, settings.program.c_str(), &actions_, &attributes_,
                                          arguments.data(), environment);
        if (problem != 0) {
            return not_started("posix_spawn", problem);
        }
        return child;
    }

private:
    posix_spawn_file_actions_t actions_{};
    posix_spawnattr_t attributes_{};
};

/// One running worker; ends it when it goes out of scope.
class Child {
public:
    static Result<Child> start(const WorkerSettings& settings) {
        int pair[2] = {-1, -1};
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) {
            return not_started("socketpair", errno);
        }
        Descriptor ours{pair[0]};
        const Descriptor low{pair[1]};
        const Descriptor theirs{::fcntl(low.get(), F_DUPFD_CLOEXEC, kAboveStandardStreams)};
        MOHUR_TRY(const auto low_complaints, anonymous_file());
        Descriptor complaints{
            ::fcntl(low_complaints.get(), F_DUPFD_CLOEXEC, kAboveStandardStreams)};
        if (!theirs || !complaints) {
            return not_started("fcntl", errno);
        }
        MOHUR_TRY(const pid_t pid, SpawnActions(theirs.get(), complaints.get()).spawn(settings));
        return Child{pid, std::move(ours), std::move(complaints)};
    }
    Child(Child&& other) noexcept
        : pid_{std::exchange(other.pid_, -1)},
          socket_{std::move(other.socket_)},
          complaints_{std::move(other.complaints_)} {}
    Child& operator=(Child&&) = delete;
    ~Child() {
        if (pid_ > 0) {
            ::kill(pid_, SIGKILL);
            static_cast<void>(wait());
        }
    }

    [[nodiscard]] int socket() const noexcept { return socket_.get(); }

    /// Why the socket was closed without an answer.
    [[nodiscard]] Error cause_of_death() {
        ::kill(pid_, SIGKILL);  // it may have closed the socket and live on; the dead do not mind
        const int status = wait();
        if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU) {
            return Error::unavailable("worker-timeout", "cpu");
        }
        const std::string how = WIFSIGNALED(status) ? "signal " + std::to_string(WTERMSIG(status))
                                                    : "exit " + std::to_string(WEXITSTATUS(status));
        return Error::internal("worker-crashed", how + complaint());
    }

private:
    Child(pid_t pid, Descriptor socket, Descriptor complaints)
        : pid_{pid}, socket_{std::move(socket)}, complaints_{std::move(complaints)} {}

    int wait() {
        int status = 0;
        while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {}
        pid_ = -1;
        return status;
    }

    [[nodiscard]] std::string complaint() const {
        std::string text(kComplaintBytes, '\0');
        const auto got = ::pread(complaints_.get(), text.data(), text.size(), 0);
        text.resize(static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
        return text.empty() ? text : "; " + text;
    }

    pid_t pid_;
    Descriptor socket_;
    Descriptor complaints_;
};

Json task_message(std::string_view task, const Json& request, const TaskFiles& files,
                  const WorkerLimits& limits) {
    return Json::object({{"task", task},
                         {"request", request},
                         {"inputs", std::uint64_t{files.inputs.size()}},
                         {"limits", Json::object({{"memory", limits.memory_bytes},
                                                  {"cpu", std::int64_t{limits.cpu.count()}},
                                                  {"output", limits.output_bytes}})}});
}

/// Fetches on the worker's behalf; the request is as untrusted as the file that the worker parses.
Json broker(const Json& request, HttpFetcher& fetcher, std::size_t& left) {
    const auto refused = [](const Error& error) {
        return Json::object({{"error", to_json(error)}});
    };
    if (left == 0) {
        return refused(Error::too_large("worker-fetches"));
    }
    --left;
    const auto parsed = http_request_from(request);
    if (!parsed) {
        return refused(parsed.error());
    }
    const auto response = fetcher.fetch(*parsed);
    return response ? to_json(*response) : refused(response.error());
}

Result<Json> converse(Child& child, const WorkerLimits& limits, HttpFetcher& fetcher,
                      Deadline deadline) {
    std::size_t fetches_left = limits.fetches;
    while (true) {
        MOHUR_TRY(auto frame, receive_frame(child.socket(), deadline));
        if (frame.kind == Frame::Kind::fetch) {
            MOHUR_TRY_VOID(send_frame(child.socket(), Frame::Kind::fetched,
                                      broker(frame.body, fetcher, fetches_left), deadline));
            continue;
        }
        if (frame.kind != Frame::Kind::answer) {
            return Error::integrity("worker-frame", "kind");
        }
        if (frame.body.contains("error")) {
            return error_from(frame.body["error"]);
        }
        return frame.body["value"];
    }
}

class Slot {
public:
    explicit Slot(std::counting_semaphore<>& free) : free_{free} { free_.acquire(); }
    Slot(const Slot&) = delete;
    Slot& operator=(const Slot&) = delete;
    ~Slot() { free_.release(); }

private:
    std::counting_semaphore<>& free_;
};

}  // namespace

struct WorkerPool::State {
    State(WorkerSettings given, HttpFetcher& http)
        : settings{std::move(given)},
          fetcher{http},
          free{static_cast<std::ptrdiff_t>(std::max<std::size_t>(settings.parallel, 1))} {}
    WorkerSettings settings;
    HttpFetcher& fetcher;
    std::counting_semaphore<> free;
};

WorkerPool::WorkerPool(WorkerSettings settings, HttpFetcher& fetcher)
    : state_{std::make_unique<State>(std::move(settings), fetcher)} {}
WorkerPool::~WorkerPool() = default;

Result<Json> WorkerPool::run(std::string_view task, const Json& request,
                             const TaskFiles& files) const {
    const Slot slot{state_->free};
    const auto& limits = state_->settings.limits;
    const Deadline deadline = std::chrono::steady_clock::now() + limits.wall;
    MOHUR_TRY(const auto shared, SharedFiles::open(files));
    MOHUR_TRY(auto child, Child::start(state_->settings));
    const auto message = task_message(task, request, files, limits);
    const auto sent =
        send_frame(child.socket(), Frame::Kind::task, message, deadline, shared.descriptors());
    if (!sent && sent.error().reason != "worker-gone") {
        return sent.error();
    }
    auto answer = converse(child, limits, state_->fetcher, deadline);
    if (!answer && answer.error().reason == "worker-gone") {
        return child.cause_of_death();
    }
    if (!answer) {
        return answer;
    }
    MOHUR_TRY_VOID(shared.copy_back());
    return answer;
}

}  // namespace mohur::server
