// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/preview/page_task.h"

#include <array>
#include <charconv>
#include <string>
#include <vector>

#include <fcntl.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

namespace mohur::server {
namespace {

constexpr std::int64_t kMaxPage = 10'000;
constexpr std::int64_t kMinWidth = 120;
constexpr std::int64_t kMaxWidth = 2'400;
constexpr std::uint64_t kMaxInfoBytes = 64U << 10U;

/// File actions of a program that reads one descriptor and writes another.
class Redirection {
public:
    Redirection(int in, int out) {
        ::posix_spawn_file_actions_init(&actions_);
        ::posix_spawn_file_actions_adddup2(&actions_, in, STDIN_FILENO);
        ::posix_spawn_file_actions_adddup2(&actions_, out, STDOUT_FILENO);
    }
    ~Redirection() { ::posix_spawn_file_actions_destroy(&actions_); }
    Redirection(const Redirection&) = delete;
    Redirection& operator=(const Redirection&) = delete;
    [[nodiscard]] const posix_spawn_file_actions_t* get() const { return &actions_; }

private:
    posix_spawn_file_actions_t actions_{};
};

Result<void> run(const char* program, std::vector<std::string> arguments, int in, int out) {
    std::vector<char*> values{const_cast<char*>(program)};
    for (auto& one : arguments) {
        values.push_back(one.data());
    }
    values.push_back(nullptr);
    std::array<char*, 1> environment{nullptr};
    const Redirection redirection{in, out};
    ::lseek(in, 0, SEEK_SET);
    pid_t child = 0;
    if (::posix_spawn(&child, program, redirection.get(), nullptr, values.data(),
                      environment.data()) != 0) {
        return Error::unsupported("preview-unavailable", program);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 127) {
        return Error::unsupported("preview-unavailable", program);
    }
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        return Error::malformed("pdf-damaged", program);
    }
    return {};
}

Result<int> descriptor_of(const ByteSource& source) {
    const auto* file = dynamic_cast<const FileSource*>(&source);
    if (file == nullptr) {
        return Error::internal("preview-input", "not a file");
    }
    return file->descriptor();
}

Result<int> descriptor_of(const ByteTarget& target) {
    const auto* file = dynamic_cast<const FileTarget*>(&target);
    if (file == nullptr) {
        return Error::internal("preview-output", "not a file");
    }
    return file->descriptor();
}

/// The number after "Pages:" in what pdfinfo prints.
Result<std::int64_t> pages_in(std::string_view info) {
    constexpr std::string_view label = "\nPages:";
    const auto at = info.find(label);
    if (at == std::string_view::npos) {
        return Error::malformed("pdf-damaged", "no page count");
    }
    info.remove_prefix(at + label.size());
    info.remove_prefix(std::min(info.find_first_not_of(' '), info.size()));
    std::int64_t pages = 0;
    if (std::from_chars(info.data(), info.data() + info.size(), pages).ec != std::errc{} ||
        pages < 0) {
        return Error::malformed("pdf-damaged", "page count");
    }
    return pages;
}

}  // namespace

Result<Json> count_pages(const Json& /*request*/, const TaskFiles& files,
                         const WorkerServices& /*services*/) {
    MOHUR_CHECK(!files.inputs.empty());
    MOHUR_TRY(const auto in, descriptor_of(*files.inputs.front()));
    const FileTarget info{::memfd_create("pdfinfo", MFD_CLOEXEC)};
    MOHUR_TRY_VOID(run("/usr/bin/pdfinfo", {"-"}, in, info.descriptor()));
    MOHUR_TRY(const auto printed, info.read_back());
    MOHUR_TRY(const auto text, printed->read_all(kMaxInfoBytes));
    MOHUR_TRY(const auto pages, pages_in("\n" + std::string{as_text(text)}));
    return Json::object({{"pages", pages}});
}

Result<Json> render_page(const Json& request, const TaskFiles& files,
                         const WorkerServices& /*services*/) {
    MOHUR_CHECK(!files.inputs.empty() && !files.outputs.empty());
    const auto page = request["page"].as_integer();
    const auto width = request["width"].as_integer();
    if (page < 1 || page > kMaxPage || width < kMinWidth || width > kMaxWidth) {
        return Error::malformed("field-invalid", "field:page");
    }
    MOHUR_TRY(const auto in, descriptor_of(*files.inputs.front()));
    MOHUR_TRY(const auto out, descriptor_of(*files.outputs.front()));
    const auto number = std::to_string(page);
    MOHUR_TRY_VOID(run("/usr/bin/pdftoppm",
                       {"-png", "-f", number, "-l", number, "-singlefile", "-scale-to-x",
                        std::to_string(width), "-scale-to-y", "-1", "-"},
                       in, out));
    MOHUR_TRY(const auto image, files.outputs.front()->read_back());
    // Poppler prints nothing for a page past the end and still says that all is well.
    if (image->size() == 0) {
        return Error::not_found("page-not-found", number);
    }
    return Json::object({{"bytes", image->size()}});
}

}  // namespace mohur::server
