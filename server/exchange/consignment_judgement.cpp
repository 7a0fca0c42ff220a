// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/exchange/consignment_judgement.h"

#include "signing/crypto/hash.h"

#include <algorithm>
#include <set>

namespace mohur::server {
namespace {

Error unsealed(std::string detail) {
    return Error::malformed("consignment-unsealed", std::move(detail));
}

/// "sha-256:<base64>", as the verdict writes it.
Result<Digest> digest_from(const std::string& text) {
    const auto colon = text.find(':');
    const auto algorithm = digest_algorithm_from(text.substr(0, colon));
    if (colon == std::string::npos || !algorithm) {
        return Error::malformed("consignment-uncovered", text);
    }
    MOHUR_TRY(auto value, from_base64(text.substr(colon + 1)));
    return Digest{*algorithm, std::move(value)};
}

Result<void> check_cover(const Json& scopes, const std::string& name, const ByteSource& file) {
    const auto& all = scopes.items();
    const auto covers = [&](const Json& scope) { return scope["name"].as_string() == name; };
    const auto scope = std::ranges::find_if(all, covers);
    if (scope == all.end() || std::ranges::count_if(all, covers) != 1 ||
        (*scope)["partial"].as_bool(true)) {
        return Error::malformed("consignment-uncovered", name);
    }
    MOHUR_TRY(const auto sealed, digest_from((*scope)["digest"].as_string()));
    MOHUR_TRY(const auto actual, signing::digest_of(sealed.algorithm, file));
    if (actual != sealed) {
        return Error::malformed("consignment-uncovered", name);
    }
    return {};
}

bool is_lasting(const std::string& format) {
    return format == "XAdES-BASELINE-LT" || format == "XAdES-BASELINE-LTA";
}

}  // namespace

Result<PackageSeal> seal_in(const Json& verdict) {
    const auto& signatures = verdict["signatures"].items();
    if (verdict["container"].as_string() != "asic-e" || signatures.size() != 1) {
        return unsealed(verdict["container"].as_string());
    }
    const auto& seal = signatures.front();
    const auto& reason = seal["sub_indication"].as_string();
    if (reason == "TRY_LATER") {
        return Error::unavailable("seal-not-judged");
    }
    if (seal["indication"].as_string() != "TOTAL-PASSED") {
        return Error::denied("seal-not-valid", reason);
    }
    const auto& body = seal["signed_by"];
    if (body["voen"].as_string().empty() || !body["fin"].as_string().empty()) {
        return unsealed("signed by a person");
    }
    if (!is_lasting(seal["format"].as_string())) {
        return Error::denied("seal-not-lasting", seal["format"].as_string());
    }
    return PackageSeal{body["voen"].as_string(), seal["scopes"]};
}

Result<void> check_files(const PackageSeal& seal, const ConsignmentNote& note,
                         const UnpackedConsignment& unpacked) {
    for (const auto& [name, file] : unpacked.files) {
        MOHUR_TRY_VOID(check_cover(seal.scopes, name, *file));
    }
    std::set<std::string> listed{std::string{kNoteEntry}};
    for (const auto& file : note.letter ? note.letter->files : std::vector<ConsignedFile>{}) {
        listed.insert(file.entry);
    }
    for (const auto& [name, file] : unpacked.files) {
        if (listed.erase(name) == 0) {
            return Error::malformed("consignment-malformed", "not listed: " + name);
        }
    }
    if (!listed.empty()) {
        return Error::malformed("consignment-malformed", "missing: " + *listed.begin());
    }
    return {};
}

Result<documents::Peer> sender_among(const std::vector<documents::Peer>& peers,
                                     const ConsignmentSender& sender, const PackageSeal& seal) {
    const auto peer = std::ranges::find(peers, sender.code, &documents::Peer::code);
    if (peer == peers.end() || peer->voen != seal.voen || sender.voen != seal.voen) {
        return Error::denied("sender-unknown", sender.code + " " + seal.voen);
    }
    return *peer;
}

}  // namespace mohur::server
