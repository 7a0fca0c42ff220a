// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/storage/connection_internal.h"

#include <functional>

namespace mohur::documents::sql {

/// A connection on loan. Going away rolls back what is open and gives the connection back.
struct Lease {
    Lease(Connection taken, std::function<void(Connection)> home)
        : connection{std::move(taken)}, give_back{std::move(home)} {}
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    ~Lease();

    Connection connection;
    std::function<void(Connection)> give_back;
};

}  // namespace mohur::documents::sql
