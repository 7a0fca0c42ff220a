// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/bench/http_connection.h"
#include "tests/bench/registration_inputs.h"

namespace mohur::bench {

/// Our side: POST /api/v1/documents with a journal, as the registrar's browser sends it. Borrows
/// the inputs.
class HttpRegistrations final : public Registrations {
public:
    HttpRegistrations(const RegistrationInputs& inputs, std::size_t lane);
    void register_one() override;

private:
    HttpConnection connection_;
    std::string head_;
    std::string body_;
    std::size_t lane_;
    std::uint64_t count_ = 0;
};

}  // namespace mohur::bench
