// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/validation/rules/checks_internal.h"
#include "signing/validation/rules/rules.h"

namespace mohur::signing::rules {

bool is_fresh(const StatusEntry& status, Time at, const ValidationPolicy& policy) {
    if (status.this_update >= at) {
        return true;
    }
    if (status.next_update) {
        return *status.next_update >= at;
    }
    return status.this_update + policy.revocation_age() >= at;
}

}  // namespace mohur::signing::rules
