// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/token/pkcs11_device.h"

#include "signing/core/limits.h"
#include "signing/token/pkcs11_mechanism_internal.h"
#include "signing/token/pkcs11_objects_internal.h"

#include <algorithm>
#include <mutex>

namespace mohur::signing {

struct Pkcs11Device::State {
    std::shared_ptr<TokenSlot> slot;
    Pkcs11Uri uri;
    Pkcs11DeviceOptions options;
    std::optional<Certificate> certificate;
    std::vector<Certificate> chain;

    std::mutex mutex;
    std::uint64_t generation = 0;  ///< in which `key` was found; guarded by `mutex`
    pkcs11::KeyObject key;         ///< guarded by `mutex`
};

namespace {

// RSA-8192, and both coordinates of P-521.
constexpr std::size_t kMaxValueBytes = 1'024;

bool belongs(const pkcs11::CertificateObject& object, const pkcs11::KeyObject& key) {
    return key.id.empty() ? object.label == key.label : object.id == key.id;
}

// A renewed certificate often lies beside its predecessor under one id: the younger one signs.
std::optional<Certificate> certificate_of(const std::vector<pkcs11::CertificateObject>& objects,
                                          const pkcs11::KeyObject& key) {
    std::optional<Certificate> best;
    for (const auto& object : objects) {
        if (belongs(object, key) && key.may_be_of(object.certificate) &&
            (!best.has_value() || best->not_before() < object.certificate.not_before())) {
            best = object.certificate;
        }
    }
    return best;
}

// From the issuer upwards, as far as the token has it.
std::vector<Certificate> chain_of(const Certificate& subject,
                                  const std::vector<pkcs11::CertificateObject>& objects) {
    std::vector<Certificate> chain;
    Certificate last = subject;
    while (chain.size() < Limits{}.chain_length) {
        const auto issuer = std::ranges::find_if(objects, [&](const auto& object) {
            return object.certificate != last && last.signed_by(object.certificate);
        });
        if (issuer == objects.end() || issuer->certificate.self_issued()) {
            break;
        }
        last = issuer->certificate;
        chain.push_back(last);
    }
    return chain;
}

Result<void> find_objects(Pkcs11Device::State& state, TokenSlot::Lease& session) {
    MOHUR_TRY(state.key, pkcs11::find_private_key(session, state.uri));
    state.generation = session.generation();
    MOHUR_TRY(const auto objects, pkcs11::find_certificates(session));
    state.certificate = state.options.certificate.has_value() ? state.options.certificate
                                                              : certificate_of(objects, state.key);
    if (!state.certificate.has_value()) {
        return Error::not_found("certificate-missing", "for the key on the token");
    }
    if (!state.key.may_be_of(*state.certificate)) {
        return Error::integrity("certificate-not-of-key");
    }
    state.chain = chain_of(*state.certificate, objects);
    return {};
}

Result<pkcs11::KeyObject> current_key(Pkcs11Device::State& state, TokenSlot::Lease& session) {
    const std::lock_guard lock{state.mutex};
    if (state.generation != session.generation()) {
        MOHUR_TRY(state.key, pkcs11::find_private_key(session, state.uri));
        state.generation = session.generation();
    }
    return state.key;
}

Result<Bytes> sign_by(Pkcs11Device::State& state, TokenSlot::Lease& session,
                      pkcs11::SigningInput& input) {
    const auto& functions = session.functions();
    MOHUR_TRY(const auto key, current_key(state, session));
    CK_MECHANISM mechanism{input.type, nullptr, 0};
    if (input.type == CKM_RSA_PKCS_PSS) {
        mechanism.pParameter = &input.pss;
        mechanism.ulParameterLen = sizeof input.pss;
    }
    MOHUR_TRY_VOID(session.check(functions.C_SignInit(session.handle(), &mechanism, key.handle),
                                 "C_SignInit"));
    if (key.always_authenticate) {
        MOHUR_TRY_VOID(session.slot().login_for_operation(session));
    }
    Bytes value(kMaxValueBytes);
    CK_ULONG length = value.size();
    MOHUR_TRY_VOID(session.check(functions.C_Sign(session.handle(), input.data.data(),
                                                  input.data.size(), value.data(), &length),
                                 "C_Sign"));
    value.resize(std::min<std::size_t>(length, value.size()));
    return value;
}

}  // namespace

Pkcs11Device::Pkcs11Device(std::unique_ptr<State> state) : state_{std::move(state)} {}
Pkcs11Device::~Pkcs11Device() = default;

Result<std::unique_ptr<Pkcs11Device>> Pkcs11Device::open(Pkcs11Module& module, const Pkcs11Uri& uri,
                                                         const Secret& pin,
                                                         Pkcs11DeviceOptions options) {
    MOHUR_TRY(const TokenInfo token, module.find_token(uri));
    auto state = std::make_unique<State>();
    state->uri = uri;
    state->options = std::move(options);
    MOHUR_TRY(state->slot, TokenSlot::of(module, token, state->options.max_sessions));
    MOHUR_TRY_VOID(state->slot->login(pin));
    MOHUR_TRY_VOID(
        with_session(*state->slot, state->options.session_wait,
                     [&](TokenSlot::Lease& session) { return find_objects(*state, session); }));
    return std::unique_ptr<Pkcs11Device>{new Pkcs11Device{std::move(state)}};
}

const Certificate& Pkcs11Device::certificate() const noexcept {
    return *state_->certificate;
}
const std::vector<Certificate>& Pkcs11Device::chain() const noexcept {
    return state_->chain;
}

Result<SignatureAlgorithm> Pkcs11Device::algorithm(DigestAlgorithm digest) const {
    return default_algorithm(state_->certificate->public_key(), digest, state_->options.prefer_pss);
}

Result<Bytes> Pkcs11Device::sign_digest(const SignatureAlgorithm& algorithm, const Digest& digest) {
    MOHUR_TRY(auto input,
              pkcs11::signing_input(algorithm, digest, state_->certificate->public_key()));
    MOHUR_TRY(Bytes raw, with_session(*state_->slot, state_->options.session_wait,
                                      [&](TokenSlot::Lease& session) {
                                          return sign_by(*state_, session, input);
                                      }));
    return pkcs11::signature_value(algorithm.scheme, std::move(raw));
}

Result<Bytes> Pkcs11Device::sign(const SignatureAlgorithm& algorithm, BytesView data) {
    if (algorithm.scheme != SignatureScheme::ed25519) {
        return SigningDevice::sign(algorithm, data);
    }
    MOHUR_TRY(auto input, pkcs11::message_input(data, state_->certificate->public_key()));
    return with_session(
        *state_->slot, state_->options.session_wait,
        [&](TokenSlot::Lease& session) { return sign_by(*state_, session, input); });
}

}  // namespace mohur::signing
