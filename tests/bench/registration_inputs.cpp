// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/registration_inputs.h"

#include "signing/core/json.h"
#include "tests/bench/input_file.h"
#include "tests/bench/measurement.h"

namespace mohur::bench {

RegistrationInputs read_registration_inputs(const std::filesystem::path& file) {
    const auto bytes = input_file(file);
    const auto json = Json::parse(as_text(bytes));
    if (!json) {
        fail("cannot read " + file.string());
    }
    const auto text = [&](const char* name) { return (*json)[name].as_string(); };
    RegistrationInputs inputs;
    inputs.port = static_cast<std::uint16_t>((*json)["port"].as_integer());
    inputs.server = static_cast<pid_t>((*json)["server"].as_integer());
    inputs.postgres = static_cast<pid_t>((*json)["postgres"].as_integer());
    inputs.database = text("database");
    inputs.cookie = text("cookie");
    inputs.csrf = text("csrf");
    inputs.upload = text("upload");
    inputs.agency = text("agency");
    inputs.person = text("person");
    inputs.assignment = text("assignment");
    for (const auto& journal : (*json)["journals"].items()) {
        inputs.journals.push_back(journal.as_string());
    }
    inputs.digest = text("digest");
    inputs.size = std::to_string((*json)["size"].as_integer());
    return inputs;
}

}  // namespace mohur::bench
