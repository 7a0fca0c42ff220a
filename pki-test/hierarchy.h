// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

/// A test PKI with honest and with broken parts. It shares no code with the product, so that a
/// fault of the product cannot hide behind itself.
namespace mohur::pkitest {

using Bytes = std::vector<std::uint8_t>;
using BytesView = std::span<const std::uint8_t>;
using Time = std::chrono::sys_time<std::chrono::microseconds>;
/// Where the current moment comes from; called on each answer.
using Now = std::function<Time()>;

/// The description is wrong, a name is unknown or a library call failed.
class PkiTestError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// What an HTTP server of the PKI says to one request.
struct HttpAnswer {
    int status = 200;
    std::string content_type;
    Bytes body;
    std::chrono::milliseconds delay{0};  ///< the server waits this long before it answers
};

enum class RsaPadding { pkcs1, pss };

/// Certificates, keys and services built from one JSON description (`hierarchy.json`).
///
/// Names are those of the description: certificates ("root", "issuing-ca", "signer", "signer-rsa",
/// "signer-revoked", "seal-ministry", "tsa", "ocsp", ...) and behaviours of the services ("" is the
/// honest one, "stale", "wrong-imprint", ...). All validity periods are relative to the moment of
/// building. Thread-safe. Every function may throw `PkiTestError`.
class Hierarchy {
public:
    /// The description that ships with the program, issued at the first call of `now`.
    [[nodiscard]] static Hierarchy standard(Now now);
    /// Another description; the keys are made anew.
    [[nodiscard]] static Hierarchy build(std::string_view description, Now now);
    /// The same as was stored by `save`, with revocations made since by another process.
    [[nodiscard]] static Hierarchy open(const std::filesystem::path& folder, Now now);
    /// Whether `folder` holds a hierarchy of exactly this description.
    [[nodiscard]] static bool is_saved(const std::filesystem::path& folder,
                                       std::string_view description);
    /// The text of the shipped `hierarchy.json`.
    [[nodiscard]] static std::string_view standard_description();

    /// The same description for services at another address ("http://127.0.0.1:18899").
    [[nodiscard]] static std::string with_base_url(std::string_view description,
                                                   const std::string& base_url);

    Hierarchy(Hierarchy&&) noexcept;
    Hierarchy& operator=(Hierarchy&&) noexcept;
    ~Hierarchy();

    /// Writes certs/NAME.{pem,cer}, keys/NAME.pem (mode 0600), p12/NAME.p12, trust/NAME.pem and pin
    /// (mode 0600: the PIN of tokens and the password of the p12 files).
    void save(const std::filesystem::path& folder) const;

    [[nodiscard]] std::vector<std::string> names() const;
    /// Trust anchors that are handed out; the unknown CA is not among them.
    [[nodiscard]] std::vector<std::string> anchors() const;
    /// From the issuer of `name` up to its root.
    [[nodiscard]] std::vector<std::string> issuers(std::string_view name) const;
    [[nodiscard]] std::vector<std::string> ocsp_behaviours() const;
    [[nodiscard]] std::vector<std::string> timestamp_behaviours() const;
    [[nodiscard]] std::vector<std::string> crl_behaviours() const;

    [[nodiscard]] Bytes certificate(std::string_view name) const;  ///< DER
    [[nodiscard]] std::string certificate_pem(std::string_view name) const;
    [[nodiscard]] std::string private_key_pem(
        std::string_view name) const;                              ///< PKCS#8, not encrypted
    [[nodiscard]] Bytes private_key(std::string_view name) const;  ///< PKCS#8 DER
    /// Key, certificate and its issuers, the root left out.
    [[nodiscard]] Bytes pkcs12(std::string_view name, const std::string& password) const;

    /// Signs a digest made by `digest_algorithm` ("sha256"): ECDSA gives the DER value, RSA the
    /// modulus-sized one.
    [[nodiscard]] Bytes sign_digest(std::string_view name, const std::string& digest_algorithm,
                                    BytesView digest, RsaPadding padding = RsaPadding::pkcs1) const;

    /// The answer (DER OCSPResponse) to a DER OCSPRequest, RFC 6960.
    [[nodiscard]] Bytes ocsp_response(BytesView request, std::string_view behaviour = {}) const;
    /// The answer for one certificate without a request (as a response that was stored earlier).
    [[nodiscard]] Bytes ocsp_response_for(std::string_view name,
                                          std::string_view behaviour = {}) const;
    /// The answer (DER TimeStampResp) to a DER TimeStampReq, RFC 3161.
    [[nodiscard]] Bytes timestamp_response(BytesView request,
                                           std::string_view behaviour = {}) const;
    /// A bare time-stamp token (DER ContentInfo) over a digest.
    [[nodiscard]] Bytes timestamp_token(const std::string& digest_algorithm, BytesView digest,
                                        std::string_view behaviour = {}) const;
    /// The DER CertificateList of a CA of this hierarchy, RFC 5280 section 5.
    [[nodiscard]] Bytes crl(std::string_view ca, std::string_view behaviour = {}) const;

    /// From now on `name` is revoked for a reason of RFC 5280 5.3.1 ("keyCompromise").
    void revoke(std::string_view name, std::string_view reason = "keyCompromise");

    /// What the server answers to a request for `target`: a path ("/tsa") or an address below
    /// `base_url()`. An in-process fetcher of a test may call it instead of a socket.
    [[nodiscard]] HttpAnswer answer(std::string_view target, BytesView body = {}) const;
    /// The address that stands in the certificates.
    [[nodiscard]] std::string base_url() const;
    /// PIN of the tokens and password of the PKCS#12 files.
    [[nodiscard]] std::string pin() const;

    /// One token to provision: its label and the names of the keys that live on it.
    struct Token {
        std::string label;
        std::vector<std::string> keys;
    };
    [[nodiscard]] std::vector<Token> tokens() const;

    struct State;  ///< private to the module
    [[nodiscard]] const State& state() const noexcept { return *state_; }

private:
    explicit Hierarchy(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace mohur::pkitest
