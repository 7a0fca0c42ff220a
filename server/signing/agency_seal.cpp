// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/signing/agency_seal.h"

#include "server/http/spool_file.h"

namespace mohur::server {

Result<Means> AgencySeal::means_of(const documents::Agency& agency) const {
    const auto means = services_.keys.seal_of(agency.code);
    if (!means) {
        return Error::not_found("seal-missing", agency.code);
    }
    const auto voen = identity_of(means->certificate).voen;
    if (!agency.voen || voen != *agency.voen) {
        return Error::denied("seal-of-other-voen", voen);
    }
    return *means;
}

Result<std::shared_ptr<const ByteSource>> AgencySeal::seal(
    const documents::Agency& agency, std::vector<signing::DataObject> files) const {
    MOHUR_TRY(const auto means, means_of(agency));
    MOHUR_TRY(const auto device, services_.keys.open(means.id, std::nullopt));
    if (!(device->certificate() == means.certificate)) {
        return Error::integrity("certificate-not-of-key");
    }
    MOHUR_TRY(const auto algorithm, device->algorithm(DigestAlgorithm::sha256));
    const signing::SigningRequest request{
        signing::CreationFormat::asic_e_xades,
        signing::SignatureLevel::LT,
        std::move(files),
        means.certificate,
        means.chain,
        algorithm,
        std::chrono::floor<std::chrono::seconds>(services_.clock.now()),
        {},
        {},
        {},
        Limits{}};
    MOHUR_TRY(const auto prepared, services_.signer.prepare(request));
    MOHUR_TRY(const auto value, device->sign_digest(algorithm, prepared.to_be_signed_digest));
    MOHUR_TRY(const auto target, spool_target(services_.spool));
    MOHUR_TRY_VOID(services_.signer.complete(request, prepared, value, target));
    MOHUR_TRY(auto container, target->read_back());
    MOHUR_TRY(const auto verdict, services_.verification.judge(container));
    if (!all_passed(verdict)) {
        return Error::integrity("signature-not-valid", verdict["signatures"].dump());
    }
    return container;
}

}  // namespace mohur::server
