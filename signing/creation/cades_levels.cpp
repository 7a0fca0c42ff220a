// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/creation/cades_levels_internal.h"

#include "signing/cades/creation.h"
#include "signing/cms/signed_data_editor.h"
#include "signing/crypto/hash.h"

#include <algorithm>

namespace mohur::signing {
namespace {

using Source = std::shared_ptr<const ByteSource>;

constexpr auto kStampDigest = DigestAlgorithm::sha256;

Result<Source> add_signature_timestamps(Source file, const CadesLevels& levels,
                                        Evidence& evidence) {
    MOHUR_TRY(const auto data, SignedData::parse(file, levels.options.limits));
    SignedDataAdditions added;
    for (const auto i : levels.signers) {
        const auto& signer = data.signers()[i];
        if (!cades::has_signature_timestamp(signer)) {
            MOHUR_TRY(const auto token,
                      evidence.stamp(digest_of(kStampDigest, signer.signature())));
            added.unsigned_attributes[i] = {cades::signature_timestamp_attribute(token)};
        }
    }
    return added.empty() ? std::move(file) : with_additions(data, added);
}

Result<Source> add_material(Source file, const CadesLevels& levels, Evidence& evidence) {
    MOHUR_TRY(const auto data, SignedData::parse(file, levels.options.limits));
    SignatureSubjects subjects;
    ValidationMaterial present;
    for (const auto i : levels.signers) {
        const auto& signer = data.signers()[i];
        const auto facts =
            cades::read_signer(data, signer, levels.content(data, signer), levels.options);
        auto own = subjects_of(facts);
        std::ranges::move(own.signers, std::back_inserter(subjects.signers));
        std::ranges::move(own.authorities, std::back_inserter(subjects.authorities));
        add(present, material_of(facts));
    }
    MOHUR_TRY(const auto material,
              evidence.material(subjects.signers, subjects.authorities, std::move(present)));
    const SignedDataAdditions added{.certificates = material.certificates,
                                    .crls = material.crls,
                                    .ocsp_responses = material.ocsp};
    if (added.empty()) {
        return file;
    }
    return cades::has_sealed_material(data) ? Result<Source>{Error::unsupported("cades-archive-v2")}
                                            : Result<Source>{with_additions(data, added)};
}

/// The archive timestamps of parallel signatures do not cover each other, so that they are made
/// over one state of the file.
Result<Source> add_archive_timestamps(const Source& file, const CadesLevels& levels,
                                      Evidence& evidence) {
    MOHUR_TRY(const auto data, SignedData::parse(file, levels.options.limits));
    // EN 319 122-1 clause 5.5.3 step 2: the digest algorithm should be in digestAlgorithms.
    SignedDataAdditions added{.digest_algorithms = {kStampDigest}};
    for (const auto i : levels.signers) {
        const auto& signer = data.signers()[i];
        MOHUR_TRY(const auto input, cades::archive_timestamp_input(
                                        data, signer, levels.content(data, signer), kStampDigest));
        MOHUR_TRY(const auto token, evidence.stamp(input.imprint));
        MOHUR_TRY(auto attribute, cades::archive_timestamp_attribute(token, input.hash_index));
        added.unsigned_attributes[i] = {std::move(attribute)};
    }
    return with_additions(data, added);
}

/// The earliest proof that the value existed.
std::optional<Time> proven_at(const SignatureFacts& signature) {
    std::optional<Time> earliest;
    for (const auto& token : signature.timestamps) {
        if (token.type == TimestampType::signature && token.intact && token.time) {
            earliest = earliest ? std::min(*earliest, *token.time) : token.time;
        }
    }
    return earliest;
}

void add_signer(const SignatureFacts& signature, Time fallback, SignatureSubjects& out) {
    const auto used_at = proven_at(signature).value_or(fallback);
    if (signature.signing_certificate) {
        out.signers.push_back({*signature.signing_certificate, signature.certificates, used_at});
    }
    for (const auto& token : signature.timestamps) {
        if (token.tsa && token.time) {
            out.authorities.push_back({*token.tsa, token.certificates, *token.time});
        }
    }
    for (const auto& counter : signature.counter_signatures) {
        add_signer(counter, used_at, out);
    }
}

template <class Item>
void add_all(std::vector<Item>& to, const std::vector<Item>& from) {
    for (const auto& item : from) {
        if (std::ranges::find(to, item) == to.end()) {
            to.push_back(item);
        }
    }
}

void add_present(const SignatureFacts& signature, ValidationMaterial& out) {
    add(out, {signature.certificates, signature.ocsp_responses, signature.crls});
    for (const auto& token : signature.timestamps) {
        add(out, {token.certificates, token.ocsp_responses, token.crls});
    }
    for (const auto& counter : signature.counter_signatures) {
        add_present(counter, out);
    }
}

}  // namespace

Result<Source> raise_signed_data(Source file, const CadesLevels& levels, Evidence& evidence) {
    if (levels.level >= SignatureLevel::T) {
        MOHUR_TRY(file, add_signature_timestamps(std::move(file), levels, evidence));
    }
    if (levels.level >= SignatureLevel::LT) {
        MOHUR_TRY(file, add_material(std::move(file), levels, evidence));
    }
    if (levels.level >= SignatureLevel::LTA) {
        MOHUR_TRY(file, add_archive_timestamps(file, levels, evidence));
    }
    return file;
}

SignatureSubjects subjects_of(const SignatureFacts& signature) {
    SignatureSubjects out;
    add_signer(signature, Time{}, out);
    return out;
}

ValidationMaterial material_of(const SignatureFacts& signature) {
    ValidationMaterial out;
    add_present(signature, out);
    return out;
}

void add(ValidationMaterial& to, const ValidationMaterial& from) {
    add_all(to.certificates, from.certificates);
    add_all(to.ocsp, from.ocsp);
    add_all(to.crls, from.crls);
}

}  // namespace mohur::signing
