// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/secret.h"
#include "signing/token/pkcs11_module.h"
#include "signing/token/signing_device.h"

#include <memory>
#include <optional>
#include <string>

namespace mohur::server {

/// A device that was opened for one command, with the module that it borrows.
struct SigningKey {
    std::unique_ptr<signing::Pkcs11Module> module;
    std::unique_ptr<signing::SigningDevice> device;
};

/// Opens "pkcs11:..." (RFC 7512; without module-path p11-kit's proxy is loaded) or "p12:PATH",
/// where PATH may end in "?pin-source=FILE". The PIN comes from `pin_descriptor`, else from the
/// pin-source file, else from the terminal. `prefer_pss`: an RSA key signs by RSASSA-PSS instead of
/// PKCS#1 v1.5, which ends on 2029-01-01 (TS 119 312). Errors: `malformed` "key-uri-invalid";
/// `denied` "pin-value-in-uri", "pin-required" (no terminal); `malformed` "pin-source-invalid";
/// those of the devices.
[[nodiscard]] Result<SigningKey> open_signing_key(const std::string& uri,
                                                  std::optional<int> pin_descriptor,
                                                  bool prefer_pss = false);

/// The PIN that stands in an open descriptor, up to its end or its first line end.
[[nodiscard]] Result<Secret> read_pin(int descriptor);

}  // namespace mohur::server
