// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include <sys/types.h>

namespace mohur::bench {

/// The server that tests/bench/run has started, and what one needs to register at it: a signed-in
/// registrar, an uploaded paper, and a journal for each connection.
struct RegistrationInputs {
    std::uint16_t port = 0;
    pid_t server = 0;
    pid_t postgres = 0;    ///< the postmaster of its private cluster
    std::string database;  ///< libpq keywords, as the role of the server
    std::string cookie;
    std::string csrf;
    std::string upload;
    std::string agency;
    std::string person;
    std::string assignment;
    std::vector<std::string> journals;
    std::string digest;  ///< SHA-256 of the paper, hexadecimal
    std::string size;    ///< of the paper, octets
};

[[nodiscard]] RegistrationInputs read_registration_inputs(const std::filesystem::path& file);

/// Registers one internal letter after another in one journal over one connection. One thread.
/// Internal, because an incoming one is also judged in the background: other work, with a bench of
/// its own.
class Registrations {
public:
    virtual ~Registrations() = default;
    /// Returns when the letter is durable and its number known.
    virtual void register_one() = 0;
};

/// The subjects by which the letters of the two sides are told apart.
inline constexpr const char* kHttpSubject = "Ölçmə: HTTP ilə qeydiyyat";
inline constexpr const char* kSqlSubject = "Ölçmə: SQL ilə qeydiyyat";
inline constexpr const char* kCorrespondent = "Sınaq Agentliyi";

}  // namespace mohur::bench
