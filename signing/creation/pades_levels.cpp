// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/creation/pades_levels_internal.h"

#include "signing/creation/cades_levels_internal.h"
#include "signing/creation/format_signer_internal.h"
#include "signing/creation/request_check_internal.h"
#include "signing/pades/creation.h"
#include "signing/validation/validator.h"

#include <algorithm>

namespace mohur::signing {
namespace {

constexpr auto kStampDigest = DigestAlgorithm::sha256;

bool covers(const TimestampFacts& token, const SignatureFacts& signature) {
    return std::ranges::find(token.covers, signature.id) != token.covers.end();
}

/// The earliest document time-stamp behind the signature; a signature of level T may have nothing
/// else that says when.
std::optional<Time> stamped_at(const FileFacts& facts, const SignatureFacts& signature) {
    std::optional<Time> earliest;
    for (const auto& token : facts.timestamps) {
        if (token.intact && token.time && covers(token, signature)) {
            earliest = earliest ? std::min(*earliest, *token.time) : token.time;
        }
    }
    return earliest;
}

/// Whether anything says when the value existed: the format alone does not tell, PAdES-BES has no
/// name of its own for it.
bool is_stamped(const FileFacts& facts, const SignatureFacts& signature) {
    const bool inside = std::ranges::any_of(signature.timestamps, [](const TimestampFacts& token) {
        return token.type == TimestampType::signature && token.intact;
    });
    return inside || stamped_at(facts, signature).has_value();
}

/// Whose certificates must stay provable: the chosen signers, the authorities of their tokens and
/// those of every document time-stamp, which the next one is to cover.
SignatureSubjects subjects_in(const FileFacts& facts, const std::vector<std::size_t>& chosen) {
    SignatureSubjects all;
    for (const auto i : chosen) {
        auto own = subjects_of(facts.signatures[i]);
        const auto stamped = stamped_at(facts, facts.signatures[i]);
        for (auto& signer : own.signers) {
            const bool unproven = signer.used_at == Time{};
            signer.used_at = unproven && stamped ? *stamped : signer.used_at;
            all.signers.push_back(std::move(signer));
        }
        std::ranges::move(own.authorities, std::back_inserter(all.authorities));
    }
    for (const auto& token : facts.timestamps) {
        if (token.intact && token.tsa && token.time) {
            all.authorities.push_back({*token.tsa, token.certificates, *token.time});
        }
    }
    return all;
}

/// What the DSS and the signatures hold already. What only a document time-stamp holds is at hand
/// for that one, not for the signatures.
ValidationMaterial material_in(const FileFacts& facts) {
    ValidationMaterial present;
    for (const auto& signature : facts.signatures) {
        add(present, material_of(signature));
    }
    for (const auto& token : facts.timestamps) {
        add(present, facts.signatures.empty()
                         ? ValidationMaterial{token.certificates, token.ocsp_responses, token.crls}
                         : ValidationMaterial{});
    }
    return present;
}

/// Raises one file step by step; each step is a revision behind the one before.
class PadesExtension {
public:
    PadesExtension(const ExtensionParts& parts, Bytes file)
        : parts_{parts}, facts_{parts.before}, file_{std::move(file)} {}

    [[nodiscard]] Result<void> run() {
        if (lacks_timestamp()) {
            MOHUR_TRY_VOID(stamp());
        } else if (parts_.request.level == SignatureLevel::T) {
            return Error::conflict("extend-level-reached", "T");
        }
        if (parts_.request.level >= SignatureLevel::LT) {
            MOHUR_TRY_VOID(add_material());
        }
        if (parts_.request.level >= SignatureLevel::LTA) {
            MOHUR_TRY_VOID(stamp());
        }
        return {};
    }
    [[nodiscard]] const Bytes& file() const noexcept { return file_; }

private:
    [[nodiscard]] bool lacks_timestamp() const {
        return std::ranges::any_of(parts_.chosen, [&](std::size_t i) {
            return !is_stamped(facts_, facts_.signatures[i]);
        });
    }

    [[nodiscard]] Result<void> stamp() {
        MOHUR_TRY(file_, append_document_timestamp(std::move(file_), parts_.evidence,
                                                   parts_.request.limits));
        MOHUR_TRY(facts_,
                  read_file(std::make_shared<MemorySource>(file_), read_options(parts_.request)));
        return {};
    }

    [[nodiscard]] Result<void> add_material() {
        const auto subjects = subjects_in(facts_, parts_.chosen);
        MOHUR_TRY(
            const auto material,
            parts_.evidence.material(subjects.signers, subjects.authorities, material_in(facts_)));
        MOHUR_TRY(file_, append_material(std::move(file_), {}, material, parts_.request.limits));
        return {};
    }

    const ExtensionParts& parts_;
    FileFacts facts_;
    Bytes file_;
};

}  // namespace

Result<Bytes> append_document_timestamp(Bytes pdf, Evidence& evidence, const Limits& limits) {
    const MemorySource before{std::move(pdf)};
    pades::SignatureFieldPlan plan;
    plan.document_timestamp = true;
    MOHUR_TRY(auto revision, pades::append_signature_field(before, plan, limits));
    MOHUR_TRY(const auto digest, pades::byte_range_digest(revision, kStampDigest));
    MOHUR_TRY(const auto token, evidence.stamp(digest));
    return pades::close_revision(std::move(revision), token.encoding());
}

Result<Bytes> append_material(Bytes pdf, BytesView vri_of, const ValidationMaterial& material,
                              const Limits& limits) {
    if (material.certificates.empty() && material.ocsp.empty() && material.crls.empty()) {
        return pdf;
    }
    const MemorySource before{std::move(pdf)};
    return pades::append_dss(before, vri_of, material.certificates, material.ocsp, material.crls,
                             limits);
}

// EN 319 142-1 clause 6.3: a document time-stamp is as good as a signature time-stamp for T, and
// the only one that can be added without touching signed octets.
Result<void> extend_pades(const ExtensionParts& parts, ByteTarget& target) {
    if (parts.chosen.empty() && parts.request.level != SignatureLevel::LTA) {
        return Error::conflict("extend-level-reached", "document time-stamps only");
    }
    MOHUR_TRY(auto file, parts.request.file->read_all(parts.request.limits.pdf_bytes));
    PadesExtension extension{parts, std::move(file)};
    MOHUR_TRY_VOID(extension.run());
    return target.write_at(0, extension.file());
}

}  // namespace mohur::signing
