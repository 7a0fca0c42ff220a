// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/creation/xades_levels_internal.h"

#include "signing/creation/cades_levels_internal.h"
#include "signing/crypto/hash.h"
#include "signing/xades/augmentation.h"

#include <map>

namespace mohur::signing {
namespace {

using xades::Augmentation;
using Additions = std::map<std::size_t, std::string>;

constexpr auto kStampDigest = DigestAlgorithm::sha256;

Result<Bytes> with_signature_timestamps(const Augmentation& document, const XadesLevels& levels,
                                        Evidence& evidence) {
    Additions added;
    for (const auto i : levels.signatures) {
        if (!document.has_unsigned(i, "SignatureTimeStamp")) {
            MOHUR_TRY(const auto input, document.signature_timestamp_input(i));
            MOHUR_TRY(const auto token, evidence.stamp(digest_of(kStampDigest, input)));
            added[i] = xades::signature_timestamp_property(token);
        }
    }
    return document.with_unsigned(added);
}

/// An element that is there already may be covered by an archive timestamp, and there is one of
/// each at most: what comes later is the validation data of a time-stamp (EN 319 132-1 clause
/// 5.5.1).
std::string material_properties(const Augmentation& document, std::size_t signature,
                                const ValidationMaterial& material) {
    const xades::MaterialValues values{material.certificates, material.ocsp, material.crls};
    const bool first = !document.has_unsigned(signature, "CertificateValues") &&
                       !document.has_unsigned(signature, "RevocationValues") &&
                       !document.has_unsigned(signature, "ArchiveTimeStamp");
    return first ? xades::certificate_values(values) + xades::revocation_values(values)
                 : xades::timestamp_validation_data(values);
}

Result<Bytes> with_material(const Augmentation& document, const XadesLevels& levels,
                            Evidence& evidence) {
    MOHUR_TRY(const auto all,
              xades::read_signatures(document.bytes(), levels.options, levels.contents));
    Additions added;
    for (const auto i : levels.signatures) {
        const auto subjects = subjects_of(all[i]);
        MOHUR_TRY(const auto material,
                  evidence.material(subjects.signers, subjects.authorities, material_of(all[i])));
        auto markup = material_properties(document, i, material);
        if (!markup.empty()) {
            added[i] = std::move(markup);
        }
    }
    return document.with_unsigned(added);
}

/// The archive timestamps of parallel signatures do not cover each other, so that they are made
/// over one state of the document.
Result<Bytes> with_archive_timestamps(const Augmentation& document, const XadesLevels& levels,
                                      Evidence& evidence) {
    Additions added;
    for (const auto i : levels.signatures) {
        MOHUR_TRY(const auto digest, document.archive_timestamp_digest(i, kStampDigest));
        MOHUR_TRY(const auto token, evidence.stamp(digest));
        added[i] = xades::archive_timestamp_property(token);
    }
    return document.with_unsigned(added);
}

using Step = Result<Bytes> (*)(const Augmentation&, const XadesLevels&, Evidence&);

}  // namespace

Result<Bytes> raise_signatures(Bytes xml, const XadesLevels& levels, Evidence& evidence) {
    constexpr std::pair<SignatureLevel, Step> kSteps[] = {
        {SignatureLevel::T, with_signature_timestamps},
        {SignatureLevel::LT, with_material},
        {SignatureLevel::LTA, with_archive_timestamps}};
    for (const auto& [level, step] : kSteps) {
        if (levels.level >= level) {
            MOHUR_TRY(const auto document,
                      Augmentation::parse(std::move(xml), levels.options, levels.contents));
            MOHUR_TRY(xml, step(document, levels, evidence));
        }
    }
    return xml;
}

}  // namespace mohur::signing
