// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/storage/private_cluster.h"
#include "documents/storage/process_internal.h"

#include <optional>

namespace mohur::documents::sql {

/// The folders of one cluster and who runs it.
struct ClusterLayout {
    std::filesystem::path programs;
    std::filesystem::path data;
    std::filesystem::path socket;
    std::filesystem::path log;
    std::optional<OsUser> as;  ///< set when this process is root
};

/// Where the cluster is, without touching anything.
[[nodiscard]] Result<ClusterLayout> locate_cluster(const ClusterSettings& settings);

/// Makes and initialises what is missing and writes the configuration.
[[nodiscard]] Result<ClusterLayout> prepare_cluster(const ClusterSettings& settings);

/// The first line of postmaster.pid; 0 when there is none.
[[nodiscard]] pid_t postmaster_in_lock_file(const std::filesystem::path& data);

}  // namespace mohur::documents::sql
