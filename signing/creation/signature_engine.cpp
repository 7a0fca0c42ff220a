// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/creation/signature_engine.h"

#include "signing/creation/format_signer_internal.h"
#include "signing/creation/request_check_internal.h"
#include "signing/creation/self_check_internal.h"
#include "signing/crypto/hash.h"
#include "signing/validation/validator.h"

namespace mohur::signing {
namespace {

/// What was signed before, so that it can be seen unharmed after. A file that holds no signature
/// has none.
FileFacts facts_before(const SigningRequest& request, const FormatSigner& signer) {
    auto file = signer.present_file(request);
    if (file == nullptr) {
        return {};
    }
    return read_file(std::move(file), read_options(request)).value_or({});
}

}  // namespace

SignatureEngine::SignatureEngine(const TrustAnchors& anchors, RevocationSource& revocation,
                                 TimestampClient* timestamps, const Clock& clock,
                                 RandomSource& random)
    : anchors_{anchors},
      revocation_{revocation},
      timestamps_{timestamps},
      clock_{clock},
      random_{random} {}

Result<void> SignatureEngine::check_services(SignatureLevel level, bool stamps) const {
    if (stamps && timestamps_ == nullptr) {
        return Error::unsupported("tsa-not-configured");
    }
    if (level >= SignatureLevel::LT && anchors_.empty()) {
        return Error::unsupported("trust-anchors-missing");
    }
    return {};
}

Result<PreparedSignature> SignatureEngine::prepare(const SigningRequest& request) const {
    MOHUR_TRY_VOID(check_shape(request));
    MOHUR_TRY(const auto* format, format_signer(request.format, request.level));
    MOHUR_TRY_VOID(check_statements(request, *format));
    MOHUR_TRY_VOID(check_signer(request, clock_.now()));
    MOHUR_TRY_VOID(check_services(request.level,
                                  request.level != SignatureLevel::B || request.content_timestamp));
    Evidence evidence{anchors_, revocation_, timestamps_};
    MOHUR_TRY(auto prepared, format->prepare(request, {random_, evidence}));
    MOHUR_TRY(prepared.state.inputs, digest_inputs(request));
    auto digest = digest_of(request.algorithm.digest, prepared.to_be_signed);
    return PreparedSignature{std::move(prepared.to_be_signed), std::move(digest),
                             serialise(request, prepared.state), std::move(prepared.warnings)};
}

Result<void> SignatureEngine::complete(const SigningRequest& request,
                                       const PreparedSignature& prepared, BytesView signature_value,
                                       ByteTarget& target) const {
    MOHUR_TRY_VOID(check_shape(request));
    MOHUR_TRY(const auto* format, format_signer(request.format, request.level));
    MOHUR_TRY_VOID(check_services(request.level, request.level != SignatureLevel::B));
    MOHUR_TRY(auto state, parse_state(request, prepared.state));
    MOHUR_TRY(const auto inputs, digest_inputs(request));
    if (inputs != state.inputs) {
        return Error::conflict("document-changed");
    }
    if (!request.signer.public_key().verify(request.algorithm, prepared.to_be_signed,
                                            signature_value)) {
        return Error::integrity("signature-value-wrong");
    }
    const auto before = facts_before(request, *format);
    Evidence evidence{anchors_, revocation_, timestamps_};
    MOHUR_TRY_VOID(
        format->complete(request, std::move(state), {signature_value, evidence}, target));
    MOHUR_TRY(auto result, target.read_back());
    return check_signed(request, before, std::move(result), {anchors_, clock_.now()});
}

Result<Bytes> SignatureEngine::complete(const SigningRequest& request,
                                        const PreparedSignature& prepared,
                                        BytesView signature_value) const {
    MemoryTarget target;
    MOHUR_TRY_VOID(complete(request, prepared, signature_value, target));
    return target.take();
}

Result<void> SignatureEngine::extend(const ExtensionRequest& request, ByteTarget& target) const {
    if (request.file == nullptr || request.level == SignatureLevel::B) {
        return Error::malformed("signing-request-invalid");
    }
    MOHUR_TRY_VOID(check_services(request.level, request.level == SignatureLevel::LTA));
    MOHUR_TRY(const auto before, read_file(request.file, read_options(request)));
    MOHUR_TRY(const auto* format, format_extender(before, request.level));
    MOHUR_TRY(auto chosen, choose_signatures(request, before, clock_.now()));
    Evidence evidence{anchors_, revocation_, timestamps_, request.certificates};
    const ExtensionParts parts{request, before, std::move(chosen), evidence, clock_.now()};
    MOHUR_TRY_VOID(format->extend(parts, target));
    MOHUR_TRY(auto result, target.read_back());
    return check_extended(parts, std::move(result), {anchors_, clock_.now()});
}

Result<void> SignatureEngine::timestamp(const TimestampRequest& request, ByteTarget& target) const {
    if (request.data.bytes == nullptr) {
        return Error::malformed("signing-request-invalid");
    }
    MOHUR_TRY_VOID(check_services(SignatureLevel::T, true));
    Evidence evidence{anchors_, revocation_, timestamps_};
    MOHUR_TRY_VOID(write_timestamp(request, clock_.now(), evidence, target));
    MOHUR_TRY(auto result, target.read_back());
    return check_stamped(request, std::move(result));
}

}  // namespace mohur::signing
