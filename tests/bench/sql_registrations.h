// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/bench/registration_inputs.h"

#include <memory>
#include <vector>

#include <libpq-fe.h>

namespace mohur::bench {

/// The floor: the statements that leave a registration in the database, prepared, one after the
/// other over bare libpq, in one transaction as the server's role. No session is looked up, no
/// name searched, no right asked for beyond what the registration call itself asks, nothing read
/// but the number. Borrows the inputs.
class SqlRegistrations final : public Registrations {
public:
    SqlRegistrations(const RegistrationInputs& inputs, std::size_t lane);
    void register_one() override;

private:
    struct Finish {
        void operator()(PGconn* connection) const { PQfinish(connection); }
    };
    using Values = std::vector<const char*>;

    void prepare();
    void script(const char* text);
    void exec(const char* name, const Values& values);

    const RegistrationInputs& inputs_;
    std::unique_ptr<PGconn, Finish> connection_;
    std::string correspondent_;
    std::string begin_;
    std::size_t lane_;
    std::uint64_t count_ = 0;
};

/// What the two sides left behind: the rows of each table by subject of the letters. One line of
/// text for each side, equal when the same was written for each registration.
struct RowsLeft {
    std::uint64_t letters = 0;
    std::string rows_of_one;
};
[[nodiscard]] RowsLeft rows_left(const RegistrationInputs& inputs, const char* subject);
/// Events that the server's sealer has not put into the log yet.
[[nodiscard]] std::uint64_t unsealed_events(const RegistrationInputs& inputs);

}  // namespace mohur::bench
