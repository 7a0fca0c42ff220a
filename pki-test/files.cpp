// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "pki-test/files_internal.h"

#include "pki-test/hierarchy.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <iterator>

namespace mohur::pkitest {

namespace fs = std::filesystem;

std::string read_text(const fs::path& path) {
    std::ifstream in{path, std::ios::binary};
    if (!in) {
        throw PkiTestError{"cannot read " + path.string()};
    }
    return {std::istreambuf_iterator<char>{in}, {}};
}

void write_file(const fs::path& path, std::string_view content, mode_t mode) {
    const fs::path part = path.string() + ".part";
    fs::remove(part);
    const int file = ::open(part.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, mode);
    if (file < 0) {
        throw PkiTestError{"cannot write " + path.string()};
    }
    bool whole = true;
    while (whole && !content.empty()) {
        const ssize_t written = ::write(file, content.data(), content.size());
        whole = written > 0;
        content.remove_prefix(whole ? static_cast<std::size_t>(written) : 0);
    }
    ::close(file);
    if (!whole) {
        throw PkiTestError{"cannot write " + path.string()};
    }
    fs::rename(part, path);
}

}  // namespace mohur::pkitest
