// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/storage/private_cluster_internal.h"

#include <sys/stat.h>
#include <unistd.h>
#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <fstream>

namespace mohur::documents::sql {
namespace {

namespace fs = std::filesystem;

// sun_path holds 108 octets with the final NUL; the server appends "/.s.PGSQL.5432".
constexpr std::size_t kLongestSocketDirectory = 107 - 14;

Error io_error(const fs::path& path, const std::string& what) {
    return Error::unavailable("cluster-failed", path.string() + ": " + what);
}

Result<void> make_directory(const fs::path& path, const std::optional<OsUser>& owner) {
    std::error_code failure;
    fs::create_directories(path, failure);
    if (failure) {
        return io_error(path, failure.message());
    }
    if (owner && chown(path.c_str(), owner->uid, owner->gid) != 0) {
        return io_error(path, "chown failed");
    }
    if (chmod(path.c_str(), 0700) != 0) {
        return io_error(path, "chmod failed");
    }
    return {};
}

bool may_enter(const struct stat& folder, const OsUser& user) {
    if (folder.st_uid == user.uid) {
        return (folder.st_mode & S_IXUSR) != 0;
    }
    if (folder.st_gid == user.gid) {
        return (folder.st_mode & S_IXGRP) != 0;
    }
    return (folder.st_mode & S_IXOTH) != 0;
}

Result<void> check_parents(const fs::path& path, const OsUser& user) {
    for (auto folder = path; folder != folder.root_path();) {
        folder = folder.parent_path();
        struct stat facts {};
        if (stat(folder.c_str(), &facts) != 0 || !may_enter(facts, user)) {
            return Error::denied("cluster-path-unreadable", folder.string());
        }
    }
    return {};
}

// FNV-1a: the name must only be the same at the next start and short.
std::string short_hash(const std::string& text) {
    std::uint64_t hash = 14695981039346656037ULL;
    for (const char c : text) {
        hash = (hash ^ static_cast<std::uint8_t>(c)) * 1099511628211ULL;
    }
    std::array<char, 16> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), hash, 16).ptr;
    return {digits.data(), end};
}

fs::path socket_directory_of(const fs::path& directory) {
    auto inside = directory / "run";
    if (inside.string().size() <= kLongestSocketDirectory) {
        return inside;
    }
    return fs::path{"/tmp"} / ("mohur-" + short_hash(directory.string()));
}

// /tmp is everybody's: a folder that somebody else made there would let him answer in our place.
Result<void> make_socket_directory(const ClusterLayout& layout) {
    struct stat facts {};
    const uid_t expected = layout.as ? layout.as->uid : geteuid();
    if (lstat(layout.socket.c_str(), &facts) == 0 &&
        (!S_ISDIR(facts.st_mode) || facts.st_uid != expected)) {
        return Error::denied("cluster-path-foreign", layout.socket.string());
    }
    return make_directory(layout.socket, layout.as);
}

// A crash in the middle of initdb must not leave something that looks like a cluster, so it is made
// beside its place and renamed.
Result<void> initialise(const ClusterLayout& layout) {
    const fs::path unfinished = layout.data.string() + ".new";
    std::error_code failure;
    fs::remove_all(unfinished, failure);
    Command initdb;
    initdb.arguments = {(layout.programs / "initdb").string(),
                        "-D",
                        unfinished.string(),
                        "-U",
                        std::string{role_name(Role::admin)},
                        "-A",
                        "peer",
                        "--locale-provider=icu",
                        "--icu-locale=az",
                        "--locale=C.UTF-8",
                        "-E",
                        "UTF8",
                        "--data-checksums"};
    initdb.as = layout.as;
    initdb.log = layout.log;
    MOHUR_TRY_VOID(run(initdb));
    fs::rename(unfinished, layout.data, failure);
    return failure ? Result<void>{io_error(layout.data, failure.message())} : Result<void>{};
}

Result<void> write_file(const fs::path& path, const std::string& text,
                        const std::optional<OsUser>& owner) {
    std::ofstream out{path, std::ios::binary | std::ios::trunc};
    out << text;
    out.close();
    if (!out) {
        return io_error(path, "cannot be written");
    }
    if (chmod(path.c_str(), 0600) != 0 ||
        (owner && chown(path.c_str(), owner->uid, owner->gid) != 0)) {
        return io_error(path, "chown failed");
    }
    return {};
}

std::string configuration(const ClusterLayout& layout, bool durable) {
    std::string text =
        "# Written by mohur at every start; settings of your own belong into postgresql.auto.conf\n"
        "# (ALTER SYSTEM).\n"
        "lc_messages = 'C.UTF-8'\nlc_monetary = 'C.UTF-8'\nlc_numeric = 'C.UTF-8'\nlc_time = "
        "'C.UTF-8'\n"
        "timezone = 'UTC'\nlog_timezone = 'UTC'\n"
        "listen_addresses = ''\n"
        "unix_socket_permissions = 0700\n"
        "max_connections = 60\n"
        "shared_buffers = 128MB\n"
        "log_min_messages = warning\n"
        "log_min_error_statement = panic\n"  // statements may carry personal data
        "log_line_prefix = '%m [%p] '\n";
    text += "unix_socket_directories = '" + layout.socket.string() + "'\n";
    if (!durable) {
        text += "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n";
    }
    return text;
}

// Whoever starts the server may log in as each role; nobody else on the host may as any.
std::string identities(const std::vector<std::string>& users) {
    std::string text;
    for (const auto& user : users) {
        for (const auto role : {Role::admin, Role::migrate, Role::app, Role::read}) {
            text += "mohur \"" + user + "\" " + std::string{role_name(role)} + "\n";
        }
    }
    return text;
}

Result<void> configure(const ClusterLayout& layout, bool durable) {
    MOHUR_TRY(const auto me, current_os_user());
    std::vector<std::string> users{me.name};
    if (layout.as) {
        users.push_back(layout.as->name);
    }
    MOHUR_TRY_VOID(
        write_file(layout.data / "postgresql.conf", configuration(layout, durable), layout.as));
    MOHUR_TRY_VOID(
        write_file(layout.data / "pg_hba.conf", "local all all peer map=mohur\n", layout.as));
    return write_file(layout.data / "pg_ident.conf", identities(users), layout.as);
}

Result<std::optional<OsUser>> user_of(const ClusterSettings& settings) {
    if (geteuid() != 0) {
        return std::optional<OsUser>{};
    }
    MOHUR_TRY(const auto user, os_user(settings.run_as));
    if (user.uid == 0) {
        return Error::denied("cluster-as-root", "PostgreSQL never runs as root");
    }
    return std::optional<OsUser>{user};
}

}  // namespace

Result<fs::path> find_postgresql_programs() {
    int newest = 0;
    fs::path found;
    std::error_code failure;
    for (const auto& entry : fs::directory_iterator{"/usr/lib/postgresql", failure}) {
        const auto name = entry.path().filename().string();
        int version = 0;
        std::from_chars(name.data(), name.data() + name.size(), version);
        if (version > newest && fs::exists(entry.path() / "bin" / "initdb")) {
            newest = version;
            found = entry.path() / "bin";
        }
    }
    if (newest < 15) {
        return Error::unavailable("postgresql-missing",
                                  "PostgreSQL 15 or newer, package postgresql");
    }
    return found;
}

Result<ClusterLayout> locate_cluster(const ClusterSettings& settings) {
    ClusterLayout layout;
    const auto directory = fs::absolute(settings.directory).lexically_normal();
    MOHUR_TRY(auto as, user_of(settings));
    layout.as = std::move(as);
    layout.programs = settings.programs;
    if (layout.programs.empty()) {
        MOHUR_TRY(auto found, find_postgresql_programs());
        layout.programs = std::move(found);
    }
    layout.data = directory / "data";
    layout.log = directory / "postgresql.log";
    layout.socket = socket_directory_of(directory);
    return layout;
}

Result<ClusterLayout> prepare_cluster(const ClusterSettings& settings) {
    MOHUR_TRY(auto layout, locate_cluster(settings));
    const auto directory = layout.data.parent_path();
    MOHUR_TRY_VOID(make_directory(directory, layout.as));
    if (layout.as) {
        MOHUR_TRY_VOID(check_parents(directory, *layout.as));
    }
    MOHUR_TRY_VOID(make_socket_directory(layout));
    if (!fs::exists(layout.data / "PG_VERSION")) {
        MOHUR_TRY_VOID(initialise(layout));
    }
    MOHUR_TRY_VOID(configure(layout, settings.durable));
    return layout;
}

pid_t postmaster_in_lock_file(const fs::path& data) {
    std::ifstream in{data / "postmaster.pid"};
    pid_t process = 0;
    in >> process;
    return in ? process : 0;
}

}  // namespace mohur::documents::sql
