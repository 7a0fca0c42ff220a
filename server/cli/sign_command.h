// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/cli/arguments.h"
#include "server/cli/command.h"
#include "server/cli/visible_mark.h"
#include "signing/creation/signing_request.h"

#include <filesystem>
#include <optional>

namespace mohur::server {

/// What `mohur sign` was asked for, before any key is touched. Immutable value.
struct SignOrder {
    signing::CreationFormat format = signing::CreationFormat::asic_e_xades;
    signing::SignatureLevel level = signing::SignatureLevel::B;
    std::vector<std::string> files;
    std::string key;
    std::optional<int> pin_descriptor;
    bool prefer_pss = false;  ///< RSASSA-PSS where an RSA key may do either
    std::vector<std::string> tsa_urls;
    std::vector<std::string> certificates;  ///< paths of untrusted issuers
    std::vector<std::string> trust;         ///< paths of anchors
    std::string reason;
    std::string location;
    std::vector<std::string> roles;
    std::vector<std::string> commitments;  ///< dotted identifiers
    struct Policy {
        std::string id;
        std::string path;  ///< of the policy document
    };
    std::optional<Policy> policy;
    bool content_timestamp = false;
    std::string add_to;         ///< path of a detached signature over the same file; may be empty
    std::string countersigned;  ///< id of the signature whose value is signed ("S0"); may be empty
    std::string field;   ///< of a PDF; may be empty
    std::optional<int> certification;
    std::optional<VisibleOrder> visible;
    bool refuse_active_content = false;
    std::filesystem::path normalised;  ///< where a rewritten copy goes that is signed; may be empty
    bool timestamp_only =
        false;  ///< ASiC-S with a token: no key, `format` and `level` mean nothing
    std::filesystem::path output;
};

[[nodiscard]] std::span<const OptionSpec> sign_options() noexcept;
/// Errors: `malformed` "usage-..." and What a format cannot do is said by the engine.
[[nodiscard]] Result<SignOrder> sign_order(const Arguments& arguments);

inline constexpr std::string_view kSignUsage =
    "sign FILE... --format pades|cades|xades|asic-e|asic-s "
    "[--packaging attached|detached|enveloping|enveloped|counter|xades|cades|timestamp] "
    "[--level B|T|LT|LTA] --key pkcs11:...|p12:PATH [--pin-fd N] [--rsa-pss] [--tsa URL]... "
    "[--trust PATH]... [--certificate PATH]... [--add-to SIGNATURE] [--signature S0] [--reason "
    "TEXT] "
    "[--location TEXT] [--role TEXT]... [--commitment OID]... [--signature-policy OID=PATH] "
    "[--content-timestamp] [--field NAME] [--certify 1|2|3] "
    "[--visible field|new-page|page=N,left=X,top=Y[,width=W,height=H]] [--mark-lang az|en|ru] "
    "[--mark-post TEXT] [--mark-qr TEXT] [--mark-image PNG] [--active-content warn|refuse] "
    "[--normalise COPY] [--lang az|en] [--json] -o OUT";

/// "application/pdf" and the like by the name's suffix; empty when it is not known.
[[nodiscard]] std::string_view media_type_of(std::string_view file_name);

/// `mohur sign FILE… --format … --level … --key … -o OUT`: 0 when OUT was written, 2 when it was
/// not, 64 for wrong usage. The documents are parsed in a worker, the key is used here.
[[nodiscard]] int run_sign_command(const CommandContext& context,
                                   std::span<const std::string> arguments);

}  // namespace mohur::server
