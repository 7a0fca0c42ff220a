// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/creation/signature_engine.h"

#include "signing/creation/format_signer_internal.h"
#include "signing/creation/self_check_internal.h"
#include "signing/crypto/hash.h"
#include "signing/validation/validator.h"

#include <algorithm>

namespace mohur::signing {
namespace {

bool key_makes(const PublicKey& key, SignatureScheme scheme) {
    switch (key.type()) {
        case KeyType::rsa:
            return scheme == SignatureScheme::rsa_pkcs1 || scheme == SignatureScheme::rsa_pss;
        case KeyType::rsa_pss: return scheme == SignatureScheme::rsa_pss;
        case KeyType::ec: return scheme == SignatureScheme::ecdsa;
        default: return false;
    }
}

/// TS 119 312 clause 7: what a new signature may use.
bool is_current(DigestAlgorithm algorithm) {
    return algorithm == DigestAlgorithm::sha256 || algorithm == DigestAlgorithm::sha384 ||
           algorithm == DigestAlgorithm::sha512;
}

Result<void> check_signer(const SigningRequest& request, Time now) {
    const auto& signer = request.signer;
    for (const auto time : {now, request.signing_time}) {
        if (time < signer.not_before()) {
            return Error::denied("certificate-not-yet-valid");
        }
        if (time > signer.not_after()) {
            return Error::denied("certificate-expired");
        }
    }
    const auto& usage = signer.key_usage();
    if (!usage || !(usage->digital_signature || usage->content_commitment) || signer.is_ca()) {
        return Error::denied("certificate-not-for-signing");
    }
    if (!key_makes(signer.public_key(), request.algorithm.scheme) ||
        !is_current(request.algorithm.digest)) {
        return Error::unsupported("signature-algorithm", to_string(request.algorithm));
    }
    return {};
}

Result<void> check_shape(const SigningRequest& request) {
    const bool one_pdf = request.format != CreationFormat::pades || request.data.size() == 1;
    const bool complete = std::ranges::all_of(
        request.data, [](const DataObject& object) { return object.bytes != nullptr; });
    if (request.data.empty() || !one_pdf || !complete) {
        return Error::malformed("signing-request-invalid");
    }
    for (const auto& object : request.data) {
        if (object.bytes->size() > request.limits.file_bytes) {
            return Error::too_large("file-too-large", object.name);
        }
    }
    return {};
}

/// What was signed before, so that it can be seen unharmed after. A file that holds no signature
/// has none.
FileFacts facts_before(const SigningRequest& request) {
    if (request.format == CreationFormat::asic_e_xades && !extends_container(request)) {
        return {};
    }
    ReadOptions options;
    options.limits = request.limits;
    return read_file(request.data.front().bytes, options).value_or({});
}

/// The timestamp of one completion, and the material that is fetched after it.
class Evidence {
public:
    Evidence(const SigningRequest& request, const TrustAnchors& anchors,
             RevocationSource& revocation, TimestampClient* timestamps)
        : request_{request},
          anchors_{anchors},
          collector_{anchors, revocation},
          timestamps_{timestamps} {}

    Result<Bytes> stamp(BytesView octets) {
        MOHUR_TRY(auto token, timestamps_->stamp(digest_of(DigestAlgorithm::sha256, octets)));
        MOHUR_TRY_VOID(trust(token));
        token_ = std::move(token);
        return token_->encoding();
    }

    Result<ValidationMaterial> material() {
        const auto signer = collector_.path(request_.signer, request_.chain);
        if (signer.empty()) {
            return Error::denied("no-trusted-chain");
        }
        MOHUR_TRY_VOID(collector_.add(signer, token_->time()));
        const auto added = collector_.add(tsa_path_, token_->time());
        if (!added) {
            const bool revoked = added.error().code == ErrorCode::denied;
            return revoked ? Error::integrity("tsa-revoked", added.error().reason) : added.error();
        }
        return collector_.take();
    }

private:
    /// Where anchors are configured, an authority that they do not vouch for is as good as none.
    Result<void> trust(const TimestampToken& token) {
        const auto check = token.check({});
        if (!check.intact || !check.tsa) {
            return Error::integrity("tsa-signature");
        }
        if (anchors_.empty()) {
            return {};
        }
        tsa_path_ = collector_.path(*check.tsa, token.signed_data().certificates());
        return tsa_path_.empty() ? Result<void>{Error::integrity("tsa-untrusted")} : Result<void>{};
    }

    const SigningRequest& request_;
    const TrustAnchors& anchors_;
    MaterialCollector collector_;
    TimestampClient* timestamps_;
    std::optional<TimestampToken> token_;
    CertificatePath tsa_path_;
};

}  // namespace

SignatureEngine::SignatureEngine(const TrustAnchors& anchors, RevocationSource& revocation,
                                 TimestampClient* timestamps, const Clock& clock,
                                 RandomSource& random)
    : anchors_{anchors},
      revocation_{revocation},
      timestamps_{timestamps},
      clock_{clock},
      random_{random} {}

Result<PreparedSignature> SignatureEngine::prepare(const SigningRequest& request) const {
    MOHUR_TRY_VOID(check_shape(request));
    MOHUR_TRY_VOID(check_signer(request, clock_.now()));
    if (request.level != SignatureLevel::B && timestamps_ == nullptr) {
        return Error::unsupported("tsa-not-configured");
    }
    if (request.level == SignatureLevel::LT && anchors_.empty()) {
        return Error::unsupported("trust-anchors-missing");
    }
    MOHUR_TRY(auto prepared, request.format == CreationFormat::pades
                                 ? prepare_pades(request)
                                 : prepare_asic(request, random_));
    MOHUR_TRY(prepared.state.inputs, digest_inputs(request));
    auto digest = digest_of(request.algorithm.digest, prepared.to_be_signed);
    return PreparedSignature{std::move(prepared.to_be_signed), std::move(digest),
                             serialise(request, prepared.state)};
}

Result<void> SignatureEngine::complete(const SigningRequest& request,
                                       const PreparedSignature& prepared, BytesView signature_value,
                                       ByteTarget& target) const {
    MOHUR_TRY_VOID(check_shape(request));
    MOHUR_TRY(auto state, parse_state(request, prepared.state));
    MOHUR_TRY(const auto inputs, digest_inputs(request));
    if (inputs != state.inputs) {
        return Error::conflict("document-changed");
    }
    if (!request.signer.public_key().verify(request.algorithm, prepared.to_be_signed,
                                            signature_value)) {
        return Error::integrity("signature-value-wrong");
    }
    const auto before = facts_before(request);
    Evidence evidence{request, anchors_, revocation_, timestamps_};
    CompletionParts parts{signature_value, nullptr, nullptr};
    if (request.level != SignatureLevel::B) {
        if (timestamps_ == nullptr) {
            return Error::unsupported("tsa-not-configured");
        }
        parts.stamp = [&](BytesView octets) { return evidence.stamp(octets); };
    }
    if (request.level == SignatureLevel::LT) {
        parts.material = [&] { return evidence.material(); };
    }
    MOHUR_TRY_VOID(request.format == CreationFormat::pades
                       ? complete_pades(request, std::move(state), parts, target)
                       : complete_asic(request, state, parts, target));
    MOHUR_TRY(auto result, target.read_back());
    return check_result(request, before, std::move(result), anchors_, clock_.now());
}

Result<Bytes> SignatureEngine::complete(const SigningRequest& request,
                                        const PreparedSignature& prepared,
                                        BytesView signature_value) const {
    MemoryTarget target;
    MOHUR_TRY_VOID(complete(request, prepared, signature_value, target));
    return target.take();
}

}  // namespace mohur::signing
