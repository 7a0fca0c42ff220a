// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "pki-test/hierarchy.h"

#include <filesystem>
#include <string>
#include <vector>

namespace mohur::pkitest {

/// A key on a provisioned token.
struct TokenKey {
    std::string name;   ///< of the hierarchy; the label of the objects on the token
    std::string token;  ///< label
    std::string uri;    ///< RFC 7512, with `pin-source`
};

/// A SoftHSM2 installation in one folder.
struct SoftHsm {
    std::filesystem::path configuration;  ///< value of SOFTHSM2_CONF
    std::filesystem::path module;
    std::filesystem::path pin_file;  ///< mode 0600
    std::vector<TokenKey> keys;
};

/// The PKCS#11 module of Debian's libsofthsm2.
[[nodiscard]] std::filesystem::path default_softhsm_module();

/// Makes the tokens of the hierarchy in `folder` through PKCS#11: private key, public key and
/// certificate of each name, and the issuing CA's certificate. What is there already stays; keys of
/// an earlier hierarchy are replaced. Sets SOFTHSM2_CONF in the environment of this process, hence
/// not thread-safe. Throws `PkiTestError`.
[[nodiscard]] SoftHsm provision_softhsm(const Hierarchy& hierarchy,
                                        const std::filesystem::path& folder,
                                        const std::filesystem::path& module);

/// {"softhsm2_conf", "module", "pin_file", "keys": [{"name", "token", "uri"}]}
[[nodiscard]] std::string to_json(const SoftHsm& softhsm);

}  // namespace mohur::pkitest
