// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace mohur::signing::xml {

/// Sets the XML library up for the whole process. Made once in `main`, before any thread that
/// parses; nothing is torn down, since other threads may still end.
class Runtime {
public:
    Runtime();
    Runtime(const Runtime&) = delete;
    Runtime& operator=(const Runtime&) = delete;
};

}  // namespace mohur::signing::xml
